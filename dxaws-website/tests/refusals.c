/* SPDX-License-Identifier: MIT */
/* What is in a site's way, how it comes there, and what is said of it. */
#include "refusals.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/memory.h>

static void zone_of_another_name(struct fixture *fixture)
{
    char *id = NULL;
    must(dxaws_dns_memory_create_zone(fixture->account, fixture->context, "example.org", false,
                                      &id));
    ck_assert_str_eq(id, "Z0000000000002");
    free(id);
}

static void private_zone(struct fixture *fixture)
{
    char *id = NULL;
    must(
        dxaws_dns_memory_create_zone(fixture->account, fixture->context, "example.com", true, &id));
    ck_assert_str_eq(id, "Z0000000000002");
    free(id);
}

/* Nothing above leads there. */
static void zone_that_nobody_asks(struct fixture *fixture)
{
    char *id = NULL;
    must(dxaws_dns_memory_create_zone(fixture->account, fixture->context, DOMAIN, false, &id));
    free(id);
}

static void add_record(struct fixture *fixture, const char *json)
{
    json_t *zone = first_of(fixture, "route53", "zone", NULL);
    json_t *records = json_deep_copy(json_object_get(zone, "records"));
    json_array_append_new(records, json_loads(json, 0, NULL));
    change(fixture, "route53", "zone", "records", records);
    json_decref(zone);
}

static void record_of_somebody(struct fixture *fixture)
{
    add_record(fixture, "{\"name\":\"" DOMAIN ".\",\"type\":\"A\",\"ttl\":300,"
                        "\"values\":[\"192.0.2.1\"]}");
}

static void delegation(struct fixture *fixture)
{
    add_record(fixture, "{\"name\":\"" DOMAIN ".\",\"type\":\"NS\",\"ttl\":300,"
                        "\"values\":[\"ns1.elsewhere.example.\"]}");
}

static void authority_of_others(struct fixture *fixture)
{
    add_record(fixture, "{\"name\":\"example.com.\",\"type\":\"CAA\",\"ttl\":300,"
                        "\"values\":[\"0 issue \\\"letsencrypt.org\\\"\"]}");
}

static void made(struct fixture *fixture)
{
    json_decref(converge(fixture));
}

static void distribution_of_somebody(struct fixture *fixture)
{
    made(fixture);
    change(fixture, "cloudfront", "distribution", "tags", json_object());
    change(fixture, "cloudfront", "distribution", "caller_reference", json_string("theirs"));
    change(fixture, "cloudfront", "distribution", "comment", json_string("theirs"));
    change(fixture, "cloudfront", "distribution", "price_class", json_string("PriceClass_All"));
}

static void tags_of_bucket(struct fixture *fixture, json_t *tags)
{
    made(fixture);
    change(fixture, "s3", "bucket", "tags", tags);
}

static void bucket_of_somebody(struct fixture *fixture)
{
    tags_of_bucket(fixture, json_pack("{ss}", "owner", "finance"));
    change(fixture, "s3", "bucket", "versioning", json_false());
}

static void bucket_of_another_site(struct fixture *fixture)
{
    tags_of_bucket(fixture,
                   json_pack("{ss ss}", "dxaws:site", "other", "dxaws:managed", "made " BUCKET));
    change(fixture, "s3", "bucket", "versioning", json_false());
}

static void fill_with_tags(struct fixture *fixture, const char *service, const char *type)
{
    json_t *full = first_of(fixture, service, type, NULL);
    json_t *tags = json_deep_copy(json_object_get(full, "tags"));
    char key[16];
    for (int i = 0; json_object_size(tags) < 50; i++) {
        snprintf(key, sizeof key, "key%d", i);
        json_object_set_new(tags, key, json_string("theirs"));
    }
    json_decref(full);
    change(fixture, service, type, "tags", tags);
}

static void bucket_full_of_tags(struct fixture *fixture)
{
    made(fixture);
    fill_with_tags(fixture, "s3", "bucket");
}

/* Where a change of domain is remembered until all is done. */
static void distribution_full_of_tags(struct fixture *fixture)
{
    want(fixture,
         "{\"site\":\"" SITE "\",\"domain\":\"old.example.com\",\"region\":\"ca-central-1\"}");
    made(fixture);
    fill_with_tags(fixture, "cloudfront", "distribution");
}

static void certificate_full_of_tags(struct fixture *fixture)
{
    made(fixture);
    fill_with_tags(fixture, "acm", "certificate");
}

