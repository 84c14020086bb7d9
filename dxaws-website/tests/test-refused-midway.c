/* SPDX-License-Identifier: MIT */
/* What is refused after something was written is PARTIAL, whatever refused it: who reads a
 * refusal's kind, and an exit status, may rely on nothing having been written. Every action of
 * every module is refused by the service, at each of its writes. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>
#include <dxaws/extend/tree.h>
#include <dxaws/kit/json.h>
#include <dxaws/kit/test-number.h>

#include "hazards.h"

enum on { WEBSITE, S3, ACM, CLOUDFRONT };

/* How a plan comes to be made, besides the chains. */
struct row {
    const char *name;
    void (*prepare)(struct fixture *fixture);
    enum on on;
    const char *desired; /* NULL: the fixture's */
    const char *consents[4];
    bool releases;
};

#define ENDS_WITH(more)                                                                            \
    "{\"site\":\"" SITE "\",\"domain\":\"" DOMAIN "\",\"region\":\"ca-central-1\","                \
    "\"protect\":false,\"present\":false" more "}"
#define SETTINGS(versioning, more)                                                                 \
    "{\"name\":\"settings-bucket\",\"region\":\"ca-central-1\",\"versioning\":" versioning         \
    ",\"policy_statements\":{\"Mine\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":"        \
    "\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::settings-bucket/*\",\"Condition\":{\"Bool\":"    \
    "{\"aws:SecureTransport\":\"false\"}}}}" more "}"

static const dxaws_module *module_on(enum on on)
{
    return on == WEBSITE ? dxaws_website_module()
           : on == S3    ? dxaws_s3_module()
           : on == ACM   ? dxaws_acm_module()
                         : dxaws_cloudfront_module();
}

static dxaws_manager *manager_on(const struct fixture *fixture, enum on on)
{
    return on == WEBSITE ? (dxaws_manager *)fixture->website
           : on == S3    ? (dxaws_manager *)fixture->s3
           : on == ACM   ? (dxaws_manager *)fixture->acm
                         : (dxaws_manager *)fixture->cloudfront;
}

/* ---- what stands in the way of it */

struct refusal {
    struct fixture *fixture;
    size_t at;       /* the write that is refused, from 1 */
    size_t seen;     /* writes that arrived */
    bool written;    /* before that one */
    json_t *running; /* the actions being performed: one may be part of another module's */
    json_t *refused; /* those that were */
    size_t midway;   /* how often something had been written by then */
};

/* A site is read by several threads, and each of them may call. */
static pthread_mutex_t of_refusal = PTHREAD_MUTEX_INITIALIZER;

static bool count_write(struct refusal *refusal)
{
    pthread_mutex_lock(&of_refusal);
    refusal->seen++;
    bool refused = refusal->seen >= refusal->at;
    if (refusal->seen == refusal->at) {
        json_object_update(refusal->refused, refusal->running);
        refusal->midway += refusal->written;
    }
    pthread_mutex_unlock(&of_refusal);
    return refused;
}

/* All is published by then: what cannot be swept is no failure, and is left for the next run. */
static bool sweeps_index(struct refusal *refusal, const char *operation)
{
    pthread_mutex_lock(&of_refusal);
    bool last = json_object_get(refusal->running, "content.PUT_INDEX") != NULL;
    pthread_mutex_unlock(&of_refusal);
    return last && strcmp(operation, "DeleteObjects") == 0;
}

static dxaws_error *refuse(void *self, dxaws_memory_account *account, const char *service,
                           const char *operation, bool write)
{
    struct refusal *refusal = self;
    (void)account;
    if (!write || sweeps_index(refusal, operation) || !count_write(refusal)) {
        return NULL;
    }
    return dxaws_memory_refusal(refusal->at % 2 ? DXAWS_ERROR_CONFLICT : DXAWS_ERROR_INVALID_STATE,
                                service, operation, NULL, "NotNow", 409, "not now");
}

