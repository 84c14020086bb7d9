/* SPDX-License-Identifier: MIT */
/* What a site may be called, and the hosts that it answers to. */
#include "hosts.h"

#include <string.h>

#include "names.h"
#include "redirects.h"

dxaws_error *hosts_check_site(const struct dx_schema *schema, const struct dx_attribute *attribute,
                              const json_t *value)
{
    const char *site = json_string_value(value);
    size_t length = website_label_length(site);
    bool good = length > 0 && site[length] == '\0';
    return good ? NULL
                : dx_invalid(schema,
                             "website: \"%s\" is not a %s name: 1 to 63 of a-z, 0-9 and \"-\", "
                             "with a letter or digit at both ends",
                             site, attribute->name);
}

/* 64 is what the common name of a certificate can hold. */
static dxaws_error *check_host(const struct dx_schema *schema, const char *what, const char *name)
{
    if (strlen(name) > 64) {
        return dx_invalid(schema,
                          "website: the %s \"%s\" has %zu characters; a certificate holds at "
                          "most 64",
                          what, name, strlen(name));
    }
    if (!website_is_host(name)) {
        return dx_invalid(schema,
                          "website: \"%s\" is not a %s: a full host name such as "
                          "\"www.example.com\" is needed, in ASCII (xn--... for others)",
                          name, what);
    }
    return NULL;
}

dxaws_error *hosts_check_domain(const struct dx_schema *schema,
                                const struct dx_attribute *attribute, const json_t *value)
{
    return check_host(schema, attribute->name, json_string_value(value));
}

dxaws_error *hosts_check_redirects(const struct dx_schema *schema,
                                   const struct dx_attribute *attribute, const json_t *value)
{
    dxaws_error *error = NULL;
    if (json_array_size(value) > REDIRECTS_LIMIT) {
        return dx_invalid(schema,
                          "website: \"%s\" has %zu hosts; it must be at most %d, since each is a "
                          "distribution and a certificate of its own",
                          attribute->name, json_array_size(value), REDIRECTS_LIMIT);
    }
    for (size_t i = 0; i < json_array_size(value) && error == NULL; i++) {
        const char *host = json_string_value(json_array_get(value, i));
        error = check_host(schema, "redirect", host);
        for (size_t k = 0; k < i && error == NULL; k++) {
            if (strcmp(json_string_value(json_array_get(value, k)), host) == 0) {
                error = dx_invalid(schema,
                                   "website: leave one \"%s\" out of \"%s\": it is there "
                                   "twice",
                                   host, attribute->name);
            }
        }
        error = dx_at_index(error, i);
    }
    return error;
}

dxaws_error *hosts_check_circle(const json_t *desired)
{
    const char *domain = dx_text(desired, WEBSITE_DOMAIN);
    size_t index;
    json_t *host;
    json_array_foreach(json_object_get(desired, WEBSITE_REDIRECTS), index, host) {
        if (domain != NULL && strcmp(json_string_value(host), domain) == 0) {
            return dx_at(dx_at_index(dx_invalid(&website_schema,
                                                "website: leave \"%s\" out of \"" WEBSITE_REDIRECTS
                                                "\": it is the domain, and would be redirected to "
                                                "itself",
                                                domain),
                                     index),
                         WEBSITE_REDIRECTS);
        }
    }
    return NULL;
}
