/* SPDX-License-Identifier: MIT */
/* AWS Signature Version 4, in the Authorization header or in the query of a URL. */
#include "sigv4.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "uri.h"

#define ALGORITHM "AWS4-HMAC-SHA256"
#define WHITE_SPACE " \t\r\n"
/* What is rarely exceeded needs no allocation. */
#define FEW_HEADERS 32
#define NAMES_SIZE 400
#define SCOPE_SIZE 100
#define CANONICAL_SIZE 2000
#define TO_SIGN_SIZE 250

/* So many digits of a number, with zeros in front. */
static char *put_digits(char *at, int number, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        at[i] = (char)('0' + number % 10);
        number /= 10;
    }
    return at + count;
}

void aws_sigv4_date(int64_t now_ms, char date[AWS_DATE_SIZE])
{
    time_t seconds = (time_t)(now_ms / 1000);
    struct tm utc;
    if (!gmtime_r(&seconds, &utc) || utc.tm_year < 0 || utc.tm_year > 8099) {
        memset(&utc, 0, sizeof(utc));
    }
    char *at = put_digits(date, utc.tm_year + 1900, 4);
    at = put_digits(at, utc.tm_mon + 1, 2);
    at = put_digits(at, utc.tm_mday, 2);
    *at++ = 'T';
    at = put_digits(at, utc.tm_hour, 2);
    at = put_digits(at, utc.tm_min, 2);
    at = put_digits(at, utc.tm_sec, 2);
    *at++ = 'Z';
    *at = '\0';
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
    char first = aws_lower(name[0]);
    for (size_t i = 0; i < sizeof(unsigned_names) / sizeof(unsigned_names[0]); i++) {
        if (unsigned_names[i][0] == first && aws_name_compare(name, unsigned_names[i]) == 0) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof(unsigned_starts) / sizeof(unsigned_starts[0]); i++) {
        if (unsigned_starts[i][0] == first && aws_name_starts(name, unsigned_starts[i])) {
            return false;
        }
    }
    return true;
}

/* In lower case. */
static void append_name(struct aws_buffer *out, const struct aws_header *header)
{
    size_t start = out->size;
    aws_buffer_append(out, header->name, header->name_size);
    for (size_t i = start; i < out->size; i++) {
        out->data[i] = aws_lower(out->data[i]);
    }
}

/* Trimmed, every run of white space (folded lines too) being one space. */
static void append_value(struct aws_buffer *out, const char *value)
{
    value += strspn(value, WHITE_SPACE);
    while (*value) {
        size_t size = strcspn(value, WHITE_SPACE);
        aws_buffer_append(out, value, size);
        value += size;
        value += strspn(value, WHITE_SPACE);
        if (*value) {
            aws_buffer_char(out, ' ');
        }
    }
}

/* ---- the parts of a signature ---- */

struct signed_header {
    const struct aws_header *header;
    bool repeated; /* the one before it has the same name */
};

struct parts {
    struct signed_header few[FEW_HEADERS];
    struct signed_header *sorted; /* the signed headers, by name; those of one by arrival */
    size_t count;
    struct aws_buffer names; /* theirs, in lower case, each once, joined by ';' */
    struct aws_buffer scope;
    char names_text[NAMES_SIZE];
    char scope_text[SCOPE_SIZE];
    char signature[AWS_SHA256_HEX];
};

static void free_parts(struct parts *parts)
{
    if (parts->sorted != parts->few) {
        free(parts->sorted);
    }
    aws_buffer_free(&parts->names);
    aws_buffer_free(&parts->scope);
}

/* Into its place: headers come nearly sorted, and are few. */
static void insert_header(struct parts *parts, const struct aws_header *header)
{
    size_t at = parts->count++;
    int order = 1;
    while (at && (order = aws_name_compare(header->name, parts->sorted[at - 1].header->name)) < 0) {
        parts->sorted[at] = parts->sorted[at - 1];
        at--;
    }
    parts->sorted[at] = (struct signed_header){header, at && order == 0};
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
            insert_header(parts, &headers->items[i]);
        }
    }
    for (size_t i = 0; i < parts->count; i++) {
        if (!parts->sorted[i].repeated) {
            if (i) {
                aws_buffer_char(&parts->names, ';');
            }
            append_name(&parts->names, parts->sorted[i].header);
        }
    }
    return true;
}

