/* SPDX-License-Identifier: MIT */
/* ACM's protocol, as it is spoken: the requests on the wire, and JSON of every kind in answers. */
#include <dxaws/kit/check.h>
#include <dxaws/kit/sent-body.h>
#include <stdlib.h>
#include <string.h>

#include "providers/aws-shapes.h"
#include "providers/service.h"

#define SERVICE acm_aws_service

#define ARN "arn:aws:acm:eu-west-1:123456789012:certificate/1"
#define HEAD "{\"Certificate\":{\"CertificateArn\":\"" ARN "\",\"DomainName\":\"d.e\","
#define CERTIFICATE(members) HEAD "\"Status\":\"ISSUED\"" members "}}"

/* The request that came last. */
struct wire {
    char target[80];
    char type[80];
    char body[600];
    const char *answer;
};

static dxaws_error *answer(void *self, dxaws_context *context,
                           const dxaws_transport_request *request,
                           dxaws_transport_response *response)
{
    struct wire *wire = self;
    char *body = dx_sent_body(request, NULL);
    (void)context;
    snprintf(wire->target, sizeof wire->target, "%s",
             dxaws_transport_request_header(request, "X-Amz-Target"));
    snprintf(wire->type, sizeof wire->type, "%s",
             dxaws_transport_request_header(request, "Content-Type"));
    snprintf(wire->body, sizeof wire->body, "%s", body);
    free(body);
    dxaws_transport_response_set_status(response, 200);
    dxaws_transport_response_add_header(response, "x-amzn-RequestId", "R");
    dxaws_transport_response_append_body(response, wire->answer, strlen(wire->answer));
    return NULL;
}

static dxaws_error *list(void *session, const struct acm_target *target)
{
    struct acm_answer answer = {.found = NULL};
    dxaws_error *error = SERVICE.list(session, target, &target->region, 1, &answer);
    json_decref(answer.found);
    return error ? error : answer.error;
}

static dxaws_error *describe(void *session, const struct acm_target *target)
{
    static const char *const arn = ARN;
    struct acm_answer answer = {.found = NULL};
    dxaws_error *error = SERVICE.describe(session, target, &arn, 1, false, &answer);
    json_decref(answer.found);
    return error ? error : answer.error;
}

static dxaws_error *request(void *session, const struct acm_target *target)
{
    json_t *payload = json_pack("{ss ss s{ss}}", ACM_DOMAIN, "d.e", ACM_KEY, "RSA_2048", ACM_TAGS,
                                "a", "\xf0\x9f\x98\x80");
    char *arn = NULL;
    dxaws_error *error = SERVICE.request(session, target, payload, "abc", &arn);
    free(arn);
    json_decref(payload);
    return error;
}

static dxaws_error *add_tags(void *session, const struct acm_target *target)
{
    json_t *tags = json_pack("{ss}", "a", "b");
    dxaws_error *error = SERVICE.add_tags(session, target, ARN, tags);
    json_decref(tags);
    return error;
}

static dxaws_error *remove_tags(void *session, const struct acm_target *target)
{
    json_t *tags = json_pack("{ss}", "a", "b");
    dxaws_error *error = SERVICE.remove_tags(session, target, ARN, tags);
    json_decref(tags);
    return error;
}

static dxaws_error *delete_it(void *session, const struct acm_target *target)
{
    return SERVICE.remove(session, target, ARN);
}

/* A call, its request, and the least that ACM answers: nothing at all where it has nothing to say.
 */
static const struct {
    dxaws_error *(*call)(void *session, const struct acm_target *target);
    const char *operation;
    const char *body;
    const char *answer;
} calls[] = {
    {list, "ListCertificates",
     "{\"Includes\":{\"keyTypes\":[\"RSA_1024\",\"RSA_2048\",\"RSA_3072\",\"RSA_4096\","
     "\"EC_prime256v1\",\"EC_secp384r1\",\"EC_secp521r1\"]},\"MaxItems\":1000}",
     "{\"CertificateSummaryList\":[]}"},
    {describe, "DescribeCertificate", "{\"CertificateArn\":\"" ARN "\"}", CERTIFICATE("")},
    {request, "RequestCertificate",
     "{\"DomainName\":\"d.e\",\"ValidationMethod\":\"DNS\",\"IdempotencyToken\":\"abc\","
     "\"KeyAlgorithm\":\"RSA_2048\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"\xf0\x9f\x98\x80\"}]}",
     "{\"CertificateArn\":\"" ARN "\"}"},
    {add_tags, "AddTagsToCertificate",
     "{\"CertificateArn\":\"" ARN "\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}]}", ""},
    {remove_tags, "RemoveTagsFromCertificate",
     "{\"CertificateArn\":\"" ARN "\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}]}", "{}"},
    {delete_it, "DeleteCertificate", "{\"CertificateArn\":\"" ARN "\"}", ""},
};

/* rule 46: the content type, and always an object (of these operations none has an empty input) */
START_TEST(requests_are_those_of_the_protocol)
{
    static const dxaws_transport_ops ops = {.size = sizeof ops, .perform = answer};
    struct wire wire = {.answer = calls[_i].answer};
    dxaws_session *session = NULL;
    const struct acm_target target = {NULL, "eu-west-1", "d.e"};
    char operation[80];
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    dxaws_session_options_set_transport(options, &ops, &wire);
    ck_assert_ptr_null(dxaws_session_new(options, &session));
    dxaws_session_options_free(options);
    dxaws_error *error = calls[_i].call(session, &target);
    ck_assert_msg(error == NULL, "%s", error ? dxaws_error_message(error) : "");
    snprintf(operation, sizeof operation, "CertificateManager.%s", calls[_i].operation);
    ck_assert_str_eq(wire.target, operation);
    ck_assert_str_eq(wire.type, "application/x-amz-json-1.1");
    ck_assert_str_eq(wire.body, calls[_i].body);
    dxaws_session_unref(session);
}
END_TEST

