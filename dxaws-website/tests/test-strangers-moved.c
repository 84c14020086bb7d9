/* SPDX-License-Identifier: MIT */
/* The smallest accounts, again, in which something of somebody else could be harmed: by a primitive
 * alone, and where somebody acts, or a list lags, between what was read and what is written. */
#include <dxaws/extend/memory.h>
#include <dxaws/extend/tree.h>
#include <dxaws/module.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

enum primitive { S3, DNS, ACM, CLOUDFRONT, PRIMITIVES };

struct account {
    struct fixture fixture;
    const dxaws_module *modules[PRIMITIVES];
    dxaws_manager *managers[PRIMITIVES];
    const char *adopt; /* what is taken over; NULL: nothing */
};

static void open_account(struct account *account)
{
    const dxaws_module *const modules[] = {dxaws_s3_module(), dxaws_dns_module(),
                                           dxaws_acm_module(), dxaws_cloudfront_module()};
    fixture_open(&account->fixture);
    account->adopt = NULL;
    for (int i = 0; i < PRIMITIVES; i++) {
        DXAWS_AUTO(dxaws_provider) memory = NULL;
        const dxaws_module *module = account->modules[i] = modules[i];
        must(module->make(module, "memory",
                          DXAWS_PROVIDER_PARTS(.account = account->fixture.account), &memory));
        must(module->open(module, memory, i == ACM ? &account->managers[DNS] : NULL,
                          &account->managers[i]));
    }
}

static void close_account(struct account *account)
{
    for (int i = PRIMITIVES; i-- > 0;) {
        account->modules[i]->unref(account->managers[i]);
    }
    fixture_close(&account->fixture);
}

/* Reads and plans, and, unless that is refused, performs it after somebody acted. */
static dxaws_error *run(struct account *account, enum primitive primitive, const char *text,
                        void (*hand)(struct account *account), char *left)
{
    const dxaws_module *module = account->modules[primitive];
    dxaws_manager *manager = account->managers[primitive];
    dxaws_context *context = account->fixture.context;
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    DXAWS_AUTO(dxaws_document) result = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    if (account->adopt != NULL) {
        dxaws_apply_options_add_adopt(options, account->adopt);
    }
    must(dxaws_document_parse(text, &desired));
    must(module->check(module, desired));
    must(module->read(module, manager, context, desired, &current));
    dxaws_error *error = module->plan(module, desired, current, options, &plan);
    if (error == NULL) {
        char *found = json_dumps(json_object_get(dxaws_plan_tree(plan), "left"), JSON_ENCODE_ANY);
        snprintf(left, 1000, "%s", found ? found : "");
        free(found);
        if (hand != NULL) {
            hand(account);
        }
        error = module->apply(module, manager, context, plan, NULL, NULL, &result);
    }
    return error;
}

static void add_bucket(struct account *account, const char *name, const char *region)
{
    json_t *bucket =
        json_pack("{ss s{ss} sb s{} s{sb sb sb sb}}", "region", region, "tags", "owner", "finance",
                  "versioning", 0, "policy", "public_access_block", "block_public_acls", 1,
                  "ignore_public_acls", 1, "block_public_policy", 1, "restrict_public_buckets", 1);
    put(&account->fixture, "s3", "bucket", name, bucket);
    json_decref(bucket);
}

static void add_files(struct account *account)
{
    add_bucket(account, "files", "eu-west-1");
}

static void add_american_files(struct account *account)
{
    add_bucket(account, "files", "us-east-1");
}

static void tag_the_bucket(struct account *account)
{
    json_t *bucket = first_of(&account->fixture, "s3", "bucket", NULL);
    json_object_set_new(json_object_get(bucket, "tags"), "mine", json_string("theirs"));
    put(&account->fixture, "s3", "bucket", "files", bucket);
    json_decref(bucket);
}

static void tag_and_state(struct account *account)
{
    tag_the_bucket(account);
    json_t *bucket = first_of(&account->fixture, "s3", "bucket", NULL);
    json_t *policy = json_pack("{ss s[{ss ss s{ss} ss ss}]}", "Version", "2012-10-17", "Statement",
                               "Sid", "Theirs", "Effect", "Allow", "Principal", "AWS",
                               "arn:aws:iam::123456789012:role/theirs", "Action", "s3:GetObject",
                               "Resource", "arn:aws:s3:::files/*");
    json_object_set_new(bucket, "policy", policy);
    put(&account->fixture, "s3", "bucket", "files", bucket);
    json_decref(bucket);
}

static void tag_the_certificate(struct account *account)
{
    change(&account->fixture, "acm", "certificate", "tags",
           json_pack("{ss ss}", "owner", "finance", "mine", "theirs"));
}

