/* SPDX-License-Identifier: MIT */
/* ACM's calls on the simulated account, one transaction for each. */
#include "memory-rules.h"

#include <dxaws/extend/memory.h>

static dxaws_error *begin(const struct call *call, bool write)
{
    return dxaws_memory_begin_call(call->account, call->target->context, MEMORY_SERVICE,
                                   call->operation, write);
}

static dxaws_error *end(const struct call *call, dxaws_error *error)
{
    return dxaws_memory_end_call(call->account, error);
}

/* Nothing was found when there is an error. */
static void settle(struct acm_answer *answer, dxaws_error *error)
{
    if (error != NULL) {
        json_decref(answer->found);
        answer->found = NULL;
    }
    answer->error = error;
}

/* All regions in one transaction. */
static dxaws_error *list(void *self, const struct acm_target *target, const char *const *regions,
                         size_t count, struct acm_answer *answers)
{
    const struct call call = {.account = self, .operation = "ListCertificates", .target = target};
    dxaws_error *error = begin(&call, false);
    if (error != NULL) {
        return error;
    }
    for (size_t i = 0; i < count; i++) {
        answers[i].error = memory_list(&call, regions[i], &answers[i].found);
    }
    error = end(&call, NULL);
    for (size_t i = 0; error != NULL && i < count; i++) {
        dxaws_error_free(answers[i].error);
        settle(&answers[i], error);
        answers[i].error = NULL;
    }
    return error;
}

static dxaws_error *describe(void *self, const struct acm_target *target, const char *const *arns,
                             size_t count, bool with_tags, struct acm_answer *answers)
{
    for (size_t i = 0; i < count; i++) {
        const struct call call = {
            .account = self, .operation = "DescribeCertificate", .target = target, .arn = arns[i]};
        dxaws_error *error = begin(&call, false);
        if (error == NULL) {
            error = end(&call, memory_describe(&call, &answers[i].found));
        }
        if (!with_tags) {
            json_object_del(answers[i].found, ACM_TAGS);
        }
        settle(&answers[i], error);
    }
    return NULL;
}

static dxaws_error *request_certificate(void *self, const struct acm_target *target,
                                        const json_t *payload, const char *token, char **arn)
{
    const struct call call = {.account = self, .operation = "RequestCertificate", .target = target};
    dxaws_error *error = begin(&call, true);
    return error ? error : end(&call, memory_request(&call, payload, token, arn));
}

static dxaws_error *add_tags(void *self, const struct acm_target *target, const char *arn,
                             const json_t *tags)
{
    const struct call call = {self, "AddTagsToCertificate", target, arn};
    dxaws_error *error = begin(&call, true);
    return error ? error : end(&call, memory_change_tags(&call, tags, NULL));
}

static dxaws_error *remove_tags(void *self, const struct acm_target *target, const char *arn,
                                const json_t *tags)
{
    const struct call call = {self, "RemoveTagsFromCertificate", target, arn};
    dxaws_error *error = begin(&call, true);
    return error ? error : end(&call, memory_change_tags(&call, NULL, tags));
}

static dxaws_error *remove_certificate(void *self, const struct acm_target *target, const char *arn)
{
    const struct call call = {self, "DeleteCertificate", target, arn};
    dxaws_error *error = begin(&call, true);
    return error ? error : end(&call, memory_remove(&call));
}

static dxaws_error *account_of(void *self, dxaws_context *context, char account[DXAWS_ACCOUNT_SIZE])
{
    (void)context;
    snprintf(account, DXAWS_ACCOUNT_SIZE, "%s", dxaws_memory_account_id(self));
    return NULL;
}

static void destroy(void *self)
{
    dxaws_memory_account_unref(self);
}

static const struct acm_service service = {
    .needs = "an account",
    .destroy = destroy,
    .list = list,
    .describe = describe,
    .request = request_certificate,
    .add_tags = add_tags,
    .remove_tags = remove_tags,
    .remove = remove_certificate,
    .account = account_of,
};

dxaws_error *dxaws_acm_provider_new_memory(dxaws_memory_account *account,
                                           dxaws_acm_provider **provider)
{
    return acm_service_provider_new("memory", &service, dxaws_memory_account_ref(account),
                                    provider);
}