static dxaws_error *note(void *self, dxaws_memory_account *account, const char *service,
                         const char *operation, bool write)
{
    (void)account;
    (void)service;
    (void)operation;
    pthread_mutex_lock(&of_refusal);
    ((struct refusal *)self)->written |= write;
    pthread_mutex_unlock(&of_refusal);
    return NULL;
}

static void hear(void *self, const dxaws_event *event)
{
    struct refusal *refusal = self;
    const char *source = dxaws_event_source(event);
    json_t *fields = json_loads(dxaws_event_fields(event), 0, NULL);
    const char *status = dx_text(fields, "status");
    char kind[120];
    if (strcmp(dxaws_event_type(event), "manager.apply.progress") == 0 && status != NULL) {
        snprintf(kind, sizeof kind, "%s.%s", source + strlen("dxaws."), dx_text(fields, "action"));
        pthread_mutex_lock(&of_refusal);
        if (strcmp(status, "start") == 0) {
            json_object_set_new(refusal->running, kind, json_true());
        } else if (strcmp(status, "waiting") != 0) {
            json_object_del(refusal->running, kind);
        }
        pthread_mutex_unlock(&of_refusal);
    }
    json_decref(fields);
}

static void watch(struct refusal *refusal)
{
    static const dxaws_memory_watch_ops ops = {
        .size = sizeof ops, .called = refuse, .answered = note};
    static const dxaws_sink_ops sink_ops = {.size = sizeof sink_ops, .emit = hear};
    dxaws_sink *sink = NULL;
    refusal->seen = 0;
    refusal->written = false;
    json_object_clear(refusal->running);
    must(dxaws_sink_new(&sink_ops, refusal, &sink));
    dxaws_context_set_sink(refusal->fixture->context, sink);
    dxaws_sink_unref(sink);
    dxaws_memory_account_watch(refusal->fixture->account, &ops, refusal);
}

/* ---- running a row */

static dxaws_error *execute(struct fixture *fixture, enum on on, const json_t *wanted,
                            const dxaws_apply_options *options)
{
    const dxaws_module *module = module_on(on);
    dxaws_manager *manager = manager_on(fixture, on);
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    must(dxaws_document_new(json_deep_copy(wanted), &desired));
    dxaws_error *error = module->read(module, manager, fixture->context, desired, &current);
    error = error ? error : module->plan(module, desired, current, options, &plan);
    ck_assert_msg(error == NULL, "no plan: %s", error ? dxaws_error_message(error) : "");
    return module->apply(module, manager, fixture->context, plan, options, NULL, NULL);
}

static json_t *wanted_by(struct fixture *fixture, const struct row *row, bool destroys)
{
    char *text =
        row->desired ? strdup(row->desired) : dxaws_website_desired_format(fixture->desired);
    json_t *wanted = json_loads(text, 0, NULL);
    ck_assert_ptr_nonnull(wanted);
    free(text);
    if (row->desired == NULL) {
        json_object_set_new(wanted, "present", json_boolean(!destroys));
    }
    return wanted;
}

#define stride() (dx_test_slowness() > 1 ? 4U : 1U) /* where all is slow, some of many writes */

