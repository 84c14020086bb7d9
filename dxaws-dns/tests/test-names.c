/* SPDX-License-Identifier: MIT */
/* Names and values: every spelling ends in one canonical form, which is its own canonical form. */
#include <dxaws/kit/check.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/dns.h>
#include "providers/order.h"
#include "values.h"

#define A50 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A63 A50 "aaaaaaaaaaaaa"

/* A name, and its canonical form or NULL when it is none. */
static const struct {
    const char *text;
    const char *canonical;
} names[] = {
    {"example.com", "example.com."},
    {"example.com.", "example.com."},
    {"WWW.Example.COM", "www.example.com."},
    {"_acme.example.com", "_acme.example.com."},
    {"*.example.com", "*.example.com."},
    {"\\052.example.com.", "*.example.com."},
    {"*", "*."},
    {"\\*", "*."},
    {"\\*.example.com", "*.example.com."},
    {"a.*.example.com", "a.\\052.example.com."},
    {"a*.example.com", "a\\052.example.com."},
    {"*a.example.com", "\\052a.example.com."},
    {"\\052a.example.com", "\\052a.example.com."},
    {"a\\040b.example.com", "a\\040b.example.com."},
    {"a@b.example.com", "a\\100b.example.com."},
    {"a\\100b.example.com", "a\\100b.example.com."},
    {"\\167ww.example.com", "www.example.com."},
    {"\\127ww.example.com", "www.example.com."},
    {"a\\.b.example.com", "a\\056b.example.com."},
    {"a\\056b.example.com", "a\\056b.example.com."},
    {"a\\\\b.example.com", "a\\134b.example.com."},
    {"\\374ber.example.com", "\\374ber.example.com."},
    {"com", "com."},
    {A63 ".com", A63 ".com."},
    {"", NULL},
    {"@", NULL},
    {".", NULL},
    {".example.com", NULL},
    {"https://www.example.com", NULL},
    {"a..example.com", NULL},
    {"example.com..", NULL},
    {"a b.example.com", NULL},
    {"a\tb", NULL},
    {"\xc3\xbc.example.com", NULL},
    {"a\\", NULL},
    {"a\\09", NULL},
    {"a\\400.com", NULL},
    {"a\\189.com", NULL},
    {A63 "a.com", NULL},
    {A63 "." A63 "." A63 "." A63 ".", NULL},
};

START_TEST(names_have_one_canonical_form)
{
    const char *why = NULL;
    char *name = dxaws_dns_name_canonical(names[_i].text, &why);
    if (names[_i].canonical == NULL) {
        ck_assert_msg(name == NULL, "\"%s\" became %s", names[_i].text, name);
        ck_assert_ptr_nonnull(why);
        return;
    }
    ck_assert_msg(name != NULL, "\"%s\": %s", names[_i].text, why);
    ck_assert_str_eq(name, names[_i].canonical);
    char *again = dxaws_dns_name_canonical(name, &why);
    ck_assert_str_eq(again, name);
    free(again);
    free(name);
}
END_TEST

