/* SPDX-License-Identifier: MIT */
/* The tables of a site's hazards: a new step is a row. */
#include "hazards.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/memory.h>

#define BASE "{\"site\":\"" SITE "\",\"region\":\"ca-central-1\",\"protect\":false,\"domain\":\""
#define AT(domain, more) BASE domain "\"" more "}"
#define OTHER_KEY ",\"certificate\":{\"key_algorithm\":\"EC_prime256v1\"}"

/* ---- how each chain comes to be planned */

static void nothing(struct fixture *fixture)
{
    want(fixture, AT(DOMAIN, ""));
}

static void site(struct fixture *fixture)
{
    nothing(fixture);
    json_decref(converge(fixture));
}

static void moved_domain(struct fixture *fixture)
{
    want(fixture, AT("old.example.com", ""));
    json_decref(converge(fixture));
    want(fixture, AT(DOMAIN, ""));
}

static void moved_zone(struct fixture *fixture)
{
    char *id = NULL;
    site(fixture);
    must(dxaws_dns_memory_create_zone(fixture->account, fixture->context, DOMAIN, false, &id));
    delegate(fixture, id);
    free(id);
}

static void other_bucket(struct fixture *fixture)
{
    site(fixture);
    want(fixture, AT(DOMAIN, ",\"bucket\":{\"name\":\"another-bucket\"}"));
    json_decref(converge(fixture));
}

static void moved_bucket(struct fixture *fixture)
{
    site(fixture);
    want(fixture, AT(DOMAIN, ",\"bucket\":{\"name\":\"another-bucket\"}"));
}

#define CONTENT(text)                                                                              \
    ",\"content\":{\"prune_ms\":0,\"objects\":{\"a.js\":{\"text\":\"" text                         \
    "\"},\"p.html\":{\"text\":\"" text "\"},\"index.html\":{\"text\":\"" text "\"}}}"

static void other_content(struct fixture *fixture)
{
    want(fixture, AT(DOMAIN, CONTENT("one")));
    json_decref(converge(fixture));
    want(fixture, AT(DOMAIN, CONTENT("two")));
}

static void addresses(struct fixture *fixture)
{
    site(fixture);
    want(fixture, AT(DOMAIN, ",\"urls\":\"html\""));
}

static void no_addresses(struct fixture *fixture)
{
    addresses(fixture);
    json_decref(converge(fixture));
    want(fixture, AT(DOMAIN, ",\"urls\":\"exact\""));
}

static void second_certificate(struct fixture *fixture)
{
    site(fixture);
    DXAWS_AUTO(dxaws_acm_desired) second = NULL;
    DXAWS_AUTO(dxaws_acm_result) made = NULL;
    must(dxaws_acm_desired_parse("{\"domain_name\":\"" DOMAIN "\",\"region\":\"us-east-1\","
                                 "\"key_algorithm\":\"EC_prime256v1\",\"owner\":\"" SITE "\"}",
                                 &second));
    must(dxaws_acm_manager_execute(fixture->acm, fixture->context, second, NULL, &made));
}

/* ---- what others do right before an action */

static void make_bucket(struct fixture *fixture)
{
    json_t *bucket = json_pack("{ss s{ss} sb s{}}", "region", "ca-central-1", "tags", "owner",
                               "finance", "versioning", 0, "policy");
    put(fixture, "s3", "bucket", BUCKET, bucket);
    json_decref(bucket);
}

static void disown(struct fixture *fixture, const char *service, const char *type)
{
    const char *id;
    json_t *document;
    char *ids[8];
    size_t count = 0;
    must(dxaws_memory_begin(fixture->account, fixture->context));
    while (count < 8 &&
           dxaws_memory_at_tree(fixture->account, service, type, count, &id, &document)) {
        json_decref(document);
        ids[count++] = strdup(id);
    }
    for (size_t i = 0; i < count; i++) {
        document = dxaws_memory_get_tree(fixture->account, service, type, ids[i]);
        json_object_set_new(document, "tags", json_pack("{ss}", "owner", "finance"));
        must(dxaws_memory_put_tree(fixture->account, service, type, ids[i], document));
        json_decref(document);
        free(ids[i]);
    }
    must(dxaws_memory_commit(fixture->account));
}

static void disown_bucket(struct fixture *fixture)
{
    disown(fixture, "s3", "bucket");
}

static void disown_certificates(struct fixture *fixture)
{
    disown(fixture, "acm", "certificate");
}

/* What is remembered in its tags stays. */
static void unmark_distribution(struct fixture *fixture)
{
    json_t *document = first_of(fixture, "cloudfront", "distribution", NULL);
    json_t *tags = json_incref(json_object_get(document, "tags"));
    json_object_del(tags, "dxaws:managed");
    json_object_del(tags, "dxaws:site");
    change(fixture, "cloudfront", "distribution", "tags", tags);
    json_decref(document);
}

static void publish_another(struct fixture *fixture)
{
    DXAWS_AUTO(dxaws_s3_content_provider) provider = NULL;
    DXAWS_AUTO(dxaws_s3_content_desired)
    desired = dxaws_s3_content_desired_new(BUCKET, "ca-central-1");
    DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
    dxaws_s3_content_manager *manager = NULL;
    dxaws_s3_content_desired_set_object(desired, "index.html", "somebody else's");
    must(dxaws_s3_content_provider_new_memory(fixture->account, &provider));
    must(dxaws_s3_content_manager_new(provider, NULL, &manager));
    must(dxaws_s3_content_manager_execute(manager, fixture->context, desired, NULL, &result));
    dxaws_s3_content_manager_unref(manager);
}

