/* SPDX-License-Identifier: MIT */
#include "runtime.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "error-codes.h"

enum {
    MOST_BYTES = 64 << 20, /* of an answer of the Runtime API: Lambda sends 6 MB */
    URL_SIZE = 1024,
};

/* What one exchange collects. */
struct exchange {
    struct invocation *invocation; /* whose headers and body these are; NULL: nobody's */
    bool cut;                      /* something of it did not fit, or there was no memory */
};

static size_t take_body(char *data, size_t size, size_t count, void *self)
{
    struct exchange *exchange = self;
    struct invocation *invocation = exchange->invocation;
    size_t length = size * count;
    if (invocation == NULL) {
        return length;
    }
    char *bytes = length <= MOST_BYTES - invocation->size
                      ? realloc(invocation->body, invocation->size + length + 1)
                      : NULL;
    if (bytes == NULL) {
        exchange->cut = true;
        return length; /* read to its end all the same, or the invocation could not be answered */
    }
    memcpy(bytes + invocation->size, data, length);
    invocation->body = bytes;
    invocation->size += length;
    bytes[invocation->size] = '\0';
    return length;
}

/* The value of a header line with that name, without the blanks around it; false for another. */
static bool header_value(const char *line, size_t length, const char *name, char *value,
                         size_t size)
{
    size_t begin = strlen(name);
    if (length <= begin || line[begin] != ':' || strncasecmp(line, name, begin) != 0) {
        return false;
    }
    for (begin++; begin < length && (line[begin] == ' ' || line[begin] == '\t'); begin++) {
    }
    while (length > begin && strchr(" \t\r\n", line[length - 1]) != NULL) {
        length--;
    }
    snprintf(value, size, "%.*s", (int)(length - begin), line + begin);
    return true;
}

static size_t take_header(char *data, size_t size, size_t count, void *self)
{
    struct invocation *invocation = ((struct exchange *)self)->invocation;
    size_t length = size * count;
    char deadline[32] = "";
    if (invocation == NULL) {
        return length;
    }
    header_value(data, length, "Lambda-Runtime-Aws-Request-Id", invocation->id,
                 sizeof invocation->id);
    header_value(data, length, "Lambda-Runtime-Trace-Id", invocation->trace,
                 sizeof invocation->trace);
    if (header_value(data, length, "Lambda-Runtime-Deadline-Ms", deadline, sizeof deadline)) {
        invocation->deadline_ms = strtoll(deadline, NULL, 10);
    }
    return length;
}

dxaws_error *runtime_open(struct runtime *runtime, const char *api)
{
    *runtime = (struct runtime){.api = api};
    if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK) {
        runtime->curl = curl_easy_init();
    }
    return runtime->curl
               ? NULL
               : dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "lambda", DXAWS_LAMBDA_ERROR_RUNTIME_API,
                                 "libcurl cannot be started; is there memory?");
}

void runtime_close(struct runtime *runtime)
{
    curl_easy_cleanup(runtime->curl);
    *runtime = (struct runtime){.curl = NULL};
}

/* The next invocation may be hours away, and a proxy of the environment is for the world outside.
 */
static void prepare(const struct runtime *runtime, const char *path, struct exchange *exchange)
{
    char url[URL_SIZE];
    snprintf(url, sizeof url, "http://%s/2018-06-01/runtime/%s", runtime->api, path);
    curl_easy_reset(runtime->curl);
    curl_easy_setopt(runtime->curl, CURLOPT_URL, url);
    curl_easy_setopt(runtime->curl, CURLOPT_PROXY, "");
    curl_easy_setopt(runtime->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(runtime->curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(runtime->curl, CURLOPT_HEADERDATA, exchange);
    curl_easy_setopt(runtime->curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(runtime->curl, CURLOPT_WRITEDATA, exchange);
}

static enum runtime_status finish(const struct runtime *runtime)
{
    long status = 0;
    if (curl_easy_perform(runtime->curl) != CURLE_OK) {
        return RUNTIME_LOST;
    }
    curl_easy_getinfo(runtime->curl, CURLINFO_RESPONSE_CODE, &status);
    return status / 100 == 2                ? RUNTIME_OK
           : status == 413                  ? RUNTIME_TOO_LARGE
           : status == 400 || status == 403 ? RUNTIME_REFUSED
                                            : RUNTIME_LOST;
}

enum runtime_status runtime_next(struct runtime *runtime, struct invocation *invocation)
{
    *invocation = (struct invocation){.deadline_ms = 0};
    struct exchange exchange = {.invocation = invocation};
    prepare(runtime, "invocation/next", &exchange);
    enum runtime_status status = finish(runtime);
    if (exchange.cut) { /* an empty payload is refused as one that is not JSON */
        free(invocation->body);
        invocation->body = NULL;
        invocation->size = 0;
    }
    return status == RUNTIME_OK && invocation->id[0] == '\0' ? RUNTIME_LOST : status;
}

void invocation_clear(struct invocation *invocation)
{
    free(invocation->body);
    *invocation = (struct invocation){.deadline_ms = 0};
}

static enum runtime_status post(struct runtime *runtime, const char *path, const char *json,
                                const char *type)
{
    struct exchange exchange = {.invocation = NULL};
    char line[256];
    struct curl_slist *headers = NULL;
    prepare(runtime, path, &exchange);
    headers = curl_slist_append(headers, "Content-Type: application/json");
    headers = curl_slist_append(headers, "Expect:");
    if (type != NULL) {
        snprintf(line, sizeof line, "Lambda-Runtime-Function-Error-Type: %s", type);
        headers = curl_slist_append(headers, line);
    }
    curl_easy_setopt(runtime->curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(runtime->curl, CURLOPT_POSTFIELDS, json);
    curl_easy_setopt(runtime->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(json));
    enum runtime_status status = finish(runtime);
    curl_slist_free_all(headers);
    return status;
}

enum runtime_status runtime_respond(struct runtime *runtime, const struct invocation *invocation,
                                    const char *json)
{
    char path[256];
    snprintf(path, sizeof path, "invocation/%s/response", invocation->id);
    return post(runtime, path, json, NULL);
}

enum runtime_status runtime_fail(struct runtime *runtime, const struct invocation *invocation,
                                 const char *json, const char *type)
{
    char path[256] = "init/error";
    if (invocation != NULL) {
        snprintf(path, sizeof path, "invocation/%s/error", invocation->id);
    }
    return post(runtime, path, json, type);
}
