/* SPDX-License-Identifier: MIT */
/* Which distribution of the simulated account answers for a host. */
#include "edge.h"

#include <string.h>
#include <strings.h>

#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>

dxaws_error *edge_distributions(dxaws_memory_account *account, dxaws_context *context,
                                json_t **distributions)
{
    dxaws_error *error = dxaws_memory_begin(account, context);
    if (error != NULL) {
        return error;
    }
    const char *id;
    json_t *one;
    json_t *all = json_array();
    bool whole = all != NULL;
    for (size_t i = 0;
         whole && dxaws_memory_at_tree(account, "cloudfront", "distribution", i, &id, &one); i++) {
        whole = json_array_append_new(all, one) == 0;
    }
    dxaws_memory_abort(account);
    if (!whole) {
        json_decref(all);
        return dxaws_error_out_of_memory();
    }
    *distributions = all;
    return NULL;
}

/* "*.example.com" is one label and what follows. */
static bool is_covered(const char *alias, const char *host, size_t size)
{
    if (strncmp(alias, "*.", 2) == 0) {
        const char *dot = memchr(host, '.', size);
        size_t rest = dot ? size - (size_t)(dot - host) : 0;
        return rest > 1 && rest == strlen(alias + 1) && strncasecmp(alias + 1, dot, rest) == 0;
    }
    return strlen(alias) == size && strncasecmp(alias, host, size) == 0;
}

static bool answers(const json_t *distribution, const char *host, size_t size, bool wildcards)
{
    size_t index;
    json_t *alias;
    const char *own = json_string_value(json_object_get(distribution, "domain_name"));
    json_array_foreach(json_object_get(distribution, "aliases"), index, alias) {
        const char *text = json_string_value(alias);
        if (text != NULL && (text[0] == '*') == wildcards && is_covered(text, host, size)) {
            return true;
        }
    }
    return !wildcards && own != NULL && is_covered(own, host, size);
}

/* An alias of its own comes before one with a wildcard. */
static const json_t *find_named(const json_t *distributions, const char *host, size_t size)
{
    for (int wildcards = 0; wildcards < 2; wildcards++) {
        for (size_t i = 0; i < json_array_size(distributions); i++) {
            const json_t *one = json_array_get(distributions, i);
            if (answers(one, host, size, wildcards == 1)) {
                return one;
            }
        }
    }
    return NULL;
}

static bool is_here(const char *host)
{
    static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(host, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* The only one, or the only one with a page at its root: a host that redirects has none. */
static const json_t *only(const json_t *distributions)
{
    const json_t *rooted = NULL;
    size_t roots = 0;
    for (size_t i = 0; i < json_array_size(distributions); i++) {
        const json_t *one = json_array_get(distributions, i);
        const char *root = json_string_value(json_object_get(one, "default_root_object"));
        if (root != NULL && *root != '\0') {
            rooted = one;
            roots++;
        }
    }
    return json_array_size(distributions) == 1 ? json_array_get(distributions, 0)
           : roots == 1                        ? rooted
                                               : NULL;
}

const json_t *edge_find(const json_t *distributions, const char *host)
{
    static const char local[] = ".localhost";
    size_t size = strlen(host);
    const json_t *found = find_named(distributions, host, size);
    if (found == NULL && size > strlen(local) && strcmp(host + size - strlen(local), local) == 0) {
        found = find_named(distributions, host, size - strlen(local));
    }
    return found == NULL && is_here(host) ? only(distributions) : found;
}
