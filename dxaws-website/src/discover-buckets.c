/* SPDX-License-Identifier: MIT */
/* Finding the bucket that a site without a bucket's name has, and buckets that it left. */
#include "discover.h"

#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content.h"
#include "desires.h"
#include "left.h"
#include "names.h"
#include "redirects.h"

/* One that is somebody else's by now, or gone, is none of ours; nor is one of a name that S3 gives
 * nobody any more, which the origin of a distribution may well have. */
static dxaws_error *forgive(dxaws_error *error)
{
    dxaws_error_kind kind = error ? dxaws_error_get_kind(error) : DXAWS_ERROR_INTERNAL;
    if (kind == DXAWS_ERROR_NOT_FOUND || kind == DXAWS_ERROR_CONFLICT ||
        kind == DXAWS_ERROR_PERMISSION || kind == DXAWS_ERROR_INVALID_ARGUMENT) {
        dxaws_error_free(error);
        error = NULL;
    }
    return error;
}

/* The bucket behind an origin, if it is ours. The caller owns *former then. */
static dxaws_error *find_bucket(struct search *search, const char *bucket, const char *region,
                                struct former *former, const json_t **observed)
{
    json_t *desired = site_desire_bucket(search->site, bucket, region);
    const json_t *forced = site_option(search->site, WEBSITE_BUCKET, "force_empty");
    bool whole = desired != NULL;
    const json_t *found = NULL;
    if (forced != NULL) { /* said of the site's bucket, whichever it was */
        dx_put(&whole, desired, "force_empty", json_incref((json_t *)(uintptr_t)forced));
    }
    dxaws_error *error =
        search_look(search, MODULE_S3, document_of(dx_whole(whole, desired)), former, &found);
    if (error != NULL) {
        return forgive(error);
    }
    if (!search_is_ours(search, found)) {
        former_release(former);
        return NULL;
    }
    *observed = found;
    return NULL;
}

static const char *bucket_of(const struct site *site)
{
    return json_string_value(site_option(site, WEBSITE_BUCKET, "name"));
}

/* A distribution that stays and serves the bucket, which is looked for as if it were the site's. */
static dxaws_error *find_user(struct search *search, const json_t *bucket, char **user)
{
    DXAWS_AUTO(dxaws_document) asked = site_desire(search->site, MODULE_CLOUDFRONT);
    bool whole = asked != NULL;
    json_t *desired = asked ? dx_members(dxaws_document_tree(asked)) : NULL;
    char *origin = website_origin_domain(dx_text(bucket, "name"), dx_text(bucket, "region"));
    struct former former;
    const json_t *observed = NULL;
    dx_put(&whole, desired, "origin_domain_name", origin ? json_string(origin) : NULL);
    free(origin);
    dxaws_error *error = search_look(search, MODULE_CLOUDFRONT,
                                     document_of(dx_whole(whole, desired)), &former, &observed);
    if (error != NULL) {
        return error;
    }
    const char *first =
        redirects_other_user(search->site, json_object_get(observed, "origin_used_by"));
    *user = first ? strdup(first) : NULL;
    former_release(&former);
    return first == NULL || *user != NULL ? NULL : dxaws_error_out_of_memory();
}

/* What was published there others may live from by now: it stays, and is told. */
static dxaws_error *tell_published(struct search *search, const json_t *bucket)
{
    struct former content;
    const json_t *observed = NULL;
    const char *name = dx_text(bucket, "name");
    if (search->manager->of[MODULE_CONTENT] == NULL ||
        !json_is_true(json_object_get(bucket, "has_objects"))) {
        return NULL;
    }
    json_t *desired = json_pack("{ss ss* sb}", "bucket", name, "region", dx_text(bucket, "region"),
                                DX_PRESENT, 0);
    dxaws_error *error =
        search_look(search, MODULE_CONTENT, document_of(desired), &content, &observed);
    if (error == NULL && dx_text(observed, "index_etag") != NULL) {
        left_add(search->site, "content", name,
                 "what was published to it stays in the bucket, which is given back",
                 "dxaws content destroy removes it, with a file that names bucket and region");
    }
    if (error == NULL) {
        former_release(&content);
    }
    return forgive(error);
}

/* What stands in it of ours is read only now that it is known to stay. */
static dxaws_error *look_for_ours(struct search *search, struct former *former)
{
    bool by_mark = former->by_mark;
    if (!site_gives_back(search->site, dxaws_document_tree(former->current))) {
        return NULL;
    }
    const json_t *observed = NULL;
    const json_t *asked = dxaws_document_tree(former->desired);
    json_t *desired =
        site_desire_given_back(search->site, dx_text(asked, "name"), dx_text(asked, "region"));
    former_release(former);
    dxaws_error *error = search_look(search, MODULE_S3, document_of(desired), former, &observed);
    former->by_mark = by_mark;
    if (error != NULL) {
        return error;
    }
    error = tell_published(search, observed);
    if (error != NULL) {
        former_release(former);
    }
    return error;
}

