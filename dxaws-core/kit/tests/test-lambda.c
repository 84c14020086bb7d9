/* SPDX-License-Identifier: MIT */
/* The lambda provider on a toy: a transport plays the service and its function. */
#include <stdio.h>
#include <unistd.h>

#include <dxaws/extend/context.h>

#include "toy.h"

#define RED "{\"name\":\"lamp\",\"colour\":\"red\"}"

/* What an invocation is answered with; without a body the function does what it is asked. */
struct answer {
    int status;
    const char *function_error; /* Lambda's header, or NULL */
    const char *type;           /* of Lambda's own refusal, or NULL */
    const char *body;
};

static struct toy toy;
static dxaws_provider *there; /* the function's */
static struct answer canned;
static const char *kinds; /* the function's, a JSON array; NULL: all */
static char *last;        /* what was asked last, as JSON */
static char authorization[500];
static char url[500];
static unsigned supports_asked;
static unsigned invocations;

static json_t *all_kinds(void)
{
    DXAWS_AUTO(dxaws_document) description = NULL;
    json_t *list = json_array();
    size_t index;
    json_t *action;
    ck_ok(toy_module.describe(&toy_module, &description));
    const json_t *actions = json_object_get(dxaws_document_tree(description), "actions");
    json_array_foreach((json_t *)(uintptr_t)actions, index, action) {
        json_array_append(list, json_object_get(action, "kind"));
    }
    return list;
}

static dxaws_error *perform_there(const json_t *request, dxaws_document **after)
{
    json_t *action = json_object_get(request, "action");
    DXAWS_AUTO(dxaws_document) payload = NULL;
    DXAWS_AUTO(dxaws_document) before = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dxaws_document_new(json_deep_copy(json_object_get(action, "payload")), &payload));
    ck_ok(dxaws_document_new(json_deep_copy(json_object_get(request, "observed")), &before));
    ck_ok(dxaws_plan_new_action(toy_module.name, dx_text(action, "kind"),
                                dx_text(action, "resource"), payload, &plan));
    return dxaws_provider_perform(there, NULL, dxaws_plan_at(plan, 0), before, after);
}

/* The function: what it is asked for is done with the toy. */
static json_t *serve(const json_t *request)
{
    const char *operation = strchr(dx_text(request, "op"), '.') + 1;
    DXAWS_AUTO(dxaws_document) observed = NULL;
    if (strcmp(operation, "supports") == 0) {
        supports_asked++;
        return json_pack("{so}", "supports", kinds ? json_loads(kinds, 0, NULL) : all_kinds());
    }
    if (strcmp(operation, "observe") == 0) {
        DXAWS_AUTO(dxaws_document) wanted = NULL;
        ck_ok(dxaws_document_new(json_deep_copy(json_object_get(request, "wanted")), &wanted));
        ck_ok(dxaws_provider_read(there, NULL, wanted, &observed));
    } else {
        ck_assert_str_eq(operation, "perform");
        ck_ok(perform_there(request, &observed));
    }
    return json_pack("{so sb}", "observed", json_deep_copy(dxaws_document_tree(observed)), "wrote",
                     strcmp(operation, "perform") == 0);
}

static dxaws_error *transport(void *self, dxaws_context *context,
                              const dxaws_transport_request *request,
                              dxaws_transport_response *response)
{
    size_t size = dxaws_transport_request_body_size(request);
    size_t count = 0;
    (void)self;
    (void)context;
    free(last);
    last = calloc(1, size + 1);
    for (size_t at = 0; at < size; at += count) {
        ck_ok(dxaws_transport_request_read_body(request, last + at, size - at, &count));
    }
    snprintf(authorization, sizeof authorization, "%s",
             dxaws_transport_request_header(request, "Authorization"));
    snprintf(url, sizeof url, "%s", dxaws_transport_request_url(request));
    invocations++;
    json_t *asked = json_loads(last, 0, NULL);
    json_t *reply = canned.body ? NULL : serve(asked);
    char *text = reply ? json_dumps(reply, 0) : strdup(canned.body);
    dxaws_transport_response_set_status(response, canned.status);
    dxaws_transport_response_add_header(response, "x-amzn-RequestId", "1-2");
    dxaws_transport_response_add_header(response, "x-amzn-ErrorType", canned.type);
    dxaws_transport_response_add_header(response, "X-Amz-Function-Error", canned.function_error);
    dxaws_transport_response_append_body(response, text, strlen(text));
    free(text);
    json_decref(reply);
    json_decref(asked);
    return NULL;
}

static const char *no_variable(void *self, const char *name)
{
    (void)self;
    (void)name;
    return NULL;
}

static dxaws_provider *provider_of(const char *function)
{
    static const dxaws_transport_ops ops = {.size = sizeof ops, .perform = transport};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    DXAWS_AUTO(dxaws_session) session = NULL;
    dxaws_provider *provider = NULL;
    dxaws_session_options_set_environment(options, no_variable, NULL);
    dxaws_session_options_set_region(options, "eu-west-1");
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    dxaws_session_options_set_transport(options, &ops, NULL);
    ck_ok(dxaws_session_new(options, &session));
    ck_ok(dxaws_provider_decorate(&toy_module, "lambda",
                                  DXAWS_PROVIDER_PARTS(.session = session, .function = function),
                                  &provider));
    return provider;
}

