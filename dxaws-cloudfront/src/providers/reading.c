/* SPDX-License-Identifier: MIT */
/* Finding our distribution and its origin access control, over the calls of a service. */
#include "operations.h"

#include <stdlib.h>
#include <string.h>

/* What is known while one is looked for. */
struct search {
    const struct operations *on;
    dxaws_context *context;
    const json_t *wanted;
    json_t *summaries;
    json_t *oac;        /* the access control of our name; NULL: none, or not looked for yet */
    json_t *candidates; /* what was looked at and is not ours */
    json_t *gone;       /* ids of those that are listed still, and are no more */
    json_t *found;      /* what is, or is used as it is */
};

/* Assigns @a members, which are released. */
static dxaws_error *assign(dxaws_cloudfront_current *observed, json_t *members)
{
    dxaws_error *error = dxaws_cloudfront_current_assign_tree(observed, members);
    json_decref(members);
    return error;
}

dxaws_error *operations_absorb(dxaws_cloudfront_current *observed, const json_t *found)
{
    bool whole = true;
    json_t *members = found ? dx_members(found) : json_object();
    dx_put(&whole, members, DX_EXISTS, json_boolean(found != NULL));
    /* Which access control is ours is found out, not told. */
    json_object_del(members, CF_OAC);
    json_object_del(members, CF_ORIGIN_CONTROL);
    return assign(observed, dx_whole(whole, members));
}

dxaws_error *operations_absorb_written(dxaws_cloudfront_current *observed, json_t *answered)
{
    bool whole = true;
    const char *etag = dx_text(answered, CF_ETAG);
    dx_put(&whole, answered, CF_WRITTEN_ETAG, etag ? json_string(etag) : json_null());
    return whole ? operations_absorb(observed, answered) : dxaws_error_out_of_memory();
}

dxaws_error *operations_absorb_oac(dxaws_cloudfront_current *observed, const json_t *oac)
{
    bool whole = true;
    const char *description = dx_text(oac, "description");
    json_t *members = json_pack("{ss? ss?}", CF_OAC, dx_text(oac, CF_ID), CF_OAC_DESCRIPTION,
                                oac && description == NULL ? "" : description);
    for (size_t i = 0; i < CLOUDFRONT_SIGNINGS; i++) {
        const struct cloudfront_signing *row = &cloudfront_signing[i];
        json_t *value = json_object_get(oac, row->member);
        dx_put(&whole, members, row->attribute, value ? json_incref(value) : json_null());
    }
    return assign(observed, dx_whole(whole, members));
}

/* One that looks like ours: whole, with its tags, unless it is a staging copy, which has another's
 * comment and origin and is never ours. */
static dxaws_error *look_at(struct search *search, const json_t *summary)
{
    const struct operations *on = search->on;
    json_t *seen = NULL;
    dxaws_error *error = NULL;
    if (json_is_true(json_object_get(summary, CF_STAGING))) {
        seen = json_pack("{sO sb}", CF_ID, json_object_get(summary, CF_ID), CF_STAGING, 1);
        error = seen ? NULL : dxaws_error_out_of_memory();
    } else {
        error = on->service->describe(on->self, search->context, summary, &seen);
    }
    if (error == NULL && seen == NULL) {
        return json_array_append(search->gone, json_object_get(summary, CF_ID)) == 0
                   ? NULL
                   : dxaws_error_out_of_memory();
    }
    if (error != NULL) {
        return error;
    }
    bool ours = false;
    error = cloudfront_is_ours(search->wanted, seen, &ours);
    if (error != NULL || !ours) {
        if (error != NULL) {
            json_decref(seen);
            return error;
        }
        return json_array_append_new(search->candidates, seen) == 0 ? NULL
                                                                    : dxaws_error_out_of_memory();
    }
    if (search->found != NULL) {
        error = cloudfront_several(dx_text(search->wanted, CF_NAME), search->found, seen);
        json_decref(seen);
        return error;
    }
    search->found = seen;
    return NULL;
}

static dxaws_error *look_at_all(struct search *search, enum cloudfront_likeness likeness)
{
    const char *oac = dx_text(search->oac, CF_ID);
    size_t index;
    json_t *summary;
    dxaws_error *error = NULL;
    json_array_foreach(search->summaries, index, summary) {
        if (error == NULL && cloudfront_likeness(search->wanted, oac, summary) == likeness) {
            error = look_at(search, summary);
        }
    }
    return error;
}

/* Whether a candidate is used although no mark says that it is ours: its caller reference does, or
 * it holds the alias that we want, so that no other one can be made. */
static bool is_used(const struct search *search, const json_t *candidate, bool by_alias)
{
    bool destroying = !dx_is_present(search->wanted);
    const char *name = dx_text(search->wanted, CF_NAME);
    return by_alias ? !destroying && cloudfront_common_alias(search->wanted, candidate) != NULL &&
                          !cloudfront_is_siblings(search->wanted, candidate)
                    : cloudfront_is_our_reference(name, dx_text(candidate, CF_REFERENCE));
}

