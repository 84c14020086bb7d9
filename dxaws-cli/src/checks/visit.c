/* SPDX-License-Identifier: MIT */
/* One HTTP request, and what is worth knowing of its answer. */
#include "visit.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <curl/curl.h>
#include <dxaws/extend/error.h>
#include <openssl/evp.h>

enum { CONNECT_MS = 10000, WHOLE_MS = 30000, MOST_HEADERS = 200 };
static const curl_off_t most_bytes = 64 * 1024 * 1024;

struct visitor {
    CURL *curl;
    struct curl_slist *elsewhere; /* CURLOPT_CONNECT_TO */
    dxaws_context *context;       /* borrowed */
};

/* What is collected while an answer comes. */
struct coming {
    struct visit *visit;
    EVP_MD_CTX *hash;
    dxaws_context *context;
};

static size_t on_header(char *text, size_t size, size_t count, void *self)
{
    struct coming *coming = self;
    size_t length = size * count;
    const char *colon = memchr(text, ':', length);
    if (length >= 5 && strncmp(text, "HTTP/", 5) == 0) {
        json_object_clear(coming->visit->headers); /* of the answer before, such as 100 */
    } else if (colon != NULL && json_object_size(coming->visit->headers) < MOST_HEADERS) {
        char *name = strndup(text, (size_t)(colon - text));
        const char *value = colon + 1;
        const char *end = text + length;
        while (value < end && (*value == ' ' || *value == '\t')) {
            value++;
        }
        while (end > value && isspace((unsigned char)end[-1])) {
            end--;
        }
        for (char *letter = name; letter != NULL && *letter != '\0'; letter++) {
            *letter = (char)tolower((unsigned char)*letter);
        }
        if (name != NULL) {
            json_object_set_new(coming->visit->headers, name,
                                json_stringn(value, (size_t)(end - value)));
        }
        free(name);
    }
    return length;
}

static size_t on_body(char *data, size_t size, size_t count, void *self)
{
    struct coming *coming = self;
    coming->visit->size += (int64_t)(size * count);
    return EVP_DigestUpdate(coming->hash, data, size * count) == 1 ? size * count : 0;
}

static int on_progress(void *self, curl_off_t down, curl_off_t downed, curl_off_t up,
                       curl_off_t upped)
{
    const struct coming *coming = self;
    (void)down;
    (void)downed;
    (void)up;
    (void)upped;
    return dxaws_context_is_cancelled(coming->context) ? 1 : 0;
}

/* "HOST[:PORT[:HTTP-PORT]]" for the ports of HTTPS and of HTTP. */
static bool lead_elsewhere(struct visitor *visitor, const char *edge)
{
    char *text = NULL;
    size_t host = strcspn(edge, ":");
    const char *port = edge[host] == ':' ? edge + host + 1 : "443";
    size_t size = strcspn(port, ":");
    const char *plain = port[size] == ':' ? port + size + 1 : "80";
    if (asprintf(&text, ":443:%.*s:%.*s\n:80:%.*s:%s", (int)host, edge, (int)size, port, (int)host,
                 edge, plain) < 0) {
        return false;
    }
    char *second = strchr(text, '\n');
    *second++ = '\0';
    struct curl_slist *first = curl_slist_append(NULL, text);
    visitor->elsewhere = curl_slist_append(first, second);
    if (visitor->elsewhere == NULL) {
        curl_slist_free_all(first);
    }
    free(text);
    return visitor->elsewhere != NULL;
}

dxaws_error *visitor_open(dxaws_context *context, const char *edge, struct visitor **visitor)
{
    struct visitor *made = calloc(1, sizeof *made);
    if (made != NULL) {
        made->context = context;
        made->curl = curl_easy_init();
    }
    if (made == NULL || made->curl == NULL || (edge != NULL && !lead_elsewhere(made, edge))) {
        visitor_close(made);
        return dxaws_error_out_of_memory();
    }
    *visitor = made;
    return NULL;
}

void visitor_close(struct visitor *visitor)
{
    if (visitor != NULL) {
        curl_easy_cleanup(visitor->curl);
        curl_slist_free_all(visitor->elsewhere);
        free(visitor);
    }
}

