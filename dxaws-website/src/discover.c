/* SPDX-License-Identifier: MIT */
/* Finds what the site had and no longer asks for, from what its distribution says. Whatever is
 * found is ours only when it carries the site's tag. */
#include "discover.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"

/* What the value of a tag can hold. */
enum { MARK_LIMIT = 256 };

bool search_is_ours(const struct search *search, const json_t *observed)
{
    const char *owner = dx_text(json_object_get(observed, "tags"), WEBSITE_SITE_TAG);
    return json_is_true(json_object_get(observed, "exists")) && owner != NULL &&
           strcmp(owner, site_name(search->site)) == 0;
}

bool search_has(const json_t *list, const char *text)
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

void search_add(json_t *list, const char *text)
{
    if (!search_has(list, text)) {
        json_array_append_new(list, json_string(text));
    }
}

/* Reads what @a desired, which it takes over, is about. */
dxaws_error *search_look(struct search *search, enum module module, json_t *desired,
                         struct former *former, json_t **observed)
{
    char *text = desired ? json_dumps(desired, JSON_COMPACT) : NULL;
    json_decref(desired);
    *former = (struct former){.module = module};
    void *current = NULL;
    dxaws_error *error =
        text ? modules[module].read(search->manager->of[module], search->context, text, &current)
             : dxaws_error_out_of_memory();
    char *format = error ? NULL : modules[module].format_current(current);
    json_t *document = format ? json_loads(format, 0, NULL) : NULL;
    free(format);
    if (error != NULL || document == NULL) {
        free(text);
        if (current != NULL) {
            modules[module].free_current(current);
        }
        return error ? error : dxaws_error_out_of_memory();
    }
    former->desired = text;
    former->current = current;
    *observed = document;
    return NULL;
}

void search_drop(struct former *former)
{
    free(former->desired);
    modules[former->module].free_current(former->current);
}

/* The names in one of the tags that remember. */
json_t *search_remembered(const struct search *search, const char *tag)
{
    json_t *names = json_array();
    const char *rest = dx_text(json_object_get(search->distribution, "tags"), tag);
    while (rest != NULL && *rest != '\0') {
        size_t length = strcspn(rest, " ");
        if (length > 0) {
            json_array_append_new(names, json_stringn(rest, length));
        }
        rest += length + (rest[length] == ' ');
    }
    return names;
}

/* Records */

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

static dxaws_error *find_all_records(struct search *search)
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

/* Buckets */

/* The bucket behind an origin, if it is ours. The caller owns *former and *observed then. */
static dxaws_error *find_bucket(struct search *search, const char *bucket, const char *region,
                                struct former *former, json_t **observed)
{
    json_t *desired = json_pack("{ss ss sb sO}", "name", bucket, "region", region, "present",
                                site_is_present(search->site), "tags",
                                json_object_get(search->site->desired, WEBSITE_TAGS));
    json_t *found = NULL;
    dxaws_error *error = search_look(search, MODULE_S3, desired, former, &found);
    if (error != NULL) {
        /* One that is somebody else's by now is none of ours. */
        dxaws_error_kind kind = dxaws_error_get_kind(error);
        if (kind == DXAWS_ERROR_NOT_FOUND || kind == DXAWS_ERROR_CONFLICT ||
            kind == DXAWS_ERROR_PERMISSION) {
            dxaws_error_free(error);
            error = NULL;
        }
        return error;
    }
    if (!search_is_ours(search, found)) {
        search_drop(former);
        json_decref(found);
        return NULL;
    }
    *observed = found;
    return NULL;
}

static const char *bucket_of(const struct site *site)
{
    return json_string_value(site_option(site, WEBSITE_BUCKET, "name"));
}

