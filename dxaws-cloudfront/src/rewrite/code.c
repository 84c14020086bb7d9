/* SPDX-License-Identifier: MIT */
/* The code of the function. ES5.1, so that every engine runs the same bytes, and a pure function of
 * what is said: a text that is equal need not be written again. answer.c says the same in C. */
#include "rewrite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../providers/configuration.h"

/* What the URL's parser has made of the query loses its order: the raw one, where there is one. */
static const char query[] =
    "function query(request) {\n"
    "  var text = '', name, all, i;\n"
    "  if (typeof request.rawQueryString === 'function') {\n"
    "    text = request.rawQueryString() || '';\n"
    "  } else {\n"
    "    for (name in request.querystring) {\n"
    "      all = request.querystring[name].multiValue || [request.querystring[name]];\n"
    "      for (i = 0; i < all.length; i++) {\n"
    "        text += (text ? '&' : '') + name + (all[i].value === '' ? '' : '=' + all[i].value);\n"
    "      }\n"
    "    }\n"
    "  }\n"
    "  return text ? '?' + text.replace(/[^\\x21-\\x7e]+/g, encodeURIComponent) : '';\n"
    "}\n"
    "\n"
    "// A browser takes a backslash for a slash: no redirect may leave the host by one.\n"
    "function clean(uri) {\n"
    "  return (uri.charAt(0) === '/' ? '' : '/') +\n"
    "    uri.replace(/[^A-Za-z0-9\\-._~!$&'()*+,;=:@\\/%]+/g, encodeURIComponent);\n"
    "}\n"
    "\n"
    "function moved(request, to) {\n"
    "  var reads = request.method === 'GET' || request.method === 'HEAD';\n"
    "  return {\n"
    "    statusCode: reads ? 301 : 308,\n"
    "    statusDescription: reads ? 'Moved Permanently' : 'Permanent Redirect',\n"
    "    headers: {\n"
    "      'location': { value: to + query(request) },\n"
    "      'cache-control': { value: 'max-age=3600' }\n"
    "    }\n"
    "  };\n"
    "}\n";

static const char page[] =
    "\n"
    "// No dot in the last segment, unless the site says otherwise.\n"
    "function isPage(uri) {\n"
    "  var name = uri.substring(uri.lastIndexOf('/') + 1);\n"
    "  return uri.indexOf('/.well-known/') !== 0 && !/\\.|%2e/i.test(name) &&\n"
    "    FILES.indexOf(uri) < 0;\n"
    "}\n";

static const char folder[] =
    "\n"
    "function isFolder(uri) {\n"
    "  return uri.charAt(uri.length - 1) !== '/' && (isPage(uri) || FOLDERS.indexOf(uri) >= 0);\n"
    "}\n";

static bool put_list(FILE *stream, const char *name, const json_t *list)
{
    json_t *sorted = cloudfront_sorted(list);
    char *text = sorted ? json_dumps(sorted, JSON_COMPACT | JSON_ENSURE_ASCII) : NULL;
    if (text != NULL) {
        fprintf(stream, "var %s = %s;\n", name, text);
    }
    json_decref(sorted);
    free(text);
    return text != NULL;
}

static bool put_text(FILE *stream, const char *before, const char *value, const char *after)
{
    json_t *text = json_string(value);
    char *quoted = text ? json_dumps(text, JSON_ENCODE_ANY | JSON_ENSURE_ASCII) : NULL;
    if (quoted != NULL) {
        fprintf(stream, "%s%s%s", before, quoted, after);
    }
    json_decref(text);
    free(quoted);
    return quoted != NULL;
}

static void put_redirects(FILE *stream, enum rewrite_urls urls)
{
    fprintf(stream,
            "  var host = request.headers.host ? request.headers.host.value.toLowerCase() : '';\n"
            "  if (REDIRECTS.indexOf(host) >= 0) {\n"
            "    return moved(request, 'https://' + DOMAIN + clean(%s%s));\n"
            "  }\n",
            urls == REWRITE_EXACT ? "uri" : "one",
            urls == REWRITE_DIRECTORIES ? " + (isFolder(one) ? '/' : '')" : "");
}

