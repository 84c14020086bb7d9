/* SPDX-License-Identifier: MIT */
/* Finding alias records that lead to the site's distribution and are not wanted any more. */
#include "discover.h"

#include <stdlib.h>

#include "desires.h"
#include "records.h"

static dxaws_error *add_records(struct search *search, const char *name, json_t *records,
                                void *current)
{
    struct former former = {.module = MODULE_DNS,
                            .step = STEP_FORMER_RECORDS,
                            .desired = site_desire_no_records(search->site, name, records),
                            .current = current};
    return former_add(&search->site->current, former);
}

/* The alias records of an earlier domain that lead to our distribution. */
static dxaws_error *find_records(struct search *search, const char *name)
{
    struct former former;
    json_t *observed = NULL;
    json_t *records = site_alias_records(search->site, name, true);
    char *text = site_desire_no_records(search->site, name, records);
    dxaws_error *error = search_look(search, MODULE_DNS, text ? json_loads(text, 0, NULL) : NULL,
                                     &former, &observed);
    free(text);
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_NOT_FOUND) {
        dxaws_error_free(error); /* the zone of that name is not in this account */
        json_decref(records);
        return NULL;
    }
    if (error == NULL) {
        site_keep_leading(search->site, records, json_object_get(observed, "records"));
        json_decref(observed);
        free(former.desired);
        if (json_array_size(records) > 0) {
            error = add_records(search, name, records, former.current);
        } else {
            modules[MODULE_DNS].free_current(former.current);
        }
    }
    json_decref(records);
    return error;
}

/* The AAAA record of a site without IPv6; what stands at its name is read already. */
static dxaws_error *find_unwanted_records(struct search *search)
{
    json_t *records = site_unwanted_records(search->site);
    dxaws_error *error = NULL;
    if (json_array_size(records) > 0) {
        const void *read = search->site->current.documents[MODULE_DNS];
        char *text = modules[MODULE_DNS].format_current(read);
        void *copy = NULL;
        error = text ? modules[MODULE_DNS].parse_current(text, &copy) : dxaws_error_out_of_memory();
        free(text);
        if (error == NULL) {
            const char *domain = dx_text(search->site->desired, WEBSITE_DOMAIN);
            error = add_records(search, domain, records, copy);
        }
    }
    json_decref(records);
    return error;
}

/* Records that lead to the distribution, and that the site leaves to others. */
static void find_unmanaged_records(struct search *search)
{
    struct site *site = search->site;
    const char *domain = dx_text(site->desired, WEBSITE_DOMAIN);
    void *unmanaged = site->current.unmanaged;
    char *text = unmanaged ? modules[MODULE_DNS].format_current(unmanaged) : NULL;
    json_t *observed = text ? json_loads(text, 0, NULL) : NULL;
    json_t *records = site_alias_records(site, domain, true);
    free(text);
    site_keep_leading(site, records, json_object_get(observed, "records"));
    if (json_array_size(records) > 0) {
        former_note(site, "dns.manage is false, and %s (%s%s) leads to the distribution%s", domain,
                    dx_text(json_array_get(records, 0), "type"),
                    json_array_size(records) > 1 ? " and AAAA" : "",
                    site_is_present(site) ? ": the records are left as they are"
                                          : " that goes: remove the records, or others can take "
                                            "the name over");
    }
    json_decref(records);
    json_decref(observed);
}

dxaws_error *discover_records(struct search *search)
{
    if (!site_uses(search->site, MODULE_DNS)) {
        find_unmanaged_records(search);
        return NULL;
    }
    dxaws_error *error = find_unwanted_records(search);
    const json_t *aliases =
        site_has_moved(search->site) ? json_object_get(search->distribution, "aliases") : NULL;
    for (size_t i = 0; i < json_array_size(aliases) && error == NULL; i++) {
        error = find_records(search, json_string_value(json_array_get(aliases, i)));
    }
    return error;
}
