/* SPDX-License-Identifier: MIT */
/* Random record sets, in every spelling: whatever Route53 makes of them, a second run has nothing
 * to do. */
#include <dxaws/dns-providers.h>
#include <dxaws/dns.h>
#include <dxaws/kit/settles.h>

static dxaws_error *prepare(const struct dx_settles_life *life, struct dx_random *random)
{
    char *id = NULL;
    if (life->session != NULL) {
        return dx_settles_make_zone(life->session, random);
    }
    dxaws_error *error =
        dxaws_dns_memory_create_zone(life->account, life->context, "example.com", false, &id);
    snprintf(random->note, sizeof random->note, "%s", id ? id : "");
    free(id);
    return error;
}

/* One of the texts, or several of them; each once, for an address twice is refused. */
static json_t *some_of(struct dx_random *random, const char *const *texts, unsigned count)
{
    json_t *values = json_array();
    unsigned first = dx_random_below(random, count);
    for (unsigned i = 0; i == 0 || (i < count && dx_random_chance(random, 40)); i++) {
        json_array_append_new(values, json_string(texts[(first + i) % count]));
    }
    return values;
}

/* A text of TXT, or of its pieces, of any length and with whatever bytes. */
static json_t *random_text(struct dx_random *random)
{
    static const char *const pieces[] = {
        "v=spf1 -all",         "a;b", "gr\xc3\xbc\xc3\x9f", "back\\\\slash", "tab\there",
        " ends with a blank ", "",    "\xf0\x9f\x98\x80"};
    static const char *const quoted[] = {
        "\"a\" \"b\"",    "\"\\100home\"", "\"say \\\"x\\\"\"", "\"\"",
        "\"\\001\\377\"", "\"a\"   \"b\"", "\"semi\\;colon\""};
    if (dx_random_chance(random, 40)) {
        return json_string(DX_RANDOM_OF(random, quoted));
    }
    char text[1200] = "";
    for (unsigned i = dx_random_below(random, 40); i > 0; i--) {
        strcat(text, DX_RANDOM_OF(random, pieces));
    }
    return json_string(*text ? text : "x");
}

/* Of the types that have few spellings. */
static const struct {
    const char *type;
    const char *values[3];
} spelled[] = {
    {"DS", {"12345 13 9 ABCD", "12345 13 9 ab cd", "1 8 9 00"}},
    {"HTTPS", {"1 . port=8443 ALPN=\"h2,h3\"", "0 Pool.Example.net", "2 . ipv6hint=2001:DB8::1"}},
    {"NAPTR",
     {"100 10 u E2U+sip \"!^.*$!sip:a@example.com!\" .", "1 2 \"s\" \"\" \"\" A.example.com",
      "1 1 \"\" \"\" \"\" ."}},
    {"NS", {"NS1.Example.net", "ns2.example.net.", "ns3.example.net"}},
    {"PTR", {"Host.Example.net", ".", "b.example.net"}},
    {"SPF", {"v=spf1 -all", "\"v=spf1\" \" -all\"", "a\"\"b"}},
    {"SRV", {"0 0 0 .", "010 5 5060 SIP.Example.com", "1 1 1 a.example.com."}},
    {"SSHFP", {"4 9 ABCD", "1 9 00 ff", "3 9 0a"}},
    {"SVCB", {"1 a.example.com mandatory=alpn alpn=h2", "1 . key667=\"x y\"", "0 ."}},
    {"TLSA", {"3 1 0 DEADBEEF", "2 0 0 00", "3 1 0 de ad"}},
};

