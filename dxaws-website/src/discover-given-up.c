/* SPDX-License-Identifier: MIT */
/* Finding what was begun for the site and given up: it carries the site's mark, and neither the
 * document nor the distribution speaks of it. Looked for when something is begun or ends, not by a
 * site that has nothing to do. Only destroy removes it: who may write our marks could have forged
 * them, and what is found by looking alone is removed only when nothing is in it or uses it. */
#include "discover.h"

#include <dxaws/extend/tree.h>

#include <string.h>

#include "left.h"
#include "looking.h"
#include "names.h"
#include "redirects.h"

/* A site that is not whole, or is going to be another one. */
static bool is_looked_for(const struct search *search)
{
    const struct site *site = search->site;
    bool stands = dx_exists(search->distribution);
    return !site_is_present(site) || !stands || site_has_moved(site);
}

static bool is(const char *text, const char *identity)
{
    return text != NULL && strcmp(text, identity) == 0;
}

/* Whether the site speaks of it: it is wanted, or to be removed already. */
static bool is_known(const struct search *search, const char *identity)
{
    const struct site *site = search->site;
    const char *bucket = json_string_value(site_option(site, WEBSITE_BUCKET, "name"));
    const char *arn = dx_text(site_observed(site, MODULE_ACM), "arn");
    const json_t *distribution = site_observed(site, MODULE_CLOUDFRONT);
    if (is(bucket, identity) || is(arn, identity) || is(search->wanted, identity) ||
        is(dx_text(distribution, "id"), identity) ||
        is(dx_text(distribution, "oac_id"), identity) || redirects_know(site, identity)) {
        return true;
    }
    for (size_t i = 0; i < site->current.former_count; i++) {
        const json_t *former = dxaws_document_tree(site->current.formers[i].current);
        if (is(dx_text(former, "arn"), identity) || is(dx_text(former, "name"), identity)) {
            return true;
        }
    }
    return false;
}

/* @a remedy: of who destroys the site. */
static void leave(struct search *search, const json_t *item, const char *why, const char *remedy)
{
    left_add(search->site, dx_text(item, "kind"), dx_text(item, "identity"), why,
             site_is_present(search->site) ? "destroy removes it with the site" : remedy);
}

static dxaws_error *take_bucket(struct search *search, const json_t *item)
{
    const char *region = dx_text(item, "region");
    json_t *desired = json_pack("{ss ss sb ss}", "name", dx_text(item, "identity"), "region",
                                region ? region : dx_text(search->site->desired, WEBSITE_REGION),
                                DX_PRESENT, 0, "owner", site_name(search->site));
    struct former former;
    const json_t *observed = NULL;
    dxaws_error *error = search_look(search, MODULE_S3, document_of(desired), &former, &observed);
    if (error != NULL) {
        return error;
    }
    former.by_mark = true;
    return discover_bucket(search, &former);
}

/* "made www.example.com UUID": the domain. */
static json_t *domain_of(const json_t *item)
{
    const char *mark = dx_text(item, "mark");
    const char *name = mark ? strchr(mark, ' ') : NULL;
    return name ? json_stringn(name + 1, strcspn(name + 1, " ")) : NULL;
}

static dxaws_error *take_certificate(struct search *search, const json_t *item)
{
    json_t *domain = domain_of(item);
    dxaws_error *error =
        domain ? discover_certificate(search, json_string_value(domain), dx_text(item, "identity"))
               : NULL;
    json_decref(domain);
    if (error == NULL || dxaws_error_get_kind(error) != DXAWS_ERROR_INVALID_ARGUMENT) {
        return error;
    }
    /* The mark names what no certificate is for: somebody copied or wrote it. */
    leave(search, item, "it carries a copy of another resource's mark", "take that mark off it");
    dxaws_error_free(error);
    return NULL;
}

static dxaws_error *take(struct search *search, const json_t *item)
{
    const char *kind = dx_text(item, "kind");
    bool present = site_is_present(search->site);
    if (is_known(search, dx_text(item, "identity"))) {
        return NULL;
    }
    if (!present && is(kind, "bucket")) {
        return take_bucket(search, item);
    }
    if (!present && is(kind, "certificate")) {
        return take_certificate(search, item);
    }
    leave(search, item, "it was made for this site and is not used by it",
          "remove it yourself when nothing else uses it");
    return NULL;
}

/* What was made a moment ago no list need show yet, and then nothing else leads to it. */
static void note_late_lists(const struct search *search)
{
    struct site *site = search->site;
    bool stands = dx_exists(search->distribution);
    if (!site_is_present(site) && !stands) {
        former_note(site,
                    "no distribution of %s is listed, and what AWS lists may be a minute old: if "
                    "an apply of it was stopped just now, destroy it once more in a minute",
                    site_name(site));
    }
}

/* Who may not look is told so; what could not be read is not absent. */
static void tell_denied(struct search *search, const struct looking *looking)
{
    if (looking->denied != NULL) {
        left_add(search->site, module_name(looking->module), "of this site",
                 "whether there is more could not be looked at",
                 dxaws_error_message(looking->denied));
    }
}

dxaws_error *discover_given_up(struct search *search)
{
    const struct site *site = search->site;
    const size_t count = is_looked_for(search) ? LOOKED_AT : 0;
    struct looking looking[LOOKED_AT] = {{.found = NULL}};
    for (size_t i = 0; i < count; i++) {
        looking[i].module = site_looked_at[i];
    }
    dxaws_error *error = look_for_marked(search->manager, search->context,
                                         dxaws_apply_options_parallelism(site->options),
                                         site_name(site), looking, count);
    for (size_t i = 0; i < count; i++) {
        size_t index;
        json_t *item;
        tell_denied(search, &looking[i]);
        json_array_foreach((json_t *)(uintptr_t)looking_found(&looking[i]), index, item) {
            error = error ? error : take(search, item);
        }
    }
    looking_clear(looking, count);
    note_late_lists(search);
    return error;
}
