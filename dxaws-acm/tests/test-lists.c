/* SPDX-License-Identifier: MIT */
/* Lists of certificates in several pages, by a transport that answers from a table. */
#include <dxaws/kit/check.h>
#include <stdlib.h>
#include <string.h>

#include "providers/aws-calls.h"

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
    const char *body = dxaws_transport_request_body(request, &size);
    json_t *sent = json_loadb(body, size, 0, NULL);
    json_t *said =
        json_pack("{s:[{s:s+, s:s}], s:s?}", "CertificateSummaryList", "CertificateArn",
                  "arn:aws:acm:eu-west-1:123456789012:certificate/", index ? "2" : "1",
                  "DomainName", "example.org", "NextToken", script->tokens[index < 3 ? index : 3]);
    char *text = json_dumps(said, 0);
    (void)context;
    strcat(script->asked, dx_text(sent, "NextToken") ? dx_text(sent, "NextToken") : "-");
    strcat(script->asked, " ");
    dxaws_transport_response_set_status(response, 200);
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

static struct acm_aws open_provider(struct script *script)
{
    static const dxaws_transport_ops ops = {.size = sizeof ops, .perform = answer};
    struct acm_aws aws = {.known = json_object()};
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    dxaws_session_options_set_transport(options, &ops, script);
    ck_assert_ptr_null(dxaws_session_new(options, &aws.session));
    dxaws_session_options_free(options);
    pthread_mutex_init(&aws.lock, NULL);
    return aws;
}

static void close_provider(struct acm_aws *aws)
{
    dxaws_session_unref(aws->session);
    json_decref(aws->known);
    pthread_mutex_destroy(&aws->lock);
}

/* rule 49 */
START_TEST(list_of_a_region_is_walked_to_its_end)
{
    struct script script = rows[_i].script;
    struct acm_aws aws = open_provider(&script);
    const struct acm_target target = {&aws, NULL, "eu-west-1", "example.org"};
    json_t *certificates = json_array();
    dxaws_error *error = acm_list(&target, certificates);
    ck_assert_str_eq(script.asked, rows[_i].asked);
    if (rows[_i].repeats) {
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PROTOCOL);
        ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "acm ListCertificates: a page"));
    } else {
        ck_assert_ptr_null(error);
        ck_assert_uint_eq(json_array_size(certificates), rows[_i].certificates);
    }
    dxaws_error_free(error);
    json_decref(certificates);
    close_provider(&aws);
}
END_TEST

/* rule 49: the same when the first pages came together; what cannot be read is told by region */
START_TEST(lists_of_regions_are_walked_to_their_end)
{
    static const char *const regions[] = {"eu-west-1"};
    struct script script = rows[_i].script;
    struct acm_aws aws = open_provider(&script);
    const struct acm_target target = {&aws, NULL, "us-east-1", "example.org"};
    json_t *certificates = json_array();
    ck_assert_ptr_null(acm_list_regions(&target, regions, 1, certificates));
    ck_assert_str_eq(script.asked, rows[_i].asked);
    json_t *last = json_array_get(certificates, json_array_size(certificates) - 1);
    ck_assert_int_eq(json_is_string(last), rows[_i].repeats);
    json_decref(certificates);
    close_provider(&aws);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("lists");
    size_t count = sizeof rows / sizeof rows[0];
    tcase_add_loop_test(tests, list_of_a_region_is_walked_to_its_end, 0, (int)count);
    tcase_add_loop_test(tests, lists_of_regions_are_walked_to_their_end, 0, (int)count);
    return run_suite("lists", tests);
}