/* A bucket that the site left: it goes with the site, and until then people hear of it. */
static dxaws_error *find_left_bucket(struct search *search, const char *origin)
{
    struct site *site = search->site;
    char *bucket = NULL;
    char *region = NULL;
    if (!website_origin_parse(origin, &bucket, &region)) {
        return NULL;
    }
    struct former former;
    json_t *observed = NULL;
    dxaws_error *error = NULL;
    if (strcmp(bucket, bucket_of(site)) != 0) {
        error = find_bucket(search, bucket, region, &former, &observed);
    }
    if (observed != NULL && site_is_present(site)) {
        search_add(search->origins, origin);
        former_note(site,
                    "bucket %s is not read by the site any more and is left as it is: copy what "
                    "you need to %s; then empty and remove it (aws s3 rb --force s3://%s), or let "
                    "destroy remove it, empty, with the site",
                    bucket, bucket_of(site), bucket);
        search_drop(&former);
    } else if (observed != NULL) {
        former.step = STEP_FORMER_BUCKET;
        error = former_add(&site->current, former);
    }
    json_decref(observed);
    free(bucket);
    free(region);
    return error;
}

/*
 * A bucket that the document does not name is the one that the distribution reads: a site that
 * gets another domain keeps its content. Only one with the site's tag is trusted.
 */
static dxaws_error *keep_bucket(struct search *search)
{
    struct site *site = search->site;
    char *bucket = NULL;
    char *region = NULL;
    if (site->names_bucket || !site_is_present(site) ||
        !website_origin_parse(dx_text(search->distribution, "origin_domain_name"), &bucket,
                              &region)) {
        return NULL;
    }
    struct former former;
    json_t *observed = NULL;
    dxaws_error *error = NULL;
    if (strcmp(bucket, bucket_of(site)) != 0 &&
        strcmp(region, dx_text(site->desired, WEBSITE_REGION)) == 0) {
        error = find_bucket(search, bucket, region, &former, &observed);
    }
    if (observed != NULL) {
        search_drop(&former);
        json_decref(observed);
        site_set_bucket(site, bucket);
        char *desired = site_desire(site, MODULE_S3);
        void *current = NULL;
        error = desired ? modules[MODULE_S3].read(search->manager->of[MODULE_S3], search->context,
                                                  desired, &current)
                        : dxaws_error_out_of_memory();
        free(desired);
        if (error == NULL) {
            modules[MODULE_S3].free_current(site->current.documents[MODULE_S3]);
            site->current.documents[MODULE_S3] = current;
        }
    }
    free(bucket);
    free(region);
    return error;
}

static dxaws_error *find_all_buckets(struct search *search)
{
    dxaws_error *error = keep_bucket(search);
    json_t *origins = search_remembered(search, FORMER_BUCKET_TAG);
    json_t *used = json_object_get(search->distribution, "origin_domain_name");
    if (json_is_string(used)) {
        search_add(origins, json_string_value(used));
    }
    for (size_t i = 0; i < json_array_size(origins) && error == NULL; i++) {
        error = find_left_bucket(search, json_string_value(json_array_get(origins, i)));
    }
    json_decref(origins);
    return error;
}

/* "one two", as one tag's value. */
static void set_mark(json_t *marks, const char *tag, const json_t *names)
{
    char value[MARK_LIMIT + 1] = "";
    size_t index;
    json_t *name;
    json_array_foreach((json_t *)(uintptr_t)names, index, name) {
        size_t length = strlen(value);
        if (length + 1 + json_string_length(name) < sizeof value) {
            snprintf(value + length, sizeof value - length, "%s%s", length ? " " : "",
                     json_string_value(name));
        }
    }
    if (value[0] != '\0') {
        json_object_set_new(marks, tag, json_string(value));
    }
}

static void set_marks(struct search *search)
{
    struct dxaws_website_current *current = &search->site->current;
    current->marks = json_object();
    current->marks_left = json_object();
    set_mark(current->marks, FORMER_DOMAIN_TAG, search->domains);
    set_mark(current->marks, FORMER_BUCKET_TAG, search->origins);
    set_mark(current->marks_left, FORMER_DOMAIN_TAG, search->domains_left);
    set_mark(current->marks_left, FORMER_BUCKET_TAG, search->origins);
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
                            .removed = json_array()};
    dxaws_error *error = site_learn(site, MODULE_CLOUDFRONT, NULL);
    error = error ? error : find_all_buckets(&search);
    error = error ? error : search_certificates(&search);
    error = error ? error : find_all_records(&search);
    set_marks(&search);
    json_decref(search.distribution);
    json_decref(search.domains);
    json_decref(search.domains_left);
    json_decref(search.origins);
    json_decref(search.removed);
    free(search.wanted);
    return error;
}