static void set_up(void)
{
    toy = (struct toy){.exists = false};
    there = toy_provider(&toy);
    canned = (struct answer){.status = 200};
    kinds = NULL;
    supports_asked = invocations = 0;
}

static void tear_down(void)
{
    there = dxaws_provider_unref(there);
    free(last);
    last = NULL;
}

START_TEST(what_is_done_there_is_as_if_it_were_done_here)
{
    DXAWS_AUTO(dxaws_provider) provider = provider_of("dxaws-toy");
    DXAWS_AUTO(dxaws_context) context = toy_context();
    struct dx_manager *manager = toy_manager(provider);
    ck_ok(dxaws_context_set_fields(context, "{\"run_id\":\"7\"}"));
    ck_ok(toy_execute(manager, context, RED, NULL));
    ck_assert(toy.exists);
    ck_assert_str_eq(toy.colour, "red");
    ck_assert_ptr_nonnull(strstr(last, "\"context\":{\"run_id\":\"7\"}"));
    ck_assert_ptr_nonnull(strstr(url, "/2015-03-31/functions/dxaws-toy/invocations"));
    ck_assert_ptr_nonnull(strstr(authorization, "/eu-west-1/lambda/aws4_request"));
    ck_assert_uint_eq(supports_asked, 1);
    unsigned made = invocations;
    ck_ok(toy_execute(manager, context, RED, NULL)); /* right already: looked at, and read back */
    ck_assert_uint_le(invocations - made, 2);
    dx_manager_unref(manager);
}
END_TEST

START_TEST(what_the_function_cannot_do_is_known_before_anything_is_done)
{
    DXAWS_AUTO(dxaws_provider) provider = provider_of("dxaws-toy");
    struct dx_manager *manager = toy_manager(provider);
    kinds = "[\"PAINT\"]";
    ck_refused(toy_execute(manager, NULL, RED, NULL), DXAWS_ERROR_UNSUPPORTED,
               "nothing was changed");
    ck_assert(!toy.exists);
    ck_assert(dxaws_provider_supports(provider, "PAINT"));
    ck_assert(!dxaws_provider_supports(provider, "BUY"));
    dx_manager_unref(manager);
}
END_TEST

START_TEST(an_arn_names_its_region)
{
    DXAWS_AUTO(dxaws_provider)
    provider = provider_of("arn:aws:lambda:us-west-2:123456789012:function:dxaws-toy");
    ck_ok(dxaws_provider_prepare(provider, NULL));
    ck_assert_ptr_nonnull(strstr(authorization, "/us-west-2/lambda/aws4_request"));
    ck_assert_ptr_nonnull(strstr(url, "functions/arn%3Aaws%3Alambda%3Aus-west-2%3A123456789012"));
}
END_TEST

#define OWN(kind, wrote)                                                                           \
    "{\"errorType\":\"Dxaws.X\",\"errorMessage\":\"no\",\"dxaws\":{\"kind\":\"" kind               \
    "\",\"domain\":\"toy\",\"code\":\"Code\",\"message\":\"in the way\"},\"wrote\":" wrote "}"
#define LAMBDA(type) "{\"errorType\":\"" type "\",\"errorMessage\":\"why\"}"

static const struct {
    struct answer answer;
    dxaws_error_kind kind;
    const char *code, *text;
    unsigned attempts, writes; /* of an action */
} failures[] = {
    {{200, "Unhandled", NULL, OWN("CONFLICT", "false")},
     DXAWS_ERROR_CONFLICT,
     "Code",
     "in the way",
     1,
     0},
    {{200, "Unhandled", NULL, OWN("NOT_FOUND", "true")},
     DXAWS_ERROR_NOT_FOUND,
     "Code",
     "in the way",
     1,
     1},
    {{200, "Unhandled", NULL, OWN("UNAVAILABLE", "false")},
     DXAWS_ERROR_UNAVAILABLE,
     "Code",
     "in the way",
     1,
     0},
    {{200, "Unhandled", NULL, LAMBDA("Sandbox.Timedout")},
     DXAWS_ERROR_TIMEOUT,
     "Sandbox.Timedout",
     "why",
     1,
     1},
    {{200, "Unhandled", NULL, LAMBDA("Runtime.ExitError")},
     DXAWS_ERROR_UNAVAILABLE,
     "Runtime.ExitError",
     "why",
     3,
     1},
    {{200, "Unhandled", NULL, "not JSON"},
     DXAWS_ERROR_INTERNAL,
     "InvalidAnswer",
     "no reason",
     1,
     1},
    {{200, NULL, NULL, "[]"},
     DXAWS_ERROR_PROTOCOL,
     "InvalidAnswer",
     "bootstrap of dxaws-lambda",
     1,
     1},
    {{200, NULL, NULL, "{}"}, DXAWS_ERROR_PROTOCOL, "InvalidAnswer", "without \"observed\"", 1, 1},
    {{404, NULL, "ResourceNotFoundException", "{}"},
     DXAWS_ERROR_INVALID_ARGUMENT,
     "NoFunction",
     "there is no Lambda function dxaws-toy",
     1,
     0},
    {{409, NULL, "ResourceConflictException", "{}"},
     DXAWS_ERROR_UNAVAILABLE,
     "ServiceError",
     "try again",
     1,
     0},
    {{403, NULL, "AccessDeniedException", "{}"},
     DXAWS_ERROR_PERMISSION,
     "ServiceError",
     "dxaws-toy",
     1,
     0},
};

