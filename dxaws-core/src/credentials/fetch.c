/* SPDX-License-Identifier: MIT */
/* Requests to endpoints near by, which are no services of AWS: containers, instance metadata. */
#include "sources.h"

#include <stdlib.h>
#include <string.h>

#include "session-private.h"
#include "timestamp.h"

#define SLICE_MS 50 /* how often cancellation and deadline are looked at */

dxaws_error *aws_fetch(const struct aws_settings *settings, dxaws_context *context,
                       const struct aws_http_request *request, struct aws_http_response *response)
{
    dxaws_error *error = dxaws_context_check(context);
    if (error) {
        return error;
    }
    struct aws_http_pool *pool = settings->session->pool;
    struct aws_http_client *client = aws_http_pool_take(pool, "");
    if (!client) {
        return dxaws_error_out_of_memory();
    }
    struct aws_http_request direct = *request;
    direct.direct = true;
    direct.context = context;
    error = aws_http_start(client, &direct, "", response, response);
    while (!error && !aws_http_next(client)) {
        int64_t left = dxaws_context_remaining_ms(context);
        aws_http_wait(client, left < SLICE_MS ? (int)left : SLICE_MS);
        error = dxaws_context_check(context);
    }
    aws_http_pool_give(pool, client);
    if (!error && response->outcome == AWS_HTTP_NO_MEMORY) {
        error = dxaws_error_out_of_memory();
    }
    if (!error && response->outcome != AWS_HTTP_ANSWERED) {
        struct aws_secrets secrets = {0};
        aws_secrets_add_headers(&secrets, request->headers);
        error = aws_redact(response->problem, &secrets) ? dxaws_context_check(context)
                                                        : dxaws_error_out_of_memory();
        aws_secrets_free(&secrets);
    }
    if (error) {
        aws_http_response_clear(response);
    }
    return error;
}

dxaws_error *aws_fetch_pause(dxaws_context *context, unsigned failed)
{
    int64_t longest = (int64_t)50 << (failed < 5 ? failed : 5);
    return dxaws_context_sleep_ms(context,
                                  (int64_t)(dxaws_context_jitter(context) * (double)longest));
}

void aws_append_clean(struct aws_buffer *out, const char *text, size_t limit,
                      const struct aws_secrets *secrets)
{
    size_t size = strlen(text);
    char *shown = strndup(text, limit);
    if (!shown || !aws_redact(shown, secrets)) {
        out->failed = true;
    }
    for (const char *p = shown; p && *p; p++) {
        aws_buffer_char(out, *p < ' ' || *p > '~' ? ' ' : *p);
    }
    if (size > limit) {
        aws_buffer_text(out, "...");
    }
    free(shown);
}

void aws_append_answer(struct aws_buffer *out, const struct aws_document *document,
                       const char *sent)
{
    const char *code = aws_document_get_any_case(document, "Code");
    const char *message = aws_document_get_any_case(document, "Message");
    struct aws_secrets secrets = {0};
    aws_secrets_add(&secrets, sent);
    aws_secrets_add(&secrets, aws_document_get_any_case(document, "SecretAccessKey"));
    aws_secrets_add(&secrets, aws_document_get_any_case(document, "Token"));
    if (code) {
        aws_append_clean(out, code, 100, &secrets);
    }
    if (message) {
        aws_buffer_text(out, code ? ": " : "");
        aws_append_clean(out, message, 300, &secrets);
    }
    aws_secrets_free(&secrets);
}

static dxaws_error *incomplete(const char *source, const char *what)
{
    return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "InvalidCredentials",
                           "the %s answered with credentials %s", source, what);
}

/* "Code" is "Success", or names what went wrong. */
static dxaws_error *check_code(const struct aws_document *document, const char *source,
                               const char *sent)
{
    const char *code = aws_document_get_any_case(document, "Code");
    if (!code || strcmp(code, "Success") == 0) {
        return NULL;
    }
    struct aws_buffer text = {0};
    aws_append_answer(&text, document, sent);
    dxaws_error *error =
        text.failed ? dxaws_error_out_of_memory()
                    : dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "core", "CredentialSourceError",
                                      "the %s has no credentials: %s", source, text.data);
    aws_buffer_free(&text);
    return error;
}

static dxaws_error *read_document(const struct aws_document *document, const char *source,
                                  const char *sent, struct aws_credentials **credentials)
{
    struct aws_credentials_fields fields = {
        .access_key_id = aws_document_get_any_case(document, "AccessKeyId"),
        .secret = aws_document_get_any_case(document, "SecretAccessKey"),
        .token = aws_document_get_any_case(document, "Token"),
        .account_id = aws_document_get_any_case(document, "AccountId"),
        .source = source,
        .renewable = true,
        .stable = true,
    };
    const char *expiration = aws_document_get_any_case(document, "Expiration");
    dxaws_error *error = check_code(document, source, sent);
    if (error) {
        return error;
    }
    if (!fields.access_key_id || !*fields.access_key_id) {
        return incomplete(source, "without an AccessKeyId");
    }
    if (!fields.secret || !*fields.secret) {
        return incomplete(source, "without a SecretAccessKey");
    }
    if (!fields.token || !*fields.token) {
        return incomplete(source, "without a Token");
    }
    if (!expiration || !aws_timestamp_parse(expiration, &fields.expires_ms)) {
        return incomplete(source,
                          expiration ? "whose Expiration is not a time" : "without an Expiration");
    }
    return aws_credentials_from_pair("AccessKeyId", "SecretAccessKey", &fields, credentials);
}

dxaws_error *aws_credentials_from_json(const struct aws_buffer *body, const char *source,
                                       const char *sent, struct aws_credentials **credentials)
{
    struct aws_document document = {0};
    dxaws_error *error;
    if (aws_document_read_json(&document, aws_buffer_string(body), body->size)) {
        error = read_document(&document, source, sent, credentials);
    } else {
        error = document.text.failed
                    ? dxaws_error_out_of_memory()
                    : dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "InvalidCredentials",
                                      "the %s answered with something that is not a JSON object",
                                      source);
    }
    aws_document_free(&document);
    return error;
}
