/* SPDX-License-Identifier: MIT */
/* How addresses lead to objects, as a table, and its typed accessors. */
#include "rewrite.h"

#include <dxaws/kit/accessors.h>

#include <string.h>

static const char *const urls[] = {"directories", "html", "spa", "exact", NULL};

#define REWRITE_CHECK(name)                                                                        \
    static dxaws_error *name(const struct dx_schema *schema, const struct dx_attribute *attribute, \
                             const json_t *value)

/* Letters of a host as a request names it. */
static bool is_host(const char *text)
{
    size_t length = strlen(text);
    return length > 0 && length <= 253 &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-.") == length;
}

REWRITE_CHECK(check_domain)
{
    const char *host = json_string_value(value);
    return is_host(host) ? NULL
                         : dx_invalid(schema,
                                      "cloudfront: \"%s\" is \"%s\", not a host in lower case such "
                                      "as \"www.example.com\"",
                                      attribute->name, host);
}

REWRITE_CHECK(check_redirects)
{
    size_t index;
    json_t *host;
    json_array_foreach((json_t *)(uintptr_t)value, index, host) {
        if (!is_host(json_string_value(host))) {
            return dx_at_index(dx_invalid(schema,
                                          "cloudfront: \"%s\" has \"%s\", not a host in lower case "
                                          "such as \"example.com\"",
                                          attribute->name, json_string_value(host)),
                               index);
        }
    }
    return NULL;
}

REWRITE_CHECK(check_root)
{
    const char *name = json_string_value(value);
    return *name != '\0' && strchr(name, '/') == NULL
               ? NULL
               : dx_invalid(
                     schema,
                     "cloudfront: \"%s\" is \"%s\"; it must be a name without \"/\", such as "
                     "\"index.html\"",
                     attribute->name, name);
}

REWRITE_CHECK(check_paths)
{
    size_t index;
    json_t *path;
    json_array_foreach((json_t *)(uintptr_t)value, index, path) {
        size_t length = json_string_length(path);
        const char *text = json_string_value(path);
        if (length < 2 || text[0] != '/' || text[length - 1] == '/') {
            return dx_at_index(dx_invalid(schema,
                                          "cloudfront: \"%s\" has \"%s\"; it must begin with \"/\" "
                                          "and not end so, such as \"/LICENSE\"",
                                          attribute->name, text),
                               index);
        }
    }
    return NULL;
}

static const struct dx_attribute rows[] = {
    {.name = REWRITE_URLS,
     .type = DX_TEXT,
     .flags = DX_IDENTITY | DX_REQUIRED,
     .choices = urls,
     .preset = DX_VALUE_TEXT("directories")},
    {.name = REWRITE_DOMAIN, .type = DX_TEXT, .check = check_domain},
    {.name = REWRITE_REDIRECTS, .type = DX_TEXTS, .check = check_redirects},
    {.name = REWRITE_ROOT,
     .type = DX_TEXT,
     .flags = DX_REQUIRED,
     .check = check_root,
     .preset = DX_VALUE_TEXT("index.html")},
    {.name = REWRITE_FILES, .type = DX_TEXTS, .check = check_paths},
    {.name = REWRITE_FOLDERS, .type = DX_TEXTS, .check = check_paths},
};

/* A redirect leads somewhere, and not back to where it began. */
static dxaws_error *check(const json_t *said)
{
    const char *domain = dx_text(said, REWRITE_DOMAIN);
    size_t index;
    json_t *host;
    json_array_foreach(json_object_get(said, REWRITE_REDIRECTS), index, host) {
        const char *name = json_string_value(host);
        if (domain == NULL) {
            return dx_invalid(&rewrite_schema,
                              "cloudfront: \"" REWRITE_DOMAIN "\" is required, where \"%s\" is "
                              "redirected to",
                              name);
        }
        if (strcmp(name, domain) == 0) {
            return dx_at(
                dx_at_index(dx_invalid(&rewrite_schema,
                                       "cloudfront: leave \"%s\" out of \"" REWRITE_REDIRECTS
                                       "\": it would be redirected to itself",
                                       name),
                            index),
                REWRITE_REDIRECTS);
        }
    }
    return NULL;
}

const struct dx_schema rewrite_schema = {
    .module = "cloudfront",
    .identity = REWRITE_URLS,
    .attributes = rows,
    .attribute_count = sizeof rows / sizeof *rows,
    .check = check,
};

enum rewrite_urls rewrite_urls_of(const json_t *said)
{
    const char *text = dx_text(said, REWRITE_URLS);
    return text == NULL || strcmp(text, "directories") == 0 ? REWRITE_DIRECTORIES
           : strcmp(text, "html") == 0                      ? REWRITE_HTML
           : strcmp(text, "spa") == 0                       ? REWRITE_SPA
                                                            : REWRITE_EXACT;
}

dxaws_cloudfront_rewrite *dxaws_cloudfront_rewrite_new(void)
{
    return dx_state_new(sizeof(dxaws_cloudfront_rewrite), &rewrite_schema);
}

DX_PARSE(dxaws_cloudfront_rewrite, &rewrite_schema, DX_DESIRED)
DX_FORMAT_AND_FREE(dxaws_cloudfront_rewrite)
DX_TEXT_ACCESSORS(dxaws_cloudfront_rewrite, urls, REWRITE_URLS)
DX_TEXT_ACCESSORS(dxaws_cloudfront_rewrite, domain_name, REWRITE_DOMAIN)
DX_TEXT_ACCESSORS(dxaws_cloudfront_rewrite, root_object, REWRITE_ROOT)
DX_TEXTS_ACCESSORS(dxaws_cloudfront_rewrite, redirect, redirects, REWRITE_REDIRECTS)
DX_TEXTS_ACCESSORS(dxaws_cloudfront_rewrite, file, files, REWRITE_FILES)
DX_TEXTS_ACCESSORS(dxaws_cloudfront_rewrite, folder, folders, REWRITE_FOLDERS)