static void use(struct search *search, bool by_alias)
{
    for (size_t i = 0; i < json_array_size(search->candidates) && search->found == NULL; i++) {
        json_t *candidate = json_array_get(search->candidates, i);
        if (is_used(search, candidate, by_alias)) {
            search->found = json_incref(candidate);
            json_array_remove(search->candidates, i);
        }
    }
}

/* What was taken over may keep the access control that it has. */
static bool keeps_its_oac(const struct search *search)
{
    const char *mark = dx_text(json_object_get(search->found, CF_TAGS), CF_MANAGED_TAG);
    const char *used = dx_text(search->found, CF_ORIGIN_OAC);
    return mark != NULL && strncmp(mark, "adopted ", 8) == 0 && used != NULL && *used != '\0' &&
           dx_is_present(search->wanted);
}

/* Who does that besides @a own. */
static json_t *users_of(const struct search *search, const char *own, const char *what,
                        bool (*uses)(const json_t *summary, const char *what))
{
    bool whole = true;
    json_t *users = json_array();
    size_t index;
    json_t *summary;
    json_array_foreach(search->summaries, index, summary) {
        const char *id = dx_text(summary, CF_ID);
        if (id != NULL && (own == NULL || strcmp(id, own) != 0) && !dx_has_text(search->gone, id) &&
            uses(summary, what)) {
            dx_append(&whole, users, json_string(id));
        }
    }
    return dx_whole(whole && users != NULL, users);
}

/* Whether a host is that bucket's, by whatever name of S3. */
static bool is_bucket(const char *host, const char *origin)
{
    size_t length = 0; /* to the last ".s3" */
    for (const char *at = strstr(origin, ".s3."); at != NULL; at = strstr(at + 1, ".s3.")) {
        length = (size_t)(at - origin) + 3;
    }
    return length > 0 && host != NULL && strncmp(origin, host, length) == 0 &&
           (host[length] == '.' || host[length] == '-');
}

/* Whether one of its origins is that bucket. */
static bool serves(const json_t *summary, const char *origin)
{
    size_t index;
    json_t *host;
    json_array_foreach(json_object_get(summary, CF_ORIGINS), index, host) {
        if (is_bucket(json_string_value(host), origin)) {
            return true;
        }
    }
    return is_bucket(dx_text(summary, CF_ORIGIN), origin);
}

/* Whether the one that was found would go: what was adopted, or is used without being ours, stays
 * and goes on serving what it serves. */
static dxaws_error *goes(const struct search *search, bool *ours)
{
    const char *mark = dx_text(json_object_get(search->found, CF_TAGS), CF_MANAGED_TAG);
    bool marked = !json_is_false(json_object_get(search->wanted, CF_MARKED));
    dxaws_error *error =
        search->found ? cloudfront_is_ours(search->wanted, search->found, ours) : NULL;
    *ours = *ours && !(marked && mark != NULL && strncmp(mark, "adopted ", 8) == 0);
    return error;
}

static dxaws_error *absorb_origin(const struct search *search, dxaws_cloudfront_current *current)
{
    bool ours = false;
    const char *origin = dx_text(search->wanted, CF_ORIGIN);
    dxaws_error *error = origin ? goes(search, &ours) : NULL;
    const char *own = ours ? dx_text(search->found, CF_ID) : NULL;
    return error || origin == NULL
               ? error
               : assign(current,
                        json_pack("{so}", CF_ORIGIN_USERS, users_of(search, own, origin, serves)));
}

static bool ends_with_name(const char *arn, const char *name)
{
    const char *slash = arn ? strrchr(arn, '/') : NULL;
    return slash != NULL && strcmp(slash + 1, name) == 0;
}

/* Whether one of its behaviours runs the function of that name. */
static bool runs(const json_t *summary, const char *name)
{
    size_t index;
    json_t *arn;
    json_array_foreach(json_object_get(summary, CF_FUNCTIONS), index, arn) {
        if (ends_with_name(json_string_value(arn), name)) {
            return true;
        }
    }
    return ends_with_name(dx_text(summary, CF_FUNCTION), name);
}

/* Who runs our function besides the one that was found: CloudFront would not let it be deleted. */
static dxaws_error *absorb_function(const struct search *search, dxaws_cloudfront_current *current)
{
    const char *owner = dx_text(search->wanted, CF_OWNER);
    char *name = cloudfront_oac_name(owner ? owner : dx_text(search->wanted, CF_NAME));
    json_t *users = name ? users_of(search, dx_text(search->found, CF_ID), name, runs) : NULL;
    free(name);
    if (users == NULL) {
        return dxaws_error_out_of_memory();
    }
    if (json_array_size(users) == 0) {
        json_decref(users);
        return NULL;
    }
    return assign(current, json_pack("{so}", CF_FUNCTION_USERS, users));
}

