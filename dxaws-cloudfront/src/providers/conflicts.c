/* SPDX-License-Identifier: MIT */
/* Who holds an alias that is to be added. In this account the list of all says so; of others
 * CloudFront tells, partly hidden, and only a distribution whose certificate covers the name: with
 * ours, or with any other that surely has such a certificate, it can be asked before anything is
 * written. */
#include "operations.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <string.h>
#include <strings.h>

struct question {
    const struct operations *on;
    dxaws_context *context;
    const json_t *wanted; /* aliases, and perhaps the certificate */
    const json_t *own;    /* ours, as it is; NULL while there is none */
    const json_t *summaries;
};

static bool has_certificate(const json_t *distribution, const char *arn)
{
    const char *used = dx_text(distribution, CF_CERTIFICATE);
    return used != NULL && arn != NULL && *arn != '\0' && strcmp(used, arn) == 0;
}

/* "*.example.com" among its aliases says that its certificate has that name, too. */
static bool has_wildcard_of(const json_t *distribution, const char *alias)
{
    size_t index;
    json_t *held;
    json_array_foreach(json_object_get(distribution, CF_ALIASES), index, held) {
        const char *name = json_string_value(held);
        if (name != NULL && cloudfront_name_covers(name, alias)) {
            return true;
        }
    }
    return false;
}

static bool has_any_certificate(const json_t *distribution)
{
    const char *used = dx_text(distribution, CF_CERTIFICATE);
    return used != NULL && *used != '\0';
}

/* Whether its name is the owner's, or one below it. */
static bool is_same_owners(const json_t *summary, const char *owner)
{
    const char *comment = dx_text(summary, CF_COMMENT);
    return owner != NULL && (cloudfront_is_our_comment(owner, comment) ||
                             cloudfront_sibling_name(owner, comment) != NULL);
}

/* How surely a distribution has a certificate that covers an alias; 0: nothing says so. */
static int fitness(const struct question *question, const json_t *distribution, const char *alias)
{
    bool own = distribution == question->own;
    if (json_is_true(json_object_get(distribution, CF_STAGING)) ||
        !has_any_certificate(distribution)) {
        return 0;
    }
    if (has_certificate(distribution, dx_text(question->wanted, CF_CERTIFICATE)) ||
        has_wildcard_of(distribution, alias)) {
        return own ? 4 : 3;
    }
    /* What it has until then may cover the name as well. */
    return own ? 2 : is_same_owners(distribution, dx_text(question->wanted, CF_OWNER)) ? 1 : 0;
}

/* The id of the one to ask with about an alias, borrowed; NULL for none. */
static const char *asker_of(const struct question *question, const char *alias)
{
    const json_t *best = question->own;
    int most = fitness(question, best, alias);
    size_t index;
    json_t *summary;
    json_array_foreach((json_t *)(uintptr_t)question->summaries, index, summary) {
        int fits = fitness(question, summary, alias);
        if (fits > most) {
            most = fits;
            best = summary;
        }
    }
    return most > 0 ? dx_text(best, CF_ID) : NULL;
}

/* Nobody of this account, who would be told of otherwise. */
static const json_t *holder_here(const struct question *question, const char *alias)
{
    size_t index;
    json_t *summary;
    json_array_foreach((json_t *)(uintptr_t)question->summaries, index, summary) {
        if (cloudfront_holds(summary, alias)) {
            return summary;
        }
    }
    return NULL;
}

/* That the certificate does not cover it, that nobody may ask, or that a server has no such list,
 * says nothing of the alias: what is asked only to know earlier does not stop a run. */
static bool is_no_answer(const dxaws_error *error)
{
    switch (error ? dxaws_error_get_kind(error) : DXAWS_ERROR_CANCELLED) {
    case DXAWS_ERROR_CANCELLED:
    case DXAWS_ERROR_TIMEOUT:
    case DXAWS_ERROR_OUT_OF_MEMORY:
    case DXAWS_ERROR_UNAUTHENTICATED:
    case DXAWS_ERROR_THROTTLED:
        return false;
    default:
        return true;
    }
}

