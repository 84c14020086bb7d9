/* SPDX-License-Identifier: MIT */
/* What the function of code.c answers, in C; a test compares the two. */
#include "rewrite.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char well_known[] = "/.well-known/";

static bool has(const json_t *list, const char *text)
{
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)list, index, item) {
        if (strcmp(json_string_value(item), text) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_host(const json_t *list, const char *host)
{
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)list, index, item) {
        if (host != NULL && strcasecmp(json_string_value(item), host) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_page(const json_t *said, const char *uri)
{
    const char *slash = strrchr(uri, '/');
    for (const char *at = slash ? slash + 1 : uri; *at != '\0'; at++) {
        if (*at == '.' || strncasecmp(at, "%2e", 3) == 0) {
            return false;
        }
    }
    return strncmp(uri, well_known, strlen(well_known)) != 0 &&
           !has(json_object_get(said, REWRITE_FILES), uri);
}

static bool ends_in_slash(const char *uri)
{
    size_t length = strlen(uri);
    return length > 0 && uri[length - 1] == '/';
}

static bool is_folder(const json_t *said, const char *uri)
{
    return rewrite_urls_of(said) == REWRITE_DIRECTORIES && !ends_in_slash(uri) &&
           (is_page(said, uri) || has(json_object_get(said, REWRITE_FOLDERS), uri));
}

static bool is_of_path(unsigned char letter)
{
    return letter < 0x80 && (isalnum(letter) != 0 || strchr("-._~!$&'()*+,;=:@/%", letter) != NULL);
}

static bool is_of_query(unsigned char letter)
{
    return letter >= 0x21 && letter <= 0x7e;
}

static void put(FILE *stream, const char *text, bool (*keeps)(unsigned char letter))
{
    for (; *text != '\0'; text++) {
        unsigned char letter = (unsigned char)*text;
        fprintf(stream, keeps(letter) ? "%c" : "%%%02X", letter);
    }
}

struct request {
    const char *uri, *query;
    const char *one; /* uri without slashes that follow one another, where that counts */
    bool reads;
};

static int put_moved(FILE *stream, const json_t *said, const struct request *request)
{
    bool slash = is_folder(said, request->one);
    bool begins = request->one[0] == '/' || (request->one[0] == '\0' && slash);
    fputs(begins ? "" : "/", stream);
    put(stream, request->one, is_of_path);
    fputs(slash ? "/" : "", stream);
    if (request->query != NULL && *request->query != '\0') {
        fputc('?', stream);
        put(stream, request->query, is_of_query);
    }
    return request->reads ? 301 : 308;
}

/* The status, and what is answered. */
static int put_answer(FILE *stream, const json_t *said, const struct request *request,
                      const char *host)
{
    enum rewrite_urls urls = rewrite_urls_of(said);
    const char *root = dx_text(said, REWRITE_ROOT);
    if (has_host(json_object_get(said, REWRITE_REDIRECTS), host)) {
        fprintf(stream, "https://%s", dx_text(said, REWRITE_DOMAIN));
        return put_moved(stream, said, request);
    }
    if (urls == REWRITE_EXACT || !request->reads) {
        fputs(request->uri, stream);
        return 0;
    }
    if (strcmp(request->one, request->uri) != 0 || is_folder(said, request->uri)) {
        return put_moved(stream, said, request);
    }
    if (urls == REWRITE_SPA) {
        bool page = is_page(said, request->uri);
        fprintf(stream, "%s%s", page ? "/" : request->uri, page ? root : "");
    } else if (ends_in_slash(request->uri)) {
        fprintf(stream, "%s%s", request->uri, root);
    } else {
        bool page = urls == REWRITE_HTML && is_page(said, request->uri);
        fprintf(stream, "%s%s", request->uri, page ? ".html" : "");
    }
    return 0;
}

static void squeeze(char *path)
{
    char *to = path;
    for (const char *from = path; *from != '\0'; from++) {
        if (*from != '/' || to == path || to[-1] != '/') {
            *to++ = *from;
        }
    }
    *to = '\0';
}

dxaws_error *dxaws_cloudfront_rewrite_apply(const dxaws_cloudfront_rewrite *rewrite,
                                            const char *method, const char *host, const char *uri,
                                            const char *query, int *status, char **answer)
{
    json_t *said = NULL;
    dxaws_error *error = dx_validate(rewrite ? &rewrite->state : NULL, &said);
    if (error != NULL) {
        return error;
    }
    char *text = NULL;
    size_t size = 0;
    char *one = strdup(uri);
    FILE *stream = one ? open_memstream(&text, &size) : NULL;
    struct request request = {.uri = uri, .query = query, .one = one};
    request.reads = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    int code = 0;
    if (stream != NULL) {
        if (rewrite_urls_of(said) != REWRITE_EXACT) {
            squeeze(one);
        }
        code = put_answer(stream, said, &request, host);
    }
    bool whole = stream != NULL && fclose(stream) == 0;
    free(one);
    json_decref(said);
    if (!whole) {
        free(text);
        return dxaws_error_out_of_memory();
    }
    *status = code;
    *answer = text;
    return NULL;
}