static void tag_the_distribution(struct account *account)
{
    change(&account->fixture, "cloudfront", "distribution", "tags",
           json_pack("{ss ss}", "owner", "finance", "mine", "theirs"));
}

static void strip_the_distribution(struct account *account)
{
    change(&account->fixture, "cloudfront", "distribution", "tags",
           json_pack("{ss}", "owner", "finance"));
}

static void edit_the_comment(struct account *account)
{
    change(&account->fixture, "cloudfront", "distribution", "comment", json_string("by hand"));
}

#define CERTIFICATE(owner)                                                                         \
    "{\"domain_name\":\"www.example.com\",\"region\":\"us-east-1\",\"owner\":\"" owner "\"}"

/* Another site requests one of the same name, which no list has yet. */
static void request_for_another(struct account *account)
{
    char left[1000];
    must(run(account, ACM, CERTIFICATE("other"), NULL, left));
}

static void add_certificate(struct account *account)
{
    request_for_another(account);
    change(&account->fixture, "acm", "certificate", "tags", json_pack("{ss}", "owner", "finance"));
}

#define FILES "{\"name\":\"files\",\"region\":\"eu-west-1\""
#define AMERICAN "{\"name\":\"files\",\"region\":\"us-east-1\"}"
#define TLS                                                                                        \
    ",\"tags\":{\"a\":\"b\"},\"policy_statements\":{\"tls\":{\"Sid\":\"tls\",\"Effect\":"          \
    "\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::files/*\"}}}"
#define RECORD(type, value, more)                                                                  \
    "{\"records\":[{\"name\":\"www.example.com\",\"type\":\"" type "\",\"values\":[\"" value       \
    "\"]}]" more "}"
#define ANYBODYS                                                                                   \
    "{\"domain_name\":\"www.example.com\",\"region\":\"us-east-1\",\"owner\":\"example\","         \
    "\"tags\":{\"mine\":\"ours\"}}"
#define PLAIN "{\"name\":\"plain\",\"origin_domain_name\":\"b.s3.eu-west-1.amazonaws.com\""

/* What stands at the end: a document of that type has the text, and there are so many of them. */
struct standing {
    const char *service;
    const char *type;
    size_t count;
    const char *has[3];
};

static const struct {
    const char *given;
    enum primitive primitive;
    void (*before)(struct account *account);
    const char *first; /* is made so; may be NULL */
    void (*then)(struct account *account);
    const char *wanted;
    void (*hand)(struct account *account);
    const char *ends; /* the kind of the error, or what is left; "" for neither */
    struct standing standing;
    const char *adopt;
} cases[] = {
    {"a distribution without an alias, whose comment somebody edited",
     CLOUDFRONT,
     NULL,
     PLAIN "}",
     edit_the_comment,
     PLAIN ",\"http_version\":\"http2\"}",
     NULL,
     "",
     {"cloudfront", "distribution", 1, {"http2"}},
     NULL},
    {"a record whose value is another now",
     DNS,
     NULL,
     RECORD("A", "192.0.2.1", ""),
     NULL,
     RECORD("A", "192.0.2.2", ""),
     NULL,
     "",
     {"route53", "zone", 1, {"192.0.2.2"}},
     NULL},
    {"an address that becomes another name",
     DNS,
     NULL,
     RECORD("A", "192.0.2.1", ""),
     NULL,
     RECORD("CNAME", "a.example.net", ""),
     NULL,
     "",
     {"route53", "zone", 1, {"a.example.net"}},
     NULL},
    {"a record that has another value when it is to go",
     DNS,
     NULL,
     RECORD("A", "192.0.2.1", ""),
     NULL,
     RECORD("A", "192.0.2.2", ",\"present\":false"),
     NULL,
     "CONFLICT",
     {"route53", "zone", 1, {"192.0.2.1"}},
     NULL},
    {"a bucket that somebody tagged as well",
     S3,
     NULL,
     FILES ",\"tags\":{\"a\":\"b\"}}",
     tag_the_bucket,
     FILES ",\"tags\":{\"a\":\"c\"}}",
     NULL,
     "",
     {"s3", "bucket", 1, {"\"mine\": \"theirs\"", "\"a\": \"c\""}},
     NULL},
    {"a bucket of nobody, that is to go",
     S3,
     add_files,
     NULL,
     NULL,
     FILES ",\"present\":false}",
     NULL,
     "files",
     {"s3", "bucket", 1, {"\"tags\": {\"owner\": \"finance\"}"}},
     NULL},
    {"a certificate of nobody, that is to go",
     ACM,
     add_certificate,
     NULL,
     NULL,
     "{\"domain_name\":\"www.example.com\",\"region\":\"us-east-1\",\"present\":false}",
     NULL,
     "arn:aws:acm",
     {"acm", "certificate", 1, {"\"tags\": {\"owner\": \"finance\"}"}},
     NULL},
    {"a tag and a statement that appear before ours are written",
     S3,
     NULL,
     FILES "}",
     NULL,
     FILES TLS,
     tag_and_state,
     "",
     {"s3", "bucket", 1, {"\"mine\": \"theirs\"", "\"Theirs\"", "\"tls\""}},
     NULL},
    {"a bucket that somebody makes before we do",
     S3,
     NULL,
     NULL,
     NULL,
     FILES "}",
     add_files,
     "STALE",
     {"s3", "bucket", 1, {"\"tags\": {\"owner\": \"finance\"}"}},
     NULL},
    {"the same where S3 says that we made it",
     S3,
     NULL,
     NULL,
     NULL,
     AMERICAN,
     add_american_files,
     "STALE",
     {"s3", "bucket", 1, {"\"tags\": {\"owner\": \"finance\"}"}},
     NULL},
    {"a certificate that another site requested, and that no list has yet",
     ACM,
     NULL,
     NULL,
     NULL,
     CERTIFICATE("example"),
     request_for_another,
     "",
     {"acm", "certificate", 2, {"\"dxaws:site\": \"example\"", "\"dxaws:site\": \"other\""}},
     NULL},
    {"a tag that somebody gives a bucket before it is taken over",
     S3,
     add_files,
     NULL,
     NULL,
     FILES ",\"tags\":{\"mine\":\"ours\"}}",
     tag_the_bucket,
     "PARTIAL",
     {"s3", "bucket", 1, {"\"mine\": \"theirs\""}},
     "bucket"},
    {"a tag that somebody gives a certificate before it is taken over",
     ACM,
     add_certificate,
     NULL,
     NULL,
     ANYBODYS,
     tag_the_certificate,
     "PARTIAL",
     {"acm", "certificate", 1, {"\"mine\": \"theirs\""}},
     "certificate/arn:aws:acm:us-east-1:123456789012:certificate/"
     "00000000-0000-4000-8000-000000000001"},
    {"a tag that somebody gives a distribution before it is taken over",
     CLOUDFRONT,
     NULL,
     PLAIN "}",
     strip_the_distribution,
     PLAIN ",\"tags\":{\"mine\":\"ours\"}}",
     tag_the_distribution,
     "PARTIAL",
     {"cloudfront", "distribution", 1, {"\"mine\": \"theirs\""}},
     "distribution"},
};
enum { CASES = sizeof cases / sizeof *cases };