/* Adds the one that holds just this name; what only overlaps with it is in nobody's way. */
static dxaws_error *ask(const struct question *question, const char *alias, json_t *conflicts)
{
    const struct operations *on = question->on;
    const char *asker = asker_of(question, alias);
    json_t *answered = NULL;
    if (asker == NULL || on->service->list_conflicts == NULL) {
        return NULL;
    }
    dxaws_error *error =
        on->service->list_conflicts(on->self, question->context, asker, alias, &answered);
    if (is_no_answer(error)) {
        dxaws_error_free(error);
        return NULL;
    }
    bool whole = true;
    size_t index;
    json_t *conflict;
    json_array_foreach(answered, index, conflict) {
        const char *held = dx_text(conflict, CF_CONFLICT_ALIAS);
        if (held != NULL && strcasecmp(held, alias) == 0) {
            dx_put(&whole, conflict, CF_CONFLICT_ASKER, json_string(asker));
            dx_append(&whole, conflicts, json_incref(conflict));
        }
    }
    json_decref(answered);
    return error ? error : whole ? NULL : dxaws_error_out_of_memory();
}

/* About each that ours does not have yet, and nobody here. */
static dxaws_error *ask_about_all(const struct question *question, json_t *conflicts)
{
    dxaws_error *error = NULL;
    size_t index;
    json_t *item;
    json_array_foreach(json_object_get(question->wanted, CF_ALIASES), index, item) {
        const char *alias = json_string_value(item);
        if (error == NULL && alias != NULL && !cloudfront_holds(question->own, alias) &&
            holder_here(question, alias) == NULL) {
            error = ask(question, alias, conflicts);
        }
    }
    return error;
}

dxaws_error *operations_report_conflicts(const struct operations *on, dxaws_context *context,
                                         const json_t *wanted, const json_t *found,
                                         const json_t *summaries, dxaws_cloudfront_current *current)
{
    const struct question question = {on, context, wanted, found, summaries};
    json_t *conflicts = json_array();
    dxaws_error *error = conflicts ? NULL : dxaws_error_out_of_memory();
    if (error == NULL && dx_is_present(wanted)) {
        error = ask_about_all(&question, conflicts);
    }
    if (error != NULL || json_array_size(conflicts) == 0) {
        json_decref(conflicts);
        return error;
    }
    json_t *members = json_pack("{so}", CF_CONFLICTS, conflicts);
    error = dxaws_cloudfront_current_assign_tree(current, members);
    json_decref(members);
    return error;
}

/* The first alias that somebody holds, as a conflict; *taken stays NULL where nobody says who. */
static dxaws_error *find_taken(const struct question *question, const char *account, json_t **taken)
{
    json_t *conflicts = json_array();
    dxaws_error *error = conflicts ? NULL : dxaws_error_out_of_memory();
    size_t index;
    json_t *item;
    json_array_foreach(json_object_get(question->wanted, CF_ALIASES), index, item) {
        const char *alias = json_string_value(item);
        const char *id = dx_text(question->own, CF_ID);
        const json_t *here = alias ? holder_here(question, alias) : NULL;
        const char *holder = dx_text(here, CF_ID);
        if (holder != NULL && *taken == NULL && (id == NULL || strcmp(id, holder) != 0)) {
            *taken = json_pack("{ss ss ss}", CF_CONFLICT_ALIAS, alias, CF_CONFLICT_DISTRIBUTION,
                               holder, CF_CONFLICT_ACCOUNT, account);
        }
    }
    error = error || *taken ? error : ask_about_all(question, conflicts);
    if (error == NULL && *taken == NULL && json_array_size(conflicts) > 0) {
        *taken = json_incref(json_array_get(conflicts, 0));
    }
    json_decref(conflicts);
    return error;
}

dxaws_error *operations_explain_alias(const struct operations *on, dxaws_context *context,
                                      const json_t *payload,
                                      const dxaws_cloudfront_current *observed, dxaws_error *error)
{
    const json_t *now = dxaws_cloudfront_current_tree(observed);
    const char *account = dx_text(now, CF_CALLER);
    json_t *summaries = NULL;
    json_t *taken = NULL;
    if (!dxaws_error_is_refusal(error, "CNAMEAlreadyExists")) {
        return error;
    }
    struct question question = {on, context, payload, dx_exists(now) ? now : NULL, NULL};
    dxaws_error *failed = on->service->list(on->self, context, &summaries);
    question.summaries = summaries;
    failed = failed ? failed : find_taken(&question, account ? account : "this one", &taken);
    if (failed == NULL && taken != NULL) {
        error = dxaws_error_explain(
            error, cloudfront_alias_taken(dx_text(payload, CF_NAME), taken, question.own));
    }
    dxaws_error_free(failed);
    json_decref(summaries);
    json_decref(taken);
    return error;
}