/* Type, value, and its canonical form or NULL when it is none. */
static const struct {
    const char *type;
    const char *text;
    const char *canonical;
} values[] = {
    {"A", "192.0.2.1", "192.0.2.1"},
    {"A", "192.0.2", NULL},
    {"A", "192.0.2.256", NULL},
    {"A", "192.0.2.1 ", NULL},
    {"A", "2001:db8::1", NULL},
    {"AAAA", "2001:0DB8:0000::0001", "2001:db8::1"},
    {"AAAA", "::ffff:192.0.2.1", "::ffff:192.0.2.1"},
    {"AAAA", "192.0.2.1", NULL},
    {"AAAA", "2001:db8::1::", NULL},
    {"CNAME", "Target.Example.com", "target.example.com."},
    {"CNAME", "", NULL},
    {"NS", "ns-1.awsdns-01.co.uk", "ns-1.awsdns-01.co.uk."},
    {"MX", "10 Mail.example.com", "10 mail.example.com."},
    {"MX", "010\tmail.example.com.", "10 mail.example.com."},
    {"MX", "0 .", "0 ."},
    {"CNAME", ".", "."},
    {"MX", "mail.example.com", NULL},
    {"MX", "65536 mail.example.com", NULL},
    {"MX", "10", NULL},
    {"MX", "10 a b", NULL},
    {"TXT", "plain", "\"plain\""},
    {"TXT", "", "\"\""},
    {"TXT", "say \"hi\" \\o/", "\"say \\\"hi\\\" \\\\o/\""},
    {"TXT", "\"quoted\"", "\"quoted\""},
    {"TXT", "\"one\"  \"two\"", "\"one\" \"two\""},
    {"TXT", "\"one\"\"two\"", "\"one\" \"two\""},
    {"TXT", "\"a\\\"b\"", "\"a\\\"b\""},
    {"TXT", "\"a\\042b\"", "\"a\\\"b\""},
    {"TXT", "\"a\\303\\274\"", "\"a\\303\\274\""},
    {"TXT", "a\xc3\xbc\x01", "\"a\\303\\274\\001\""},
    {"TXT", "a\n", NULL},
    {"TXT", "\"a\n\"", "\"a\\012\""},
    {"TXT", "\"open", NULL},
    {"TXT", "\"a\" b", NULL},
    {"TXT", "\"a\\", NULL},
    {"TXT", "\"a\\9\"", NULL},
    {"CAA", "0 issue \"amazon.com\"", "0 issue \"amazon.com\""},
    {"CAA", "0 ISSUE amazon.com", "0 issue \"amazon.com\""},
    {"CAA", "128 iodef \"mailto:a@b.c\"", "128 iodef \"mailto:a@b.c\""},
    {"CAA", "0 issue \";\"", "0 issue \";\""},
    {"CAA", "256 issue \"a\"", NULL},
    {"CAA", "0 issue", NULL},
    {"CAA", "issue \"a\"", NULL},
    {"CAA", "0 issue \"a\" b", NULL},
    {"CAA", "0 issue \"a", NULL},
    {"A", " 192.0.2.1", NULL},
    {"MX", "10 mail.example.com ", NULL},
    {"A", "192.0.2.1\n", NULL},
    {"A", "192.0.2.1 192.0.2.2", NULL},
    {"CNAME", "https://example.org/", NULL},
    {"CNAME", "example.org:8080", NULL},
    {"CNAME", "2001:db8::1", NULL},
    {"CNAME", "a b", NULL},
    {"CNAME", "1.0/25.2.0.192.in-addr.arpa", "1.0\\05725.2.0.192.in-addr.arpa."},
    {"MX", "10 192.0.2.1", NULL},
    {"NS", ".", NULL},
    {"TXT", "one\"\"two", "\"one\" \"two\""},
    {"TXT", "one\" \"two", "\"one\" \"two\""},
    {"TXT", "\"\" \"\"", "\"\" \"\""},
    {"TXT", "\"one\"\n\"two\"\n", "\"one\" \"two\""},
    {"TXT", "\"a\\195\"", NULL},
    {"SPF", "v=spf1 -all", "\"v=spf1 -all\""},
    {"PTR", "Host.example.com", "host.example.com."},
    {"SRV", "10 05 5060 SIP.example.com.", "10 5 5060 sip.example.com."},
    {"SRV", "0 0 0 .", "0 0 0 ."},
    {"SRV", "10 5 sip.example.com", NULL},
    {"SRV", "10 5 65536 a.", NULL},
    {"SRV", "10 5 5060 sip.example.com.:5060", NULL},
    {"DS", "12345 13 1 ABCDEF0123456789abcdef0123456789 ABCDEF01",
     "12345 13 1 abcdef0123456789abcdef0123456789abcdef01"},
    {"DS", "12345 13 1 abcd", NULL},
    {"DS", "12345 256 1 abcd", NULL},
    {"DS", "12345 13 9 abc", NULL},
    {"DS", "12345 13 9 xy", NULL},
    {"DS", "12345 13 9", NULL},
    {"DS", "12345 13 9 ABCD", "12345 13 9 abcd"},
    {"SSHFP", "4 1 0123456789012345678901234567890123456789",
     "4 1 0123456789012345678901234567890123456789"},
    {"SSHFP", "4 2 0123456789012345678901234567890123456789", NULL},
    {"TLSA", "3 1 0 DEAD", "3 1 0 dead"},
    {"TLSA", "3 1 1 dead", NULL},
    {"NAPTR", "100 10 u E2U+sip \"!^.*$!sip:\\\\1@example.com!\" .",
     "100 10 \"u\" \"E2U+sip\" \"!^.*$!sip:\\\\1@example.com!\" ."},
    {"NAPTR", "100 10 \"s\" \"\" \"\" _sip._udp.Example.com",
     "100 10 \"s\" \"\" \"\" _sip._udp.example.com."},
    {"NAPTR", "100 10 u E2U+sip", NULL},
    {"NAPTR", "100 10 \"u\"\"E2U+sip\" \"\" .", NULL},
    {"SOA", "NS1.example.net admin.example.com 1 7200 900 1209600 86400",
     "ns1.example.net. admin.example.com. 1 7200 900 1209600 86400"},
    {"SOA", "ns1.example.net. admin.example.com. 4294967296 7200 900 1209600 86400", NULL},
    {"SOA", "ns1.example.net. admin.example.com. 1 7200 900 1209600", NULL},
    {"HTTPS", "1 .", "1 ."},
    {"HTTPS", "0 Pool.example.com", "0 pool.example.com."},
    {"HTTPS", "0 pool.example.com. alpn=h2", NULL},
    {"HTTPS", "1 . port=8443 ALPN=h2,h3", "1 . alpn=\"h2,h3\" port=\"8443\""},
    {"HTTPS", "1 . ipv6hint=2001:DB8::1,2001:db8:0::2 ipv4hint=\"192.0.2.1\"",
     "1 . ipv4hint=\"192.0.2.1\" ipv6hint=\"2001:db8::1,2001:db8::2\""},
    {"SVCB", "1 a.example.com. mandatory=alpn alpn=h2 no-default-alpn key667=\"x y\"",
     "1 a.example.com. mandatory=\"alpn\" alpn=\"h2\" no-default-alpn key667=\"x y\""},
    {"SVCB", "1 a. alpn", NULL},
    {"SVCB", "1 a. alpn=h2 alpn=h3", NULL},
    {"SVCB", "1 a. no-default-alpn=1", NULL},
    {"SVCB", "1 a. port=65536", NULL},
    {"SVCB", "1 a. ipv4hint=2001:db8::1", NULL},
    {"SVCB", "1 a. ipv4hint=192.0.2.1,", NULL},
    {"SVCB", "1 a. key1=x", NULL},
    {"SVCB", "1 a. key09=x", NULL},
    {"SVCB", "1 a. nonsense=x", NULL},
    {"SVCB", "1 a. alpn=\"h2\"x", NULL},
    {"SVCB", "1 a. key667=\"\\1\"", NULL},
    {"LOC", "1 1 1 a.", NULL},
};

