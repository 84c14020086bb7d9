/* SPDX-License-Identifier: MIT */
/* Signatures for requests that somebody else sends. */
#include <dxaws/sign.h>

#include <stdlib.h>
#include <string.h>

#include "aws-presign.h"
#include "choice.h"
#include "partitions.h"
#include "services.h"
#include "session-private.h"
#include "sigv4.h"
#include "uri.h"

struct dxaws_signable {
    char *service;
    char *method;
    char *url;
    char *region;
    char *body_hash;
    enum aws_choice path_as_is;
    enum aws_choice payload_header;
    bool unsigned_token;
    struct aws_headers headers;
    bool failed; /* out of memory in a setter */
    struct aws_headers signature;
};

dxaws_signable *dxaws_signable_new(const char *service, const char *method, const char *url)
{
    dxaws_signable *signable = calloc(1, sizeof(*signable));
    if (!signable) {
        return NULL;
    }
    signable->service = strdup(service ? service : "");
    signable->method = strdup(method ? method : "");
    signable->url = strdup(url ? url : "");
    signable->failed = !signable->service || !signable->method || !signable->url;
    return signable;
}

void dxaws_signable_free(dxaws_signable *signable)
{
    if (signable) {
        free(signable->service);
        free(signable->method);
        aws_string_wipe(signable->url);
        free(signable->region);
        free(signable->body_hash);
        aws_headers_free(&signable->headers);
        aws_headers_free(&signable->signature);
        free(signable);
    }
}

/* ---- filling it in ---- */

static void set(dxaws_signable *signable, char **target, const char *value)
{
    free(*target);
    *target = value ? strdup(value) : NULL;
    signable->failed = signable->failed || (value && !*target);
}

void dxaws_signable_set_region(dxaws_signable *signable, const char *region)
{
    if (signable) {
        set(signable, &signable->region, region);
    }
}

void dxaws_signable_add_header(dxaws_signable *signable, const char *name, const char *value)
{
    if (signable && name && value) {
        aws_headers_add(&signable->headers, name, value);
    }
}

void dxaws_signable_set_body(dxaws_signable *signable, const void *body, size_t size)
{
    char hash[AWS_SHA256_HEX];
    if (signable) {
        if (body) {
            aws_sha256_hex(body, size, hash);
        }
        set(signable, &signable->body_hash, body ? hash : NULL);
    }
}

void dxaws_signable_set_body_hash(dxaws_signable *signable, const char *hash)
{
    if (signable) {
        set(signable, &signable->body_hash, hash);
    }
}

void dxaws_signable_set_path_as_is(dxaws_signable *signable, bool as_is)
{
    if (signable) {
        signable->path_as_is = aws_choice_of(as_is);
    }
}

void dxaws_signable_set_payload_header(dxaws_signable *signable, bool header)
{
    if (signable) {
        signable->payload_header = aws_choice_of(header);
    }
}

void dxaws_signable_set_unsigned_token(dxaws_signable *signable, bool unsigned_token)
{
    if (signable) {
        signable->unsigned_token = unsigned_token;
    }
}

/* ---- what the signature takes ---- */

/* One signature in the making. */
struct signing {
    const dxaws_signable *signable;
    char key[AWS_SERVICE_NAME_SIZE];
    struct aws_service service;
    struct aws_target target;
    const char *region;
    struct aws_credentials *credentials;
    int64_t now_ms;
    char date[AWS_DATE_SIZE];
    char hash[AWS_SHA256_HEX];  /* of an empty body */
    struct aws_headers headers; /* all that are signed */
};

static dxaws_error *refuse(const char *why, const char *value)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "SigningError",
                           "cannot sign the request: %s%s", why, value);
}