static json_t *values_of(struct dx_random *random, const char *type)
{
    for (size_t i = 0; i < sizeof spelled / sizeof *spelled; i++) {
        if (strcmp(spelled[i].type, type) == 0) {
            return json_pack("[s]", spelled[i].values[dx_random_below(random, 3)]);
        }
    }
    static const char *const four[] = {"192.0.2.1", "198.51.100.255", "203.0.113.0"};
    static const char *const six[] = {"2001:0db8::000a", "2001:DB8::B", "::ffff:192.0.2.1",
                                      "2001:db8:0:0::c"};
    static const char *const mail[] = {"10 Mail.Example.com", "0 .", "010  b.example.net"};
    static const char *const authorities[] = {"0 ISSUE \"letsencrypt.org\"", "0 issue amazon.com",
                                              "128 iodef \"mailto:a@example.com\""};
    static const char *const targets[] = {"Other.Example.NET", "b.example.net.",
                                          "\\052.example.net"};
    if (strcmp(type, "A") == 0) {
        return some_of(random, four, 3);
    }
    if (strcmp(type, "AAAA") == 0) {
        return some_of(random, six, 4);
    }
    if (strcmp(type, "MX") == 0) {
        return some_of(random, mail, 3);
    }
    if (strcmp(type, "CAA") == 0) {
        return some_of(random, authorities, 3);
    }
    return strcmp(type, "TXT") == 0 ? json_pack("[o]", random_text(random))
                                    : json_pack("[s]", DX_RANDOM_OF(random, targets));
}

/* An alias to a distribution, or to the name that always has that type. */
static json_t *random_alias(struct dx_random *random)
{
    return dx_random_chance(random, 50)
               ? json_pack("{ss ss}", "zone_id", "/hostedzone/Z2FDTNDATAQYW2", "dns_name",
                           "D111111abcdef8.CloudFront.net")
               : json_pack("{ss ss sb}", "zone_id", random->note, "dns_name", "ZZ.Example.com",
                           "evaluate_target_health", dx_random_chance(random, 50));
}

static json_t *random_record(struct dx_random *random, const char *name, const char *type)
{
    bool address = strcmp(type, "A") == 0 && strcmp(name, "zz.example.com") != 0;
    json_t *record = json_pack("{ss ss}", "name", name, "type", type);
    if (address && dx_random_chance(random, 40)) {
        json_object_set_new(record, "alias", random_alias(random));
        return record;
    }
    json_object_set_new(record, "values", values_of(random, type));
    if (dx_random_chance(random, 60)) {
        json_object_set_new(record, "ttl_s", json_integer(dx_random_below(random, 86400)));
    }
    return record;
}

/* Each name always has the same types, so that no record set of before is in the way of another's.
 */
static const struct {
    const char *name;
    const char *types[3];
} places[] = {
    {"Example.com.", {"MX", "TXT", "CAA"}},
    {"WWW.example.com", {"A", "AAAA", NULL}},
    {"*.w.example.com", {"CNAME", NULL, NULL}},
    {"\\052.x.example.com", {"A", "TXT", NULL}},
    {"_dmarc.example.com", {"TXT", NULL, NULL}},
    {"a\\040b.example.com", {"CNAME", NULL, NULL}},
    {"alias.example.com", {"A", NULL, NULL}},
    {"_sip._udp.Example.com", {"SRV", "TLSA", "NAPTR"}},
    {"svc.example.com", {"HTTPS", "SVCB", "SSHFP"}},
    {"sub.example.com", {"NS", "DS", NULL}},
    {"1.example.com", {"PTR", "SPF", NULL}},
};

static json_t *desired(struct dx_random *random)
{
    json_t *records = json_pack("[o]", random_record(random, "zz.example.com", "A"));
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        for (size_t t = 0; t < 3 && places[i].types[t] != NULL; t++) {
            if (dx_random_chance(random, 60)) {
                json_array_insert_new(
                    records, dx_random_below(random, (unsigned)json_array_size(records) + 1),
                    random_record(random, places[i].name, places[i].types[t]));
            }
        }
    }
    return json_pack("{so}", "records", records);
}

int main(int argc, char **argv)
{
    const struct dx_settles settles = {
        .modules = {dxaws_dns_module()}, .documents = 4, .prepare = prepare, .desired = desired};
    return dx_settles_main(&settles, argc, argv);
}
