/* SPDX-License-Identifier: MIT */
/* Lists of certificates in several pages, by a transport that answers from a table. */
#include <dxaws/kit/check.h>
#include <dxaws/kit/sent-body.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "providers/operations.h"

struct script {
    const char *tokens[4]; /* that the pages end with; the last goes on */
    size_t calls;
    char asked[256]; /* the tokens that were asked for */
};

static dxaws_error *answer(void *self, dxaws_context *context,
                           const dxaws_transport_request *request,
                           dxaws_transport_response *response)
{
    struct script *script = self;
    size_t index = script->calls++;
    size_t size;
    char *body = dx_sent_body(request, &size);
    json_t *sent = json_loadb(body, size, 0, NULL);
    free(body);
    json_t *said =
        json_pack("{s:[{s:s+, s:s}], s:s?}", "CertificateSummaryList", "CertificateArn",
                  "arn:aws:acm:eu-west-1:123456789012:certificate/", index ? "2" : "1",
                  "DomainName", "example.org", "NextToken", script->tokens[index < 3 ? index : 3]);
    char *text = json_dumps(said, 0);
    (void)context;
    strcat(script->asked, dx_text(sent, "NextToken") ? dx_text(sent, "NextToken") : "-");
    strcat(script->asked, " ");
    dxaws_transport_response_set_status(response, 200);
    dxaws_transport_response_add_header(response, "x-amzn-RequestId", "R");
    dxaws_transport_response_append_body(response, text, strlen(text));
    free(text);
    json_decref(said);
    json_decref(sent);
    return NULL;
}

static const struct {
    struct script script;
    const char *asked;
    size_t certificates;
    bool repeats;
} rows[] = {
    {{.tokens = {NULL}}, "- ", 1, false},
    {{.tokens = {"a", "b"}}, "- a b ", 3, false},
    {{.tokens = {"a", "a"}}, "- a ", 0, true},
};

/* rule 49 */
START_TEST(list_of_a_region_is_walked_to_its_end)
{
    static const dxaws_transport_ops ops = {.size = sizeof ops, .perform = answer};
    struct script script = rows[_i].script;
    const struct acm_target target = {NULL, "eu-west-1", "example.org"};
    struct acm_answer said = {.found = NULL};
    dxaws_session *session = NULL;
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    dxaws_session_options_set_transport(options, &ops, &script);
    ck_ok(dxaws_session_new(options, &session));
    dxaws_session_options_free(options);
    ck_ok(acm_aws_service.list(session, &target, &target.region, 1, &said));
    ck_assert_str_eq(script.asked, rows[_i].asked);
    if (rows[_i].repeats) {
        ck_refused(said.error, DXAWS_ERROR_PROTOCOL, "acm ListCertificates: a page");
    } else {
        ck_ok(said.error);
        ck_assert_uint_eq(json_array_size(said.found), rows[_i].certificates);
    }
    json_decref(said.found);
    dxaws_session_unref(session);
}
END_TEST

/* A service with one certificate, in eu-west-1, which reads no other region. */
static json_t *certificate(void)
{
    return json_pack("{s{ss} ss ss ss ss}", ACM_TAGS, ACM_TAG_RECORD, ACM_RECORD_MADE, ACM_ARN,
                     "arn:aws:acm:eu-west-1:1:certificate/1", ACM_DOMAIN, "example.org", "type",
                     "AMAZON_ISSUED", ACM_STATUS, "ISSUED");
}

static dxaws_error *list(void *self, const struct acm_target *target, const char *const *regions,
                         size_t count, struct acm_answer *answers)
{
    const dxaws_error_kind refusal = *(const dxaws_error_kind *)self;
    (void)target;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(regions[i], "eu-west-1") == 0) {
            answers[i].found = json_pack("[o]", certificate());
        } else if (strcmp(regions[i], "us-east-1") == 0) {
            answers[i].error = dxaws_error_new(refusal, "acm", "Refused", "refused");
        } else {
            answers[i].found = json_array();
        }
    }
    return NULL;
}

/* What is decided on what could not be read is an error, unless it was not allowed. */
static const dxaws_error_kind failures[] = {
    DXAWS_ERROR_UNAVAILABLE, DXAWS_ERROR_THROTTLED, DXAWS_ERROR_PROTOCOL,
    DXAWS_ERROR_NOT_FOUND,   DXAWS_ERROR_TIMEOUT,   DXAWS_ERROR_UNAUTHENTICATED,
};

