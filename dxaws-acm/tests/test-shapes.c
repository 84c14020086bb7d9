/* SPDX-License-Identifier: MIT */
/* ACM's JSON: what is sent, what is understood, and what is not taken for an answer. */
#include <dxaws/kit/check.h>
#include <stdlib.h>
#include <string.h>

#include "providers/aws-shapes.h"

static json_t *data(const char *name)
{
    char path[500];
    snprintf(path, sizeof path, "%s/%s", TEST_DATA, name);
    json_t *document = json_load_file(path, 0, NULL);
    ck_assert_ptr_nonnull(document);
    return document;
}

static struct shapes_answer answer(const char *body)
{
    return (struct shapes_answer){
        .operation = "Test", .body = body, .size = strlen(body), .now_ms = 1700000000000};
}

static char *data_text(const char *name)
{
    json_t *document = data(name);
    char *text = json_dumps(document, 0);
    json_decref(document);
    return text;
}

/* What the AWS SDK sends; ours may have members more. */
static void check_against_golden(json_t *ours, const char *name)
{
    json_t *golden = data(name);
    const char *member;
    json_t *value;
    json_object_foreach(golden, member, value) {
        const json_t *mine = json_object_get(ours, member);
        ck_assert_msg(mine != NULL, "no %s", member);
        ck_assert_int_eq(json_typeof(mine), json_typeof(value));
    }
    json_decref(golden);
}

START_TEST(request_is_as_the_sdk_sends_it)
{
    json_t *payload =
        json_loads("{\"domain_name\":\"www.example.com\",\"key_algorithm\":\"EC_prime256v1\","
                   "\"tags\":{\"a\":\"b\"}}",
                   0, NULL);
    json_t *ours = shapes_request(payload, "abc");
    check_against_golden(ours, "request-certificate.json");
    json_t *golden = data("request-certificate.json");
    ck_assert_str_eq(dx_text(ours, "KeyAlgorithm"), "EC_prime256v1");
    json_object_del(ours, "KeyAlgorithm");
    ck_assert(json_equal(ours, golden));
    json_decref(golden);
    json_decref(ours);
    json_decref(payload);
}
END_TEST

START_TEST(request_without_tags_says_nothing_of_tags)
{
    json_t *payload =
        json_loads("{\"domain_name\":\"a.b\",\"key_algorithm\":\"RSA_2048\",\"tags\":{}}", 0, NULL);
    json_t *ours = shapes_request(payload, "abc");
    ck_assert_ptr_nonnull(ours);
    ck_assert_ptr_null(json_object_get(ours, "Tags"));
    json_decref(ours);
    json_decref(payload);
}
END_TEST

START_TEST(list_asks_for_every_key_type)
{
    json_t *first = shapes_list(NULL);
    json_t *next = shapes_list("more");
    const json_t *keys = json_object_get(json_object_get(first, "Includes"), "keyTypes");
    ck_assert_uint_eq(json_array_size(keys), 7);
    ck_assert_ptr_null(json_object_get(first, "NextToken"));
    ck_assert_str_eq(dx_text(next, "NextToken"), "more");
    ck_assert_int_eq(json_integer_value(json_object_get(first, "MaxItems")), 1000);
    json_decref(first);
    json_decref(next);
}
END_TEST

START_TEST(certificate_is_normalised)
{
    char *body = data_text("describe.json");
    struct shapes_answer given = answer(body);
    json_t *certificate = NULL;
    ck_assert_ptr_null(shapes_parse_certificate(&given, &certificate));
    json_t *wanted = json_loads(
        "{\"arn\":\"arn:aws:acm:us-east-1:123456789012:certificate/"
        "11111111-2222-3333-4444-555555555555\",\"domain_name\":\"www.example.com\","
        "\"names\":[\"www.example.com\"],\"status\":\"ISSUED\",\"type\":\"AMAZON_ISSUED\","
        "\"key_algorithm\":\"RSA_2048\",\"not_after_ms\":1734128000000,"
        "\"expires_soon\":false,\"renewable\":true,\"renewal_status\":\"FAILED\","
        "\"renewal_reason\":\"CAA_ERROR\",\"validation_status\":\"SUCCESS\",\"validation_method\":"
        "\"DNS\","
        "\"validation_record\":{\"name\":\"_a1.www.example.com.\",\"type\":\"CNAME\","
        "\"value\":\"_b2.jkddzztszm.acm-validations.aws.\"},"
        "\"in_use_by\":[\"arn:aws:cloudfront::123456789012:distribution/E1\"]}",
        0, NULL);
    char *found = json_dumps(certificate, JSON_SORT_KEYS);
    char *expected = json_dumps(wanted, JSON_SORT_KEYS);
    ck_assert_str_eq(found, expected);
    free(found);
    free(expected);
    json_decref(wanted);
    json_decref(certificate);
    free(body);
}
END_TEST