/* Refused at its next write, until it makes none; the kind of each refusal is judged. */
static void try_all(const struct row *row, bool destroys, const char *allowed,
                    struct refusal *refusal)
{
    bool hit = true;
    for (refusal->at = 1; hit; refusal->at += stride()) {
        struct fixture fixture;
        DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
        if (row->on == WEBSITE) {
            dxaws_apply_options_set_parallelism(options, 1);
        }
        dxaws_apply_options_set_release(options, row->releases);
        dxaws_apply_options_set_allow_destroy(options, allowed);
        for (size_t i = 0; i < 4 && row->consents[i] != NULL; i++) {
            dxaws_apply_options_add_adopt(options, row->consents[i]);
        }
        fixture_open(&fixture);
        row->prepare(&fixture);
        json_t *wanted = wanted_by(&fixture, row, destroys);
        refusal->fixture = &fixture;
        watch(refusal);
        DXAWS_AUTO(dxaws_error) error = execute(&fixture, row->on, wanted, options);
        dxaws_memory_account_watch(fixture.account, NULL, NULL);
        hit = refusal->seen >= refusal->at;
        dxaws_error_kind kind = error ? dxaws_error_get_kind(error) : 0;
        ck_assert_msg(!hit || (error != NULL && (kind == DXAWS_ERROR_PARTIAL) == refusal->written),
                      "%s, write %zu, after %s write: %s %s", row->name, refusal->at,
                      refusal->written ? "a" : "no",
                      error ? dxaws_error_kind_name(kind) : "no error",
                      error ? dxaws_error_message(error) : "");
        ck_assert_msg(hit || error == NULL, "%s: %s", row->name,
                      error ? dxaws_error_message(error) : "");
        json_decref(wanted);
        fixture_close(&fixture);
    }
    ck_assert_uint_gt(refusal->at, 1 + stride());
}

/* ---- the rows */

static void site(struct fixture *fixture)
{
    json_decref(converge(fixture));
}

static void make(struct fixture *fixture, enum on on, const char *json)
{
    json_t *wanted = json_loads(json, 0, NULL);
    must(execute(fixture, on, wanted, NULL));
    json_decref(wanted);
}

static void settings(struct fixture *fixture)
{
    make(fixture, S3, SETTINGS("true", ""));
}

#define EDGE(more)                                                                                 \
    "{\"name\":\"edge\",\"origin_domain_name\":\"edge.s3.ca-central-1.amazonaws.com\"" more "}"

static void edge(struct fixture *fixture)
{
    make(fixture, CLOUDFRONT, EDGE(""));
}

static void content(struct fixture *fixture)
{
    site(fixture);
    char *id;
    json_t *bucket = first_of(fixture, "s3", "bucket", &id);
    json_object_set_new(bucket, "objects", json_pack("[{ss}]", "key", "index.html"));
    json_object_set_new(bucket, "uploads", json_pack("[{ss ss}]", "key", "a", "upload", "1"));
    put(fixture, "s3", "bucket", id, bucket);
    json_decref(bucket);
    free(id);
}

/* Everything of the site is nobody's. */
static void disowned(struct fixture *fixture)
{
    site(fixture);
    change(fixture, "s3", "bucket", "tags", json_object());
    change(fixture, "acm", "certificate", "tags", json_object());
    change(fixture, "cloudfront", "distribution", "tags", json_object());
}

static void drifted(struct fixture *fixture)
{
    site(fixture);
    change(fixture, "cloudfront", "oac", "signing_behavior", json_string("never"));
    change(fixture, "cloudfront", "distribution", "price_class", json_string("PriceClass_100"));
}

#define CERTIFICATE(region, more)                                                                  \
    "{\"domain_name\":\"api.example.com\",\"region\":\"" region "\"" more "}"

static void failed(struct fixture *fixture)
{
    make(fixture, ACM, CERTIFICATE("us-east-1", ""));
    change(fixture, "acm", "certificate", "status", json_string("FAILED"));
}

/* Two that have their record in common. */
static void heir(struct fixture *fixture)
{
    make(fixture, ACM, CERTIFICATE("us-east-1", ",\"tags\":{\"a\":\"b\"}"));
    make(fixture, ACM, CERTIFICATE("ca-central-1", ""));
}

