/* SPDX-License-Identifier: MIT */
/* Finds what the site had and no longer asks for, from what its distribution says. Whatever is
 * found is ours only when it carries the site's tag. */
#include "discover.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the value of a tag can hold. */
enum { MARK_LIMIT = 256 };

/* "one two", as one tag's value; people hear of what there is no room for. */
static void set_mark(struct site *site, json_t *marks, const char *tag, const json_t *names)
{
    char value[MARK_LIMIT + 1] = "";
    size_t index;
    json_t *name;
    json_array_foreach((json_t *)(uintptr_t)names, index, name) {
        size_t length = strlen(value);
        if (length + 1 + json_string_length(name) < sizeof value) {
            snprintf(value + length, sizeof value - length, "%s%s", length ? " " : "",
                     json_string_value(name));
        } else if (marks == site->current.marks) {
            former_note(site,
                        "the distribution's tag %s has no room for %s: what is left there will "
                        "not be found again, so remove it yourself",
                        tag, json_string_value(name));
        }
    }
    if (value[0] != '\0' && json_object_set_new(marks, tag, json_string(value)) != 0) {
        site->out_of_memory = true;
    }
}

static void set_marks(struct search *search)
{
    struct dxaws_website_current *current = &search->site->current;
    current->marks = json_object();
    current->marks_left = json_object();
    bool made = current->marks != NULL && current->marks_left != NULL;
    search->site->out_of_memory = search->site->out_of_memory || !made;
    if (!json_is_true(json_object_get(search->distribution, "exists"))) {
        return; /* nothing is there to remember by */
    }
    set_mark(search->site, current->marks, FORMER_DOMAIN_TAG, search->domains);
    set_mark(search->site, current->marks, FORMER_BUCKET_TAG, search->origins);
    set_mark(search->site, current->marks, FORMER_ZONE_TAG, search->zones);
    set_mark(search->site, current->marks_left, FORMER_DOMAIN_TAG, search->domains_left);
    set_mark(search->site, current->marks_left, FORMER_BUCKET_TAG, search->origins);
}

dxaws_error *discover_former(dxaws_website_manager *manager, dxaws_context *context,
                             struct site *site)
{
    struct search search = {.manager = manager,
                            .context = context,
                            .site = site,
                            .distribution = site_observed(site, MODULE_CLOUDFRONT),
                            .domains = json_array(),
                            .domains_left = json_array(),
                            .origins = json_array(),
                            .zones = json_array(),
                            .removed = json_array()};
    dxaws_error *error = site_learn(site, MODULE_CLOUDFRONT, NULL);
    error = error || site->of ? error : discover_buckets(&search);
    error = error || (site->of && !site_uses(site, MODULE_ACM)) ? error
                                                                : discover_certificates(&search);
    error = error ? error : discover_records(&search);
    if (error == NULL) {
        discover_elsewhere(&search);
    }
    error = error ? error : discover_zones(&search);
    error = error || site->of ? error : discover_given_up(&search);
    set_marks(&search);
    json_decref(search.domains);
    json_decref(search.domains_left);
    json_decref(search.origins);
    json_decref(search.zones);
    json_decref(search.removed);
    free(search.wanted);
    return error || !site->out_of_memory ? error : dxaws_error_out_of_memory();
}
