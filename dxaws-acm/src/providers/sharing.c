/* SPDX-License-Identifier: MIT */
/* Who needs the validation record of a name besides: it is the same for all regions, and for the
 * wildcard of a name. */
#include "operations.h"

#include <string.h>

enum { MOST_REGIONS = 24 };

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

/* The planner says that the record stays, and why. */
static dxaws_error *add_region(const struct acm_target *target, const char *region,
                               struct acm_answer *answer, json_t *sharing)
{
    bool whole = true;
    if (is_closed(answer->error)) {
        dxaws_error_free(answer->error);
        answer->error = NULL;
        dx_append(&whole, sharing, json_string(region));
    } else if (answer->error == NULL) {
        json_t *found = certificates_sharing(answer->found, target->domain);
        whole = found != NULL && json_array_extend(sharing, found) == 0;
        json_decref(found);
    }
    return whole ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *look_elsewhere(const struct operations *on, const struct acm_target *target,
                                   json_t *sharing)
{
    const char *regions[MOST_REGIONS];
    struct acm_answer answers[MOST_REGIONS] = {{.found = NULL}};
    size_t count = other_regions(target->region, regions);
    dxaws_error *error = on->service->list(on->self, target, regions, count, answers);
    for (size_t i = 0; i < count; i++) {
        if (error == NULL) {
            error = add_region(target, regions[i], &answers[i], sharing);
        }
        if (error == NULL) {
            error = answers[i].error;
        } else {
            dxaws_error_free(answers[i].error);
        }
        json_decref(answers[i].found);
    }
    return error;
}

/* What says whose one is that may need the record after us. */
static json_t *heir_of(const json_t *certificate)
{
    static const char *const copied[] = {ACM_ARN, ACM_DOMAIN, ACM_TAGS};
    bool whole = true;
    json_t *heir = json_object();
    for (size_t i = 0; i < sizeof copied / sizeof *copied; i++) {
        dx_put_from(&whole, heir, copied[i], certificate);
    }
    return dx_whole(whole, heir);
}

/* Takes those ARNs away whose certificates are listed, but gone; regions stay. */
static dxaws_error *confirm(const struct operations *on, const struct acm_target *target,
                            json_t *sharing, json_t *heirs)
{
    const char *arns[ACM_MOST_ANSWERS];
    size_t places[ACM_MOST_ANSWERS];
    struct acm_answer answers[ACM_MOST_ANSWERS] = {{.found = NULL}};
    bool whole = true;
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(sharing) && count < ACM_MOST_ANSWERS; i++) {
        arns[count] = json_string_value(json_array_get(sharing, i));
        places[count] = i;
        count += strncmp(arns[count], "arn:", 4) == 0;
    }
    dxaws_error *error =
        count > 0 ? on->service->describe(on->self, target, arns, count, true, answers) : NULL;
    for (size_t i = count; i > 0; i--) {
        if (operations_is_gone(answers[i - 1].error)) {
            json_array_remove(sharing, places[i - 1]);
        } else if (answers[i - 1].found != NULL) {
            dx_append(&whole, heirs, heir_of(answers[i - 1].found));
        } else if (error == NULL && !is_closed(answers[i - 1].error)) {
            error = answers[i - 1].error;
            answers[i - 1].error = NULL;
        }
        dxaws_error_free(answers[i - 1].error);
        json_decref(answers[i - 1].found);
    }
    return error || whole ? error : dxaws_error_out_of_memory();
}

/* Whether anything could be removed that others need. */
static bool removes_record(const json_t *wanted, const json_t *described)
{
    bool removes = json_is_false(json_object_get(wanted, ACM_MARK));
    size_t index;
    json_t *certificate;
    json_array_foreach((json_t *)(uintptr_t)described, index, certificate) {
        const char *record = dx_text(json_object_get(certificate, ACM_TAGS), ACM_TAG_RECORD);
        removes = removes || (record != NULL && strcmp(record, ACM_RECORD_MADE) == 0);
    }
    return removes && !dx_is_present(wanted) && !json_is_true(json_object_get(wanted, ACM_KEEP));
}

dxaws_error *operations_find_sharers(const struct operations *on, const struct acm_target *target,
                                     const json_t *wanted, const json_t *all,
                                     const json_t *described, json_t **members)
{
    json_t *known = certificates_sharing(described, target->domain);
    json_t *found = certificates_sharing(all, target->domain);
    json_t *heirs = json_array();
    dxaws_error *error = known && found && heirs ? NULL : dxaws_error_out_of_memory();
    for (size_t i = json_array_size(found); i > 0; i--) {
        for (size_t k = 0; k < json_array_size(known); k++) {
            if (json_equal(json_array_get(found, i - 1), json_array_get(known, k))) {
                json_array_remove(found, i - 1); /* it was seen a moment ago */
                break;
            }
        }
    }
    if (error == NULL && removes_record(wanted, described)) {
        error = look_elsewhere(on, target, found);
        error = error ? error : confirm(on, target, found, heirs);
    }
    if (error == NULL && json_array_extend(found, known) != 0) {
        error = dxaws_error_out_of_memory();
    }
    json_decref(known);
    *members = json_pack("{so so}", ACM_SHARED, found, ACM_HEIRS, heirs);
    return error || *members ? error : dxaws_error_out_of_memory();
}
