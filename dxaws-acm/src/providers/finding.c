/* SPDX-License-Identifier: MIT */
/* Finding what carries a mark among a region's certificates. */
#include "operations.h"

#include <string.h>

/* CloudFront's certificates are there, and so are a site's. */
#define REGION "us-east-1"

/* No list of ACM shows tags. Of one owner only what nobody uses is looked at, since what is used is
 * known from there, and no more than so many; of a whole account everything. */
enum { OF_ONE_OWNER = 20, AT_ONCE = 5 };

static bool is_looked_at(const json_t *summary, const char *owner)
{
    bool used = json_is_true(json_object_get(summary, CERTIFICATE_IN_USE));
    return dx_text(summary, ACM_ARN) != NULL && certificate_is_of_acm(summary) &&
           (owner == NULL || !used);
}

/* The certificate with its tags; one that went away meanwhile is not found. */
static dxaws_error *take(struct acm_answer *answer, const char *arn, json_t *found)
{
    bool whole = true;
    json_t *tags = json_object_get(answer->found, ACM_TAGS);
    dxaws_error *error = answer->error;
    /* What it is for certain: a summary need not say all. */
    bool ours = certificate_is_of_acm(answer->found);
    if (error == NULL && ours && json_object_size(tags) > 0) {
        char name[CERTIFICATE_MARK_SIZE];
        const char *domain = dx_text(answer->found, ACM_DOMAIN);
        certificate_name_mark(domain ? domain : "", arn, name);
        dx_append(&whole, found,
                  json_pack("{ss ss ss ss sO}", "kind", "certificate", "identity", arn, "name",
                            name, ACM_REGION, REGION, ACM_TAGS, tags));
    }
    json_decref(answer->found);
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_NOT_FOUND) {
        dxaws_error_free(error);
        error = NULL;
    }
    return error || whole ? error : dxaws_error_out_of_memory();
}

static dxaws_error *describe(const struct operations *on, const struct acm_target *target,
                             const char *const *arns, size_t count, json_t *found)
{
    struct acm_answer answers[AT_ONCE] = {{.found = NULL}};
    dxaws_error *error = on->service->describe(on->self, target, arns, count, true, answers);
    for (size_t i = 0; i < count; i++) { /* all of them: each holds something */
        dxaws_error *own = take(&answers[i], arns[i], found);
        if (error != NULL) {
            dxaws_error_free(own);
        } else {
            error = own;
        }
    }
    return error;
}

static dxaws_error *look_at_all(const struct operations *on, const struct acm_target *target,
                                const json_t *summaries, const char *owner, json_t *found)
{
    const char *arns[AT_ONCE];
    size_t count = 0;
    size_t looked = 0;
    dxaws_error *error = NULL;
    for (size_t i = 0; error == NULL && i < json_array_size(summaries); i++) {
        const json_t *summary = json_array_get(summaries, i);
        if (is_looked_at(summary, owner) && (owner == NULL || looked < OF_ONE_OWNER)) {
            arns[count++] = dx_text(summary, ACM_ARN);
            looked++;
        }
        if (count == AT_ONCE || (count > 0 && i + 1 == json_array_size(summaries))) {
            error = describe(on, target, arns, count, found);
            count = 0;
        }
    }
    return error;
}

dxaws_error *operations_find(struct operations *on, dxaws_context *context, const char *owner,
                             dxaws_acm_current *observed)
{
    static const char *const regions[] = {REGION};
    const struct acm_target target = {.context = context, .region = REGION};
    struct acm_answer answer = {.found = NULL};
    json_t *found = json_array();
    dxaws_error *error = found ? on->service->list(on->self, &target, regions, 1, &answer)
                               : dxaws_error_out_of_memory();
    error = error ? error : answer.error;
    error = error ? error : look_at_all(on, &target, answer.found, owner, found);
    if (error == NULL) {
        json_t *members = json_pack("{sO}", ACM_FOUND, found);
        error = dxaws_acm_current_assign_tree(observed, members);
        json_decref(members);
    }
    json_decref(answer.found);
    json_decref(found);
    return error;
}