START_TEST(values_have_one_canonical_form)
{
    const char *why = NULL;
    char *value = dns_value_canonical(values[_i].type, values[_i].text, &why);
    if (values[_i].canonical == NULL) {
        ck_assert_msg(value == NULL, "\"%s\" became %s", values[_i].text, value);
        ck_assert_ptr_nonnull(why);
        return;
    }
    ck_assert_msg(value != NULL, "\"%s\": %s", values[_i].text, why);
    ck_assert_str_eq(value, values[_i].canonical);
    char *again = dns_value_canonical(values[_i].type, value, &why);
    ck_assert_str_eq(again, value);
    free(again);
    free(value);
}
END_TEST

static char *text_of(size_t size)
{
    char *text = malloc(size + 1);
    memset(text, 'x', size);
    text[size] = '\0';
    return text;
}

/* How many pieces a text of that size becomes; 0 when it is too long. */
static const struct {
    size_t size;
    size_t pieces;
} lengths[] = {{1, 1}, {255, 1}, {256, 2}, {510, 2}, {511, 3}, {3953, 16}, {3954, 0}, {5000, 0}};

START_TEST(long_texts_become_pieces_of_255_bytes)
{
    const char *why = NULL;
    char *text = text_of(lengths[_i].size);
    char *value = dns_value_canonical("TXT", text, &why);
    size_t marks = 0;
    for (const char *p = value; p != NULL && (p = strchr(p, '"')) != NULL; p++) {
        marks++;
    }
    ck_assert_uint_eq(marks, 2 * lengths[_i].pieces);
    free(value);
    free(text);
}
END_TEST

