/* SPDX-License-Identifier: MIT */
/* The aws provider: reading the best certificate of a name. */
#include <string.h>

#include "aws-calls.h"

enum { DESCRIBED_AT_ONCE = 5, MOST_REGIONS = 24 };

/* What this process knows better than the list: a new certificate is not listed yet. */
static void add_known(struct acm_aws *aws, const struct acm_target *target, json_t *certificates)
{
    const char *arn;
    json_t *known;
    pthread_mutex_lock(&aws->lock);
    json_object_foreach(aws->known, arn, known) {
        bool listed = false;
        size_t index;
        json_t *certificate;
        json_array_foreach(certificates, index, certificate) {
            const char *other = dx_text(certificate, ACM_ARN);
            listed = listed || (other != NULL && strcmp(other, arn) == 0);
        }
        if (!listed && strcmp(dx_text(known, ACM_DOMAIN), target->domain) == 0 &&
            strcmp(dx_text(known, ACM_REGION), target->region) == 0 &&
            json_is_true(json_object_get(known, "made"))) {
            json_array_append_new(certificates,
                                  json_pack("{ss ss ss}", ACM_ARN, arn, ACM_DOMAIN, target->domain,
                                            CERTIFICATE_TYPE, "AMAZON_ISSUED"));
        }
    }
    pthread_mutex_unlock(&aws->lock);
}

/* Without those that this process deleted: they stay listed for a while. */
static json_t *candidates(const struct acm_target *target, const json_t *all, const char *key)
{
    json_t *ours = certificates_ours(all, target->domain, key);
    for (size_t i = json_array_size(ours); i > 0; i--) {
        const char *arn = dx_text(json_array_get(ours, i - 1), ACM_ARN);
        if (acm_aws_has_deleted(target, arn)) {
            json_array_remove(ours, i - 1);
        }
    }
    return ours;
}

/* Describes the best ones at once, and the next ones only when none of those is ours. */
static dxaws_error *find_best(const struct acm_target *target, const json_t *ours,
                              const struct dxaws_acm_desired *wanted, json_t **best)
{
    bool with_tags = dx_state_get(&wanted->state, ACM_TAGS) != NULL;
    const char *key = dx_state_text(&wanted->state, ACM_KEY);
    dxaws_error *error = NULL;
    for (size_t i = 0; i < json_array_size(ours) && error == NULL && *best == NULL;
         i += DESCRIBED_AT_ONCE) {
        json_t *some = json_array();
        json_t *described = json_array();
        for (size_t j = i; j < i + DESCRIBED_AT_ONCE && j < json_array_size(ours); j++) {
            json_array_append(some, json_array_get(ours, j));
        }
        error = acm_describe_all(target, some, with_tags, described);
        json_t *ordered = certificates_ours(described, target->domain, key);
        *best = error ? NULL : json_incref(json_array_get(ordered, 0));
        json_decref(ordered);
        json_decref(described);
        json_decref(some);
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

/* Of other regions, where there is nothing to be seen in our own. */
static dxaws_error *look_elsewhere(const struct acm_target *target, const char *arn,
                                   json_t *sharing)
{
    const char *regions[MOST_REGIONS];
    size_t count = other_regions(target->region, regions);
    json_t *elsewhere = json_array();
    dxaws_error *error = acm_list_regions(target, regions, count, elsewhere);
    json_t *found = certificates_sharing(elsewhere, target->domain, arn);
    size_t index;
    json_t *unread;
    json_array_foreach(elsewhere, index, unread) {
        if (json_is_string(unread)) {
            json_array_append(found, unread); /* it may hold one: the record stays */
        }
    }
    json_array_extend(sharing, found);
    json_decref(found);
    json_decref(elsewhere);
    return error;
}

/* Before a destroy: is there anybody, anywhere, who needs the validation record? */
static dxaws_error *read_sharers(const struct acm_target *target, const json_t *all,
                                 const char *arn, bool everywhere, struct dx_state *observed)
{
    json_t *sharing = certificates_sharing(all, target->domain, arn);
    dxaws_error *error = everywhere ? acm_confirm(target, sharing) : NULL;
    if (error == NULL && everywhere && json_array_size(sharing) == 0) {
        error = look_elsewhere(target, arn, sharing);
        error = error ? error : acm_confirm(target, sharing);
    }
    dx_state_set_value(observed, ACM_SHARED, sharing);
    return error;
}

dxaws_error *acm_aws_get_current(void *self, dxaws_context *context,
                                 const dxaws_acm_desired *wanted, dxaws_acm_current *current)
{
    const struct acm_target target = {.aws = self,
                                      .context = context,
                                      .region = dxaws_acm_desired_region(wanted),
                                      .domain = dxaws_acm_desired_domain_name(wanted)};
    const json_t *document = wanted->state.document;
    bool destroys = json_is_false(json_object_get(document, "present"));
    bool everywhere = destroys && !json_is_true(json_object_get(document, ACM_KEEP));
    json_t *all = json_array();
    json_t *best = NULL;
    json_t *others = NULL;
    dxaws_acm_current_set_domain_name(current, target.domain);
    dxaws_acm_current_set_region(current, target.region);
    dxaws_acm_current_set_exists(current, false);
    dxaws_error *error = acm_list(&target, all);
    if (error == NULL) {
        add_known(self, &target, all);
        json_t *ours = candidates(&target, all, dx_text(document, ACM_KEY));
        certificates_keep_only(ours, dx_text(document, ACM_ONLY));
        error = ours ? find_best(&target, ours, wanted, &best) : dxaws_error_out_of_memory();
        others = best ? certificates_others(ours, dx_text(best, ACM_ARN)) : NULL;
        json_decref(ours);
    }
    if (error == NULL && best != NULL) {
        dx_state_set_value(&current->state, ACM_OTHERS, json_incref(others));
        json_t *tags = json_object_get(best, ACM_TAGS);
        certificate_observe(best, &current->state);
        if (tags != NULL) {
            dx_state_set_value(&current->state, ACM_TAGS, json_incref(tags));
        }
        error = read_sharers(&target, all, dx_text(best, ACM_ARN), everywhere, &current->state);
    }
    json_decref(others);
    json_decref(best);
    json_decref(all);
    return error;
}