/* As change(), also of a member that is not there. */
static void set(struct fixture *fixture, const char *service, const char *type, const char *member,
                json_t *value)
{
    char *id = NULL;
    json_t *document = first_of(fixture, service, type, &id);
    json_object_set_new(document, member, value);
    put(fixture, service, type, id, document);
    json_decref(document);
    free(id);
}

void world_with_content(struct fixture *fixture)
{
    made(fixture);
    set(fixture, "s3", "bucket", "objects", json_pack("[s]", "index.html"));
}

/* What its owner's lawyers asked for, since. */
static void world_with_locked_content(struct fixture *fixture)
{
    world_with_content(fixture);
    set(fixture, "s3", "bucket", "object_lock", json_true());
}

static void key_of_aws(struct fixture *fixture)
{
    made(fixture);
    set(fixture, "s3", "bucket", "policy", json_object());
    set(fixture, "s3", "bucket", "encryption", json_pack("{ss}", "algorithm", "SSE-KMS"));
}

/* Another site let it go, and its distribution reads it still. */
static void bucket_that_was_released(struct fixture *fixture)
{
    json_t *policy =
        json_pack("{ss s[{ss ss s{ss} ss ss s{s{ss}}}]}", "Version", "2012-10-17", "Statement",
                  "Sid", "DxawsCloudFrontRead", "Effect", "Allow", "Principal", "Service",
                  "cloudfront.amazonaws.com", "Action", "s3:GetObject", "Resource",
                  "arn:aws:s3:::" BUCKET "/*", "Condition", "StringEquals", "AWS:SourceArn",
                  "arn:aws:cloudfront::123456789012:distribution/EOTHER");
    made(fixture);
    tags_of_bucket(fixture, json_object());
    set(fixture, "s3", "bucket", "policy", policy);
}

/* Somebody left, and who let her in once did not think of it. */
static void policy_for_somebody_deleted(struct fixture *fixture)
{
    json_t *policy = json_pack("{ss s[{ss s{ss} ss ss}]}", "Version", "2012-10-17", "Statement",
                               "Effect", "Allow", "Principal", "AWS", "AIDAJQABLZS4A3QDU576Q",
                               "Action", "s3:GetObject", "Resource", "arn:aws:s3:::" BUCKET "/*");
    made(fixture);
    set(fixture, "s3", "bucket", "policy", policy);
}

static void continuous_deployment(struct fixture *fixture)
{
    made(fixture);
    set(fixture, "cloudfront", "distribution", "continuous_deployment_policy_id",
        json_string("P1"));
}

#define GIVEN "arn:aws:acm:us-east-1:123456789012:certificate/given"

/* A site with its own certificate, beside one of the caller's. */
static void own_certificate(struct fixture *fixture, const char *name, const char *status)
{
    made(fixture);
    json_t *document = first_of(fixture, "acm", "certificate", NULL);
    json_object_set_new(document, "domain_name", json_string(name));
    json_object_set_new(document, "names", json_pack("[s]", name));
    json_object_set_new(document, "status", json_string(status));
    /* nowhere to be found, or it would be issued by now */
    json_object_del(document, "seen_ms");
    json_object_set_new(document, "record",
                        json_pack("{ss ss ss}", "name", "_nowhere.example.com.", "type", "CNAME",
                                  "value", "_to.acm-validations.aws."));
    json_object_set_new(document, "tags", json_object());
    json_object_set_new(document, "in_use_by", json_array());
    put(fixture, "acm", "certificate", GIVEN, document);
    json_decref(document);
}

static void certificate_of_another_name(struct fixture *fixture)
{
    own_certificate(fixture, "*.www.example.com", "ISSUED");
}

static void certificate_that_is_pending(struct fixture *fixture)
{
    own_certificate(fixture, DOMAIN, "PENDING_VALIDATION");
}

static void certificate_with_a_large_key(struct fixture *fixture)
{
    own_certificate(fixture, DOMAIN, "ISSUED");
    json_t *document = first_of(fixture, "acm", "certificate", NULL);
    json_object_set_new(document, "key_algorithm", json_string("EC_secp521r1"));
    json_object_set_new(document, "type", json_string("IMPORTED"));
    json_object_set_new(document, "in_use_by", json_array());
    put(fixture, "acm", "certificate", GIVEN, document);
    json_decref(document);
}

