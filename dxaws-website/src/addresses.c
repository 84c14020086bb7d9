/* SPDX-License-Identifier: MIT */
/* How the addresses of a site lead to its objects. */
#include "addresses.h"

#include <dxaws/cloudfront-rewrite.h>
#include <dxaws/extend/error.h>
#include <dxaws/extend/names.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "redirects.h"

#define EXACT "exact"
#define DIRECTORIES "directories"
#define FUNCTION_MEMBER "viewer_request_function_arn" /* of a distribution */

static const json_t *distribution_of(const struct site *site)
{
    return site_observed(site, MODULE_CLOUDFRONT);
}

static bool exists(const json_t *observed)
{
    return dx_exists(observed);
}

bool addresses_are_run(const struct site *site)
{
    const char *used = dx_text(distribution_of(site), FUNCTION_MEMBER);
    const char *slash = used ? strrchr(used, '/') : NULL;
    char *name = website_function_name(site_name(site));
    bool run = name != NULL && slash != NULL && strcmp(slash + 1, name) == 0;
    free(name);
    return run;
}

bool addresses_may_concern(const struct site *site)
{
    return !site_is_present(site) || json_object_get(site->desired, WEBSITE_CONTENT) != NULL ||
           redirects_wanted(site) != NULL;
}

/* How the function that the distribution runs reads paths; NULL when it does not run ours, or
 * somebody changed that. */
static const char *run_addresses(const struct site *site)
{
    static const char *const words[] = {DIRECTORIES, "html", "spa"};
    const char *code = dx_text(site_observed(site, MODULE_FUNCTION), "code");
    DXAWS_AUTO(dxaws_cloudfront_rewrite) rewrite = NULL;
    if (code == NULL || !addresses_are_run(site)) {
        return NULL;
    }
    dxaws_error_free(dxaws_cloudfront_rewrite_parse_code(code, &rewrite));
    const char *run = dxaws_cloudfront_rewrite_urls(rewrite);
    for (size_t i = 0; run != NULL && i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i], run) == 0) {
            return words[i];
        }
    }
    return NULL;
}

/* Whether how paths are read is anything to it. */
static bool paths_concern(const struct site *site)
{
    if (site_only_publishes(site)) { /* what it publishes is told to what is run */
        return run_addresses(site) != NULL;
    }
    if (dx_text(site->desired, WEBSITE_URLS) != NULL) {
        return true;
    }
    const json_t *function = site_observed(site, MODULE_FUNCTION);
    bool published =
        !site_is_present(site) || json_object_get(site->desired, WEBSITE_CONTENT) != NULL;
    return function != NULL && published &&
           (!site_is_present(site) || addresses_are_run(site) || !exists(distribution_of(site)) ||
            exists(function)); /* one that is not run was to be, or to go */
}

bool addresses_concern(const struct site *site)
{
    return paths_concern(site) ||
           (!site_only_publishes(site) &&
            (redirects_wanted(site) != NULL || exists(site_observed(site, MODULE_FUNCTION))));
}

const char *addresses_of(const struct site *site)
{
    const char *said = dx_text(site->desired, WEBSITE_URLS);
    const char *fallback = dx_text(site->desired, WEBSITE_FALLBACK);
    const char *run = site_only_publishes(site) ? run_addresses(site) : NULL;
    if (run != NULL) {
        return run;
    }
    bool made = paths_concern(site) && !exists(distribution_of(site));
    if (said == NULL && !made && !addresses_are_run(site)) {
        return EXACT;
    }
    said = said ? said : DIRECTORIES;
    return strcmp(said, EXACT) != 0 && fallback != NULL && strcmp(fallback, "spa") == 0 ? "spa"
                                                                                        : said;
}

bool addresses_are_led(const struct site *site)
{
    return site_is_present(site) && paths_concern(site) && strcmp(addresses_of(site), EXACT) != 0;
}

bool addresses_need_function(const struct site *site)
{
    return addresses_are_led(site) ||
           (!site_only_publishes(site) && redirects_wanted(site) != NULL);
}

const char *addresses_forgotten(const struct site *site)
{
    const char *addresses = addresses_of(site); /* copies of a single page have its own path */
    return strcmp(addresses, "spa") == 0 ? EXACT : addresses;
}

/* "/a%20b", as a browser writes the path of a key. NULL without memory. */
static char *path_of(const char *key, size_t size)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/";
    char *path = malloc(3 * size + 2);
    char *to = path;
    if (path == NULL) {
        return NULL;
    }
    *to++ = '/';
    for (size_t i = 0; i < size; i++) {
        if (strchr(plain, key[i]) != NULL) {
            *to++ = key[i];
        } else {
            to += snprintf(to, 4, "%%%02X", (unsigned char)key[i]);
        }
    }
    *to = '\0';
    return path;
}

typedef void add_path(dxaws_cloudfront_rewrite *rewrite, const char *path);

static bool add_name(dxaws_cloudfront_rewrite *rewrite, add_path *add, const char *key, size_t size)
{
    char *path = path_of(key, size);
    if (path != NULL) {
        add(rewrite, path);
    }
    free(path);
    return path != NULL;
}

static bool has_dot(const char *key, size_t size)
{
    const char *slash = memrchr(key, '/', size);
    const char *name = slash ? slash + 1 : key;
    return memchr(name, '.', size - (size_t)(name - key)) != NULL;
}

/* What a key is that does not look like it: a file without a dot, or the page of a folder with one.
 */
