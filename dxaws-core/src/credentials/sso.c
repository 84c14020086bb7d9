/* SPDX-License-Identifier: MIT */
/* Credentials by single sign-on: the token that "aws sso login" left, renewed where possible, buys
 * the keys of a role (rule 30). */
#include "sso.h"

#include <dxaws/extend/error.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "aws-call.h"
#include "files.h"
#include "timestamp.h"

#define CACHE_LIMIT ((size_t)256 * 1024)
#define RENEW_EARLY_MS (5 * 60 * 1000)
#define LATEST_MS INT64_C(253402300799000) /* the end of the year 9999 */
#define LONGEST_LIFE_S (366L * 86400)      /* no sign-on lasts as long */

char *aws_sso_cache_path(const struct aws_settings *settings, const struct aws_step *step)
{
    const char *key = step->sso_session ? step->sso_session : step->sso_start_url;
    unsigned char digest[20];
    struct aws_buffer name = {0};
    if (!EVP_Digest(key, strlen(key), digest, NULL, EVP_sha1(), NULL)) {
        return NULL;
    }
    aws_buffer_text(&name, "~/.aws/sso/cache/");
    for (size_t i = 0; i < sizeof(digest); i++) {
        aws_buffer_format(&name, "%02x", digest[i]);
    }
    aws_buffer_text(&name, ".json");
    char *path = name.failed ? NULL : aws_settings_path(settings, name.data);
    aws_buffer_free(&name);
    return path;
}

/* ---- the cached token ---- */

struct cache {
    const struct aws_settings *settings;
    dxaws_context *context;
    const struct aws_step *step;
    char *path;
    struct aws_document document;
    const char *token; /* in the document, or in renewed */
    struct aws_document renewed;
};

static dxaws_error *sign_in(const struct cache *cache, const char *what)
{
    return aws_place_error(cache->step->place, DXAWS_ERROR_UNAUTHENTICATED, "SsoTokenError",
                           "profile \"%s\": %s (%s): run \"aws sso login --profile %s\"",
                           cache->step->profile, what, cache->path, cache->step->profile);
}

static const char *get(const struct cache *cache, const char *name)
{
    const char *value = aws_document_get(&cache->document, name);
    return value && *value ? value : NULL;
}

/* When a member says a time; 0 when it does not. */
static int64_t time_of(const struct cache *cache, const char *name)
{
    const char *text = get(cache, name);
    int64_t ms = 0;
    return text && aws_timestamp_parse(text, &ms) ? ms : 0;
}

static dxaws_error *read_cache(struct cache *cache)
{
    struct aws_buffer text = {.limit = CACHE_LIMIT};
    bool found = false;
    dxaws_error *error = aws_file_read(&cache->settings->options, cache->path, &text, &found);
    if (!error && !found) {
        error = sign_in(cache, "nobody has signed in");
    }
    if (!error && !aws_document_read_json(&cache->document, aws_buffer_string(&text), text.size)) {
        error = sign_in(cache, "the sign-on cache is not a JSON object");
    }
    if (!error && (!get(cache, "accessToken") || !time_of(cache, "expiresAt"))) {
        error = sign_in(cache, "the sign-on cache has no accessToken with an expiresAt");
    }
    cache->token = error ? NULL : get(cache, "accessToken");
    aws_buffer_free(&text);
    return error;
}

/* ---- renewing it ---- */

static void put_member(struct aws_buffer *out, const char *name, const char *value)
{
    if (!value) {
        return;
    }
    aws_buffer_text(out, out->size > 1 ? ", " : "");
    aws_json_quote(out, name);
    aws_buffer_text(out, ": ");
    aws_json_quote(out, value);
}