/* Who has the name makes another version. */
static void write_function(struct fixture *fixture)
{
    json_t *function =
        json_pack("{ss ss ss ss ss ss ss}", "arn", "arn:aws:cloudfront::123456789012:function/x",
                  "comment", "of finance", "runtime", "cloudfront-js-2.0", "status", "UNASSOCIATED",
                  "draft", "theirs", "code", "theirs", "etag", "ETHEIRS");
    put(fixture, "cloudfront", "function", "dxaws-" SITE, function);
    json_decref(function);
}

static void disown_distribution(struct fixture *fixture)
{
    disown(fixture, "cloudfront", "distribution");
}

/* Whatever it is, it leads to somebody else from here on. */
static void take_names(struct fixture *fixture)
{
    static const char *const types[] = {"A", "AAAA"};
    const char *id;
    json_t *zone;
    char *ids[8];
    size_t count = 0;
    must(dxaws_memory_begin(fixture->account, fixture->context));
    while (count < 8 &&
           dxaws_memory_at_tree(fixture->account, "route53", "zone", count, &id, &zone)) {
        json_decref(zone);
        ids[count++] = strdup(id);
    }
    for (size_t i = 0; i < count; i++) {
        zone = dxaws_memory_get_tree(fixture->account, "route53", "zone", ids[i]);
        json_t *kept = json_array();
        json_t *records = json_object_get(zone, "records");
        size_t index;
        json_t *record;
        json_array_foreach(records, index, record) {
            const char *type = json_string_value(json_object_get(record, "type"));
            if (type[0] != 'A') {
                json_array_append(kept, record);
            }
        }
        for (size_t t = 0; t < 2 * 2; t++) {
            json_array_append_new(kept, json_pack("{ss ss si s[s]}", "name",
                                                  t < 2 ? DOMAIN "." : "old.example.com.", "type",
                                                  types[t % 2], "ttl_s", 300, "values",
                                                  t % 2 ? "2001:db8::1" : "192.0.2.1"));
        }
        json_object_set_new(zone, "records", kept);
        must(dxaws_memory_put_tree(fixture->account, "route53", "zone", ids[i], zone));
        json_decref(zone);
        free(ids[i]);
    }
    must(dxaws_memory_commit(fixture->account));
}

/* ---- the tables */

const struct chain hazard_chains[] = {
    {"a new site", nothing, false, NULL, 0},
    {"a site with another domain", moved_domain, false, NULL, 0},
    {"a site in another zone", moved_zone, false, NULL, 0},
    {"the end of a site", site, true, NULL, 0},
    {"the end of a site whose domain was to change", moved_domain, true, "old.example.com", 0},
    {"the end of a site whose zone was to change", moved_zone, true, NULL, 0},
    {"the end of a site that had another bucket", other_bucket, true, NULL, 0},
    {"the end of a site with a certificate that was left", second_certificate, true, NULL, 0},
    {"a site with other content", other_content, false, NULL, 0},
    {"a site with other addresses", addresses, false, NULL, 0},
    {"a site whose addresses are exact from here on", no_addresses, false, NULL, 0},
    {"the end of a site with addresses", no_addresses, true, NULL, 0},
    {"a site with another bucket", moved_bucket, false, NULL, 1},
};
const size_t hazard_chain_count = sizeof hazard_chains / sizeof *hazard_chains;

const struct moved hazard_moves[] = {
    {0, "bucket", "s3.CREATE_BUCKET", make_bucket},
    {0, "certificate", "acm.MARK_VALIDATION_RECORD", disown_certificates},
    {1, "tags", "cloudfront.PUT_TAGS", disown_distribution},
    {1, "former-records", "dns.CHANGE_RECORDS", take_names},
    {1, "distribution", "cloudfront.UPDATE_DISTRIBUTION", disown_distribution},
    {0, "policy", "s3.PUT_POLICY", disown_bucket},
    {0, "records", "dns.CHANGE_RECORDS", take_names},
    {2, "former-zone", "dns.CHANGE_RECORDS", take_names},
    {1, "former-certificate", "acm.DELETE_CERTIFICATE", disown_certificates},
    {1, "settled", "cloudfront.PUT_TAGS", unmark_distribution},
    {3, "records", "dns.CHANGE_RECORDS", take_names},
    {4, "former-records", "dns.CHANGE_RECORDS", take_names},
    {5, "former-zone", "dns.CHANGE_RECORDS", take_names},
    {7, "former-certificate", "acm.DELETE_CERTIFICATE", disown_certificates},
    {6, "former-bucket", "s3.DESTROY_BUCKET", disown_bucket},
    {3, "distribution", "cloudfront.DISABLE", disown_distribution},
    {3, "distribution", "cloudfront.DELETE_DISTRIBUTION", disown_distribution},
    {4, "used-certificate", "acm.DELETE_CERTIFICATE", disown_certificates},
    {3, "certificate", "acm.DELETE_CERTIFICATE", disown_certificates},
    {3, "bucket", "s3.DESTROY_BUCKET", disown_bucket},
    {8, "content", "content.CLAIM", publish_another},
    {8, "content", "content.PUT_PAGES", publish_another},
    {8, "invalidation", "cloudfront.INVALIDATE", disown_distribution},
    {8, "published", "content.PUT_INDEX", publish_another},
    {9, "function", "function.CREATE_FUNCTION", write_function},
    {9, "function", "function.PUBLISH_FUNCTION", write_function},
    {10, "unused-function", "function.DELETE_FUNCTION", write_function},
    {11, "function", "function.DELETE_FUNCTION", write_function},
    {12, "first-policy", "s3.PUT_POLICY", disown_bucket},
};
const size_t hazard_move_count = sizeof hazard_moves / sizeof *hazard_moves;