static long patience(const struct visitor *visitor)
{
    int64_t left = dxaws_context_remaining_ms(visitor->context);
    return left > 0 && left < WHOLE_MS ? (long)left : WHOLE_MS;
}

static void ask(struct visitor *visitor, const char *url, const char *encoding,
                struct coming *coming)
{
    CURL *curl = visitor->curl;
    const char *authorities = getenv("SSL_CERT_FILE"); /* as OpenSSL and the tool curl read it */
    curl_easy_reset(curl);                             /* connections stay */
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_CONNECT_TO, visitor->elsewhere);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "dxaws-verify/" DXAWS_VERSION);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    curl_easy_setopt(curl, CURLOPT_CERTINFO, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, patience(visitor));
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, most_bytes);
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, encoding);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, coming);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, coming);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, coming);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    if (visitor->elsewhere != NULL) {
        curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    }
    if (authorities != NULL && authorities[0] != '\0') {
        curl_easy_setopt(curl, CURLOPT_CAINFO, authorities);
    }
}

static int64_t expiry(CURL *curl)
{
    static const char name[] = "Expire date:";
    struct curl_certinfo *info = NULL;
    curl_easy_getinfo(curl, CURLINFO_CERTINFO, &info);
    const struct curl_slist *line = info && info->num_of_certs > 0 ? info->certinfo[0] : NULL;
    for (; line != NULL; line = line->next) {
        if (strncmp(line->data, name, strlen(name)) == 0) {
            time_t moment = curl_getdate(line->data + strlen(name), NULL);
            return moment > 0 ? (int64_t)moment * 1000 : 0;
        }
    }
    return 0;
}

static void end_digest(EVP_MD_CTX *hash, struct visit *visit)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_DigestFinal_ex(hash, digest, &size);
    for (unsigned i = 0; i < size && 2 * i + 2 < VISIT_DIGEST_SIZE; i++) {
        snprintf(visit->digest + (size_t)2 * i, 3, "%02x", digest[i]);
    }
}

dxaws_error *visit(struct visitor *visitor, const char *url, const char *encoding,
                   struct visit *visit)
{
    char words[CURL_ERROR_SIZE] = "";
    struct coming coming = {.visit = visit, .hash = EVP_MD_CTX_new(), .context = visitor->context};
    *visit = (struct visit){.headers = json_object()};
    dxaws_error *error = dxaws_context_check(visitor->context);
    if (error == NULL && (coming.hash == NULL || visit->headers == NULL ||
                          EVP_DigestInit_ex(coming.hash, EVP_sha256(), NULL) != 1)) {
        error = dxaws_error_out_of_memory();
    }
    if (error == NULL) {
        ask(visitor, url, encoding, &coming);
        curl_easy_setopt(visitor->curl, CURLOPT_ERRORBUFFER, words);
        CURLcode code = curl_easy_perform(visitor->curl);
        visit->answered = code == CURLE_OK;
        visit->untrusted = code == CURLE_PEER_FAILED_VERIFICATION;
        snprintf(visit->error, sizeof visit->error, "%s",
                 code == CURLE_OK ? ""
                 : words[0]       ? words
                                  : curl_easy_strerror(code));
        curl_easy_getinfo(visitor->curl, CURLINFO_RESPONSE_CODE, &visit->status);
        long http = CURL_HTTP_VERSION_NONE;
        curl_easy_getinfo(visitor->curl, CURLINFO_HTTP_VERSION, &http);
        visit->http = http == CURL_HTTP_VERSION_3 ? 3 : http >= CURL_HTTP_VERSION_2_0 ? 2 : 1;
        visit->expires_ms = expiry(visitor->curl);
        end_digest(coming.hash, visit);
        error = dxaws_context_check(visitor->context);
    }
    EVP_MD_CTX_free(coming.hash);
    if (error != NULL) {
        visit_clear(visit);
    }
    return error;
}

void visit_clear(struct visit *visit)
{
    json_decref(visit->headers);
    visit->headers = NULL;
}

const char *visit_header(const struct visit *visit, const char *name)
{
    return json_string_value(json_object_get(visit->headers, name));
}