START_TEST(a_quoted_piece_of_256_bytes_is_refused)
{
    const char *why = NULL;
    char *text = text_of(258);
    text[0] = text[257] = '"';
    ck_assert_ptr_null(dns_value_canonical("TXT", text, &why));
    ck_assert_ptr_nonnull(strstr(why, "255"));
    free(text);
}
END_TEST

START_TEST(suffixes_end_at_labels)
{
    ck_assert(dxaws_dns_name_is_within("www.example.com.", "example.com."));
    ck_assert(dxaws_dns_name_is_within("example.com.", "example.com."));
    ck_assert(!dxaws_dns_name_is_within("notexample.com.", "example.com."));
    ck_assert(!dxaws_dns_name_is_within("com.", "example.com."));
    ck_assert(!dxaws_dns_name_is_within("a\\056example.com.", "example.com."));
}
END_TEST

/* Listed in this order, but for those of which nobody knows in which. */
static const char *const listed[] = {
    "com.",           "a.com.",         "*.a.com.",
    "example.com.",   "a.example.com.", "www.a.example.com.",
    "b.example.com.", "example-a.com.", "examplea.com.",
    "org.",           "\\377.org.",
};
static const char *const unsure[][2] = {
    {"www.a.example.com.", "a-b.example.com."}, /* is "-" before or after "."? */
    {"*.a.com.", "1.a.com."},                   /* is it "*" or "\052"? */
    {"\\176.org.", "a.org."},
};

START_TEST(names_are_listed_by_label_from_the_right)
{
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++) {
        for (size_t j = 0; j < sizeof listed / sizeof *listed; j++) {
            uint16_t *left = dns_order_key(listed[i]);
            uint16_t *right = dns_order_key(listed[j]);
            int order = dns_order_compare(left, right);
            ck_assert_msg((order > 0) - (order < 0) == (i > j) - (i < j), "%s and %s", listed[i],
                          listed[j]);
            ck_assert(!dns_order_is_before(left, right) || i < j);
            free(left);
            free(right);
        }
    }
}
END_TEST

START_TEST(what_is_not_sure_is_not_relied_on)
{
    for (size_t i = 0; i < sizeof unsure / sizeof *unsure; i++) {
        uint16_t *left = dns_order_key(unsure[i][0]);
        uint16_t *right = dns_order_key(unsure[i][1]);
        ck_assert_msg(!dns_order_is_before(left, right) && !dns_order_is_before(right, left),
                      "%s and %s", unsure[i][0], unsure[i][1]);
        free(left);
        free(right);
    }
    uint16_t *left = dns_order_key("a.example.com.");
    uint16_t *right = dns_order_key("b-a.example.com.");
    uint16_t *below = dns_order_key("x.a.example.com.");
    ck_assert(dns_order_is_before(left, right));
    ck_assert(dns_order_is_before(left, below));
    ck_assert(dns_order_is_before(below, right));
    free(left);
    free(right);
    free(below);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("names");
    tcase_add_loop_test(cases, names_have_one_canonical_form, 0,
                        (int)(sizeof names / sizeof *names));
    tcase_add_loop_test(cases, values_have_one_canonical_form, 0,
                        (int)(sizeof values / sizeof *values));
    tcase_add_loop_test(cases, long_texts_become_pieces_of_255_bytes, 0,
                        (int)(sizeof lengths / sizeof *lengths));
    tcase_add_test(cases, a_quoted_piece_of_256_bytes_is_refused);
    tcase_add_test(cases, suffixes_end_at_labels);
    tcase_add_test(cases, names_are_listed_by_label_from_the_right);
    tcase_add_test(cases, what_is_not_sure_is_not_relied_on);
    return run_suite("names", cases);
}
