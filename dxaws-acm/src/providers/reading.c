/* SPDX-License-Identifier: MIT */
/* Reading the best certificate of a name, over the calls of a service. */
#include "service.h"

#include <string.h>

enum { DESCRIBED_AT_ONCE = 5, MOST_REGIONS = 24 };

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

/* Ours, without those that are deleted. */
static json_t *candidates(struct operations *on, const struct acm_target *target, const json_t *all,
                          const json_t *wanted)
{
    json_t *ours = certificates_ours(all, target->domain, dx_text(wanted, ACM_KEY));
    remove_deleted(on, ours);
    certificates_keep_only(ours, dx_text(wanted, ACM_ARN));
    return ours;
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
                                 const char *arn, json_t **certificate)
{
    struct acm_answer answer = {.found = NULL};
    dxaws_error *error = on->service->describe(on->self, target, &arn, 1, false, &answer);
    *certificate = answer.found;
    return error ? error : answer.error;
}

static bool is_gone(const dxaws_error *error)
{
    return error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_NOT_FOUND;
}

/* Describes some of @a ours, from @a first on. One that is gone was deleted a moment ago, and is
 * still listed. */
static dxaws_error *describe_some(const struct operations *on, const struct acm_target *target,
                                  const json_t *ours, size_t first, bool with_tags,
                                  json_t *described)
{
    const char *arns[DESCRIBED_AT_ONCE];
    struct acm_answer answers[DESCRIBED_AT_ONCE] = {{.found = NULL}};
    size_t count = 0;
    while (count < DESCRIBED_AT_ONCE && first + count < json_array_size(ours)) {
        arns[count] = dx_text(json_array_get(ours, first + count), ACM_ARN);
        count++;
    }
    dxaws_error *error = on->service->describe(on->self, target, arns, count, with_tags, answers);
    bool whole = true;
    for (size_t i = 0; i < count; i++) {
        if (answers[i].found != NULL) {
            dx_append(&whole, described, answers[i].found);
        }
        if (error == NULL && !is_gone(answers[i].error)) {
            error = answers[i].error;
        } else {
            dxaws_error_free(answers[i].error);
        }
    }
    return error || whole ? error : dxaws_error_out_of_memory();
}

/* Describes the best ones at once, and the next ones only when none of those is ours. */
static dxaws_error *find_best(const struct operations *on, const struct acm_target *target,
                              const json_t *ours, const json_t *wanted, json_t **best)
{
    bool with_tags = json_object_get(wanted, ACM_TAGS) != NULL;
    dxaws_error *error = NULL;
    for (size_t i = 0; i < json_array_size(ours) && error == NULL && *best == NULL;
         i += DESCRIBED_AT_ONCE) {
        json_t *described = json_array();
        error = describe_some(on, target, ours, i, with_tags, described);
        json_t *ordered = certificates_ours(described, target->domain, dx_text(wanted, ACM_KEY));
        error = error || ordered ? error : dxaws_error_out_of_memory();
        *best = error ? NULL : json_incref(json_array_get(ordered, 0));
        json_decref(ordered);
        json_decref(described);
    }
    return error;
}

/* The regions that every account has; a certificate in any of them is renewed by one record. */
static size_t other_regions(const char *region, const char *others[static MOST_REGIONS])
{
    static const char *const commercial[] = {"us-east-1",      "us-east-2",      "us-west-1",
                                             "us-west-2",      "ca-central-1",   "eu-central-1",
                                             "eu-north-1",     "eu-west-1",      "eu-west-2",
                                             "eu-west-3",      "ap-northeast-1", "ap-northeast-2",
                                             "ap-northeast-3", "ap-south-1",     "ap-southeast-1",
                                             "ap-southeast-2", "sa-east-1",      NULL};
    static const char *const china[] = {"cn-north-1", "cn-northwest-1", NULL};
    static const char *const government[] = {"us-gov-east-1", "us-gov-west-1", NULL};
    const char *const *all = strncmp(region, "cn-", 3) == 0       ? china
                             : strncmp(region, "us-gov-", 7) == 0 ? government
                                                                  : commercial;
    size_t count = 0;
    for (; *all != NULL; all++) {
        if (strcmp(*all, region) != 0) {
            others[count++] = *all;
        }
    }
    return count;
}

/* An account may be closed to us elsewhere, by a policy on regions: what could not be seen there
 * may be there, and what it would need stays. Any other failure is one. */