START_TEST(list_is_read_page_by_page)
{
    char *body = data_text("list.json");
    struct shapes_answer given = answer(body);
    json_t *certificates = json_array();
    char *token = NULL;
    ck_assert_ptr_null(shapes_parse_list(&given, certificates, &token));
    ck_assert_str_eq(token, "more");
    ck_assert_uint_eq(json_array_size(certificates), 2);
    const json_t *first = json_array_get(certificates, 0);
    ck_assert_str_eq(dx_text(first, ACM_KEY), "EC_prime256v1");
    ck_assert(json_is_true(json_object_get(first, CERTIFICATE_IN_USE)));
    free(token);
    free(body);
    json_decref(certificates);
}
END_TEST

/* InUse: in the list of ACM always, in those of other servers not. */
static const struct {
    const char *summary;
    const char *used; /* as JSON, NULL for unknown */
} uses[] = {
    {",\"InUse\":true", "true"},
    {",\"InUse\":false", "false"},
    {",\"InUse\":null", NULL},
    {"", NULL},
};

START_TEST(what_a_summary_does_not_say_is_unknown)
{
    char body[200];
    snprintf(body, sizeof body,
             "{\"CertificateSummaryList\":[{\"CertificateArn\":\"a\",\"DomainName\":\"d.e\"%s}]}",
             uses[_i].summary);
    struct shapes_answer given = answer(body);
    json_t *certificates = json_array();
    char *token = NULL;
    ck_ok(shapes_parse_list(&given, certificates, &token));
    const json_t *used = json_object_get(json_array_get(certificates, 0), CERTIFICATE_IN_USE);
    char *text = used ? json_dumps(used, JSON_ENCODE_ANY) : NULL;
    ck_assert_pstr_eq(text, uses[_i].used);
    free(text);
    json_decref(certificates);
}
END_TEST

START_TEST(all_tags_are_read)
{
    struct shapes_answer given = answer("{\"Tags\":[{\"Key\":\"aws:x\",\"Value\":\"1\"},"
                                        "{\"Key\":\"a\",\"Value\":\"b\"},{\"Key\":\"empty\"}]}");
    json_t *tags = NULL;
    ck_assert_ptr_null(shapes_parse_tags(&given, &tags));
    ck_assert_uint_eq(json_object_size(tags), 3);
    ck_assert_str_eq(dx_text(tags, "aws:x"), "1");
    ck_assert_str_eq(dx_text(tags, "a"), "b");
    ck_assert_str_eq(dx_text(tags, "empty"), "");
    json_decref(tags);
}
END_TEST

#define HEAD "{\"Certificate\":{\"CertificateArn\":\"a\",\"DomainName\":\"d.e\","
#define CERTIFICATE(members) HEAD "\"Status\":\"ISSUED\"" members "}}"

/* Which parser, and what it must not take for an answer. */
static const struct {
    char parser;
    const char *body;
} malformed[] = {
    {'l', ""},
    {'l', "{}"},
    {'l', "[]"},
    {'l', "{\"CertificateSummaryList\":{}}"},
    {'l', "{\"CertificateSummaryList\":[{}]}"},
    {'l', "{\"CertificateSummaryList\":[{\"CertificateArn\":1,\"DomainName\":\"a\"}]}"},
    {'l', "{\"CertificateSummaryList\":[],\"NextToken\":5}"},
    {'l', "{\"CertificateSummaryList\":["},
    {'l', "canary"}, /* what was sent, as some answer it */
    {'l', "{\"CertificateSummaryList\": canary"},
    {'c', "{\"canary\": 1, \"canary\": 2}"},
    {'c', "{}"},
    {'c', "{\"Certificate\":{\"CertificateArn\":\"a\",\"DomainName\":\"d.e\"}}"},
    {'c', CERTIFICATE(",\"NotAfter\":\"tomorrow\"")},
    {'c', CERTIFICATE(",\"NotAfter\":1e300")},
    {'c', CERTIFICATE(",\"NotAfter\":-5")},
    {'c', CERTIFICATE(",\"InUseBy\":\"arn\"")},
    {'c', CERTIFICATE(",\"InUseBy\":[1]")},
    {'c', CERTIFICATE(",\"KeyAlgorithm\":7")},
    {'c', CERTIFICATE(",\"DomainValidationOptions\":{}")},
    {'c', CERTIFICATE(",\"DomainValidationOptions\":[{}]")},
    {'c', CERTIFICATE(",\"DomainValidationOptions\":[{\"DomainName\":\"d.e\","
                      "\"ResourceRecord\":{\"Name\":\"n\"}}]")},
    {'c', CERTIFICATE(",\"Status\":\"ISSUED\"")}, /* twice */
    {'t', "{}"},
    {'t', "{\"Tags\":[{\"Value\":\"v\"}]}"},
    {'t', "{\"Tags\":[{\"Key\":\"k\",\"Value\":1}]}"},
    {'a', "{}"},
    {'a', "{\"CertificateArn\":null}"},
    {'a', "<html>"},
    {'t', "{\"Tags\":[{\"Key\":\"dxaws:managed\"}]}"},
};