static void certificate_that_is_old(struct fixture *fixture)
{
    own_certificate(fixture, DOMAIN, "EXPIRED");
}

#define THIS "\"certificate\":{\"arn\":\"" GIVEN "\"}"
#define BY_ID "\"zone\":\"Z0000000000002\""

/* Of an apply without consents. */
static void put_function(struct fixture *fixture, const char *name, const char *comment)
{
    json_t *function =
        json_pack("{so ss ss ss ss ss ss}", "arn",
                  json_sprintf("arn:aws:cloudfront::123456789012:function/%s", name), "comment",
                  comment, "runtime", "cloudfront-js-2.0", "status", "UNASSOCIATED", "draft",
                  "theirs", "code", "theirs", "etag", "ETHEIRS");
    put(fixture, "cloudfront", "function", name, function);
    json_decref(function);
}

static void function_of_somebody(struct fixture *fixture)
{
    put_function(fixture, "dxaws-" SITE, "of finance");
}

static void function_of_another_site(struct fixture *fixture)
{
    put_function(fixture, "dxaws-" SITE, "dxaws-cloudfront:another");
}

/* Somebody put it there since. */
static void foreign_function_runs(struct fixture *fixture)
{
    json_decref(converge(fixture));
    put_function(fixture, "theirs", "of finance");
    change(fixture, "cloudfront", "distribution", "viewer_request_function_arn",
           json_string("arn:aws:cloudfront::123456789012:function/theirs"));
}

static void nothing_in_the_way(struct fixture *fixture)
{
    (void)fixture;
}

/* Each letter is six in an address, and all that a function may have is 10240 bytes. */
#define TIMES_10(text) text text text text text text text text text text
#define LONG_NAME(first)                                                                           \
    "\"" first TIMES_10(TIMES_10("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9")) "\":{\"text\":\"\"}"
#define MANY LONG_NAME("a") "," LONG_NAME("b") "," LONG_NAME("c")
#define URLS "\"urls\":\"directories\""
#define ON_APPLY(name, arrange, more, module, code, value, wrong)                                  \
    {                                                                                              \
        name, arrange, more, false, module, code, {value, wrong}, NULL, NULL                       \
    }
#define ON_DESTROY(name, arrange, more, module, code, value, wrong)                                \
    {                                                                                              \
        name, arrange, more, true, module, code, {value, wrong}, NULL, NULL                        \
    }
/* Of content: the credentials, the folder or the site have to be others first. */
#define ON_PUBLISH(name, arrange, more, module, code, value, wrong, kind)                          \
    {                                                                                              \
        name, arrange, more, false, module, code, {value, wrong}, NULL, kind                       \
    }
#define ONE_PAGE "\"content\":{\"objects\":{\"index.html\":{\"text\":\"\"}}}"