/* Members of a certificate beside the least, and what is read of one; NULL for not there. */
static const struct {
    const char *body;
    const char *attribute;
    const char *value; /* as JSON */
} members[] = {
    /* epoch seconds in every notation of a number; what is left of a second is left out */
    {CERTIFICATE(",\"NotAfter\":1734128000"), ACM_NOT_AFTER, "1734128000000"},
    {CERTIFICATE(",\"NotAfter\":1734128000.999"), ACM_NOT_AFTER, "1734128000999"},
    {CERTIFICATE(",\"NotAfter\":1.734128E9"), ACM_NOT_AFTER, "1734128000000"},
    {CERTIFICATE(",\"NotAfter\":17341280000e-1"), ACM_NOT_AFTER, "1734128000000"},
    {CERTIFICATE(",\"NotAfter\":0"), ACM_NOT_AFTER, "0"},
    {CERTIFICATE(",\"NotAfter\":253402300799"), ACM_NOT_AFTER, "253402300799000"},
    {CERTIFICATE(",\"NotAfter\":null"), ACM_NOT_AFTER, NULL},
    /* null is as good as absent */
    {CERTIFICATE(",\"InUseBy\":null"), ACM_USERS, NULL},
    {CERTIFICATE(",\"KeyAlgorithm\":null"), ACM_KEY, NULL},
    {CERTIFICATE(",\"FailureReason\":null"), ACM_REASON, NULL},
    {CERTIFICATE(",\"SubjectAlternativeNames\":null,\"Type\":null"), CERTIFICATE_TYPE, NULL},
    {CERTIFICATE(",\"DomainValidationOptions\":null"), ACM_RECORD, NULL},
    {CERTIFICATE(",\"DomainValidationOptions\":[{\"DomainName\":\"d.e\",\"ResourceRecord\":null,"
                 "\"ValidationStatus\":null}]"),
     ACM_VALIDATION, NULL},
    /* what is unknown is ignored, whatever it is: also numbers that no machine word holds */
    {CERTIFICATE(",\"New\":{\"Deep\":[[[{}]]],\"Text\":\"\\u0001\"}"), ACM_STATUS, "\"ISSUED\""},
    {CERTIFICATE(",\"New\":9007199254740993"), ACM_STATUS, "\"ISSUED\""},
    {CERTIFICATE(",\"New\":18446744073709551616,\"NotAfter\":1734128000"), ACM_NOT_AFTER,
     "1734128000000"},
    {CERTIFICATE(",\"New\":-99999999999999999999999999"), ACM_STATUS, "\"ISSUED\""},
    /* a pair of surrogates is one character */
    {CERTIFICATE(",\"FailureReason\":\"\\ud83d\\ude00\\u00fc\""), ACM_REASON,
     "\"\xf0\x9f\x98\x80\xc3\xbc\""},
};

/* rule 46: numbers, nulls, unknown members, surrogates */
START_TEST(members_are_read_or_ignored)
{
    const struct shapes_answer given = {
        .operation = "Test", .body = members[_i].body, .size = strlen(members[_i].body)};
    json_t *certificate = NULL;
    dxaws_error *error = shapes_parse_certificate(&given, &certificate);
    ck_assert_msg(error == NULL, "%s", error ? dxaws_error_message(error) : "");
    const json_t *value = json_object_get(certificate, members[_i].attribute);
    char *found = value ? json_dumps(value, JSON_ENCODE_ANY) : NULL;
    ck_assert_pstr_eq(found, members[_i].value);
    free(found);
    json_decref(certificate);
}
END_TEST

/* rule 46: half a pair of surrogates is no text */
START_TEST(half_a_character_is_a_protocol_error)
{
    static const char *const halves[] = {"\\ud83d", "\\ude00", "\\ude00\\ud83d", "\\ud83dx"};
    char body[300];
    snprintf(body, sizeof body, "{\"Tags\":[{\"Key\":\"k\",\"Value\":\"%s\"}]}", halves[_i]);
    const struct shapes_answer given = {.operation = "Test", .body = body, .size = strlen(body)};
    json_t *tags = NULL;
    DXAWS_AUTO(dxaws_error) error = shapes_parse_tags(&given, &tags);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PROTOCOL);
}
END_TEST

/* rule 46: nesting has a limit, also where nobody looks */
START_TEST(deep_answers_are_protocol_errors)
{
    enum { DEPTH = 100000 };
    char *body = malloc(2 * DEPTH + 64);
    strcpy(body, "{\"Tags\":[],\"New\":");
    size_t size = strlen(body);
    memset(body + size, '[', DEPTH);
    memset(body + size + DEPTH, ']', DEPTH);
    strcpy(body + size + 2 * DEPTH, "}");
    const struct shapes_answer given = {.operation = "Test", .body = body, .size = strlen(body)};
    json_t *tags = NULL;
    DXAWS_AUTO(dxaws_error) error = shapes_parse_tags(&given, &tags);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PROTOCOL);
    free(body);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("json");
    tcase_add_loop_test(tests, requests_are_those_of_the_protocol, 0, sizeof calls / sizeof *calls);
    tcase_add_loop_test(tests, members_are_read_or_ignored, 0, sizeof members / sizeof *members);
    tcase_add_loop_test(tests, half_a_character_is_a_protocol_error, 0, 4);
    tcase_add_test(tests, deep_answers_are_protocol_errors);
    return run_suite("json", tests);
}
