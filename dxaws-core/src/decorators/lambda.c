/* SPDX-License-Identifier: MIT */
/* Lambda: has everything done by a function that runs the program of dxaws-lambda, over its
 * operations "MODULE.observe", "MODULE.perform" and "MODULE.supports". */
#include "decorators.h"

#include <dxaws/aws.h>
#include <dxaws/error-codes.h>
#include <dxaws/extend/context.h>
#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>
#include <dxaws/kit/json.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* What a function is invoked with at most, in bytes. */
enum { REQUEST_MOST = 6 << 20 };
/* How often one that ended without an answer is invoked; in between, at first, it is waited. */
enum { ATTEMPTS = 3, FIRST_PAUSE_MS = 200 };

struct lambda {
    const dxaws_module *module;
    dxaws_session *session;
    char *function;
    pthread_mutex_t lock;
    json_t *supports; /* the kinds that the function said it performs; NULL: it was not asked */
};

/* What came of an invocation. */
struct outcome {
    json_t *reply; /* an object; owned */
    bool ended;    /* the function ended without an answer: nobody knows what it did */
    bool wrote;    /* it may have written something */
};

static dxaws_error *no_answer(const struct lambda *lambda, const char *said)
{
    return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", DXAWS_CORE_ERROR_INVALID_ANSWER,
                           "the function %s %s; it must run the bootstrap of dxaws-lambda of this "
                           "release",
                           lambda->function, said);
}

/* Lambda's own errors, of a function that did not get to say anything. */
static dxaws_error *ended(const struct lambda *lambda, const json_t *reply)
{
    const char *type = dx_text(reply, "errorType");
    const char *message = dx_text(reply, "errorMessage");
    dxaws_error_kind kind = DXAWS_ERROR_INTERNAL;
    if (type != NULL && strcmp(type, "Sandbox.Timedout") == 0) {
        kind = DXAWS_ERROR_TIMEOUT;
    } else if (type != NULL && strncmp(type, "Runtime.Exit", strlen("Runtime.Exit")) == 0) {
        kind = DXAWS_ERROR_UNAVAILABLE;
    }
    dxaws_error *error =
        dxaws_error_new(kind, "core", type ? type : DXAWS_CORE_ERROR_INVALID_ANSWER,
                        "the function %s ended without an answer: %s; its log says more",
                        lambda->function, message ? message : "no reason was given");
    dxaws_error_set_retryable(error, kind != DXAWS_ERROR_INTERNAL);
    return error;
}

/* The error that the function answered with; it has the whole of ours in it. */
static dxaws_error *failed(const struct lambda *lambda, struct outcome *outcome)
{
    json_t *own = json_object_get(outcome->reply, "dxaws");
    char *text = own ? json_dumps(own, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    dxaws_error *error = text ? dxaws_error_parse(text) : NULL;
    free(text);
    outcome->ended = error == NULL;
    return error ? error : ended(lambda, outcome->reply);
}

/* What Lambda refuses is no matter of the resource: that there is no such function must not look as
 * if there were no such bucket. Takes @a error over. */
static dxaws_error *refused(const struct lambda *lambda, dxaws_error *error)
{
    dxaws_error *meaning = NULL;
    dxaws_error_kind kind = dxaws_error_get_kind(error);
    if (kind == DXAWS_ERROR_NOT_FOUND) {
        meaning =
            dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", DXAWS_CORE_ERROR_NO_FUNCTION,
                            "there is no Lambda function %s in this account and region; "
                            "deploy it, or name the one that there is",
                            lambda->function);
    } else if (kind == DXAWS_ERROR_CONFLICT || kind == DXAWS_ERROR_STALE) {
        meaning = dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "core", dxaws_error_code(error),
                                  "the function %s cannot be invoked yet: %s; try again",
                                  lambda->function, dxaws_error_message(error));
        dxaws_error_set_retryable(meaning, true);
    }
    dxaws_error_set_cause(meaning, meaning ? error : NULL);
    return meaning ? meaning : error;
}

/* The region that an ARN names, in @a region. */
static const char *region_of(const char *function, char region[static 64])
{
    const char *at = strncmp(function, "arn:", strlen("arn:")) == 0 ? function : "";
    for (int colon = 0; colon < 3 && *at != '\0'; colon++) {
        at += strcspn(at, ":");
        at += *at == ':';
    }
    size_t length = strcspn(at, ":");
    if (length == 0 || length >= 64) {
        return NULL;
    }
    memcpy(region, at, length);
    region[length] = '\0';
    return region;
}

