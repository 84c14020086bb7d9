/* SPDX-License-Identifier: MIT */
/* Hides secrets in text from elsewhere. */
#include "redact.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#define SHORTEST 6 /* of the secrets that are looked for; shorter ones are part of any word */

/* ---- what is secret ---- */

static bool is_space(char c)
{
    return c == '\0' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int hex(char c)
{
    return c >= '0' && c <= '9'                         ? c - '0'
           : aws_lower(c) >= 'a' && aws_lower(c) <= 'f' ? aws_lower(c) - 'a' + 10
                                                        : -1;
}

/* Both alphabets of base64 are one. */
static char plain(char c)
{
    return c == '-' ? '+' : c == '_' ? '/' : c;
}

static unsigned hash_triple(const char *text)
{
    const unsigned char *c = (const unsigned char *)text;
    return (c[0] * 1021U + c[1] * 131U + c[2]) % 32768U;
}

static void add_line(struct aws_secrets *secrets, const char *text, size_t size)
{
    struct aws_buffer *known = &secrets->known;
    if (!aws_buffer_reserve(known, size + 1)) {
        return;
    }
    char *line = known->data + known->size;
    for (size_t i = 0; i < size; i++) {
        line[i] = plain(text[i]);
    }
    line[size] = '\n';
    line[size + 1] = '\0';
    known->size += size + 1;
    for (size_t i = 0; i + 3 <= size; i++) {
        unsigned triple = hash_triple(line + i);
        secrets->triples[triple / 8] |= (unsigned char)(1U << triple % 8);
    }
}

/* As it looks with so many bytes before it, without the characters that these have a part in. */
static void add_base64(struct aws_secrets *secrets, const char *text, size_t size, size_t before)
{
    static const size_t foreign[] = {0, 2, 3};
    struct aws_buffer bytes = {0};
    struct aws_buffer encoded = {0};
    aws_buffer_append(&bytes, "\0\0", before);
    aws_buffer_append(&bytes, text, size);
    if (size > INT32_MAX / 2 || bytes.failed ||
        !aws_buffer_reserve(&encoded, (bytes.size + 2) / 3 * 4)) {
        secrets->known.failed = true;
    } else {
        EVP_EncodeBlock((unsigned char *)encoded.data, (unsigned char *)bytes.data,
                        (int)bytes.size);
        encoded.size = strcspn(encoded.data, "=");
        add_line(secrets, encoded.data + foreign[before], encoded.size - foreign[before]);
    }
    aws_buffer_free(&bytes);
    aws_buffer_free(&encoded);
}

void aws_secrets_add(struct aws_secrets *secrets, const char *text)
{
    size_t size = text ? strlen(text) : 0;
    const struct aws_buffer *known = &secrets->known;
    if (size < SHORTEST ||
        (size >= AWS_REDACT_RUN && known->size && memmem(known->data, known->size, text, size))) {
        return; /* what is part of another is found with that */
    }
    add_line(secrets, text, size);
    size_t places = size < AWS_REDACT_RUN ? 1 : 3; /* a short one is looked for as a whole */
    for (size_t before = 0; before < places; before++) {
        add_base64(secrets, text, size, before);
    }
}

void aws_secrets_add_headers(struct aws_secrets *secrets, const struct aws_headers *headers)
{
    static const char *const names[] = {
        "x-amz-security-token",
        "x-amz-s3session-token",
        "x-amz-sso_bearer_token",
        "x-aws-ec2-metadata-token",
        "x-amz-server-side-encryption-customer-key",
        "x-amz-copy-source-server-side-encryption-customer-key",
    };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        aws_secrets_add(secrets, aws_headers_get(headers, names[i]));
    }
    const char *authorization = aws_headers_get(headers, "authorization");
    const char *signature = authorization ? strstr(authorization, "Signature=") : NULL;
    aws_secrets_add(secrets, signature ? strchr(signature, '=') + 1 : authorization);
}

void aws_secrets_add_url(struct aws_secrets *secrets, const char *url)
{
    const char *user = url ? strstr(url, "://") : NULL;
    user = user ? user + 3 : url;
    const char *at = user ? strrchr(user, '@') : NULL;
    if (!at) {
        return;
    }
    struct aws_buffer pair = {0};
    while (user < at) { /* decoded, as it is sent */
        int high = *user == '%' ? hex(user[1]) : -1;
        int low = high >= 0 ? hex(user[2]) : -1;
        aws_buffer_char(&pair, low >= 0 ? (char)(high * 16 + low) : *user);
        user += low >= 0 ? 3 : 1;
    }
    const char *colon = strchr(aws_buffer_string(&pair), ':');
    secrets->known.failed |= pair.failed;
    aws_secrets_add(secrets, pair.data); /* as "Basic" has them */
    aws_secrets_add(secrets, colon ? colon + 1 : NULL);
    aws_buffer_free(&pair);
}

void aws_secrets_free(struct aws_secrets *secrets)
{
    aws_buffer_free(&secrets->known);
}

/* ---- what a text shares with it ---- */