/* Keeps what the answer says, for the next time and for other tools. */
static void write_cache(struct cache *cache, const char *expires_at, const char *refresh_token)
{
    static const char *const kept[] = {"startUrl", "region", "clientId", "clientSecret",
                                       "registrationExpiresAt"};
    struct aws_buffer text = {0};
    aws_buffer_char(&text, '{');
    for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
        put_member(&text, kept[i], get(cache, kept[i]));
    }
    put_member(&text, "accessToken", cache->token);
    put_member(&text, "expiresAt", expires_at);
    put_member(&text, "refreshToken", refresh_token ? refresh_token : get(cache, "refreshToken"));
    aws_buffer_text(&text, "}\n");
    if (!text.failed) { /* if it cannot be kept, it is only renewed again */
        aws_file_write(&cache->settings->options, cache->path, &text);
    }
    aws_buffer_free(&text);
}

static dxaws_error *call_oidc(struct cache *cache)
{
    dxaws_aws_request *request = dxaws_aws_request_new("oidc", "CreateToken", "POST", "/token");
    struct aws_buffer body = {0};
    aws_buffer_char(&body, '{');
    put_member(&body, "clientId", get(cache, "clientId"));
    put_member(&body, "clientSecret", get(cache, "clientSecret"));
    put_member(&body, "grantType", "refresh_token");
    put_member(&body, "refreshToken", get(cache, "refreshToken"));
    aws_buffer_char(&body, '}');
    dxaws_error *error = dxaws_error_out_of_memory();
    if (request && !body.failed) {
        dxaws_aws_request_set_region(request, cache->step->sso_region);
        dxaws_aws_request_set_body(request, body.data, body.size);
        dxaws_aws_request_set_content_type(request, "application/json");
        request->secrets[0] = get(cache, "clientSecret");
        request->secrets[1] = get(cache, "refreshToken");
        error = aws_call_as(cache->settings->session, cache->context, request, NULL);
    }
    size_t size = 0;
    const char *answer = dxaws_aws_request_answer_body(request, &size);
    if (!error && !aws_document_read_json(&cache->renewed, answer, size)) {
        error = dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "InvalidAnswer",
                                "oidc CreateToken answered with something that is not JSON");
    }
    dxaws_aws_request_free(request);
    aws_buffer_free(&body);
    return error;
}

static dxaws_error *renew(struct cache *cache)
{
    dxaws_error *error = call_oidc(cache);
    if (error) {
        return error;
    }
    const char *token = aws_document_get(&cache->renewed, "accessToken");
    const char *seconds = aws_document_get(&cache->renewed, "expiresIn");
    char *end = NULL;
    long lifetime = seconds ? strtol(seconds, &end, 10) : 0;
    if (!token || !*token || lifetime <= 0 || lifetime > LONGEST_LIFE_S || *end) {
        return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "InvalidAnswer",
                               "oidc CreateToken answered without accessToken, or without an "
                               "expiresIn of a year at most");
    }
    char expires_at[AWS_TIMESTAMP_SIZE];
    aws_timestamp_format(dxaws_context_now_ms(cache->context) + (int64_t)lifetime * 1000,
                         expires_at);
    cache->token = token;
    write_cache(cache, expires_at, aws_document_get(&cache->renewed, "refreshToken"));
    return NULL;
}

static dxaws_error *need_token(struct cache *cache)
{
    dxaws_error *error = read_cache(cache);
    if (error) {
        return error;
    }
    int64_t now = dxaws_context_now_ms(cache->context);
    int64_t expires = time_of(cache, "expiresAt");
    if (now < expires - RENEW_EARLY_MS) {
        return NULL;
    }
    bool renewable = cache->step->sso_session && get(cache, "refreshToken") &&
                     get(cache, "clientId") && get(cache, "clientSecret") &&
                     now < time_of(cache, "registrationExpiresAt");
    if (renewable) {
        error = renew(cache);
    }
    dxaws_error_kind kind = error ? dxaws_error_get_kind(error) : 0;
    bool late = kind == DXAWS_ERROR_TIMEOUT && dxaws_context_remaining_ms(cache->context) <= 0;
    if (late || kind == DXAWS_ERROR_CANCELLED || kind == DXAWS_ERROR_OUT_OF_MEMORY) {
        return error;
    }
    if ((renewable && !error) || now < expires) { /* it is still good for a while */
        dxaws_error_free(error);
        return NULL;
    }
    dxaws_error *outer = sign_in(cache, "the sign-on has expired");
    dxaws_error_set_cause(outer, error);
    return outer;
}

