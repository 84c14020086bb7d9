/* SPDX-License-Identifier: MIT */
/* What a plan does about whose a resource is: the one table of state, verb and consent. */
#include <dxaws/kit/ownership.h>

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TAGS = 50, EVIDENCE = 200 };

/* A server without tags cannot say whose a thing is: there naming it is consent, and nothing
 * below refuses. */
static bool is_marked(const struct dx_planner *planner)
{
    return !json_is_false(json_object_get(planner->desired, DX_MARK));
}

static enum dx_ownership owned(const struct dx_planner *planner, const struct dx_claim *claim)
{
    return dx_ownership(claim, json_object_get(planner->observed, DX_TAGS));
}

static bool is_foreign(enum dx_ownership ownership)
{
    return ownership != DX_MADE && ownership != DX_ADOPTED;
}

/* Nothing that is marked as somebody's is given away by whoever asks for it. */
static bool is_adopted_now(const struct dx_planner *planner, const struct dx_claim *claim,
                           enum dx_ownership ownership)
{
    char consent[600];
    snprintf(consent, sizeof consent, "%s/%s", claim->kind, claim->identity);
    return (ownership == DX_NOBODYS || ownership == DX_COPIED) &&
           dxaws_apply_options_adopts(planner->options, consent);
}

/* Where something that nobody can change shows that we made it, such as the reference that a
 * creation names, a lost mark is written again as what it was: a destroy then removes the
 * resource instead of giving it back. */
static const char *how_of(const struct dx_claim *claim)
{
    return claim->proved ? "made" : "adopted";
}

enum dx_ownership dx_planner_ownership(const struct dx_planner *planner,
                                       const struct dx_claim *claim)
{
    enum dx_ownership ownership = owned(planner, claim);
    if (!is_marked(planner)) {
        return DX_MADE;
    }
    if (!is_adopted_now(planner, claim, ownership)) {
        return ownership;
    }
    return claim->proved ? DX_MADE : DX_ADOPTED;
}

void dx_planner_left(struct dx_planner *planner, const char *kind, const char *identity,
                     const char *why, const char *remedy)
{
    bool whole = true;
    json_t *item = json_pack("{ss ss ss}", "kind", kind, "identity", identity, "why", why);
    if (remedy != NULL) {
        dx_put(&whole, item, "remedy", json_string(remedy));
    }
    planner->left = planner->left ? planner->left : json_array();
    dx_append(&whole, planner->left, item);
    planner->out_of_memory = planner->out_of_memory || !whole;
}

static dxaws_error *unreadable(const struct dx_planner *planner)
{
    return dxaws_error_new(
        DXAWS_ERROR_UNSUPPORTED, planner->schema->module, DXAWS_MODULE_ERROR_UNSUPPORTED_ATTRIBUTE,
        "%s %s: the provider does not report tags, which say whose it is; for a server without, "
        "set \"mark\" to false",
        planner->schema->module, dx_text(planner->desired, planner->schema->identity));
}

/* Our own marks are left out: each write looks at them by itself, with an error that says more. */
static void expect(bool *whole, json_t *expected, const json_t *observed, const char *key)
{
    if (strncmp(key, "dxaws:", strlen("dxaws:")) != 0) {
        json_t *value = json_object_get(observed, key);
        dx_put(whole, expected, key, value ? json_incref(value) : json_null());
    }
}

/* What is to be found where something is written: whoever gave a key another value since has it. */
static json_t *expected_values(const json_t *observed, const json_t *set, const json_t *removed)
{
    bool whole = true;
    json_t *expected = json_object();
    const char *key;
    size_t index;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)set, key, value) {
        expect(&whole, expected, observed, key);
    }
    json_array_foreach((json_t *)(uintptr_t)removed, index, value) {
        expect(&whole, expected, observed, json_string_value(value));
    }
    return dx_whole(whole, expected);
}

/* The changes that a write of tags makes, by key. */
static json_t *tags_action(struct dx_planner *planner, const char *kind, const char *reason,
                           const json_t *observed, json_t *set, json_t *removed)
{
    json_t *action = dx_planner_action(planner, kind, reason);
    json_t *after = dx_tags_merged(observed, set, removed);
    planner->out_of_memory = planner->out_of_memory || after == NULL;
    dx_planner_diff(planner, action, DX_TAGS, observed, after);
    dx_planner_payload(planner, action, DX_TAGS, json_incref(set));
    dx_planner_payload(planner, action, DX_REMOVED_TAGS, json_incref(removed));
    dx_planner_payload(planner, action, DX_EXPECTED_VALUES,
                       expected_values(observed, set, removed));
    json_decref(after);
    return action;
}

/* Before anything is written: AWS counts the tags of others and our marks with the declared
 * ones, and would refuse the write when all else is done. Its own "aws:" tags it does not
 * count. */