static dxaws_error *check(const dxaws_signable *signable)
{
    const char *hash = signable->body_hash;
    if (!aws_service_name_is_valid(signable->service)) {
        return refuse("not the name of a service, such as \"execute-api\": ", signable->service);
    }
    if (!aws_header_name_is_valid(signable->method)) {
        return refuse("not a method of HTTP: ", signable->method);
    }
    if (hash && (!*hash || !aws_header_name_is_valid(hash))) {
        return refuse("not a hash of a body: ", hash);
    }
    for (size_t i = 0; i < signable->headers.count; i++) {
        const struct aws_header *header = &signable->headers.items[i];
        if (aws_header_is_of_signature(header->name)) {
            return refuse("its signature or URL says what is in the header ", header->name);
        }
        if (!aws_header_name_is_valid(header->name)) {
            return refuse("not the name of a header: ", header->name);
        }
        if (!aws_header_value_is_valid(header->value)) {
            return refuse("control character in the value of the header ", header->name);
        }
    }
    return NULL;
}

/* The region in the scope: of a service with one endpoint, that of the partition. */
static dxaws_error *find_region(struct signing *signing, dxaws_session *session,
                                dxaws_context *context)
{
    const struct aws_settings *settings = NULL;
    dxaws_error *error = aws_session_settings(session, &settings);
    const char *region = signing->signable->region;
    if (!error && !region) {
        region = settings->region;
    }
    if (!error && !region && !signing->service.global) {
        error = dxaws_session_get_region(session, context, &region);
    }
    if (error) {
        return error;
    }
    if (region && !aws_region_is_valid(region)) {
        return refuse("not a region: ", region);
    }
    signing->region = signing->service.global
                          ? aws_partition_of(region ? region : "us-east-1")->global_region
                          : region;
    return signing->region ? NULL : refuse("no region is known: name one", "");
}

static dxaws_error *begin(struct signing *signing, dxaws_session *session, dxaws_context *context,
                          const dxaws_signable *signable)
{
    if (!session) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NullArgument",
                               "a signature needs a session");
    }
    if (!signable || signable->failed || signable->headers.failed) {
        return dxaws_error_out_of_memory();
    }
    signing->signable = signable;
    signing->service = aws_service_of(signable->service, signing->key);
    signing->service.path_as_is = aws_choice_or(signable->path_as_is, signing->service.path_as_is);
    signing->service.payload_header =
        aws_choice_or(signable->payload_header, signing->service.payload_header);
    dxaws_error *error = dxaws_context_check(context);
    const char *why = NULL;
    if (!error) {
        error = check(signable);
    }
    if (!error && !aws_target_parse(signable->url, &signing->target, &why)) {
        error = why ? refuse("its URL is not valid: ", why) : dxaws_error_out_of_memory();
    }
    if (!error) {
        error = find_region(signing, session, context);
    }
    if (!error) {
        error = aws_session_credentials(session, context, &signing->credentials);
    }
    signing->now_ms = dxaws_context_now_ms(context) + atomic_load(&session->traffic.skew_ms);
    aws_sigv4_date(signing->now_ms, signing->date);
    aws_sha256_hex("", 0, signing->hash);
    aws_headers_add(&signing->headers, "Host", signing->target.host ? signing->target.host : "");
    for (size_t i = 0; i < signable->headers.count; i++) {
        const struct aws_header *header = &signable->headers.items[i];
        aws_headers_add(&signing->headers, header->name, header->value);
    }
    return error;
}

static void end(struct signing *signing)
{
    aws_target_free(&signing->target);
    aws_headers_free(&signing->headers);
    aws_credentials_unref(signing->credentials);
}

static struct aws_sigv4_input make_input(const struct signing *signing, dxaws_session *session,
                                         const char *hash)
{
    return (struct aws_sigv4_input){
        .method = signing->signable->method,
        .path = signing->target.path,
        .query = signing->target.query,
        .headers = &signing->headers,
        .payload_hash = hash,
        .path_as_is = signing->service.path_as_is,
        .access_key_id = aws_credentials_access_key_id(signing->credentials),
        .secret = aws_credentials_secret(signing->credentials),
        .fingerprint = aws_credentials_fingerprint(signing->credentials),
        .region = signing->region,
        .service = signing->service.signing,
        .date = signing->date,
        .keys = &session->traffic.keys,
    };
}

/* ---- signing ---- */