/* ---- the role's keys ---- */

static dxaws_error *read_keys(const struct cache *cache, const struct aws_document *document,
                              struct aws_credentials **credentials)
{
    struct aws_buffer source = {0};
    aws_buffer_format(&source, "single sign-on of profile \"%s\"", cache->step->profile);
    if (source.failed) {
        return dxaws_error_out_of_memory();
    }
    const char *expiration = aws_document_get(document, "roleCredentials.expiration");
    char *end = NULL;
    struct aws_credentials_fields fields = {
        .access_key_id = aws_document_get(document, "roleCredentials.accessKeyId"),
        .secret = aws_document_get(document, "roleCredentials.secretAccessKey"),
        .token = aws_document_get(document, "roleCredentials.sessionToken"),
        .account_id = cache->step->sso_account_id,
        .source = source.data,
        .expires_ms = expiration ? strtoll(expiration, &end, 10) : 0, /* milliseconds */
        .renewable = true,
        .stable = true,
    };
    dxaws_error *error = NULL;
    if (!fields.access_key_id || !*fields.access_key_id || !fields.secret || !*fields.secret ||
        !fields.token || !*fields.token || fields.expires_ms <= 0 ||
        fields.expires_ms > LATEST_MS || *end) {
        error = dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "InvalidCredentials",
                                "sso GetRoleCredentials answered with credentials that lack a key, "
                                "a token or an expiration");
    } else {
        error = aws_credentials_from_pair("accessKeyId", "secretAccessKey", &fields, credentials);
    }
    aws_buffer_free(&source);
    return error;
}

static dxaws_error *get_keys(const struct cache *cache, struct aws_credentials **credentials)
{
    const struct aws_step *step = cache->step;
    dxaws_aws_request *request =
        dxaws_aws_request_new("sso", "GetRoleCredentials", "GET", "/federation/credentials");
    if (!request) {
        return dxaws_error_out_of_memory();
    }
    dxaws_aws_request_set_region(request, step->sso_region);
    dxaws_aws_request_add_query(request, "account_id", step->sso_account_id);
    dxaws_aws_request_add_query(request, "role_name", step->sso_role_name);
    dxaws_aws_request_add_header(request, "x-amz-sso_bearer_token", cache->token);
    dxaws_error *error = aws_call_as(cache->settings->session, cache->context, request, NULL);
    size_t size = 0;
    const char *answer = dxaws_aws_request_answer_body(request, &size);
    struct aws_document document = {0};
    if (error && dxaws_error_http_status(error) == 401) {
        dxaws_error *outer = sign_in(cache, "the sign-on is no longer valid");
        dxaws_error_set_cause(outer, error);
        error = outer;
    } else if (!error) {
        aws_document_read_json(&document, answer, size); /* or something is found missing */
        error = read_keys(cache, &document, credentials);
    }
    aws_document_free(&document);
    dxaws_aws_request_free(request);
    return error;
}

dxaws_error *aws_sso_step(const struct aws_settings *settings, dxaws_context *context,
                          const struct aws_step *step, struct aws_credentials **credentials)
{
    if (!step->sso_account_id || !step->sso_role_name) {
        return aws_place_error(step->place, DXAWS_ERROR_INVALID_ARGUMENT, "ProfileError",
                               "profile \"%s\" uses single sign-on, but does not set "
                               "sso_account_id and sso_role_name: add them, or run \"aws configure "
                               "sso\"",
                               step->profile);
    }
    struct cache cache = {.settings = settings, .context = context, .step = step};
    cache.path = aws_sso_cache_path(settings, step);
    dxaws_error *error = cache.path ? need_token(&cache) : dxaws_error_out_of_memory();
    if (!error) {
        error = get_keys(&cache, credentials);
    }
    aws_document_free(&cache.document);
    aws_document_free(&cache.renewed);
    free(cache.path);
    return error;
}