static dxaws_error *check_count(const struct dx_planner *planner, const json_t *observed,
                                const json_t *set, const json_t *removed)
{
    json_t *after = dx_tags_merged(observed, set, removed);
    size_t count = 0;
    const char *key;
    json_t *value;
    json_object_foreach(after, key, value) {
        count += strncmp(key, "aws:", 4) != 0;
    }
    json_decref(after);
    return count <= MOST_TAGS
               ? NULL
               : dxaws_error_new(DXAWS_ERROR_CONFLICT, planner->schema->module,
                                 DXAWS_MODULE_ERROR_TOO_MANY_TAGS,
                                 "%s %s: with the tags that stand there it would have %zu, and AWS "
                                 "allows %d; take off some of both",
                                 planner->schema->module,
                                 dx_text(planner->desired, planner->schema->identity), count,
                                 MOST_TAGS);
}

/* What the resource is marked as from now on; NULL: nothing of ours, or not marked at all. */
static json_t *marks_of(const struct dx_planner *planner, const struct dx_claim *claim,
                        enum dx_ownership ownership)
{
    if (!is_marked(planner)) {
        return NULL;
    }
    if (ownership == DX_MADE) {
        return dx_marks(claim, "made");
    }
    if (ownership == DX_ADOPTED) {
        return dx_marks(claim, "adopted");
    }
    return is_adopted_now(planner, claim, ownership) ? dx_marks(claim, how_of(claim)) : NULL;
}

dxaws_error *dx_planner_tags(struct dx_planner *planner, const struct dx_claim *claim,
                             const char *kind, json_t **action)
{
    const json_t *observed = json_object_get(planner->observed, DX_TAGS);
    json_t *declared = json_object_get(planner->desired, DX_TAGS);
    *action = NULL;
    /* Not reported is not "none": to write tags then would take those of others away. */
    if (observed == NULL) {
        return is_marked(planner) || declared != NULL ? unreadable(planner) : NULL;
    }
    enum dx_ownership ownership = owned(planner, claim);
    json_t *marks = marks_of(planner, claim, ownership);
    bool keeps_marks =
        is_marked(planner) && (!is_foreign(ownership) || is_adopted_now(planner, claim, ownership));
    planner->out_of_memory = planner->out_of_memory || (keeps_marks && marks == NULL);
    /* Marks that an adoption writes stand by then. */
    json_t *before =
        marks != NULL && is_foreign(ownership) ? dx_tags_merged(observed, marks, NULL) : NULL;
    const struct dx_tags_wanted wanted = {
        .declared = declared,
        .marks = marks,
        .also = claim->also,
        .exact = json_is_true(json_object_get(planner->desired, DX_TAGS_EXACT)),
    };
    json_t *set;
    json_t *removed;
    dxaws_error *error = NULL;
    if (!dx_tags_plan(&wanted, before ? before : observed, &set, &removed)) {
        planner->out_of_memory = true;
        /* A write of nothing but marks is none: an adoption writes them, and whoever only uses a
         * thing need not write to it. */
    } else if (!dx_tags_are_marks(set, removed)) {
        error = check_count(planner, before ? before : observed, set, removed);
        *action =
            error ? NULL
                  : tags_action(planner, kind, "drift", before ? before : observed, set, removed);
    }
    json_decref(before);
    json_decref(marks);
    json_decref(set);
    json_decref(removed);
    return error;
}

/* In the call that makes the resource, not after it: who is stopped between two calls would
 * leave something that nobody knows to be ours. */
json_t *dx_planner_new_tags(const struct dx_planner *planner, const struct dx_claim *claim)
{
    json_t *nothing = json_object();
    const json_t *declared = json_object_get(planner->desired, DX_TAGS);
    json_t *marks = marks_of(planner, claim, DX_MADE);
    const struct dx_tags_wanted wanted = {.declared = declared ? declared : nothing,
                                          .marks = marks};
    json_t *set = NULL;
    json_t *removed = NULL;
    if (marks != NULL || !is_marked(planner)) {
        dx_tags_plan(&wanted, nothing, &set, &removed);
    }
    json_decref(nothing);
    json_decref(marks);
    json_decref(removed);
    return set;
}

/* "the bucket is not ours (tags owner=finance)": at most @a size. */
static void describe(const struct dx_planner *planner, enum dx_ownership ownership, char *text,
                     size_t size)
{
    const json_t *tags = json_object_get(planner->observed, DX_TAGS);
    char evidence[EVIDENCE];
    dx_evidence(tags, evidence, sizeof evidence);
    if (ownership == DX_ANOTHERS) {
        const char *site = dx_text(tags, DX_TAG_SITE);
        snprintf(text, size, "belongs to %s%.80s%s",
                 site ? "the site \"" : "somebody else who uses dxaws", site ? site : "",
                 site ? "\"" : "");
    } else {
        snprintf(text, size, "is not ours (%s%s)",
                 ownership == DX_COPIED ? "a copy of another resource's mark: " : "", evidence);
    }
}