static dxaws_error *parse_with(char parser, const struct shapes_answer *given)
{
    json_t *certificates = json_array();
    json_t *value = NULL;
    char *text = NULL;
    dxaws_error *error = parser == 'l'   ? shapes_parse_list(given, certificates, &text)
                         : parser == 'c' ? shapes_parse_certificate(given, &value)
                         : parser == 't' ? shapes_parse_tags(given, &value)
                                         : shapes_parse_arn(given, &text);
    if (error != NULL) {
        ck_assert_ptr_null(value);
        ck_assert_ptr_null(text);
    }
    json_decref(certificates);
    json_decref(value);
    free(text);
    return error;
}

START_TEST(malformed_answers_are_protocol_errors)
{
    struct shapes_answer given = answer(malformed[_i].body);
    DXAWS_AUTO(dxaws_error) error = parse_with(malformed[_i].parser, &given);
    ck_assert_msg(error != NULL, "%s was accepted", malformed[_i].body);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PROTOCOL);
    ck_assert_ptr_null(strchr(dxaws_error_message(error), '\n'));
    ck_assert_ptr_null(strstr(dxaws_error_message(error), "canary"));
}
END_TEST

START_TEST(an_answer_cut_off_anywhere_is_a_protocol_error)
{
    char *body = data_text(_i ? "list.json" : "describe.json");
    struct shapes_answer given = answer(body);
    for (given.size = 0; given.size < strlen(body); given.size++) {
        DXAWS_AUTO(dxaws_error) error = parse_with(_i ? 'l' : 'c', &given);
        ck_assert_msg(error != NULL, "accepted after %zu bytes", given.size);
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PROTOCOL);
    }
    free(body);
}
END_TEST

START_TEST(a_record_that_is_not_named_yet_is_no_error)
{
    struct shapes_answer given = answer(
        CERTIFICATE(",\"InUseBy\":[],\"DomainValidationOptions\":[{\"DomainName\":\"d.e\","
                    "\"ValidationMethod\":\"DNS\",\"ValidationStatus\":\"PENDING_VALIDATION\"}]"));
    json_t *certificate = NULL;
    ck_assert_ptr_null(shapes_parse_certificate(&given, &certificate));
    ck_assert_ptr_null(json_object_get(certificate, ACM_RECORD));
    ck_assert_str_eq(dx_text(certificate, ACM_VALIDATION), "PENDING_VALIDATION");
    json_decref(certificate);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("shapes");
    tcase_add_test(tests, request_is_as_the_sdk_sends_it);
    tcase_add_test(tests, request_without_tags_says_nothing_of_tags);
    tcase_add_test(tests, list_asks_for_every_key_type);
    tcase_add_test(tests, certificate_is_normalised);
    tcase_add_test(tests, list_is_read_page_by_page);
    tcase_add_test(tests, all_tags_are_read);
    tcase_add_loop_test(tests, malformed_answers_are_protocol_errors, 0,
                        sizeof malformed / sizeof *malformed);
    tcase_add_loop_test(tests, an_answer_cut_off_anywhere_is_a_protocol_error, 0, 2);
    tcase_add_test(tests, a_record_that_is_not_named_yet_is_no_error);
    tcase_add_loop_test(tests, what_a_summary_does_not_say_is_unknown, 0,
                        sizeof uses / sizeof *uses);
    return run_suite("shapes", tests);
}