static const struct row rows[] = {
    {"settings of a new bucket", site, S3, SETTINGS("true", ""), {NULL}, false},
    {"settings of a bucket",
     settings,
     S3,
     SETTINGS("false", ",\"object_ownership\":\"ObjectWriter\",\"tags\":{\"a\":\"b\"},"
                       "\"encryption\":{\"algorithm\":\"SSE-KMS\",\"kms_key\":\"alias/"
                       "site\"},\"lifecycle_rules\":{\"u\":"
                       "{\"template\":\"abort_uploads\",\"days\":7}}"),
     {NULL},
     false},
    {"a distribution that forgets",
     edge,
     CLOUDFRONT,
     EDGE(",\"price_class\":\"PriceClass_200\",\"invalidation\":{\"reference\":\"r\",\"paths\":[\"/"
          "*\"]}"),
     {NULL},
     false},
    {"the end of a site with content",
     content,
     WEBSITE,
     ENDS_WITH(",\"bucket\":{\"force_empty\":true}"),
     {NULL},
     false},
    {"a site that is taken over",
     disowned,
     WEBSITE,
     NULL,
     {"bucket", "distribution", "certificate", NULL},
     false},
    {"a site that is given back", site, WEBSITE, ENDS_WITH(""), {NULL}, true},
    {"a site that has changed", drifted, WEBSITE, NULL, {NULL}, false},
    {"a certificate's tags",
     heir,
     ACM,
     CERTIFICATE("us-east-1", ",\"tags\":{\"c\":\"d\"}"),
     {NULL},
     false},
    {"a certificate that failed", failed, ACM, CERTIFICATE("us-east-1", ""), {NULL}, false},
    {"a certificate that is taken over",
     disowned,
     ACM,
     "{\"domain_name\":\"" DOMAIN "\",\"region\":\"us-east-1\"}",
     {"certificate", NULL},
     false},
    {"a certificate with an heir",
     heir,
     ACM,
     CERTIFICATE("us-east-1", ",\"present\":false"),
     {NULL},
     false},
};

static bool has_flag(const json_t *action, const char *name)
{
    size_t index;
    json_t *flag;
    json_array_foreach(json_object_get(action, "flags"), index, flag) {
        if (strcmp(json_string_value(flag), name) == 0) {
            return true;
        }
    }
    return false;
}

static void expect_all(const dxaws_module *module, const json_t *refused)
{
    DXAWS_AUTO(dxaws_document) described = NULL;
    must(module->describe(module, &described));
    const json_t *actions = json_object_get(dxaws_document_tree(described), "actions");
    for (size_t i = 0; i < json_array_size(actions); i++) {
        const json_t *action = json_array_get(actions, i);
        char kind[120];
        snprintf(kind, sizeof kind, "%s.%s", module->name, dx_text(action, "kind"));
        ck_assert_msg(has_flag(action, "waits") || has_flag(action, "reads") ||
                          json_object_get(refused, kind) != NULL,
                      "%s is in no row", kind);
    }
}

START_TEST(what_is_refused_after_a_write_is_partial)
{
    struct refusal refusal = {.running = json_object(), .refused = json_object()};
    for (size_t i = 0; i < hazard_chain_count; i++) {
        const struct chain *chain = &hazard_chains[i];
        const struct row row = {chain->name, chain->prepare, WEBSITE, NULL, {NULL}, false};
        try_all(&row, chain->destroys, chain->off_the_air ? chain->off_the_air : SITE, &refusal);
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        try_all(&rows[i], false, rows[i].on == WEBSITE ? SITE : NULL, &refusal);
    }
    const dxaws_module *const modules[] = {dxaws_s3_module(), dxaws_dns_module(),
                                           dxaws_acm_module(), dxaws_cloudfront_module()};
    for (size_t i = 0; stride() == 1 && i < sizeof modules / sizeof *modules; i++) {
        expect_all(modules[i], refusal.refused);
    }
    ck_assert_uint_gt(refusal.midway, 50 / stride());
    json_decref(refusal.running);
    json_decref(refusal.refused);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("refused-midway");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, what_is_refused_after_a_write_is_partial);
    return run_suite("refused-midway", tests);
}