/* "name:value\n" lines. */
static void append_headers(const struct parts *parts, struct aws_buffer *out)
{
    const char *name = parts->names.data;
    for (size_t i = 0; i < parts->count; i++) {
        const struct aws_header *header = parts->sorted[i].header;
        if (parts->sorted[i].repeated) {
            out->size--; /* the line goes on */
            aws_buffer_char(out, ',');
        } else {
            aws_buffer_append(out, name, header->name_size);
            aws_buffer_char(out, ':');
            name += header->name_size + 1;
        }
        append_value(out, header->value);
        aws_buffer_char(out, '\n');
    }
}

static bool begin(const struct aws_sigv4_input *input, struct parts *parts)
{
    parts->count = 0;
    parts->names = aws_buffer_in(parts->names_text, sizeof(parts->names_text));
    parts->scope = aws_buffer_in(parts->scope_text, sizeof(parts->scope_text));
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
    aws_buffer_append(out, parts->names.data, parts->names.size);
    aws_buffer_char(out, '\n');
    aws_buffer_text(out, input->payload_hash);
    return !out->failed;
}

/* The hash of the canonical request. @param seen gets a copy of it, unless it is NULL. */
static bool hash_canonical(const struct aws_sigv4_input *input, const struct parts *parts,
                           const char *query, struct aws_buffer *seen, char hash[AWS_SHA256_HEX])
{
    char array[CANONICAL_SIZE];
    struct aws_buffer canonical = aws_buffer_in(array, sizeof(array));
    bool done = append_canonical(input, parts, query, &canonical);
    if (done) {
        aws_sha256_hex(canonical.data, canonical.size, hash);
    }
    if (done && seen) {
        aws_buffer_append(seen, canonical.data, canonical.size);
        done = !seen->failed;
    }
    aws_buffer_free(&canonical);
    return done;
}

/* What begin() started, with the query that is to be signed. */
static bool compute(const struct aws_sigv4_input *input, struct parts *parts, const char *query,
                    struct aws_buffer *canonical, struct aws_buffer *to_sign)
{
    char hash[AWS_SHA256_HEX];
    char array[TO_SIGN_SIZE];
    struct aws_buffer text = aws_buffer_in(array, sizeof(array));
    if (!hash_canonical(input, parts, query, canonical, hash)) {
        return false;
    }
    const char *const lines[] = {ALGORITHM "\n", input->date, "\n", parts->scope.data, "\n", hash};
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        aws_buffer_text(&text, lines[i]);
    }
    if (to_sign) {
        aws_buffer_append(to_sign, text.data, text.size);
    }
    bool done = !text.failed && !(to_sign && to_sign->failed);
    if (done) {
        struct aws_hmac_key key;
        unsigned char signature[AWS_SHA256_SIZE];
        aws_signing_key(input->keys,
                        &(struct aws_signing_scope){.secret = input->secret,
                                                    .fingerprint = input->fingerprint,
                                                    .day = input->date,
                                                    .region = input->region,
                                                    .service = input->service,
                                                    .text = parts->scope.data},
                        &key);
        aws_hmac_sign(&key, text.data, text.size, signature);
        aws_hmac_key_wipe(&key);
        aws_digest_hex(signature, parts->signature);
    }
    aws_buffer_free(&text);
    return done;
}

/* ---- where the signature goes ---- */

dxaws_error *aws_sigv4_sign(const struct aws_sigv4_input *input, struct aws_buffer *authorization,
                            struct aws_buffer *canonical, struct aws_buffer *to_sign)
{
    struct parts parts;
    bool done = begin(input, &parts) && compute(input, &parts, input->query, canonical, to_sign);
    if (done) {
        const char *const pieces[] = {
            ALGORITHM " Credential=", input->access_key_id, "/",
            parts.scope.data,         ", SignedHeaders=",   parts.names.data,
            ", Signature=",           parts.signature};
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
    struct parts parts;
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
        append_parameter(query, "X-Amz-SignedHeaders", parts.names.data);
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