/* Each by itself: a list shows neither what was made nor what was deleted a moment ago. */
static dxaws_error *absorb_gone(const struct search *search, dxaws_cloudfront_current *current)
{
    static const char kind[] = ":distribution/";
    const struct operations *on = search->on;
    const json_t *asked = json_object_get(search->wanted, CF_ASKED);
    json_t *gone = asked ? json_array() : NULL;
    dxaws_error *error = NULL;
    bool whole = true;
    size_t index;
    json_t *arn;
    json_array_foreach((json_t *)(uintptr_t)asked, index, arn) {
        json_t *found = NULL;
        const char *id = strstr(json_string_value(arn), kind);
        if (error == NULL && id != NULL) {
            error = on->service->look(on->self, search->context, id + sizeof kind - 1, &found);
        }
        if (error == NULL && id != NULL && found == NULL) {
            dx_append(&whole, gone, json_incref(arn));
        }
        json_decref(found);
    }
    if (error != NULL || asked == NULL) {
        json_decref(gone);
        return error;
    }
    gone = dx_whole(whole && gone != NULL, gone);
    return assign(current, gone ? json_pack("{so}", CF_GONE, gone) : NULL);
}

static dxaws_error *absorb_oac(const struct search *search, dxaws_cloudfront_current *current)
{
    dxaws_error *error = operations_absorb_oac(current, search->oac);
    return error || search->oac == NULL
               ? error
               : assign(current,
                        json_pack("{so}", CF_OAC_USERS,
                                  users_of(search, dx_text(search->found, CF_ID),
                                           dx_text(search->oac, CF_ID), cloudfront_uses_oac)));
}

/* The access control of our name in the list, which may have been deleted since. */
static dxaws_error *find_listed_oac(struct search *search, const char *name)
{
    const struct operations *on = search->on;
    json_t *oacs = NULL;
    dxaws_error *error = on->service->list_oacs(on->self, search->context, &oacs);
    const json_t *listed = error ? NULL : cloudfront_oac_named(name, oacs);
    if (listed != NULL) {
        error =
            on->service->look_oac(on->self, search->context, dx_text(listed, CF_ID), &search->oac);
    }
    json_decref(oacs);
    return error;
}

/* The origin's own access control is usually ours: then no list is needed. */
static dxaws_error *find_oac(struct search *search)
{
    json_t *used = json_object_get(search->found, CF_ORIGIN_CONTROL);
    char *name = cloudfront_oac_name(dx_text(search->wanted, CF_NAME));
    const char *used_name = dx_text(used, CF_NAME);
    dxaws_error *error = name ? NULL : dxaws_error_out_of_memory();
    if (used_name != NULL && name != NULL && strcmp(used_name, name) == 0) {
        search->oac = json_incref(used);
    } else if (error == NULL && !keeps_its_oac(search)) {
        error = find_listed_oac(search, name);
    }
    free(name);
    return error;
}

/* Without what only the one that is converged needs. */
static json_t *reported(json_t *candidates)
{
    size_t index;
    json_t *candidate;
    json_array_foreach(candidates, index, candidate) {
        json_object_del(candidate, CF_DOCUMENT);
        json_object_del(candidate, CF_ORIGIN_CONTROL);
    }
    return json_incref(candidates);
}

static dxaws_error *discover(struct search *search, dxaws_cloudfront_current *current)
{
    dxaws_error *error = NULL;
    for (int i = 0; i < CLOUDFRONT_CONTROL && error == NULL && search->found == NULL; i++) {
        error = look_at_all(search, (enum cloudfront_likeness)i);
    }
    use(search, false);
    error = error ? error : find_oac(search);
    if (error == NULL && search->found == NULL && search->oac != NULL) {
        error = look_at_all(search, CLOUDFRONT_CONTROL);
        use(search, false);
    }
    use(search, true);
    error = error ? error : operations_absorb(current, search->found);
    error = error ? error : absorb_oac(search, current);
    error = error ? error : absorb_origin(search, current);
    error = error ? error : absorb_function(search, current);
    error = error ? error : absorb_gone(search, current);
    if (error == NULL && json_array_size(search->candidates) > 0) {
        error = assign(current, json_pack("{so}", CF_CANDIDATES, reported(search->candidates)));
    }
    return error;
}

dxaws_error *operations_get_current(void *self, dxaws_context *context,
                                    const dxaws_cloudfront_desired *wanted,
                                    dxaws_cloudfront_current *current)
{
    const struct operations *on = self;
    struct search search = {.on = on,
                            .context = context,
                            .wanted = dxaws_cloudfront_desired_tree(wanted),
                            .candidates = json_array(),
                            .gone = json_array()};
    dxaws_error *error = on->service->list(on->self, context, &search.summaries);
    error = error ? error : discover(&search, current);
    error = error ? error
                  : operations_report_caller(on, context, search.wanted, search.summaries, current);
    error = error
                ? error
                : operations_report_certificate(on, context, search.wanted, search.found, current);
    error = error
                ? error
                : operations_report_invalidation(on, context, search.wanted, search.found, current);
    error = error ? error
                  : operations_report_conflicts(on, context, search.wanted, search.found,
                                                search.summaries, current);
    error = error ? error : operations_report_siblings(search.wanted, search.summaries, current);
    json_decref(search.summaries);
    json_decref(search.candidates);
    json_decref(search.gone);
    json_decref(search.found);
    json_decref(search.oac);
    return error;
}
