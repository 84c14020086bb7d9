/* SPDX-License-Identifier: MIT */
/* Runs the contract suite of functions on one kind of provider: function-contract-main KIND, where
 * KIND is memory, dry-run, recording, replay or aws. */
#include <dxaws/cloudfront-function-contract.h>
#include <dxaws/cloudfront-function-providers.h>
#include <dxaws/extend/memory.h>
#include <dxaws/kit/contract-main.h>
#include <dxaws/kit/contract.h>
#include <dxaws/kit/double-account.h>
#include <dxaws/kit/jumping-clock.h>
#include <dxaws/kit/lossy-account.h>

#define API "/2020-05-31/function"
#define XMLNS " xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\""
/* The other code, as it is sent. */
#define OTHER_CODE                                                                                 \
    "ZnVuY3Rpb24gaGFuZGxlcihldmVudCkgeyByZXR1cm4gZXZlbnQucmVxdWVzdDsgfSAvLyB0aGVpcnM="

/* A simulated account for each case. */
struct memory {
    const char *kind;
    const char *folder; /* where recordings are */
    unsigned opened;    /* numbers them */
    dxaws_memory_account *account;
    dxaws_context *context; /* of the running case */
    struct dx_lossy lossy;
};

static dxaws_error *open_memory(void *self, dxaws_cloudfront_function_provider **provider)
{
    struct memory *memory = self;
    DXAWS_AUTO(dxaws_cloudfront_function_provider) inner = NULL;
    DX_TRY(dxaws_memory_account_new(NULL, NULL, &memory->account));
    DX_TRY(dxaws_cloudfront_function_provider_new_memory(memory->account, &inner));
    return dx_contract_wrap(memory->kind, memory->folder, "function", memory->opened++,
                            dxaws_cloudfront_function_provider_base(inner),
                            (dxaws_provider **)provider);
}

static void close_memory(void *self)
{
    struct memory *memory = self;
    dx_lossy_end(&memory->lossy);
    memory->account = dxaws_memory_account_unref(memory->account);
    memory->context = dxaws_context_unref(memory->context);
}

static dxaws_error *memory_context(void *self, dxaws_context **context)
{
    struct memory *memory = self;
    dxaws_error *error = dx_jumping_context_new(NULL, context);
    memory->context = error ? NULL : dxaws_context_ref(*context);
    return error;
}

static dxaws_error *memory_lose_answers(void *self, int lag_s)
{
    struct memory *memory = self;
    dx_lossy_begin(&memory->lossy, memory->account, memory->context, lag_s * INT64_C(1000));
    return NULL;
}

static dxaws_error *break_memory(void *self, const char *name,
                                 dxaws_cloudfront_function_contract_breakage breakage)
{
    static unsigned versions;
    const struct memory *memory = self;
    const char *other = DXAWS_CLOUDFRONT_FUNCTION_CONTRACT_OTHER_CODE;
    DX_TRY(dxaws_memory_begin(memory->account, NULL));
    const char *text = dxaws_memory_get(memory->account, "cloudfront", "function", name);
    json_t *function = text ? json_loads(text, 0, NULL) : json_object();
    if (breakage != DXAWS_CLOUDFRONT_FUNCTION_BREAK_COMMENT) {
        json_object_set_new(function, "draft", json_string(other));
    }
    if (breakage == DXAWS_CLOUDFRONT_FUNCTION_BREAK_CODE) {
        json_object_set_new(function, "code", json_string(other));
    }
    if (breakage >= DXAWS_CLOUDFRONT_FUNCTION_BREAK_COMMENT) {
        json_object_set_new(function, "comment", json_string("theirs"));
    }
    if (breakage == DXAWS_CLOUDFRONT_FUNCTION_BREAK_FOREIGN) {
        json_object_set_new(function, "runtime", json_string("cloudfront-js-2.0"));
        json_object_set_new(function, "arn", json_string("arn:aws:cloudfront::1:function/x"));
    }
    json_object_set_new(function, "etag", json_sprintf("BROKEN%u", versions++));
    char *changed = json_dumps(function, JSON_COMPACT);
    dxaws_error *error = NULL;
    if (breakage == DXAWS_CLOUDFRONT_FUNCTION_BREAK_DELETE) {
        dxaws_memory_remove(memory->account, "cloudfront", "function", name);
    } else {
        error = dxaws_memory_put(memory->account, "cloudfront", "function", name, changed);
    }
    json_decref(function);
    free(changed);
    return dxaws_memory_end_call(memory->account, error);
}

static dxaws_error *break_nothing(void *self, const char *name,
                                  dxaws_cloudfront_function_contract_breakage breakage)
{
    (void)self;
    (void)name;
    (void)breakage;
    return NULL; /* what it changed is in the recording */
}

DX_CONTRACT_SUITE(dxaws_cloudfront_function_contract)

