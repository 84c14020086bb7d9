/* SPDX-License-Identifier: MIT */
/* AWS Signature Version 4, in the Authorization header or in the query of a URL. */
#include "sigv4.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/crypto.h>

#include "uri.h"

#define ALGORITHM "AWS4-HMAC-SHA256"
#define FEW_HEADERS 32 /* sorted without allocating */
/* What is rarely exceeded. */
#define CANONICAL_SIZE 1000
#define TO_SIGN_SIZE 200
#define AUTHORIZATION_SIZE 400

void aws_sigv4_date(int64_t now_ms, char date[AWS_DATE_SIZE])
{
    time_t seconds = (time_t)(now_ms / 1000);
    struct tm utc;
    if (!gmtime_r(&seconds, &utc) || utc.tm_year < 0 || utc.tm_year > 8099) {
        memset(&utc, 0, sizeof(utc));
    }
    char text[64];
    snprintf(text, sizeof(text), "%04d%02d%02dT%02d%02d%02dZ", utc.tm_year + 1900, utc.tm_mon + 1,
             utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
    memcpy(date, text, AWS_DATE_SIZE - 1);
    date[AWS_DATE_SIZE - 1] = '\0';
}

/* ---- headers ---- */

/* All but what proxies, libcurl or tracing may add or change on the way. */
static bool is_signed(const char *name)
{
    static const char *const unsigned_names[] = {
        "authorization", "user-agent",      "x-amzn-trace-id", "transfer-encoding",
        "connection",    "expect",          "keep-alive",      "te",
        "trailer",       "accept-encoding", "upgrade"};
    static const char *const unsigned_starts[] = {"proxy-", "sec-websocket-"};
    for (size_t i = 0; i < sizeof(unsigned_names) / sizeof(unsigned_names[0]); i++) {
        if (aws_name_compare(name, unsigned_names[i]) == 0) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof(unsigned_starts) / sizeof(unsigned_starts[0]); i++) {
        if (aws_name_starts(name, unsigned_starts[i])) {
            return false;
        }
    }
    return true;
}

/* Headers of one name in order of arrival: they lie one behind the other in one array. */
static int compare_headers(const void *left, const void *right)
{
    const struct aws_header *a = *(const struct aws_header *const *)left;
    const struct aws_header *b = *(const struct aws_header *const *)right;
    int order = aws_name_compare(a->name, b->name);
    return order ? order : (a > b) - (a < b);
}

/* In lower case. */
static void append_name(struct aws_buffer *out, const char *name)
{
    size_t start = out->size;
    aws_buffer_text(out, name);
    if (!out->failed) {
        for (char *p = out->data + start; *p; p++) {
            *p = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
        }
    }
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Trimmed, every run of white space (folded lines too) being one space. */
static void append_value(struct aws_buffer *out, const char *value)
{
    for (bool any = false; *value; any = true) {
        while (is_space(*value)) {
            value++;
        }
        size_t size = 0;
        while (value[size] && !is_space(value[size])) {
            size++;
        }
        if (any && size) {
            aws_buffer_char(out, ' ');
        }
        aws_buffer_append(out, value, size);
        value += size;
    }
}

/* ---- the parts of a signature ---- */

struct parts {
    const struct aws_header *few[FEW_HEADERS];
    const struct aws_header **sorted; /* the signed headers, by name */
    size_t count;
    struct aws_buffer names; /* theirs, joined by ';' */
    struct aws_buffer scope;
    struct aws_buffer own_canonical; /* unless the caller wants to see it */
    struct aws_buffer own_to_sign;
    char signature[AWS_SHA256_HEX];
};

static void free_parts(struct parts *parts)
{
    if (parts->sorted != parts->few) {
        free(parts->sorted);
    }
    aws_buffer_free(&parts->names);
    aws_buffer_free(&parts->scope);
    aws_buffer_free(&parts->own_canonical);
    aws_buffer_free(&parts->own_to_sign);
}

static bool is_repeated(const struct parts *parts, size_t i)
{
    return i && aws_name_compare(parts->sorted[i]->name, parts->sorted[i - 1]->name) == 0;
}

static bool sort_headers(const struct aws_headers *headers, struct parts *parts)
{
    parts->sorted =
        headers->count > FEW_HEADERS ? calloc(headers->count, sizeof(*parts->sorted)) : parts->few;
    if (!parts->sorted) {
        return false;
    }
    for (size_t i = 0; i < headers->count; i++) {
        if (is_signed(headers->items[i].name)) {
            parts->sorted[parts->count++] = &headers->items[i];
        }
    }
    qsort(parts->sorted, parts->count, sizeof(*parts->sorted), compare_headers);
    for (size_t i = 0; i < parts->count; i++) {
        if (!is_repeated(parts, i)) {
            if (i) {
                aws_buffer_char(&parts->names, ';');
            }
            append_name(&parts->names, parts->sorted[i]->name);
        }
    }
    return true;
}

/* "name:value\n" lines. */
static void append_headers(const struct parts *parts, struct aws_buffer *out)
{
    for (size_t i = 0; i < parts->count; i++) {
        bool repeated = is_repeated(parts, i);
        if (i) {
            aws_buffer_char(out, repeated ? ',' : '\n');
        }
        if (!repeated) {
            append_name(out, parts->sorted[i]->name);
            aws_buffer_char(out, ':');
        }
        append_value(out, parts->sorted[i]->value);
    }
    if (parts->count) {
        aws_buffer_char(out, '\n');
    }
}

static bool begin(const struct aws_sigv4_input *input, struct parts *parts)
{
    aws_buffer_append(&parts->scope, input->date, strnlen(input->date, 8));
    const char *const rest[] = {"/", input->region, "/", input->service, "/aws4_request"};
    for (size_t i = 0; i < sizeof(rest) / sizeof(rest[0]); i++) {
        aws_buffer_text(&parts->scope, rest[i]);
    }
    return sort_headers(input->headers, parts) && !parts->names.failed && !parts->scope.failed;
}

static bool append_canonical(const struct aws_sigv4_input *input, const struct parts *parts,
                             const char *query, struct aws_buffer *out)
{
    aws_buffer_reserve(out, CANONICAL_SIZE);
    aws_buffer_text(out, input->method);
    aws_buffer_char(out, '\n');
    if (input->path_as_is) {
        aws_buffer_text(out, input->path);
    } else {
        struct aws_buffer path = {0};
        aws_uri_normalize_path(&path, input->path);
        aws_uri_encode(out, aws_buffer_string(&path), path.size, true);
        out->failed = out->failed || path.failed;
        aws_buffer_free(&path);
    }
    aws_buffer_char(out, '\n');
    aws_uri_canonical_query(out, query ? query : "");
    aws_buffer_char(out, '\n');
    append_headers(parts, out);
    aws_buffer_char(out, '\n');
    aws_buffer_text(out, aws_buffer_string(&parts->names));
    aws_buffer_char(out, '\n');
    aws_buffer_text(out, input->payload_hash);
    return !out->failed;
}

/* What begin() started, with the query that is to be signed. */
static bool compute(const struct aws_sigv4_input *input, struct parts *parts, const char *query,
                    struct aws_buffer *canonical, struct aws_buffer *to_sign)
{
    if (!canonical) {
        canonical = &parts->own_canonical;
    }
    if (!to_sign) {
        to_sign = &parts->own_to_sign;
    }
    if (!append_canonical(input, parts, query, canonical)) {
        return false;
    }
    char hash[AWS_SHA256_HEX];
    aws_sha256_hex(canonical->data, canonical->size, hash);
    aws_buffer_reserve(to_sign, TO_SIGN_SIZE);
    const char *const lines[] = {ALGORITHM "\n", input->date, "\n", parts->scope.data, "\n", hash};
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        aws_buffer_text(to_sign, lines[i]);
    }
    if (to_sign->failed) {
        return false;
    }
    unsigned char key[AWS_SHA256_SIZE];
    unsigned char signature[AWS_SHA256_SIZE];
    aws_signing_key(input->keys, input->secret, input->date, input->region, input->service, key);
    aws_hmac_sha256("", key, sizeof(key), to_sign->data, to_sign->size, signature);
    OPENSSL_cleanse(key, sizeof(key));
    aws_digest_hex(signature, parts->signature);
    return true;
}

/* ---- where the signature goes ---- */

dxaws_error *aws_sigv4_sign(const struct aws_sigv4_input *input, struct aws_buffer *authorization,
                            struct aws_buffer *canonical, struct aws_buffer *to_sign)
{
    struct parts parts = {0};
    bool done = begin(input, &parts) && compute(input, &parts, input->query, canonical, to_sign);
    if (done) {
        const char *const pieces[] = {
            ALGORITHM " Credential=", input->access_key_id, "/",
            parts.scope.data,         ", SignedHeaders=",   aws_buffer_string(&parts.names),
            ", Signature=",           parts.signature};
        aws_buffer_reserve(authorization, AUTHORIZATION_SIZE);
        for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
            aws_buffer_text(authorization, pieces[i]);
        }
        done = !authorization->failed;
    }
    free_parts(&parts);
    return done ? NULL : dxaws_error_out_of_memory();
}