static dxaws_aws_request *request_of(const struct lambda *lambda, const char *body)
{
    char region[64];
    dxaws_aws_request *request =
        dxaws_aws_request_new("lambda", "Invoke", "POST", "/2015-03-31/functions");
    dxaws_aws_request_add_path_label(request, lambda->function);
    dxaws_aws_request_add_path(request, "/invocations");
    dxaws_aws_request_add_header(request, "X-Amz-Invocation-Type", "RequestResponse");
    dxaws_aws_request_set_content_type(request, "application/json");
    dxaws_aws_request_set_region(request, region_of(lambda->function, region));
    dxaws_aws_request_set_resource(request, lambda->function);
    dxaws_aws_request_set_body(request, body, strlen(body));
    dxaws_aws_request_set_idempotent(request, true); /* what is done already is a success */
    dxaws_aws_request_set_writes(request, false);    /* the answer says whether it did */
    return request;
}

static dxaws_error *invoke_once(const struct lambda *lambda, dxaws_context *context,
                                const char *body, struct outcome *outcome)
{
    DXAWS_AUTO(dxaws_aws_request) request = request_of(lambda, body);
    dxaws_error *error = dxaws_aws_call(lambda->session, context, request);
    if (error != NULL) {
        outcome->wrote |= dxaws_error_was_repeated(error);
        return refused(lambda, error);
    }
    size_t size;
    json_error_t where;
    const char *answer = dxaws_aws_request_answer_body(request, &size);
    bool function_error = dxaws_aws_request_answer_header(request, "X-Amz-Function-Error") != NULL;
    json_decref(outcome->reply);
    outcome->reply = json_loadb(answer, size, JSON_REJECT_DUPLICATES, &where);
    if (outcome->reply == NULL && dxaws_tree_out_of_memory(&where, answer)) {
        return dxaws_error_out_of_memory();
    }
    error = function_error                   ? failed(lambda, outcome)
            : json_is_object(outcome->reply) ? NULL
                                             : no_answer(lambda, "answers with no document");
    outcome->wrote |= dxaws_aws_request_answer_was_repeated(request) || outcome->ended ||
                      !json_is_false(json_object_get(outcome->reply, "wrote"));
    return error;
}

/* One that was killed is invoked again. */
static dxaws_error *invoke_until_answered(const struct lambda *lambda, dxaws_context *context,
                                          const char *body, struct outcome *outcome)
{
    int64_t pause_ms = FIRST_PAUSE_MS;
    dxaws_error *error = invoke_once(lambda, context, body, outcome);
    for (int attempt = 1; attempt < ATTEMPTS && error != NULL && outcome->ended &&
                          dxaws_error_get_kind(error) == DXAWS_ERROR_UNAVAILABLE;
         attempt++, pause_ms *= 2) {
        dxaws_error *stopped = dxaws_context_sleep_ms(context, pause_ms);
        dxaws_error_free(error);
        outcome->ended = false;
        error = stopped ? stopped : invoke_once(lambda, context, body, outcome);
    }
    return error;
}

/* What its events say besides goes along, so that those of the function say it, too. */
static bool add_context(const dxaws_context *context, json_t *request)
{
    const char *fields = dxaws_context_fields(context);
    return fields == NULL ||
           json_object_set_new(request, "context", json_loads(fields, 0, NULL)) == 0;
}

/* Has the operation performed with @a request, which is taken over; the caller releases what is in
 * @a outcome, also of an error. */
static dxaws_error *invoke(const struct lambda *lambda, dxaws_context *context, json_t *request,
                           struct outcome *outcome)
{
    bool whole = request != NULL && add_context(context, request);
    char *body = whole ? json_dumps(request, JSON_COMPACT) : NULL;
    json_decref(request);
    if (body == NULL) {
        return dxaws_error_out_of_memory();
    }
    size_t size = strlen(body);
    dxaws_error *error =
        size > REQUEST_MOST
            ? dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "core", DXAWS_CORE_ERROR_REQUEST_TOO_LARGE,
                              "the function %s cannot be given %zu bytes, %d are the most; have "
                              "it done here instead",
                              lambda->function, size, REQUEST_MOST)
            : invoke_until_answered(lambda, context, body, outcome);
    free(body);
    return error;
}

static json_t *operation(const struct lambda *lambda, const char *name)
{
    return json_sprintf("%s.%s", lambda->module->name, name);
}

/* Keeps what the reply says that the function can do, when it does. */
static void learn(struct lambda *lambda, const json_t *reply)
{
    json_t *kinds = json_object_get(reply, "supports");
    if (json_is_array(kinds)) {
        pthread_mutex_lock(&lambda->lock);
        json_decref(lambda->supports);
        lambda->supports = json_incref(kinds);
        pthread_mutex_unlock(&lambda->lock);
    }
}

