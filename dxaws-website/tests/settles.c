/* SPDX-License-Identifier: MIT */
/* Random sites: whatever the services make of them, a second run has nothing to do. */
#include <dxaws/acm.h>
#include <dxaws/cloudfront.h>
#include <dxaws/dns-providers.h>
#include <dxaws/kit/settles.h>
#include <dxaws/s3.h>
#include <dxaws/website.h>

static dxaws_error *prepare(const struct dx_settles_life *life, struct dx_random *random)
{
    return life->session != NULL ? dx_settles_make_zone(life->session, random)
                                 : dxaws_dns_memory_create_zone(life->account, life->context,
                                                                "example.com", false, NULL);
}

/* A member of a part of the site, said half of the time. */
static void say(struct dx_random *random, json_t *tree, const char *part, const char *member,
                json_t *value)
{
    if (dx_random_chance(random, 50)) {
        json_decref(value);
        return;
    }
    if (json_object_get(tree, part) == NULL) {
        json_object_set_new(tree, part, json_object());
    }
    json_object_set_new(json_object_get(tree, part), member, value);
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

static json_t *desired(struct dx_random *random)
{
    static const char *const domains[] = {"WWW.Example.com", "example.com", "a.b.example.com"};
    static const char *const fallbacks[] = {"none", "spa", "/404.html"};
    static const char *const urls[] = {"directories", "exact"};
    static const char *const classes[] = {"PriceClass_100", "PriceClass_All"};
    static const char *const versions[] = {"http1.1", "http2", "http2and3"};
    static const char *const protocols[] = {"TLSv1.2_2019", "TLSv1.2_2021", "TLSv1.3_2025"};
    json_t *tree = json_pack("{ss ss ss}", "site", "settles", "domain", domains[random->life % 3],
                             "region", random->life % 2 ? "us-east-1" : "eu-west-1");
    if (dx_random_chance(random, 70)) {
        json_object_set_new(tree, "tags", random_tags(random));
    }
    if (dx_random_chance(random, 50)) {
        json_object_set_new(tree, "fallback", json_string(DX_RANDOM_OF(random, fallbacks)));
    }
    if (dx_random_chance(random, 50)) { /* "html" would need another fallback than "spa" */
        json_object_set_new(tree, "urls", json_string(DX_RANDOM_OF(random, urls)));
    }
    say(random, tree, "bucket", "versioning", json_boolean(dx_random_chance(random, 50)));
    say(random, tree, "cdn", "ipv6", json_boolean(dx_random_chance(random, 50)));
    say(random, tree, "cdn", "price_class", json_string(DX_RANDOM_OF(random, classes)));
    say(random, tree, "cdn", "http_version", json_string(DX_RANDOM_OF(random, versions)));
    say(random, tree, "cdn", "minimum_protocol_version",
        json_string(DX_RANDOM_OF(random, protocols)));
    if (dx_random_chance(random, 30)) {
        say(random, tree, "cdn", "error_ttl_s",
            json_integer(dx_random_chance(random, 50) ? 0 : 60));
    }
    if (dx_random_chance(random, 30)) {
        say(random, tree, "cdn", "origin_path",
            json_string(dx_random_chance(random, 50) ? "" : "/v1"));
    }
    bool everybody = dx_random_chance(random, 50);
    if (dx_random_chance(random, 50)) {
        say(random, tree, "cdn", "web_acl_id", json_string(""));
        json_t *cdn = json_object_get(tree, "cdn");
        json_object_set_new(cdn, "geo_restriction", json_string(everybody ? "none" : "blacklist"));
        json_object_set_new(cdn, "geo_locations",
                            everybody ? json_array() : json_pack("[s]", "fr"));
    }
    return tree;
}

int main(int argc, char **argv)
{
    const struct dx_settles settles = {.modules = {dxaws_s3_module(), dxaws_dns_module(),
                                                   dxaws_acm_module(), dxaws_cloudfront_module(),
                                                   dxaws_cloudfront_function_module(),
                                                   dxaws_website_module()},
                                       .documents = 3,
                                       .prepare = prepare,
                                       .desired = desired};
    return dx_settles_main(&settles, argc, argv);
}