START_TEST(what_goes_wrong_there_is_told_as_what_it_is)
{
    DXAWS_AUTO(dxaws_provider) provider = provider_of("dxaws-toy");
    DXAWS_AUTO(dxaws_context) context = toy_context();
    DXAWS_AUTO(dxaws_document) document = NULL;
    DXAWS_AUTO(dxaws_document) answered = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dxaws_document_parse(RED, &document));
    ck_ok(dxaws_plan_new_action("toy", "PAINT", "lamp", document, &plan));
    canned = failures[_i].answer;
    DXAWS_AUTO(dxaws_error) read = dxaws_provider_read(provider, context, document, &answered);
    ck_assert_int_eq(dxaws_error_get_kind(read), failures[_i].kind);
    ck_assert_uint_eq(dxaws_context_writes(context), 0);
    invocations = 0;
    DXAWS_AUTO(dxaws_error)
    error = dxaws_provider_perform(provider, context, dxaws_plan_at(plan, 0), document, &answered);
    ck_assert_int_eq(dxaws_error_get_kind(error), failures[_i].kind);
    ck_assert_str_eq(dxaws_error_code(error), failures[_i].code);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), failures[_i].text));
    ck_assert_uint_eq(invocations, failures[_i].attempts);
    ck_assert_uint_eq(dxaws_context_writes(context), failures[_i].writes);
    ck_assert_ptr_null(answered);
}
END_TEST

START_TEST(more_than_lambda_takes_is_not_sent)
{
    enum { MUCH = 7 << 20 };
    DXAWS_AUTO(dxaws_provider) provider = provider_of("dxaws-toy");
    DXAWS_AUTO(dxaws_document) wanted = NULL;
    DXAWS_AUTO(dxaws_document) answered = NULL;
    char *text = calloc(1, MUCH + 1);
    memset(text, 'a', MUCH);
    ck_ok(dxaws_document_new(json_pack("{ss ss}", "name", "lamp", "colour", text), &wanted));
    free(text);
    ck_refused(dxaws_provider_read(provider, NULL, wanted, &answered), DXAWS_ERROR_UNSUPPORTED,
               "6291456 are the most");
    ck_assert_uint_eq(invocations, 0);
}
END_TEST

START_TEST(it_needs_a_session_and_a_function)
{
    dxaws_provider *provider = NULL;
    ck_refused(dxaws_provider_decorate(&toy_module, "lambda", DXAWS_PROVIDER_PARTS(.function = "f"),
                                       &provider),
               DXAWS_ERROR_INVALID_ARGUMENT, "needs a session, and a function");
}
END_TEST

START_TEST(a_recording_says_what_the_function_said)
{
    char path[] = "/tmp/dxaws-kit-lambda.XXXXXX";
    close(mkstemp(path));
    DXAWS_AUTO(dxaws_provider) inner = provider_of("dxaws-toy");
    DXAWS_AUTO(dxaws_provider) recording = NULL;
    DXAWS_AUTO(dxaws_provider) replay = NULL;
    kinds = "[\"PAINT\"]";
    ck_ok(dxaws_provider_decorate(&toy_module, "recording",
                                  DXAWS_PROVIDER_PARTS(.inner = inner, .path = path), &recording));
    ck_assert(dxaws_provider_supports(recording, "BUY"));
    for (int i = 0; i < 2; i++) {
        ck_ok(dxaws_provider_prepare(recording, NULL));
    }
    ck_assert(!dxaws_provider_supports(recording, "BUY"));
    ck_ok(dxaws_provider_decorate(&toy_module, "replay", DXAWS_PROVIDER_PARTS(.path = path),
                                  &replay));
    ck_assert(!dxaws_provider_supports(replay, "BUY"));
    ck_assert(dxaws_provider_supports(replay, "PAINT"));
    unlink(path);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("lambda");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, what_is_done_there_is_as_if_it_were_done_here);
    tcase_add_test(cases, what_the_function_cannot_do_is_known_before_anything_is_done);
    tcase_add_test(cases, an_arn_names_its_region);
    tcase_add_loop_test(cases, what_goes_wrong_there_is_told_as_what_it_is, 0,
                        sizeof failures / sizeof failures[0]);
    tcase_add_test(cases, more_than_lambda_takes_is_not_sent);
    tcase_add_test(cases, it_needs_a_session_and_a_function);
    tcase_add_test(cases, a_recording_says_what_the_function_said);
    return run_suite("kit lambda", cases);
}