/* What becomes of a path that is read. */
static bool put_rewrites(FILE *stream, enum rewrite_urls urls, const char *root)
{
    bool folders = urls == REWRITE_DIRECTORIES;
    fprintf(stream,
            "  if (request.method !== 'GET' && request.method !== 'HEAD') {\n"
            "    return request;\n"
            "  }\n"
            "  if (one !== uri%s) {\n"
            "    return moved(request, clean(one%s));\n"
            "  }\n",
            folders ? " || isFolder(uri)" : "", folders ? " + (isFolder(one) ? '/' : '')" : "");
    if (urls == REWRITE_SPA) {
        return put_text(stream, "  if (isPage(uri)) {\n    request.uri = '/' + ", root, ";\n  }\n");
    }
    bool whole = put_text(stream,
                          "  if (uri.charAt(uri.length - 1) === '/') {\n"
                          "    request.uri = uri + ",
                          root, ";\n");
    fputs(folders ? "  }\n"
                  : "  } else if (isPage(uri)) {\n    request.uri = uri + '.html';\n  }\n",
          stream);
    return whole;
}

static bool put_all(FILE *stream, const json_t *said)
{
    enum rewrite_urls urls = rewrite_urls_of(said);
    bool rewrites = urls != REWRITE_EXACT;
    const json_t *redirects = json_object_get(said, REWRITE_REDIRECTS);
    bool redirected = json_array_size(redirects) > 0;
    bool whole = true;
    fprintf(stream, "// Made by dxaws: changes are overwritten. Addresses: %s.\n",
            dx_text(said, REWRITE_URLS));
    if (redirected) {
        whole = put_text(stream, "var DOMAIN = ", dx_text(said, REWRITE_DOMAIN), ";\n") &&
                put_list(stream, "REDIRECTS", redirects);
    }
    if (rewrites) {
        whole = put_list(stream, "FILES", json_object_get(said, REWRITE_FILES)) && whole;
    }
    if (urls == REWRITE_DIRECTORIES) {
        whole = put_list(stream, "FOLDERS", json_object_get(said, REWRITE_FOLDERS)) && whole;
    }
    fprintf(stream, "\n%s%s%s", query, rewrites ? page : "",
            urls == REWRITE_DIRECTORIES ? folder : "");
    fputs("\nfunction handler(event) {\n  var request = event.request, uri = request.uri;\n",
          stream);
    if (rewrites) {
        fputs("  var one = uri.replace(/\\/\\/+/g, '/');\n", stream);
    }
    if (redirected) {
        put_redirects(stream, urls);
    }
    whole = (!rewrites || put_rewrites(stream, urls, dx_text(said, REWRITE_ROOT))) && whole;
    fputs("  return request;\n}\n", stream);
    return whole;
}

static dxaws_error *check_size(size_t size)
{
    return size <= DXAWS_CLOUDFRONT_MOST_FUNCTION_BYTES
               ? NULL
               : dx_invalid(&rewrite_schema,
                            "cloudfront: name fewer files without a dot and folders with one: the "
                            "function has %zu bytes, CloudFront allows %d",
                            size, DXAWS_CLOUDFRONT_MOST_FUNCTION_BYTES);
}

static dxaws_error *write_code(const json_t *said, char **code)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    bool whole = stream != NULL && put_all(stream, said);
    whole = stream != NULL && fclose(stream) == 0 && whole;
    dxaws_error *error = whole ? check_size(size) : dxaws_error_out_of_memory();
    if (error != NULL) {
        free(text);
        return error;
    }
    *code = text;
    return NULL;
}

dxaws_error *dxaws_cloudfront_rewrite_format_code(const dxaws_cloudfront_rewrite *rewrite,
                                                  char **code)
{
    json_t *said = NULL;
    dxaws_error *error = dx_validate(rewrite ? &rewrite->state : NULL, &said);
    *code = NULL;
    bool needed = rewrite_urls_of(said) != REWRITE_EXACT ||
                  json_array_size(json_object_get(said, REWRITE_REDIRECTS)) > 0;
    if (error == NULL && needed) {
        error = write_code(said, code);
    }
    json_decref(said);
    return error;
}