static dxaws_error *refuse(const struct dx_planner *planner, const struct dx_claim *claim,
                           enum dx_ownership ownership)
{
    char what[EVIDENCE + 100];
    const char *resource = dx_text(planner->desired, planner->schema->identity);
    describe(planner, ownership, what, sizeof what);
    /* No consent is offered: what another owner has is wanted there still, and both would
     * change it back for ever. */
    if (ownership == DX_ANOTHERS) {
        return dxaws_error_new(
            DXAWS_ERROR_CONFLICT, planner->schema->module, DXAWS_MODULE_ERROR_ANOTHERS_RESOURCE,
            "%s %s: %s %s %s; release it there first, or %s", planner->schema->module, resource,
            claim->kind, claim->identity, what, claim->beside ? claim->beside : claim->otherwise);
    }
    char consent[600];
    snprintf(consent, sizeof consent, "%s/%s", claim->kind, claim->identity);
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_CONFLICT, planner->schema->module, DXAWS_MODULE_ERROR_NOT_OURS,
                        "%s %s: adopt \"%s\" to take it over, or %s: it %s",
                        planner->schema->module, resource, consent, claim->otherwise, what);
    dxaws_error_set_resource(error, consent);
    return error;
}

static void adopt(struct dx_planner *planner, const struct dx_claim *claim,
                  enum dx_ownership ownership)
{
    char what[EVIDENCE + 100];
    json_t *marks = dx_marks(claim, how_of(claim));
    json_t *none = json_array();
    describe(planner, ownership, what, sizeof what);
    if (marks == NULL || none == NULL) {
        planner->out_of_memory = true;
    } else {
        tags_action(planner, DX_ADOPT, what, json_object_get(planner->observed, DX_TAGS), marks,
                    none);
    }
    json_decref(marks);
    json_decref(none);
}

dxaws_error *dx_planner_judge(struct dx_planner *planner, const struct dx_claim *claim)
{
    enum dx_ownership ownership = owned(planner, claim);
    if (!is_marked(planner) || !is_foreign(ownership)) {
        return NULL;
    }
    if (ownership == DX_UNREADABLE) {
        return unreadable(planner);
    }
    if (is_adopted_now(planner, claim, ownership)) {
        adopt(planner, claim, ownership);
        return NULL;
    }
    /* Only now, when all else is planned: using a thing needs no mark, and what already is as
     * it is wanted is used, and named. */
    if (json_array_size(planner->actions) > 0) {
        return refuse(planner, claim, ownership);
    }
    char what[EVIDENCE + 100];
    char why[EVIDENCE + 140];
    describe(planner, ownership, what, sizeof what);
    snprintf(why, sizeof why, "it %s and is used as it is", what);
    dx_planner_left(planner, claim->kind, claim->identity, why, NULL);
    return NULL;
}

enum dx_end dx_planner_end(struct dx_planner *planner, const struct dx_claim *claim)
{
    enum dx_ownership ownership = owned(planner, claim);
    bool release = dxaws_apply_options_release(planner->options);
    if (!is_marked(planner)) {
        return release ? DX_LEAVE : DX_DELETE;
    }
    /* What was there before us is there after us: only what we made is removed. */
    if (!is_foreign(ownership)) {
        return ownership == DX_ADOPTED || release ? DX_GIVE_BACK : DX_DELETE;
    }
    char what[EVIDENCE + 100];
    char why[EVIDENCE + 140];
    describe(planner, ownership, what, sizeof what);
    snprintf(why, sizeof why, "it %s",
             ownership == DX_UNREADABLE ? "does not show its tags" : what);
    /* What another owner has is for that one alone to remove. */
    dx_planner_left(planner, claim->kind, claim->identity, why,
                    ownership == DX_ANOTHERS ? "leave it to its owner, whose own destroy removes it"
                                             : claim->removal);
    return DX_LEAVE;
}

json_t *dx_planner_release(struct dx_planner *planner, const struct dx_claim *claim)
{
    const json_t *observed = json_object_get(planner->observed, DX_TAGS);
    /* What was made by us and is let go keeps what it was made with. */
    bool all = owned(planner, claim) == DX_ADOPTED;
    json_t *keys = dx_tags_ours(observed, all);
    json_t *none = json_object();
    json_t *action = NULL;
    if (keys == NULL || none == NULL) {
        planner->out_of_memory = true;
    } else {
        action = tags_action(planner, DX_RELEASE, "given back", observed, none, keys);
    }
    json_decref(keys);
    json_decref(none);
    return action;
}