dxaws_error *discover_bucket(struct search *search, struct former *former)
{
    dxaws_error *error = look_for_ours(search, former);
    if (error != NULL) {
        return error;
    }
    error = find_user(search, dxaws_document_tree(former->desired), &former->used_by);
    if (error != NULL) {
        former_release(former);
        return error;
    }
    former->step = STEP_FORMER_BUCKET;
    return former_add(&search->site->current, *former);
}

static void note_left_bucket(struct site *site, const json_t *bucket)
{
    const char *name = dx_text(bucket, "name");
    if (site_bucket_ownership(site, bucket) == DX_ADOPTED) {
        former_note(site,
                    "bucket %s is not read by the site any more and is left as it is: it was taken "
                    "over, and destroy gives it back",
                    name);
        return;
    }
    former_note(site,
                "bucket %s is not read by the site any more and is left as it is: copy what you "
                "need to %s; then empty and remove it (aws s3 rb --force s3://%s), or let destroy "
                "remove it, empty, with the site",
                name, bucket_of(site), name);
}

/* A bucket that the site left: it goes with the site, and until then people hear of it. */
static dxaws_error *find_left_bucket(struct search *search, const char *origin)
{
    struct site *site = search->site;
    char *bucket = NULL;
    char *region = NULL;
    dxaws_error *error = website_origin_parse(origin, &bucket, &region);
    if (bucket == NULL) {
        return error;
    }
    struct former former;
    const json_t *observed = NULL;
    if (strcmp(bucket, bucket_of(site)) != 0) {
        error = find_bucket(search, bucket, region, &former, &observed);
    }
    if (observed != NULL && site_is_present(site)) {
        search_add(search, search->origins, origin);
        note_left_bucket(site, observed);
        former_release(&former);
    } else if (observed != NULL) {
        error = discover_bucket(search, &former);
    }
    free(bucket);
    free(region);
    return error;
}

/* Makes it the site's, if it is ours; it is read once, as the site's. */
static dxaws_error *try_bucket(struct search *search, const char *bucket)
{
    struct site *site = search->site;
    dxaws_document *current = NULL;
    char *derived = strdup(bucket_of(site));
    dxaws_error *error = derived ? site_set_bucket(site, bucket) : dxaws_error_out_of_memory();
    DXAWS_AUTO(dxaws_document) desired = error ? NULL : site_desire(site, MODULE_S3);
    if (error == NULL) {
        error =
            forgive(manager_read(search->manager, MODULE_S3, search->context, desired, &current));
    }
    if (error == NULL && current != NULL && search_is_ours(search, dxaws_document_tree(current))) {
        site_observe(site, MODULE_S3, current);
        if (site_uses(site, MODULE_CONTENT)) {
            error = content_read(search->manager, search->context, site);
        }
    } else {
        dxaws_document_unref(current);
        error = error ? error : site_set_bucket(site, derived);
    }
    free(derived);
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
    if (site->names_bucket || !site_is_present(site)) {
        return NULL;
    }
    dxaws_error *error =
        website_origin_parse(dx_text(search->distribution, "origin_domain_name"), &bucket, &region);
    if (bucket != NULL && strcmp(bucket, bucket_of(site)) != 0 &&
        strcmp(region, dx_text(site->desired, WEBSITE_REGION)) == 0) {
        error = try_bucket(search, bucket);
    }
    free(bucket);
    free(region);
    return error;
}

dxaws_error *discover_bucket_of(dxaws_website_manager *manager, dxaws_context *context,
                                struct site *site)
{
    struct search search = {.manager = manager,
                            .context = context,
                            .site = site,
                            .distribution = site_observed(site, MODULE_CLOUDFRONT)};
    return keep_bucket(&search);
}

/* The site's own, when it is given back: what a document that changed since says nothing of. */
static dxaws_error *look_at_own(struct search *search)
{
    struct site *site = search->site;
    dxaws_document *current = NULL;
    if (!site_gives_back(site, site_observed(site, MODULE_S3))) {
        return NULL;
    }
    DXAWS_AUTO(dxaws_document) desired = site_desire(site, MODULE_S3);
    dxaws_error *error =
        manager_read(search->manager, MODULE_S3, search->context, desired, &current);
    if (error == NULL) {
        site_observe(site, MODULE_S3, current);
        error = tell_published(search, dxaws_document_tree(current));
    }
    return error;
}

dxaws_error *discover_buckets(struct search *search)
{
    dxaws_error *error = keep_bucket(search);
    error = error ? error : look_at_own(search);
    json_t *origins = search_remembered(search, FORMER_BUCKET_TAG);
    json_t *used = json_object_get(search->distribution, "origin_domain_name");
    if (json_is_string(used)) {
        search_add(search, origins, json_string_value(used));
    }
    for (size_t i = 0; i < json_array_size(origins) && error == NULL; i++) {
        error = find_left_bucket(search, json_string_value(json_array_get(origins, i)));
    }
    json_decref(origins);
    return error;
}
