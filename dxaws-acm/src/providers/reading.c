/* SPDX-License-Identifier: MIT */
/* Reading the certificates of a name, over the calls of a service. */
#include "operations.h"

#include <stdio.h>
#include <string.h>

enum { DESCRIBED_AT_ONCE = 5 };

bool operations_has_deleted(struct operations *on, const char *arn)
{
    pthread_mutex_lock(&on->lock);
    bool deleted = json_is_false(json_object_get(json_object_get(on->known, arn), "made"));
    pthread_mutex_unlock(&on->lock);
    return deleted;
}

static bool is_listed(const json_t *certificates, const char *arn)
{
    size_t index;
    json_t *certificate;
    json_array_foreach((json_t *)(uintptr_t)certificates, index, certificate) {
        const char *other = dx_text(certificate, ACM_ARN);
        if (other != NULL && strcmp(other, arn) == 0) {
            return true;
        }
    }
    return false;
}

/* What this process knows better than the list: a new certificate is not listed yet. Of the
 * target's domain, or of all. */
static dxaws_error *add_known(struct operations *on, const struct acm_target *target,
                              json_t *certificates)
{
    bool whole = true;
    const char *arn;
    json_t *known;
    pthread_mutex_lock(&on->lock);
    json_object_foreach(on->known, arn, known) {
        if (json_is_true(json_object_get(known, "made")) && !is_listed(certificates, arn) &&
            (target->domain == NULL || strcmp(dx_text(known, ACM_DOMAIN), target->domain) == 0) &&
            strcmp(dx_text(known, ACM_REGION), target->region) == 0) {
            dx_append(&whole, certificates,
                      json_pack("{ss ss ss}", ACM_ARN, arn, ACM_DOMAIN, dx_text(known, ACM_DOMAIN),
                                CERTIFICATE_TYPE, "AMAZON_ISSUED"));
        }
    }
    pthread_mutex_unlock(&on->lock);
    return whole ? NULL : dxaws_error_out_of_memory();
}

/* Those that this process deleted stay listed for a while. */
static void remove_deleted(struct operations *on, json_t *certificates)
{
    for (size_t i = json_array_size(certificates); i > 0; i--) {
        if (operations_has_deleted(on, dx_text(json_array_get(certificates, i - 1), ACM_ARN))) {
            json_array_remove(certificates, i - 1);
        }
    }
}

/* Those of the name, the best first, without those that are deleted; or the one that is asked for
 * by its ARN, whatever it is. NULL without memory. */
static json_t *candidates(struct operations *on, const struct acm_target *target, const json_t *all,
                          const json_t *wanted)
{
    const char *arn = dx_text(wanted, ACM_ARN);
    if (arn != NULL) {
        return operations_has_deleted(on, arn) ? json_array() : json_pack("[{ss}]", ACM_ARN, arn);
    }
    json_t *found = certificates_candidates(all, target->domain, dx_text(wanted, ACM_KEY));
    remove_deleted(on, found);
    return found;
}

static dxaws_error *list(const struct operations *on, const struct acm_target *target,
                         json_t **certificates)
{
    struct acm_answer answer = {.found = NULL};
    dxaws_error *error = on->service->list(on->self, target, &target->region, 1, &answer);
    *certificates = answer.found;
    return error ? error : answer.error;
}

dxaws_error *operations_describe(const struct operations *on, const struct acm_target *target,
                                 const char *arn, bool with_tags, json_t **certificate)
{
    struct acm_answer answer = {.found = NULL};
    dxaws_error *error = on->service->describe(on->self, target, &arn, 1, with_tags, &answer);
    *certificate = answer.found;
    return error ? error : answer.error;
}

bool operations_is_gone(const dxaws_error *error)
{
    return error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_NOT_FOUND;
}

/* Describes some of those, from @a first on. One that is gone was deleted a moment ago, and is
 * still listed. */
static dxaws_error *describe_some(const struct operations *on, const struct acm_target *target,
                                  const json_t *listed, size_t first, bool with_tags,
                                  json_t *described)
{
    const char *arns[DESCRIBED_AT_ONCE];
    struct acm_answer answers[DESCRIBED_AT_ONCE] = {{.found = NULL}};
    size_t count = 0;
    while (count < DESCRIBED_AT_ONCE && first + count < json_array_size(listed)) {
        arns[count] = dx_text(json_array_get(listed, first + count), ACM_ARN);
        count++;
    }
    dxaws_error *error = on->service->describe(on->self, target, arns, count, with_tags, answers);
    bool whole = true;
    for (size_t i = 0; i < count; i++) {
        if (answers[i].found != NULL) {
            dx_append(&whole, described, answers[i].found);
        }
        if (error == NULL && !operations_is_gone(answers[i].error)) {
            error = answers[i].error;
        } else {
            dxaws_error_free(answers[i].error);
        }
    }
    return error || whole ? error : dxaws_error_out_of_memory();
}