static void append_parameter(struct aws_buffer *query, const char *name, const char *value)
{
    if (query->size) {
        aws_buffer_char(query, '&');
    }
    aws_buffer_text(query, name);
    aws_buffer_char(query, '=');
    aws_uri_encode(query, value, strlen(value), false);
}

dxaws_error *aws_sigv4_presign(const struct aws_sigv4_input *input,
                               const struct aws_sigv4_terms *terms, struct aws_buffer *query,
                               struct aws_buffer *canonical)
{
    const char *token_name = terms->token_name ? terms->token_name : "X-Amz-Security-Token";
    struct parts parts = {0};
    struct aws_buffer credential = {0};
    char expires[16];
    snprintf(expires, sizeof(expires), "%u", terms->expires_s);
    bool done = begin(input, &parts);
    if (done) {
        aws_buffer_format(&credential, "%s/%s", input->access_key_id, parts.scope.data);
        aws_buffer_text(query, input->query ? input->query : "");
        append_parameter(query, "X-Amz-Algorithm", ALGORITHM);
        append_parameter(query, "X-Amz-Credential", aws_buffer_string(&credential));
        append_parameter(query, "X-Amz-Date", input->date);
        append_parameter(query, "X-Amz-Expires", expires);
        append_parameter(query, "X-Amz-SignedHeaders", aws_buffer_string(&parts.names));
        if (terms->token && !terms->token_unsigned) {
            append_parameter(query, token_name, terms->token);
        }
        done = !credential.failed && !query->failed &&
               compute(input, &parts, query->data, canonical, NULL);
    }
    if (done) {
        if (terms->token && terms->token_unsigned) {
            append_parameter(query, token_name, terms->token);
        }
        append_parameter(query, "X-Amz-Signature", parts.signature);
        done = !query->failed;
    }
    aws_buffer_free(&credential);
    free_parts(&parts);
    return done ? NULL : dxaws_error_out_of_memory();
}