/* The next character, decoded. @return how many it takes. */
static size_t take(const char *text, char *c)
{
    int high = text[0] == '%' ? hex(text[1]) : -1;
    int low = high >= 0 ? hex(text[2]) : -1;
    bool escaped = text[0] == '\\' && !is_space(text[1]); /* JSON's "\/" */
    *c = plain(low >= 0 ? (char)(high * 16 + low) : text[escaped]);
    return low >= 0 ? 3 : escaped ? 2 : 1;
}

static bool has_triple(const struct aws_secrets *secrets, const char *text)
{
    unsigned triple = hash_triple(text);
    return secrets->triples[triple / 8] >> triple % 8 & 1;
}

/* How much of the text's beginning a run has that the secrets have too; 0 when it has none. */
static size_t shared_run(const char *text, const struct aws_secrets *secrets)
{
    const struct aws_buffer *known = &secrets->known;
    char run[AWS_REDACT_RUN];
    size_t size = 0;
    for (size_t i = 0; i < AWS_REDACT_RUN; i++) {
        if (is_space(text[size])) {
            return 0;
        }
        size += take(text + size, &run[i]);
        if (i >= 2 && !has_triple(secrets, run + i - 2)) {
            return 0;
        }
    }
    bool found = known->size && memmem(known->data, known->size, run, sizeof(run));
    explicit_bzero(run, sizeof(run));
    return found ? size : 0;
}

/* The same for secrets that are shorter than a run. */
static size_t short_secret(const char *text, const struct aws_buffer *known)
{
    size_t longest = 0;
    if (!known->size) {
        return 0;
    }
    const char *end = known->data + known->size;
    for (const char *line = known->data; line < end;) {
        const char *line_end = memchr(line, '\n', (size_t)(end - line));
        size_t length = (size_t)(line_end - line);
        size_t size = 0;
        size_t same = 0;
        char c;
        while (length < AWS_REDACT_RUN && same < length && text[size]) {
            size_t taken = take(text + size, &c);
            if (c != line[same]) {
                break;
            }
            size += taken;
            same++;
        }
        if (length >= SHORTEST && same == length && size > longest) {
            longest = size;
        }
        line = line_end + 1;
    }
    return longest;
}

/* ---- what is called a secret ---- */

static bool is_letter(char c)
{
    return aws_lower(c) >= 'a' && aws_lower(c) <= 'z';
}

/* Whether what ends here ends with a name; hyphens and underscores do not count. */
static bool ends_with(const char *text, size_t size, const char *name)
{
    size_t left = strlen(name);
    while (left && size) {
        char c = aws_lower(text[size - 1]);
        if (c == name[left - 1]) {
            left--;
        } else if (c != '-' && c != '_') {
            return false;
        }
        size--;
    }
    return !left;
}

/* Whether a name of a secret and a sign stand before this place. */
static bool is_named(const char *text, size_t at)
{
    static const char *const names[] = {
        "secretaccesskey", "sessiontoken",       "securitytoken", "metadatatoken", "bearertoken",
        "accesstoken",     "refreshtoken",       "identitytoken", "clientsecret",  "signature",
        "authorization",   "authorizationtoken", "password"};
    bool sign = false;
    size_t end = at;
    while (end && (strchr("=:>\"'\\ ", text[end - 1]))) {
        end--;
        sign = sign || strchr("=:>", text[end]);
    }
    if (end < at && !sign) { /* a scheme, with nothing but a space */
        return text[at - 1] == ' ' &&
               (ends_with(text, end, "bearer") || ends_with(text, end, "basic"));
    }
    for (size_t i = 0; sign && i < sizeof(names) / sizeof(names[0]); i++) {
        if (ends_with(text, end, names[i])) {
            return true;
        }
    }
    return false;
}

/* A value behind its name. Short ones are words of a sentence. */
static size_t named_value(const char *text, size_t at)
{
    size_t size = strcspn(text + at, " \t\r\n\"'<&,;\\");
    bool starts = at && !is_letter(text[at - 1]) && text[at] != '=';
    return starts && size >= AWS_REDACT_RUN && is_named(text, at) ? size : 0;
}

bool aws_redact(char *text, const struct aws_secrets *secrets)
{
    char *from = secrets->known.failed ? NULL : strdup(text);
    size_t out = 0;
    size_t hidden = 0; /* where what is hidden ends */
    bool marked = false;
    for (size_t at = 0; from && from[at];) {
        const size_t sizes[] = {shared_run(from + at, secrets),
                                short_secret(from + at, &secrets->known), named_value(from, at)};
        for (size_t i = 0; i < 3; i++) {
            hidden = sizes[i] && at + sizes[i] > hidden ? at + sizes[i] : hidden;
        }
        if (at >= hidden) {
            text[out++] = from[at++];
            marked = false;
        } else if (++at == hidden && !marked) { /* once for what lies side by side */
            memcpy(text + out, "***", 3);
            out += 3;
            marked = true;
        }
    }
    text[out] = '\0';
    aws_string_wipe(from);
    return from != NULL;
}