const struct world refusal_worlds[] = {
    ON_APPLY("wrong zone", zone_of_another_name, BY_ID, "website", "WrongZone", "Z0000000000002",
             "does not hold www.example.com"),
    ON_APPLY("private zone", private_zone, BY_ID, "website", "PrivateZone", "Z0000000000002",
             "is private"),
    ON_APPLY("private zone for the certificate", private_zone, BY_ID ",\"dns\":{\"manage\":false}",
             "website", "PrivateZone", "Z0000000000002", "is private"),
    ON_APPLY("no certificate", made, THIS, "website", "UnusableCertificate", "certificate.arn",
             "name an issued one, or leave it out"),
    ON_APPLY("certificate of another name", certificate_of_another_name, THIS, "website",
             "UnusableCertificate", DOMAIN, "name one that does"),
    ON_APPLY("pending certificate", certificate_that_is_pending, THIS, "website",
             "UnusableCertificate", "PENDING_VALIDATION", "name another one, or leave it out"),
    ON_APPLY("certificate with a key that CloudFront does not take", certificate_with_a_large_key,
             THIS, "website", "UnusableCertificate", "EC_secp521r1",
             "name another one, or leave it out"),
    ON_APPLY("old certificate", certificate_that_is_old, THIS, "website", "UnusableCertificate",
             "EXPIRED", "name another one, or leave it out"),
    ON_APPLY("record", record_of_somebody, NULL, "dns", "RecordConflict", DOMAIN,
             "adopt \"record/A/192.0.2.1\""),
    ON_APPLY("delegation", delegation, NULL, "dns", "RecordConflict", DOMAIN, "delegated away"),
    ON_APPLY("zone that nobody asks", zone_that_nobody_asks, NULL, "dns", "ZoneNotDelegated",
             "set \"zone\" to example.com. or to Z0000000000002", "has no NS record"),
    ON_APPLY("authority of others", authority_of_others, NULL, "acm", "CaaForbids",
             "add 0 issue \"amazon.com\" to example.com. CAA", "lets letsencrypt.org issue"),
    ON_APPLY("alias", distribution_of_somebody, NULL, "cloudfront", "NotOurs", "distribution/",
             "take the alias"),
    ON_APPLY("function of nobody", function_of_somebody, URLS, "cloudfront", "NotOurs",
             "function/dxaws-" SITE, "choose another name"),
    ON_APPLY("function of another site", function_of_another_site, URLS, "cloudfront",
             "AnothersResource", "dxaws-" SITE, "release it there"),
    ON_APPLY("function that runs", foreign_function_runs, URLS, "cloudfront", "NotOurs",
             "function/theirs", "take it out"),
    ON_APPLY("more names than a function holds", nothing_in_the_way,
             URLS ",\"content\":{\"objects\":{" MANY "}}", "website", "TooManyNames", SITE,
             "say \"urls\" as \"exact\""),
    ON_PUBLISH("no folder", nothing_in_the_way, "\"content\":{\"source\":\"nowhere\"}", "s3",
               "FolderError", "nowhere", "build the site first", "INVALID_ARGUMENT"),
    ON_PUBLISH("no site", nothing_in_the_way, ONE_PAGE ",\"scope\":\"content\"", "website",
               "NoSite", SITE, "apply the site first", "NOT_FOUND"),
    ON_PUBLISH("content that is denied", content_that_is_denied, ONE_PAGE, "website",
               "ContentDenied", BUCKET, "s3:GetObject", "PERMISSION"),
    ON_PUBLISH("much that vanishes", content_of_many_pages, ONE_PAGE, "s3", "RemovesTooMuch",
               BUCKET, "allow to destroy", "INVALID_STATE"),
    ON_APPLY("bucket of nobody", bucket_of_somebody, NULL, "s3", "NotOurs", BUCKET,
             "choose another name"),
    ON_APPLY("bucket of another site", bucket_of_another_site, NULL, "s3", "AnothersResource",
             BUCKET, "release it there"),
    ON_APPLY("full of tags", bucket_full_of_tags, "\"tags\":{\"one\":\"more\"}", "s3",
             "TooManyTags", BUCKET, "take off some"),
    ON_APPLY("full of tags, and another domain", distribution_full_of_tags, "\"protect\":false",
             "cloudfront", "TooManyTags", "example", "take off some"),
    ON_APPLY("certificate full of tags", certificate_full_of_tags, "\"tags\":{\"one\":\"more\"}",
             "acm", "TooManyTags", DOMAIN, "take off some"),
    ON_APPLY("encrypted with AWS's own key", key_of_aws, NULL, "s3", "BucketEncryption", BUCKET,
             "set its default encryption to SSE-S3"),
    ON_APPLY("statement for somebody deleted", policy_for_somebody_deleted, NULL, "s3",
             "DeletedPrincipal", "AIDAJQABLZS4A3QDU576Q", "out of the bucket's policy"),
    {"statement of others",
     bucket_that_was_released,
     NULL,
     false,
     "s3",
     "StatementOfOthers",
     {"DxawsCloudFrontRead", "another Sid"},
     "bucket/" BUCKET,
     NULL},
    ON_DESTROY("locked content", world_with_locked_content, "\"bucket\":{\"force_empty\":true}",
               "s3", "ObjectLock", BUCKET, "has Object Lock"),
    ON_DESTROY("content", world_with_content, NULL, "s3", "BucketNotEmpty", BUCKET,
               "only an empty one"),
    ON_DESTROY("continuous deployment", continuous_deployment, NULL, "cloudfront",
               "ContinuousDeployment", "P1", "end the continuous deployment"),
    ON_APPLY("changed in a continuous deployment", continuous_deployment,
             "\"cdn\":{\"price_class\":\"PriceClass_All\"}", "cloudfront", "ContinuousDeployment",
             "P1", "end the continuous deployment"),
    ON_DESTROY("protected", made, NULL, "website", "ProtectedSite", SITE, "is protected"),
};
const size_t refusal_world_count = sizeof refusal_worlds / sizeof *refusal_worlds;