static bool add_key(dxaws_cloudfront_rewrite *rewrite, const char *key, size_t size)
{
    static const char page[] = "/index.html";
    const size_t length = sizeof page - 1;
    if (size == 0 || strncmp(key, ".well-known/", 12) == 0) {
        return true;
    }
    if (key[size - 1] != '/' && !has_dot(key, size)) {
        return add_name(rewrite, dxaws_cloudfront_rewrite_add_file, key, size);
    }
    bool folder = size > length && memcmp(key + size - length, page, length) == 0 &&
                  has_dot(key, size - length);
    return !folder || add_name(rewrite, dxaws_cloudfront_rewrite_add_folder, key, size - length);
}

/* Of the lines of <dxaws/s3-content.h>, in which the key is the seventh field. */
static bool add_keys(dxaws_cloudfront_rewrite *rewrite, const char *wanted)
{
    enum { FIELDS_BEFORE = 6 };
    const char *line = wanted ? strchr(wanted, '\n') : NULL;
    bool whole = true;
    while (line != NULL && line[1] != '\0') {
        const char *key = line + 1;
        size_t end = strcspn(key, "\n");
        const char *next = key[end] == '\n' ? key + end : NULL;
        for (int i = 0; i < FIELDS_BEFORE && key != NULL; i++) {
            const char *tab = memchr(key, '\t', end);
            end -= tab ? (size_t)(tab + 1 - key) : 0;
            key = tab ? tab + 1 : NULL;
        }
        whole = whole && (key == NULL || add_key(rewrite, key, end));
        line = next;
    }
    return whole;
}

/* The hosts that lead here; who only publishes leaves those that are answered for. */
static dxaws_error *add_hosts(const struct site *site, dxaws_cloudfront_rewrite *rewrite)
{
    const json_t *hosts = redirects_wanted(site);
    size_t index;
    json_t *host;
    if (!site_only_publishes(site)) {
        json_array_foreach((json_t *)(uintptr_t)hosts, index, host) {
            dxaws_cloudfront_rewrite_add_redirect(rewrite, json_string_value(host));
        }
        return NULL;
    }
    const char *code = dx_text(site_observed(site, MODULE_FUNCTION), "code");
    DXAWS_AUTO(dxaws_cloudfront_rewrite) run = NULL;
    dxaws_error *error = dxaws_cloudfront_rewrite_parse_code(code ? code : "", &run);
    for (size_t i = 0; i < dxaws_cloudfront_rewrite_redirect_count(run); i++) {
        dxaws_cloudfront_rewrite_add_redirect(rewrite,
                                              dxaws_cloudfront_rewrite_redirect_at(run, i));
        dxaws_cloudfront_rewrite_set_domain_name(rewrite,
                                                 dxaws_cloudfront_rewrite_domain_name(run));
    }
    return error;
}

/* The code of the function; NULL where none is needed. */
static dxaws_error *write_code(const struct site *site, char **code)
{
    *code = NULL;
    if (!addresses_need_function(site)) {
        return NULL;
    }
    DXAWS_AUTO(dxaws_cloudfront_rewrite) rewrite = dxaws_cloudfront_rewrite_new();
    dxaws_cloudfront_rewrite_set_urls(rewrite, addresses_of(site));
    dxaws_cloudfront_rewrite_set_domain_name(rewrite, dx_text(site->desired, WEBSITE_DOMAIN));
    dxaws_error *error = rewrite ? add_hosts(site, rewrite) : dxaws_error_out_of_memory();
    bool whole = error != NULL || !addresses_are_led(site) ||
                 add_keys(rewrite, dx_text(site_observed(site, MODULE_CONTENT), "wanted"));
    error = error || whole ? error : dxaws_error_out_of_memory();
    return error ? error : dxaws_cloudfront_rewrite_format_code(rewrite, code);
}

dxaws_error *addresses_check(const struct site *site)
{
    char *code = NULL;
    dxaws_error *error = write_code(site, &code);
    free(code);
    if (error == NULL || dxaws_error_get_kind(error) == DXAWS_ERROR_OUT_OF_MEMORY) {
        return error;
    }
    dxaws_error *refusal = dxaws_error_new(
        DXAWS_ERROR_REFUSED, WEBSITE, DXAWS_WEBSITE_ERROR_TOO_MANY_NAMES,
        "website %s: say \"urls\" as \"" EXACT "\", or name fewer files without a dot and folders "
        "with one: %s",
        site_name(site), dxaws_error_message(error));
    dxaws_error_set_resource(refusal, site_name(site));
    dxaws_error_set_path(refusal, "/" WEBSITE_URLS, false);
    dxaws_error_free(error);
    return refusal;
}

json_t *addresses_desire(const struct site *site)
{
    char *code = NULL;
    char *name = website_function_name(site_name(site));
    dxaws_error *error = write_code(site, &code);
    bool failed = error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_OUT_OF_MEMORY;
    json_t *desired = NULL;
    if (!failed && name != NULL) { /* without a code that fits the plan is refused */
        desired = json_pack("{ss ss sb ss*}", "name", name, "owner", site_name(site), DX_PRESENT,
                            addresses_need_function(site), "code", code);
    }
    dxaws_error_free(error);
    free(code);
    free(name);
    return desired;
}

json_t *addresses_function(const struct site *site)
{
    const struct site *owner = site->of ? site->of : site;
    bool led = site->of ? site_is_present(site) : addresses_are_led(site);
    if (!site_is_present(site) || (site->of == NULL && !addresses_concern(site))) {
        return NULL;
    }
    if (led) {
        return dx_text_or_unknown(owner->outputs[OUTPUT_FUNCTION_ARN]);
    }
    return addresses_are_run(site) ? json_string("") : NULL;
}