static dxaws_error *describe(void *self, const struct acm_target *target, const char *const *arns,
                             size_t count, bool with_tags, struct acm_answer *answers)
{
    (void)self;
    (void)target;
    (void)arns;
    (void)with_tags;
    ck_assert_uint_eq(count, 1);
    answers[0].found = certificate();
    return NULL;
}

/* Reads for a destroy, where us-east-1 fails so. */
static dxaws_error *read_with(dxaws_error_kind failure, dxaws_acm_current *current)
{
    static const struct acm_service service = {.list = list, .describe = describe};
    struct operations on = {.service = &service, .self = &failure, .known = json_object()};
    const struct acm_target target = {NULL, "eu-west-1", "example.org"};
    json_t *wanted = json_pack("{sb}", "present", 0);
    pthread_mutex_init(&on.lock, NULL);
    dxaws_error *error = operations_read(&on, &target, wanted, current);
    pthread_mutex_destroy(&on.lock);
    json_decref(on.known);
    json_decref(wanted);
    return error;
}

START_TEST(a_region_that_is_closed_may_share_the_record)
{
    DXAWS_AUTO(dxaws_acm_current) current = dxaws_acm_current_new();
    ck_ok(read_with(DXAWS_ERROR_PERMISSION, current));
    const json_t *shared = json_object_get(dxaws_acm_current_tree(current), ACM_SHARED);
    ck_assert_uint_eq(json_array_size(shared), 2); /* the certificate itself, too */
    ck_assert_str_eq(json_string_value(json_array_get(shared, 0)), "us-east-1");
}
END_TEST

START_TEST(a_region_that_could_not_be_read_ends_the_reading)
{
    DXAWS_AUTO(dxaws_acm_current) current = dxaws_acm_current_new();
    ck_refused(read_with(failures[_i], current), failures[_i], "refused");
}
END_TEST

/* What a summary says of its certificate beside the ARN, what its description says, and whether the
 * certificate is found. */
static const struct {
    const char *summary;
    const char *described;
    bool found;
} finds[] = {
    {"\"type\":\"AMAZON_ISSUED\"", "\"type\":\"AMAZON_ISSUED\"", true},
    {"\"type\":\"IMPORTED\"", "\"type\":\"IMPORTED\"", false},
    {"\"in_use\":false", "\"type\":\"AMAZON_ISSUED\"", true}, /* as ministack says it */
    {"\"in_use\":false", "\"type\":\"IMPORTED\"", false},
    {"\"in_use\":false", "\"in_use_by\":[]", true},
};
enum { FINDS = sizeof finds / sizeof *finds };

static json_t *certificate_with(const char *members)
{
    char text[300];
    snprintf(text, sizeof text, "{\"arn\":\"arn:1\",\"tags\":{\"dxaws:managed\":\"made\"},%s}",
             members);
    return json_loads(text, 0, NULL);
}

static dxaws_error *list_one(void *self, const struct acm_target *target,
                             const char *const *regions, size_t count, struct acm_answer *answers)
{
    (void)target;
    (void)regions;
    ck_assert_uint_eq(count, 1);
    answers[0].found = json_pack("[o]", certificate_with(finds[*(const int *)self].summary));
    return NULL;
}

static dxaws_error *describe_one(void *self, const struct acm_target *target,
                                 const char *const *arns, size_t count, bool with_tags,
                                 struct acm_answer *answers)
{
    (void)target;
    (void)arns;
    (void)with_tags;
    ck_assert_uint_eq(count, 1);
    answers[0].found = certificate_with(finds[*(const int *)self].described);
    return NULL;
}

START_TEST(what_a_summary_lacks_is_described)
{
    static const struct acm_service service = {.list = list_one, .describe = describe_one};
    struct operations on = {.service = &service, .self = &_i};
    DXAWS_AUTO(dxaws_acm_current) current = dxaws_acm_current_new();
    ck_ok(operations_find(&on, NULL, "site", current));
    const json_t *found = json_object_get(dxaws_acm_current_tree(current), ACM_FOUND);
    ck_assert_uint_eq(json_array_size(found), finds[_i].found);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("lists");
    size_t count = sizeof rows / sizeof rows[0];
    tcase_add_loop_test(tests, list_of_a_region_is_walked_to_its_end, 0, (int)count);
    tcase_add_test(tests, a_region_that_is_closed_may_share_the_record);
    tcase_add_loop_test(tests, a_region_that_could_not_be_read_ends_the_reading, 0,
                        sizeof failures / sizeof *failures);
    tcase_add_loop_test(tests, what_a_summary_lacks_is_described, 0, FINDS);
    return run_suite("lists", tests);
}