static bool is_closed(const dxaws_error *error)
{
    return error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_PERMISSION;
}

/* Of other regions, where there is nothing to be seen in our own. */
static dxaws_error *look_elsewhere(const struct operations *on, const struct acm_target *target,
                                   const char *arn, json_t *sharing)
{
    const char *regions[MOST_REGIONS];
    struct acm_answer answers[MOST_REGIONS] = {{.found = NULL}};
    size_t count = other_regions(target->region, regions);
    dxaws_error *error = on->service->list(on->self, target, regions, count, answers);
    bool whole = true;
    for (size_t i = 0; i < count; i++) {
        json_t *found = certificates_sharing(answers[i].found, target->domain, arn);
        whole = found != NULL && json_array_extend(sharing, found) == 0 && whole;
        if (is_closed(answers[i].error)) {
            /* The planner says that the record stays, and why. */
            dx_append(&whole, sharing, json_string(regions[i]));
        }
        if (error == NULL && answers[i].error != NULL && !is_closed(answers[i].error)) {
            error = answers[i].error;
        } else {
            dxaws_error_free(answers[i].error);
        }
        json_decref(found);
        json_decref(answers[i].found);
    }
    return error || whole ? error : dxaws_error_out_of_memory();
}

/* Takes those ARNs away whose certificates are listed, but gone; regions stay. */
static dxaws_error *confirm(const struct operations *on, const struct acm_target *target,
                            json_t *sharing)
{
    const char *arns[ACM_MOST_ANSWERS];
    size_t places[ACM_MOST_ANSWERS];
    struct acm_answer answers[ACM_MOST_ANSWERS] = {{.found = NULL}};
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(sharing) && count < ACM_MOST_ANSWERS; i++) {
        arns[count] = json_string_value(json_array_get(sharing, i));
        places[count] = i;
        count += strncmp(arns[count], "arn:", 4) == 0;
    }
    dxaws_error *error =
        count > 0 ? on->service->describe(on->self, target, arns, count, false, answers) : NULL;
    for (size_t i = count; i > 0; i--) {
        if (is_gone(answers[i - 1].error)) {
            json_array_remove(sharing, places[i - 1]);
        } else if (error == NULL && answers[i - 1].error != NULL &&
                   !is_closed(answers[i - 1].error)) {
            error = answers[i - 1].error;
            answers[i - 1].error = NULL;
        }
        dxaws_error_free(answers[i - 1].error);
        json_decref(answers[i - 1].found);
    }
    return error;
}

/* Before a destroy: is there anybody, anywhere, who needs the validation record? */
static dxaws_error *find_sharers(const struct operations *on, const struct acm_target *target,
                                 const json_t *wanted, const char *arn, json_t *sharing)
{
    bool destroys = json_is_false(json_object_get(wanted, "present"));
    if (!destroys || json_is_true(json_object_get(wanted, ACM_KEEP))) {
        return NULL;
    }
    dxaws_error *error = confirm(on, target, sharing);
    if (error == NULL && json_array_size(sharing) == 0) {
        error = look_elsewhere(on, target, arn, sharing);
        error = error ? error : confirm(on, target, sharing);
    }
    return error;
}

/* Of those that are listed: the best, those that it leaves, and who shares its record. */
static dxaws_error *choose(struct operations *on, const struct acm_target *target,
                           const json_t *wanted, const json_t *all, dxaws_acm_current *current)
{
    json_t *best = NULL;
    json_t *ours = candidates(on, target, all, wanted);
    dxaws_error *error =
        ours ? find_best(on, target, ours, wanted, &best) : dxaws_error_out_of_memory();
    if (error == NULL && best != NULL) {
        const char *arn = dx_text(best, ACM_ARN);
        json_t *sharing = certificates_sharing(all, target->domain, arn);
        error =
            sharing ? find_sharers(on, target, wanted, arn, sharing) : dxaws_error_out_of_memory();
        if (error == NULL) {
            error = certificate_observe(best, current);
        }
        json_t *members =
            json_pack("{so so}", ACM_OTHERS, certificates_others(ours, arn), ACM_SHARED, sharing);
        if (error == NULL) {
            error = dxaws_acm_current_assign_tree(current, members);
        }
        json_decref(members);
    }
    json_decref(ours);
    json_decref(best);
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
    error = error ? error : choose(on, target, wanted, all, current);
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