/* All of them, since their tags say which are ours. */
static dxaws_error *describe_all(const struct operations *on, const struct acm_target *target,
                                 const json_t *listed, const json_t *wanted, json_t **described)
{
    bool marked = !json_is_false(json_object_get(wanted, ACM_MARK));
    bool with_tags = marked || json_object_get(wanted, ACM_TAGS) != NULL;
    json_t *all = json_array();
    dxaws_error *error = all ? NULL : dxaws_error_out_of_memory();
    for (size_t i = 0; i < json_array_size(listed) && error == NULL; i += DESCRIBED_AT_ONCE) {
        error = describe_some(on, target, listed, i, with_tags, all);
    }
    *described = NULL;
    if (error == NULL) {
        *described = dx_text(wanted, ACM_ARN)
                         ? json_incref(all)
                         : certificates_candidates(all, target->domain, dx_text(wanted, ACM_KEY));
        error = *described ? NULL : dxaws_error_out_of_memory();
    }
    json_decref(all);
    return error;
}

/* Whose account it is: "arn:aws:acm:REGION:ACCOUNT:..." of any certificate says so. Where there is
 * none, one may be requested, and only where it was planned for: then it is asked for. */
static dxaws_error *account_of(const struct operations *on, const struct acm_target *target,
                               const json_t *wanted, const json_t *all, json_t **owner)
{
    char account[DXAWS_ACCOUNT_SIZE] = "";
    dxaws_error *error = NULL;
    const char *arn = dx_text(json_array_get(all, 0), ACM_ARN);
    if (arn != NULL) {
        (void)sscanf(arn, "arn:%*[^:]:acm:%*[^:]:%12[0-9]:", account);
    } else if (dx_is_present(wanted)) {
        error = on->service->account(on->self, target->context, account);
    }
    *owner = account[0] != '\0' ? json_string(account) : json_null();
    return error || *owner ? error : dxaws_error_out_of_memory();
}

/* Those of the name, and who shares its record. */
static dxaws_error *report(struct operations *on, const struct acm_target *target,
                           const json_t *wanted, const json_t *all, dxaws_acm_current *current)
{
    json_t *described = NULL;
    json_t *shared = NULL;
    json_t *members = NULL;
    json_t *account = NULL;
    json_t *listed = candidates(on, target, all, wanted);
    dxaws_error *error =
        listed ? describe_all(on, target, listed, wanted, &described) : dxaws_error_out_of_memory();
    if (error == NULL && json_array_size(described) > 0) {
        error = operations_find_sharers(on, target, wanted, all, described, &shared);
    }
    error = error ? error : account_of(on, target, wanted, all, &account);
    if (error == NULL) {
        members = json_pack("{so sO}", ACM_CANDIDATES, certificates_reported(described),
                            ACM_ACCOUNT, account);
        error = dxaws_acm_current_assign_tree(current, members);
    }
    if (error == NULL && shared != NULL) {
        error = dxaws_acm_current_assign_tree(current, shared);
    }
    json_decref(members);
    json_decref(account);
    json_decref(listed);
    json_decref(described);
    json_decref(shared);
    return error;
}

dxaws_error *operations_read(struct operations *on, const struct acm_target *target,
                             const json_t *wanted, dxaws_acm_current *current)
{
    json_t *all = NULL;
    dxaws_acm_current_set_domain_name(current, target->domain);
    dxaws_acm_current_set_region(current, target->region);
    dxaws_acm_current_set_exists(current, false);
    dxaws_error *error = list(on, target, &all);
    error = error ? error : add_known(on, target, all);
    error = error ? error : report(on, target, wanted, all, current);
    json_decref(all);
    return error;
}

dxaws_error *operations_list(struct operations *on, const struct acm_target *target,
                             dxaws_acm_current *current)
{
    json_t *all = NULL;
    dxaws_error *error = list(on, target, &all);
    error = error ? error : add_known(on, target, all);
    if (error == NULL) {
        remove_deleted(on, all);
        error = certificates_observe(all, current);
    }
    json_decref(all);
    return error;
}