/* A header of the signature: to be added, and where it is a part of what is signed, signed. */
static void add(struct signing *signing, dxaws_signable *signable, bool is_signed, const char *name,
                const char *value)
{
    aws_headers_add(&signable->signature, name, value);
    if (is_signed) {
        aws_headers_add(&signing->headers, name, value);
    }
}

dxaws_error *dxaws_sign(dxaws_session *session, dxaws_context *context, dxaws_signable *signable)
{
    struct signing signing = {0};
    struct aws_buffer authorization = {0};
    dxaws_error *error = begin(&signing, session, context, signable);
    if (!error) {
        const char *hash = signable->body_hash ? signable->body_hash : signing.hash;
        const char *token = aws_credentials_token(signing.credentials);
        const char *token_name = signing.service.token_header;
        aws_headers_free(&signable->signature);
        add(&signing, signable, true, "X-Amz-Date", signing.date);
        if (signing.service.payload_header) {
            add(&signing, signable, true, "X-Amz-Content-Sha256", hash);
        }
        if (token) {
            add(&signing, signable, !signable->unsigned_token,
                token_name ? token_name : "X-Amz-Security-Token", token);
        }
        const struct aws_sigv4_input input = make_input(&signing, session, hash);
        error = signing.headers.failed ? dxaws_error_out_of_memory()
                                       : aws_sigv4_sign(&input, &authorization, NULL, NULL);
    }
    if (!error) {
        add(&signing, signable, false, "Authorization", authorization.data);
        error = signable->signature.failed ? dxaws_error_out_of_memory() : NULL;
    }
    if (error && signable) {
        aws_headers_free(&signable->signature);
    }
    aws_buffer_free(&authorization);
    end(&signing);
    return error;
}

/* The scheme as it was written, and what is signed. */
static char *join(const struct signing *signing, const struct aws_buffer *query)
{
    struct aws_buffer text = {0};
    const char *url = signing->signable->url;
    aws_buffer_append(&text, url, (size_t)(strstr(url, "://") - url) + 3);
    aws_buffer_text(&text, signing->target.host);
    aws_buffer_text(&text, signing->target.path);
    aws_buffer_char(&text, '?');
    aws_buffer_text(&text, aws_buffer_string(query));
    return aws_buffer_take(&text);
}

dxaws_error *dxaws_sign_url(dxaws_session *session, dxaws_context *context,
                            dxaws_signable *signable, int64_t expires_s, char **url)
{
    if (!url) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NullArgument",
                               "a signed URL needs a result");
    }
    struct signing signing = {0};
    struct aws_buffer query = {0};
    dxaws_error *error = aws_presign_check(expires_s);
    if (!error) {
        error = begin(&signing, session, context, signable);
    }
    if (!error) {
        error = aws_presign_limit(signing.credentials, signing.now_ms, &expires_s);
    }
    if (!error) {
        const char *usual = signing.service.payload_header ? AWS_UNSIGNED_PAYLOAD : signing.hash;
        const struct aws_sigv4_terms terms = {
            .expires_s = (unsigned)expires_s,
            .token = aws_credentials_token(signing.credentials),
            .token_name = signing.service.token_header,
            .token_unsigned = signable->unsigned_token,
        };
        const struct aws_sigv4_input input =
            make_input(&signing, session, signable->body_hash ? signable->body_hash : usual);
        error = signing.headers.failed ? dxaws_error_out_of_memory()
                                       : aws_sigv4_presign(&input, &terms, &query, NULL);
    }
    if (!error) {
        *url = join(&signing, &query);
        error = *url ? NULL : dxaws_error_out_of_memory();
    }
    aws_buffer_free(&query);
    end(&signing);
    return error;
}

/* ---- the signature ---- */

size_t dxaws_signable_header_count(const dxaws_signable *signable)
{
    return signable ? signable->signature.count : 0;
}

bool dxaws_signable_header_at(const dxaws_signable *signable, size_t index, const char **name,
                              const char **value)
{
    return signable && aws_headers_at(&signable->signature, index, name, value);
}
