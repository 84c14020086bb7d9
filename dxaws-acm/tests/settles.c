/* SPDX-License-Identifier: MIT */
/* Random certificates: whatever ACM makes of them, a second run has nothing to do. */
#include <dxaws/acm.h>
#include <dxaws/dns-providers.h>
#include <dxaws/dns.h>
#include <dxaws/kit/settles.h>

static dxaws_error *prepare(const struct dx_settles_life *life, struct dx_random *random)
{
    return life->session != NULL ? dx_settles_make_zone(life->session, random)
                                 : dxaws_dns_memory_create_zone(life->account, life->context,
                                                                "example.com", false, NULL);
}

static json_t *random_tags(struct dx_random *random)
{
    static const char *const keys[] = {"owner", "Cost Center", "a:b/c", "\xc3\xa4@x"};
    static const char *const values[] = {"", "web", "a b", "gr\xc3\xbc\xc3\x9f"};
    json_t *tags = json_object();
    for (unsigned i = dx_random_below(random, 4); i > 0; i--) {
        json_object_set_new(tags, DX_RANDOM_OF(random, keys),
                            json_string(DX_RANDOM_OF(random, values)));
    }
    return tags;
}

/* One name a life, in one of its spellings. */
static json_t *desired(struct dx_random *random)
{
    static const char *const names[][2] = {{"www.example.com", "WWW.Example.com"},
                                           {"*.example.com", "*.EXAMPLE.com"},
                                           {"example.com", "Example.Com"},
                                           {"a-1.b.example.com", "A-1.b.example.com"}};
    static const char *const regions[] = {"us-east-1", "eu-west-1"};
    static const char *const keys[] = {"RSA_2048", "EC_prime256v1", "EC_secp384r1"};
    json_t *tree =
        json_pack("{ss ss}", "domain_name", names[random->life % 4][dx_random_below(random, 2)],
                  "region", regions[random->life % 2]);
    if (dx_random_chance(random, 70)) {
        json_object_set_new(tree, "tags", random_tags(random));
    }
    if (dx_random_chance(random, 30)) {
        json_object_set_new(tree, "key_algorithm", json_string(DX_RANDOM_OF(random, keys)));
    }
    if (dx_random_chance(random, 40)) {
        json_object_set_new(tree, "record_ttl_s",
                            json_integer(60 + dx_random_below(random, 86400)));
    }
    return tree;
}

int main(int argc, char **argv)
{
    const struct dx_settles settles = {.modules = {dxaws_dns_module(), dxaws_acm_module()},
                                       .documents = 4,
                                       .prepare = prepare,
                                       .desired = desired};
    return dx_settles_main(&settles, argc, argv);
}