static void check_standing(struct account *account, const char *given,
                           const struct standing *standing)
{
    json_t *all = json_object();
    const char *id;
    json_t *document;
    must(dxaws_memory_begin(account->fixture.account, account->fixture.context));
    for (size_t i = 0; dxaws_memory_at_tree(account->fixture.account, standing->service,
                                            standing->type, i, &id, &document);
         i++) {
        json_object_set_new(all, id, document);
    }
    dxaws_memory_abort(account->fixture.account);
    char *text = json_dumps(all, JSON_SORT_KEYS);
    ck_assert_msg(json_object_size(all) == standing->count, "%s: %zu of them: %s", given,
                  json_object_size(all), text);
    for (size_t i = 0; i < sizeof standing->has / sizeof *standing->has; i++) {
        ck_assert_msg(standing->has[i] == NULL || strstr(text, standing->has[i]) != NULL,
                      "%s: nothing has %s: %s", given, standing->has[i], text);
    }
    free(text);
    json_decref(all);
}

START_TEST(nothing_of_somebody_else_is_harmed)
{
    struct account account;
    char left[1000] = "";
    open_account(&account);
    if (cases[_i].before != NULL) {
        cases[_i].before(&account);
    }
    if (cases[_i].first != NULL) {
        must(run(&account, cases[_i].primitive, cases[_i].first, NULL, left));
    }
    if (cases[_i].then != NULL) {
        cases[_i].then(&account);
    }
    account.adopt = cases[_i].adopt;
    DXAWS_AUTO(dxaws_error)
    error = run(&account, cases[_i].primitive, cases[_i].wanted, cases[_i].hand, left);
    const char *ended = error ? dxaws_error_kind_name(dxaws_error_get_kind(error)) : left;
    bool as_told = cases[_i].ends[0] ? strstr(ended, cases[_i].ends) != NULL : error == NULL;
    ck_assert_msg(as_told, "%s: ends with %s: %s", cases[_i].given, ended,
                  error ? dxaws_error_message(error) : "");
    check_standing(&account, cases[_i].given, &cases[_i].standing);
    close_account(&account);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("strangers who moved");
    tcase_add_loop_test(tests, nothing_of_somebody_else_is_harmed, 0, CASES);
    return run_suite("strangers who moved", tests);
}