static int run_memory(const char *kind, const char *folder)
{
    struct memory memory = {.kind = kind, .folder = folder};
    bool replay = strcmp(kind, "replay") == 0;
    dxaws_cloudfront_function_contract_fixture fixture = {
        .size = sizeof fixture,
        .self = &memory,
        .level = "0.9",
        .open = open_memory,
        .close = close_memory,
        .make_context = memory_context,
        .break_state = replay ? break_nothing : break_memory,
        .lose_answers = replay ? dx_contract_lose_nothing : memory_lose_answers,
    };
    if (strcmp(kind, "dry-run") == 0) { /* reads once, and then does not see what others do */
        fixture.lacks =
            DXAWS_CLOUDFRONT_FUNCTION_LACKS_BREAKING | DXAWS_CLOUDFRONT_FUNCTION_LACKS_LOSE_ANSWERS;
    }
    return run_suite(&fixture);
}

static dxaws_error *open_aws(void *self, dxaws_cloudfront_function_provider **provider)
{
    DX_TRY(dx_double_calm(self));
    DX_TRY(dx_double_control(self, "reset", "{}"));
    return dx_contract_decorate(dxaws_cloudfront_function_provider_new_aws(self, provider),
                                (dxaws_provider **)provider);
}

static dxaws_error *aws_lose_answers(void *self, int lag_s)
{
    static const char *const calls[] = {"POST [^ ]*/function ", "PUT [^ ]*/function/",
                                        "POST [^ ]*/publish", "DELETE [^ ]*/function/"};
    return dx_double_lose_answers(self, calls, sizeof calls / sizeof *calls, lag_s);
}

/* One call on a function; *etag, of the version that it names, becomes that of the answer. */
static dxaws_error *call(dxaws_session *session, const char *method, const char *path,
                         const char *body, char etag[64])
{
    dxaws_aws_request *request = dxaws_aws_request_new("cloudfront", "Break", method, path);
    if (strstr(path, "/describe") != NULL) {
        dxaws_aws_request_add_query(request, "Stage", "DEVELOPMENT");
    } else if (etag[0] != '\0') {
        dxaws_aws_request_add_header(request, "If-Match", etag);
    }
    if (body != NULL) {
        dxaws_aws_request_set_body(request, body, strlen(body));
        dxaws_aws_request_set_content_type(request, "application/xml");
    }
    dxaws_error *error = dxaws_aws_call(session, NULL, request);
    const char *answered = error ? NULL : dxaws_aws_request_answer_header(request, "ETag");
    answered = answered || error ? answered : dxaws_aws_request_answer_header(request, "ETtag");
    if (answered != NULL) {
        snprintf(etag, 64, "%s", answered);
    }
    dxaws_aws_request_free(request);
    return error;
}

#define CONFIG(comment)                                                                            \
    "<FunctionConfig><Comment>" comment "</Comment><Runtime>cloudfront-js-2.0</Runtime>"           \
    "</FunctionConfig><FunctionCode>" OTHER_CODE "</FunctionCode>"

static dxaws_error *break_aws(void *self, const char *name,
                              dxaws_cloudfront_function_contract_breakage breakage)
{
    char path[200];
    char body[600];
    char etag[64] = "";
    bool theirs = breakage == DXAWS_CLOUDFRONT_FUNCTION_BREAK_COMMENT;
    if (breakage == DXAWS_CLOUDFRONT_FUNCTION_BREAK_FOREIGN) {
        snprintf(body, sizeof body,
                 "<CreateFunctionRequest" XMLNS
                 "><Name>%s</Name>" CONFIG("theirs") "</CreateFunctionRequest>",
                 name);
        return call(self, "POST", API, body, etag);
    }
    snprintf(path, sizeof path, API "/%s/describe", name);
    DX_TRY(call(self, "GET", path, NULL, etag));
    snprintf(path, sizeof path, API "/%s", name);
    if (breakage == DXAWS_CLOUDFRONT_FUNCTION_BREAK_DELETE) {
        return call(self, "DELETE", path, NULL, etag);
    }
    snprintf(body, sizeof body, "<UpdateFunctionRequest" XMLNS ">%s</UpdateFunctionRequest>",
             theirs ? CONFIG("theirs") : CONFIG("dxaws-cloudfront:contract"));
    DX_TRY(call(self, "PUT", path, body, etag));
    snprintf(path, sizeof path, API "/%s/publish", name);
    return breakage == DXAWS_CLOUDFRONT_FUNCTION_BREAK_CODE ? call(self, "POST", path, NULL, etag)
                                                            : NULL;
}

static int run_aws(dxaws_session *session)
{
    const dxaws_cloudfront_function_contract_fixture fixture = {
        .size = sizeof fixture,
        .self = session,
        .level = "0.9",
        .open = open_aws,
        .make_context = dx_double_context,
        .break_state = break_aws,
        .lose_answers = aws_lose_answers,
    };
    return run_suite(&fixture);
}

int main(int count, char **arguments)
{
    const struct dx_contract_program program = {"function", run_memory, run_aws};
    return dx_contract_main(&program, count, arguments);
}