/* What was observed there. */
static dxaws_error *hand_over(const struct lambda *lambda, const json_t *reply,
                              dxaws_document **observed)
{
    json_t *tree = json_object_get(reply, "observed");
    return json_is_object(tree) ? dxaws_document_new(json_incref(tree), observed)
                                : no_answer(lambda, "answers without \"observed\"");
}

static dxaws_error *lambda_read(void *self, dxaws_context *context, const dxaws_document *wanted,
                                dxaws_document **observed)
{
    struct lambda *lambda = self;
    struct outcome outcome = {.reply = NULL};
    json_t *request = json_pack("{so so}", "op", operation(lambda, "observe"), "wanted",
                                dxaws_tree_copy(dxaws_document_tree(wanted)));
    dxaws_error *error = invoke(lambda, context, request, &outcome);
    learn(lambda, error ? NULL : outcome.reply);
    error = error ? error : hand_over(lambda, outcome.reply, observed);
    json_decref(outcome.reply);
    return error;
}

static json_t *tree_of_action(const dxaws_action *action)
{
    const json_t *payload = dxaws_action_payload_tree(action);
    return json_pack("{ss ss so}", "kind", dxaws_action_kind(action), "resource",
                     dxaws_action_resource(action), "payload",
                     payload ? dxaws_tree_copy(payload) : json_object());
}

static dxaws_error *lambda_perform(void *self, dxaws_context *context, const dxaws_action *action,
                                   const dxaws_document *before, dxaws_document **after)
{
    const struct lambda *lambda = self;
    struct outcome outcome = {.reply = NULL};
    json_t *request =
        json_pack("{so so so}", "op", operation(lambda, "perform"), "action",
                  tree_of_action(action), "observed", dxaws_tree_copy(dxaws_document_tree(before)));
    dxaws_error *error = invoke(lambda, context, request, &outcome);
    if (outcome.wrote) {
        dxaws_context_note_write(context);
    }
    error = error ? error : hand_over(lambda, outcome.reply, after);
    json_decref(outcome.reply);
    return error;
}

static dxaws_error *lambda_prepare(void *self, dxaws_context *context)
{
    struct lambda *lambda = self;
    struct outcome outcome = {.reply = NULL};
    pthread_mutex_lock(&lambda->lock);
    bool asked = lambda->supports != NULL;
    pthread_mutex_unlock(&lambda->lock);
    if (asked) {
        return NULL;
    }
    dxaws_error *error =
        invoke(lambda, context, json_pack("{so}", "op", operation(lambda, "supports")), &outcome);
    learn(lambda, error ? NULL : outcome.reply);
    if (error == NULL && !json_is_array(json_object_get(outcome.reply, "supports"))) {
        error = no_answer(lambda, "answers without \"supports\"");
    }
    json_decref(outcome.reply);
    return error;
}

/* Before it was asked, all; it refuses then what it cannot do. */
static bool lambda_supports(void *self, const char *kind)
{
    struct lambda *lambda = self;
    size_t index;
    json_t *known;
    pthread_mutex_lock(&lambda->lock);
    bool found = lambda->supports == NULL;
    json_array_foreach(lambda->supports, index, known) {
        found = found || (json_is_string(known) && strcmp(json_string_value(known), kind) == 0);
    }
    pthread_mutex_unlock(&lambda->lock);
    return found;
}

static void lambda_destroy(void *self)
{
    struct lambda *lambda = self;
    dxaws_session_unref(lambda->session);
    json_decref(lambda->supports);
    pthread_mutex_destroy(&lambda->lock);
    free(lambda->function);
    free(lambda);
}

dxaws_error *lambda_new(const dxaws_module *module, dxaws_session *session, const char *function,
                        dxaws_provider **provider)
{
    static const dxaws_provider_ops ops = {
        .size = sizeof ops,
        .name = "lambda",
        .destroy = lambda_destroy,
        .read = lambda_read,
        .perform = lambda_perform,
        .supports = lambda_supports,
        .prepare = lambda_prepare,
    };
    if (session == NULL || function == NULL || function[0] == '\0') {
        return decorator_needs("lambda", "a session, and a function");
    }
    struct lambda *lambda = calloc(1, sizeof *lambda);
    if (lambda == NULL) {
        return dxaws_error_out_of_memory();
    }
    pthread_mutex_init(&lambda->lock, NULL);
    lambda->module = module;
    lambda->session = dxaws_session_ref(session);
    lambda->function = strdup(function);
    dxaws_error *error = lambda->function ? dxaws_provider_new(module, &ops, lambda, provider)
                                          : dxaws_error_out_of_memory();
    if (error != NULL) {
        lambda_destroy(lambda);
    }
    return error;
}
