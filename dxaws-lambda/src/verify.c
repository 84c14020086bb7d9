/* SPDX-License-Identifier: MIT */
#include "verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "error-codes.h"

enum { CONNECT_MS = 10000, WHOLE_MS = 20000, URL_SIZE = 512, KEY_SIZE = 32 };
static const curl_off_t MOST_PAGE_BYTES = 16 << 20;

/* What a visitor saw. */
struct seen {
    long status;
    char key[KEY_SIZE]; /* "RSA_2048", "EC", or nothing */
    char failure[CURL_ERROR_SIZE];
};

static const char *text_at(const json_t *tree, const char *part, const char *name)
{
    const char *text = json_string_value(json_object_get(json_object_get(tree, part), name));
    return text ? text : "";
}

static dxaws_error *not_served(const char *url, const char *edge, const char *why)
{
    return dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "lambda", DXAWS_LAMBDA_ERROR_NOT_SERVED,
                           "%s, asked of %s, %s", url, edge, why);
}

static size_t pass_by(char *data, size_t size, size_t count, void *self)
{
    (void)data;
    (void)self;
    return size * count;
}

/* The value of a line such as "RSA Public Key:2048" of the served certificate; NULL without. */
static const char *told_of_certificate(CURL *curl, const char *name)
{
    struct curl_certinfo *info = NULL;
    curl_easy_getinfo(curl, CURLINFO_CERTINFO, &info);
    const struct curl_slist *line = info && info->num_of_certs > 0 ? info->certinfo[0] : NULL;
    size_t length = strlen(name);
    while (line != NULL && (strncmp(line->data, name, length) != 0 || line->data[length] != ':')) {
        line = line->next;
    }
    return line ? line->data + length + 1 : NULL;
}

static void see_key(CURL *curl, struct seen *seen)
{
    const char *kind = told_of_certificate(curl, "Public Key Algorithm");
    const char *bits = told_of_certificate(curl, "RSA Public Key");
    bool rsa = kind != NULL && strstr(kind, "rsa") != NULL;
    if (rsa && bits != NULL) {
        snprintf(seen->key, sizeof seen->key, "RSA_%ld", strtol(bits, NULL, 10));
    } else if (kind != NULL) {
        snprintf(seen->key, sizeof seen->key, "%s", rsa ? "RSA" : "EC");
    }
}

/* How long the page may take, in real time. */
static long patience_ms(const struct host *host, dxaws_context *context)
{
    double left = (double)dxaws_context_remaining_ms(context) / host->speed;
    return left > 0 && left < WHOLE_MS ? (long)left + 1 : WHOLE_MS;
}

/* False without memory. */
static bool visit(const struct host *host, dxaws_context *context, const char *url,
                  const char *edge, struct seen *seen)
{
    char elsewhere[URL_SIZE];
    const char *authorities = getenv("SSL_CERT_FILE");
    CURL *curl = curl_easy_init();
    snprintf(elsewhere, sizeof elsewhere, "::%s", edge);
    struct curl_slist *there = curl_slist_append(NULL, elsewhere);
    if (curl == NULL || there == NULL) {
        curl_easy_cleanup(curl);
        curl_slist_free_all(there);
        return false;
    }
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_CONNECT_TO, there);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*"); /* it would not connect there */
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "dxaws-verify/" DXAWS_VERSION);
    curl_easy_setopt(curl, CURLOPT_CERTINFO, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, patience_ms(host, context));
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, MOST_PAGE_BYTES);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, pass_by);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, seen->failure);
    if (authorities != NULL && authorities[0] != '\0') {
        curl_easy_setopt(curl, CURLOPT_CAINFO, authorities);
    }
    CURLcode code = curl_easy_perform(curl);
    if (code != CURLE_OK && seen->failure[0] == '\0') {
        snprintf(seen->failure, sizeof seen->failure, "%s", curl_easy_strerror(code));
    } else if (code == CURLE_OK) {
        seen->failure[0] = '\0';
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &seen->status);
        see_key(curl, seen);
    }
    curl_easy_cleanup(curl);
    curl_slist_free_all(there);
    return true;
}

/* NULL when the visitor saw what the site should be. */
static dxaws_error *judge(const struct seen *seen, const char *url, const char *edge,
                          const char *key)
{
    char why[CURL_ERROR_SIZE + 128];
    bool of_kind = seen->key[0] == '\0' || key[0] == '\0' ||
                   strncmp(seen->key, key, strcspn(seen->key, "_")) == 0;
    bool as_long = strncmp(seen->key, "RSA_", strlen("RSA_")) != 0 || strcmp(seen->key, key) == 0 ||
                   key[0] == '\0';
    if (seen->failure[0] != '\0') {
        snprintf(why, sizeof why, "cannot be read: %s", seen->failure);
    } else if (!of_kind || !as_long) {
        snprintf(why, sizeof why, "comes with a certificate of %s; the site's is of %s", seen->key,
                 key);
    } else if (seen->status != 200) {
        snprintf(why, sizeof why, "answers %ld and must answer 200: publish the site's content",
                 seen->status);
    } else {
        return NULL;
    }
    return not_served(url, edge, why);
}

dxaws_error *verify_served(const struct host *host, dxaws_context *context, const json_t *desired,
                           const json_t *current, json_t *reply)
{
    char url[URL_SIZE];
    struct seen seen = {.status = 0};
    const char *domain = json_string_value(json_object_get(desired, "domain"));
    const char *edge = text_at(current, "cloudfront", "domain_name");
    if (domain == NULL || edge[0] == '\0') {
        return dxaws_error_new(DXAWS_ERROR_NOT_FOUND, "lambda", DXAWS_LAMBDA_ERROR_NOT_SERVED,
                               "%s has no distribution that could be looked at; use "
                               "website.execute, or the machine \"site\", first",
                               domain ? domain : "the site");
    }
    snprintf(url, sizeof url, "https://%s/", domain);
    if (!visit(host, context, url, host->edge ? host->edge : edge, &seen)) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = judge(&seen, url, edge, text_at(current, "acm", "key_algorithm"));
    json_t *told = error
                       ? NULL
                       : json_pack("{s:s, s:I, s:s, s:s}", "url", url, "status",
                                   (json_int_t)seen.status, "edge", edge, "certificate", seen.key);
    if (error == NULL && (told == NULL || json_object_update(reply, told) != 0)) {
        error = dxaws_error_out_of_memory();
    }
    json_decref(told);
    return error;
}
