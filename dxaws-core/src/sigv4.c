/* SPDX-License-Identifier: MIT */
/* AWS Signature Version 4 in the Authorization header. */
#include "sigv4.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "uri.h"

#define DIGEST_SIZE 32

/* What proxies, libcurl or tracing may add or change on the way. */
static const char *const unsigned_headers[] = {
    "authorization", "user-agent", "x-amzn-trace-id", "transfer-encoding", "connection",
    "expect",        "keep-alive", "te",              "trailer",           "upgrade",
    "accept",        "accept-encoding", "content-length"};

struct signed_header {
    char *name; /* lower case */
    const char *value;
    size_t order;
};

static void to_hex(const unsigned char *bytes, size_t size, char *hex)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < size; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    hex[2 * size] = '\0';
}

bool aws_sha256_hex(const void *data, size_t size, char hex[AWS_SHA256_HEX])
{
    unsigned char digest[DIGEST_SIZE];
    if (EVP_Digest(data, size, digest, NULL, EVP_sha256(), NULL) != 1)
        return false;
    to_hex(digest, sizeof(digest), hex);
    return true;
}

void aws_sigv4_date(int64_t now_ms, char date[AWS_DATE_SIZE])
{
    time_t seconds = (time_t)(now_ms / 1000);
    struct tm utc;
    if (!gmtime_r(&seconds, &utc) || utc.tm_year < 0 || utc.tm_year > 8099)
        memset(&utc, 0, sizeof(utc));
    char text[64];
    snprintf(text, sizeof(text), "%04d%02d%02dT%02d%02d%02dZ", utc.tm_year + 1900, utc.tm_mon + 1,
             utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
    memcpy(date, text, AWS_DATE_SIZE - 1);
    date[AWS_DATE_SIZE - 1] = '\0';
}

static bool is_signed(const char *name)
{
    for (size_t i = 0; i < sizeof(unsigned_headers) / sizeof(unsigned_headers[0]); i++)
        if (strcasecmp(name, unsigned_headers[i]) == 0)
            return false;
    return strncasecmp(name, "proxy-", 6) != 0 && strncasecmp(name, "sec-websocket-", 14) != 0;
}

static int compare_headers(const void *left, const void *right)
{
    const struct signed_header *a = left;
    const struct signed_header *b = right;
    int order = strcmp(a->name, b->name);
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

/* Trimmed, every run of white space (folded lines too) being one space. */
static void append_value(struct aws_buffer *out, const char *value)
{
    bool gap = false;
    bool any = false;
    for (; *value; value++) {
        if (strchr(" \t\r\n", *value)) {
            gap = any;
            continue;
        }
        if (gap)
            aws_buffer_char(out, ' ');
        aws_buffer_char(out, *value);
        gap = false;
        any = true;
    }
}

/* "name:value\n" lines, then "\n", then the names, which are written to names as well. */
static void append_headers(struct aws_buffer *out, struct aws_buffer *names,
                           const struct aws_headers *headers)
{
    struct signed_header *sorted = calloc(headers->count + 1, sizeof(*sorted));
    size_t count = 0;
    for (size_t i = 0; sorted && i < headers->count; i++) {
        if (!is_signed(headers->items[i].name))
            continue;
        char *name = strdup(headers->items[i].name);
        if (!name) {
            out->failed = true;
            break;
        }
        for (char *p = name; *p; p++)
            *p = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
        sorted[count++] = (struct signed_header){name, headers->items[i].value, i};
    }
    if (!sorted) {
        out->failed = true;
        return;
    }
    qsort(sorted, count, sizeof(*sorted), compare_headers);
    for (size_t i = 0; i < count; i++) {
        bool repeated = i && strcmp(sorted[i].name, sorted[i - 1].name) == 0;
        if (i)
            aws_buffer_char(out, repeated ? ',' : '\n');
        if (!repeated) {
            aws_buffer_format(out, "%s:", sorted[i].name);
            aws_buffer_format(names, "%s%s", i ? ";" : "", sorted[i].name);
        }
        append_value(out, sorted[i].value);
    }
    aws_buffer_format(out, "\n\n%s", aws_buffer_string(names));
    for (size_t i = 0; i < count; i++)
        free(sorted[i].name);
    free(sorted);
}

static void build_canonical(const struct aws_sigv4_input *input, struct aws_buffer *out,
                            struct aws_buffer *names)
{
    aws_buffer_format(out, "%s\n", input->method);
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
    aws_uri_canonical_query(out, input->query ? input->query : "");
    aws_buffer_char(out, '\n');
    append_headers(out, names, input->headers);
    aws_buffer_format(out, "\n%s", input->payload_hash);
}

static bool hmac(const void *key, size_t key_size, const char *text, unsigned char *out)
{
    return HMAC(EVP_sha256(), key, (int)key_size, (const unsigned char *)text, strlen(text), out,
                NULL) != NULL;
}

static bool sign_text(const struct aws_sigv4_input *input, const char *to_sign, char *hex)
{
    char day[9];
    memcpy(day, input->date, 8);
    day[8] = '\0';
    unsigned char key[DIGEST_SIZE];
    unsigned char signature[DIGEST_SIZE];
    struct aws_buffer secret = {0};
    aws_buffer_format(&secret, "AWS4%s", input->secret);
    bool done = !secret.failed && hmac(secret.data, secret.size, day, key) &&
                hmac(key, sizeof(key), input->region, key) &&
                hmac(key, sizeof(key), input->service, key) &&
                hmac(key, sizeof(key), "aws4_request", key) &&
                hmac(key, sizeof(key), to_sign, signature);
    if (done)
        to_hex(signature, sizeof(signature), hex);
    OPENSSL_cleanse(key, sizeof(key));
    aws_buffer_free(&secret);
    return done;
}

dxaws_error *aws_sigv4_sign(const struct aws_sigv4_input *input, struct aws_buffer *authorization,
                            struct aws_buffer *canonical, struct aws_buffer *to_sign)
{
    struct aws_buffer own_canonical = {0};
    struct aws_buffer own_to_sign = {0};
    struct aws_buffer names = {0};
    struct aws_buffer scope = {0};
    char hash[AWS_SHA256_HEX] = "";
    char signature[AWS_SHA256_HEX] = "";
    if (!canonical)
        canonical = &own_canonical;
    if (!to_sign)
        to_sign = &own_to_sign;
    build_canonical(input, canonical, &names);
    aws_buffer_format(&scope, "%.8s/%s/%s/aws4_request", input->date, input->region,
                      input->service);
    bool done = !canonical->failed && !names.failed && !scope.failed &&
                aws_sha256_hex(canonical->data, canonical->size, hash);
    if (done) {
        aws_buffer_format(to_sign, "AWS4-HMAC-SHA256\n%s\n%s\n%s", input->date, scope.data, hash);
        done = !to_sign->failed && sign_text(input, to_sign->data, signature);
    }
    if (done) {
        aws_buffer_format(authorization,
                          "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s",
                          input->access_key_id, scope.data, aws_buffer_string(&names), signature);
        done = !authorization->failed;
    }
    aws_buffer_free(&own_canonical);
    aws_buffer_free(&own_to_sign);
    aws_buffer_free(&names);
    aws_buffer_free(&scope);
    return done ? NULL : dxaws_error_out_of_memory();
}
