/* SPDX-License-Identifier: MIT */
/* Requesting a certificate: once, also when the answer is lost, and never one of somebody else. */
#include "operations.h"

#include <dxaws/extend/error.h>

#include <stdlib.h>
#include <string.h>

#include "token.h"

enum {
    GENERATIONS = 20, /* certificates of one name that were deleted within an hour */
    FOREIGN = 3,      /* of them those that are there, and not ours */
    LOOKS = 4,        /* at a new certificate that ACM does not find, or not its tags */
    PAUSE_MS = 500,
};

/* The token may be that of a certificate that was given back within the hour. */
static bool is_marked(const struct action *action, const json_t *found)
{
    static const char *const marks[] = {ACM_TAG_MANAGED, ACM_TAG_SITE};
    const json_t *wanted = json_object_get(action->payload, ACM_TAGS);
    const json_t *tags = json_object_get(found, ACM_TAGS);
    bool marked = true;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *mark = dx_text(wanted, marks[i]);
        marked = marked && (mark == NULL || operations_is_mark(mark, dx_text(tags, marks[i]),
                                                               dx_text(found, ACM_ARN)));
    }
    return marked;
}

/* A new certificate, or its tags, may be invisible for a moment; one that stays so was deleted:
 * *made stays NULL. */
static dxaws_error *describe_new(const struct action *action, const char *arn, json_t **made)
{
    int64_t pause = PAUSE_MS;
    for (int look = 1;; look++) {
        json_decref(*made);
        *made = NULL;
        dxaws_error *error = operations_describe(action->on, &action->target, arn, true, made);
        bool seen = error == NULL && is_marked(action, *made);
        if (seen || (error != NULL && !operations_is_gone(error))) {
            return error;
        }
        dxaws_error_free(error);
        error = look < LOOKS ? dxaws_context_sleep_ms(action->target.context, pause) : NULL;
        if (error != NULL || look == LOOKS) {
            return error;
        }
        pause *= 2;
    }
}

static dxaws_error *not_ours(const struct action *action, const char *arn)
{
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_CONFLICT, "acm", DXAWS_ACM_ERROR_TOKENS_USED_UP,
                        "acm %s: run again in an hour: ACM answers with certificate %s, which does "
                        "not have the tags "
                        "that were sent",
                        action->target.domain, arn);
    dxaws_error_set_resource(error, arn);
    return error;
}

/* *made stays NULL when the token is that of a certificate that is no longer wanted, there, or
 * ours. */
static dxaws_error *try_request(const struct action *action, unsigned generation, unsigned *foreign,
                                json_t **made)
{
    char token[ACM_TOKEN_SIZE];
    char *arn = NULL;
    const char *replaces = dx_text(action->payload, ACM_REPLACES);
    const struct acm_target *target = &action->target;
    const struct acm_request request = {.domain = target->domain,
                                        .region = target->region,
                                        .key_algorithm = dx_text(action->payload, ACM_KEY),
                                        .owner = dx_text(action->payload, ACM_OWNER),
                                        .account = dx_text(action->payload, ACM_ACCOUNT),
                                        .generation = generation};
    if (!acm_token(&request, token)) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error =
        action->on->service->request(action->on->self, target, action->payload, token, &arn);
    if (error == NULL && !operations_has_deleted(action->on, arn) &&
        (replaces == NULL || strcmp(arn, replaces) != 0)) {
        error = describe_new(action, arn, made);
    }
    if (error == NULL && *made != NULL && !is_marked(action, *made)) {
        json_decref(*made);
        *made = NULL;
        error = ++*foreign < FOREIGN ? NULL : not_ours(action, arn);
    }
    free(arn);
    return error;
}

/* Nothing else would notice that the certificate is made in another account than it was planned
 * for: what is not there can be made anywhere. */
static dxaws_error *check_account(const struct action *action)
{
    char account[DXAWS_ACCOUNT_SIZE] = "";
    const struct acm_target *target = &action->target;
    const char *planned = dx_text(action->payload, ACM_ACCOUNT);
    dxaws_error *error =
        planned ? action->on->service->account(action->on->self, target->context, account) : NULL;
    if (error != NULL || account[0] == '\0' || strcmp(account, planned) == 0) {
        return error;
    }
    error = dxaws_error_new(
        DXAWS_ERROR_STALE, "acm", DXAWS_MODULE_ERROR_STALE_PLAN,
        "acm %s: the certificate was planned for account %s, and this is account %s; plan again",
        target->domain, planned, account);
    dxaws_error_set_resource(error, target->domain);
    return error;
}

dxaws_error *operations_request(const struct action *action)
{
    json_t *made = NULL;
    unsigned foreign = 0;
    dxaws_error *error = check_account(action);
    for (unsigned i = 0; error == NULL && made == NULL && i < GENERATIONS; i++) {
        error = try_request(action, i, &foreign, &made);
    }
    if (error == NULL && made == NULL) {
        error = dxaws_error_new(DXAWS_ERROR_CONFLICT, "acm", DXAWS_ACM_ERROR_TOKENS_USED_UP,
                                "acm %s: %d certificates of this name were deleted within the "
                                "hour; run again later",
                                action->target.domain, GENERATIONS);
    }
    error = error ? error : operations_remember(action, dx_text(made, ACM_ARN), true);
    error = error ? error : certificate_observe(made, action->observed);
    json_decref(made);
    return error;
}
