/* SPDX-License-Identifier: MIT */
/* Distributions of the simulated account, with CloudFront's rules and error codes. */
#include "memory-rules.h"

#include <dxaws/extend/cloudfront.h>
#include <dxaws/extend/memory.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPLOYMENT_MS = 150000, MOST_TAGS = 50 };

static dxaws_error *gone(const struct memory_call *call)
{
    return memory_refuse(call->operation, "NoSuchDistribution",
                         "the specified distribution does not exist");
}

/* Makes it what is reported: with its status at this moment. */
static dxaws_error *report(const struct memory_call *call, json_t *stored)
{
    bool whole = true;
    json_int_t deployed = json_integer_value(json_object_get(stored, "deployed_ms"));
    bool done = dxaws_memory_now_ms(call->account) >= deployed;
    dx_put(&whole, stored, CF_STATUS, json_string(done ? CF_DEPLOYED : CF_IN_PROGRESS));
    json_object_del(stored, "deployed_ms");
    return whole ? NULL : dxaws_error_out_of_memory();
}

static json_t *stored_distribution(const struct memory_call *call, const char *id)
{
    return dxaws_memory_get_tree(call->account, MEMORY_SERVICE, MEMORY_DISTRIBUTION, id);
}

/* Every change is a new version, and takes its time to be everywhere. */
static dxaws_error *store_change(const struct memory_call *call, json_t *distribution)
{
    bool whole = memory_put_etag(call, distribution);
    dx_put(&whole, distribution, "deployed_ms",
           json_integer(dxaws_memory_now_ms(call->account) + DEPLOYMENT_MS));
    return whole ? dxaws_memory_put_tree(call->account, MEMORY_SERVICE, MEMORY_DISTRIBUTION,
                                         dx_text(distribution, CF_ID), distribution)
                 : dxaws_error_out_of_memory();
}

static dxaws_error *list(void *self, dxaws_context *context, json_t **summaries)
{
    const struct memory_call call = {.account = self, .operation = "ListDistributions"};
    dxaws_error *error = memory_begin(&call, context, false);
    if (error != NULL) {
        return error;
    }
    bool whole = true;
    json_t *result = json_array();
    const char *id;
    json_t *summary;
    for (size_t i = 0;
         dxaws_memory_at_tree(self, MEMORY_SERVICE, MEMORY_DISTRIBUTION, i, &id, &summary); i++) {
        dx_append(&whole, result, summary);
    }
    error = memory_end(&call, whole ? NULL : dxaws_error_out_of_memory());
    if (error == NULL) {
        *summaries = result;
    } else {
        json_decref(result);
    }
    return error;
}

static dxaws_error *look(void *self, dxaws_context *context, const char *id, json_t **found)
{
    const struct memory_call call = {.account = self, .operation = "GetDistribution"};
    dxaws_error *error = memory_begin(&call, context, false);
    if (error != NULL) {
        return error;
    }
    json_t *stored = stored_distribution(&call, id);
    error = memory_end(&call, stored ? report(&call, stored) : NULL);
    if (error == NULL) {
        *found = stored;
    } else {
        json_decref(stored);
    }
    return error;
}

/* The access control that a distribution's origin uses, as far as it is asked for. */
static dxaws_error *add_oac(dxaws_memory_account *account, dxaws_context *context,
                            const json_t *summary, json_t *found)
{
    const char *id = dx_text(summary, CF_ORIGIN_OAC);
    json_t *oac = NULL;
    if (id == NULL || *id == '\0') {
        return NULL;
    }
    dxaws_error *error = memory_look_oac(account, context, id, &oac);
    if (oac != NULL && json_object_set_new(found, CF_ORIGIN_CONTROL, oac) != 0) {
        error = dxaws_error_out_of_memory();
    }
    return error;
}

static dxaws_error *describe(void *self, dxaws_context *context, const json_t *summary,
                             json_t **found)
{
    const struct memory_call tags = {.account = self, .operation = "ListTagsForResource"};
    json_t *distribution = NULL;
    dxaws_error *error = look(self, context, dx_text(summary, CF_ID), &distribution);
    if (error == NULL && distribution != NULL) {
        error = memory_begin(&tags, context, false);
        error = error ? error : memory_end(&tags, NULL);
    }
    if (error == NULL && distribution != NULL) {
        error = add_oac(self, context, summary, distribution);
    }
    if (error != NULL) {
        json_decref(distribution);
        return error;
    }
    *found = distribution;
    return NULL;
}

/* A distribution before its configuration; NULL without memory. */
static json_t *blank(const struct memory_call *call)
{
    char text[160];
    char id[CLOUDFRONT_ID_SIZE];
    char name[CLOUDFRONT_ID_SIZE];
    snprintf(text, sizeof text, "distribution %llu",
             (unsigned long long)dxaws_memory_next_number(call->account, "cloudfront.id"));
    cloudfront_make_id('E', text, id);
    cloudfront_make_id('d', text, name);
    snprintf(text, sizeof text, "arn:aws:cloudfront::%s:distribution/%s",
             dxaws_memory_account_id(call->account), id);
    char domain[64];
    snprintf(domain, sizeof domain, "%s.cloudfront.net", name);
    json_t *made = dxaws_cloudfront_initial_tree();
    json_t *own = json_pack("{ss ss ss}", CF_ID, id, CF_ARN, text, CF_DOMAIN_NAME, domain);
    bool whole = json_object_update(made, own) == 0;
    json_decref(own);
    return dx_whole(whole, made);
}

/* References are remembered for ever, those of deleted distributions too. */
static dxaws_error *take_reference(const struct memory_call *call, const json_t *wanted,
                                   const char *id)
{
    const char *reference = dx_text(wanted, CF_REFERENCE);
    if (dxaws_memory_get(call->account, MEMORY_SERVICE, "reference", reference) != NULL) {
        return memory_refuse(call->operation, "DistributionAlreadyExists",
                             "the caller reference is associated with another distribution");
    }
    json_t *taken = json_pack("{ss}", CF_ID, id);
    dxaws_error *error =
        taken ? dxaws_memory_put_tree(call->account, MEMORY_SERVICE, "reference", reference, taken)
              : dxaws_error_out_of_memory();
    json_decref(taken);
    return error;
}

static dxaws_error *create(void *self, dxaws_context *context, const json_t *wanted, json_t **made)
{
    const struct memory_call call = {.account = self, .operation = "CreateDistributionWithTags"};
    dxaws_error *error = memory_begin(&call, context, true);
    if (error != NULL) {
        return error;
    }
    json_t *distribution = blank(&call);
    bool whole = cloudfront_copy_configuration(distribution, wanted);
    whole = memory_order_aliases(distribution) && whole;
    dx_put_from(&whole, distribution, CF_REFERENCE, wanted);
    dx_put_from(&whole, distribution, CF_TAGS, wanted);
    if (json_object_get(wanted, CF_OAC) != NULL) {
        dx_put(&whole, distribution, CF_ORIGIN_OAC, json_incref(json_object_get(wanted, CF_OAC)));
    }
    const char *fault = dxaws_memory_tags_fault(json_object_get(wanted, CF_TAGS));
    if (fault != NULL) {
        error = memory_refuse(call.operation, "InvalidTagging", fault);
    }
    error = error   ? error
            : whole ? take_reference(&call, wanted, dx_text(distribution, CF_ID))
                    : dxaws_error_out_of_memory();
    if (error == NULL) {
        error = memory_check_configuration(self, call.operation, distribution);
    }
    if (error == NULL) {
        error = memory_use_certificate(self, dx_text(distribution, CF_ARN), NULL,
                                       dx_text(distribution, CF_CERTIFICATE));
    }
    if (error == NULL) {
        error = store_change(&call, distribution);
    }
    error = memory_end(&call, error);
    json_object_del(distribution, "deployed_ms");
    if (error == NULL &&
        json_object_set_new(distribution, CF_STATUS, json_string(CF_IN_PROGRESS)) != 0) {
        error = dxaws_error_out_of_memory();
    }
    if (error != NULL) {
        json_decref(distribution);
        return error;
    }
    *made = distribution;
    return NULL;
}

static dxaws_error *change(const struct memory_call *call, json_t *stored, const json_t *found,
                           const json_t *changes)
{
    json_t *before = json_incref(json_object_get(stored, CF_CERTIFICATE));
    dxaws_error *error = memory_check_match(call, stored, dx_text(found, CF_ETAG));
    bool whole = cloudfront_copy_configuration(stored, changes);
    whole = memory_order_aliases(stored) && whole;
    if (json_object_get(changes, CF_OAC) != NULL) {
        dx_put(&whole, stored, CF_ORIGIN_OAC, json_incref(json_object_get(changes, CF_OAC)));
    }
    if (error == NULL && !whole) {
        error = dxaws_error_out_of_memory();
    }
    if (error == NULL) {
        error = memory_check_configuration(call->account, call->operation, stored);
    }
    if (error == NULL) {
        error = memory_use_certificate(call->account, dx_text(stored, CF_ARN),
                                       json_string_value(before), dx_text(stored, CF_CERTIFICATE));
    }
    json_decref(before);
    return error ? error : store_change(call, stored);
}

static dxaws_error *update(void *self, dxaws_context *context, const json_t *found,
                           const json_t *changes, json_t **changed)
{
    const struct memory_call call = {.account = self, .operation = "UpdateDistribution"};
    dxaws_error *error = memory_begin(&call, context, true);
    if (error != NULL) {
        return error;
    }
    json_t *stored = stored_distribution(&call, dx_text(found, CF_ID));
    error = stored ? change(&call, stored, found, changes) : gone(&call);
    error = memory_end(&call, error ? error : report(&call, stored));
    if (error == NULL) {
        *changed = stored;
    } else {
        json_decref(stored);
    }
    return error;
}

static dxaws_error *check_deletable(const struct memory_call *call, json_t *stored,
                                    const char *etag)
{
    dxaws_error *error = memory_check_match(call, stored, etag);
    error = error ? error : report(call, stored);
    if (error != NULL) {
        return error;
    }
    bool enabled = json_is_true(json_object_get(stored, CF_ENABLED));
    const char *status = dx_text(stored, CF_STATUS);
    return !enabled && strcmp(status, CF_DEPLOYED) == 0
               ? NULL
               : memory_refuse(call->operation, "DistributionNotDisabled",
                               "the distribution has not been disabled");
}

static dxaws_error *remove_distribution(void *self, dxaws_context *context, const char *id,
                                        const char *etag)
{
    const struct memory_call call = {.account = self, .operation = "DeleteDistribution"};
    dxaws_error *error = memory_begin(&call, context, true);
    if (error != NULL) {
        return error;
    }
    json_t *stored = stored_distribution(&call, id);
    error = stored ? check_deletable(&call, stored, etag) : gone(&call);
    if (error == NULL) {
        error = memory_use_certificate(self, dx_text(stored, CF_ARN),
                                       dx_text(stored, CF_CERTIFICATE), NULL);
        dxaws_memory_remove(self, MEMORY_SERVICE, MEMORY_DISTRIBUTION, id);
    }
    json_decref(stored);
    return memory_end(&call, error);
}

/* "arn:aws:cloudfront::123456789012:distribution/E1" */
static json_t *tagged(const struct memory_call *call, const char *arn)
{
    const char *slash = strrchr(arn, '/');
    return slash ? stored_distribution(call, slash + 1) : NULL;
}

static dxaws_error *change_tags(const struct memory_call *call, dxaws_context *context,
                                const char *arn, const json_t *add, const json_t *remove)
{
    dxaws_error *error = memory_begin(call, context, true);
    if (error != NULL) {
        return error;
    }
    json_t *stored = tagged(call, arn);
    json_t *tags = json_object_get(stored, CF_TAGS);
    size_t index;
    json_t *key;
    const char *fault = dxaws_memory_tags_fault(add);
    if (fault != NULL) {
        json_decref(stored);
        return memory_end(call, memory_refuse(call->operation, "InvalidTagging", fault));
    }
    if (stored == NULL) {
        return memory_end(call, memory_refuse(call->operation, "NoSuchResource",
                                              "the specified resource does not exist"));
    }
    json_array_foreach((json_t *)(uintptr_t)remove, index, key) {
        json_object_del(tags, json_string_value(key));
    }
    error = add != NULL && json_object_update(tags, (json_t *)(uintptr_t)add) != 0
                ? dxaws_error_out_of_memory()
            : json_object_size(tags) > MOST_TAGS
                ? memory_refuse(call->operation, "InvalidTagging", "at most 50 tags")
                : dxaws_memory_put_tree(call->account, MEMORY_SERVICE, MEMORY_DISTRIBUTION,
                                        dx_text(stored, CF_ID), stored);
    json_decref(stored);
    return memory_end(call, error);
}

static dxaws_error *tag(void *self, dxaws_context *context, const char *arn, const json_t *tags)
{
    const struct memory_call call = {.account = self, .operation = "TagResource"};
    return change_tags(&call, context, arn, tags, NULL);
}

static dxaws_error *untag(void *self, dxaws_context *context, const char *arn, const json_t *keys)
{
    const struct memory_call call = {.account = self, .operation = "UntagResource"};
    return change_tags(&call, context, arn, NULL, keys);
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

static const struct cloudfront_service service = {
    .needs = "an account",
    .destroy = destroy,
    .list = list,
    .describe = describe,
    .look = look,
    .create = create,
    .update = update,
    .remove = remove_distribution,
    .tag = tag,
    .untag = untag,
    .list_oacs = memory_list_oacs,
    .look_oac = memory_look_oac,
    .create_oac = memory_create_oac,
    .update_oac = memory_update_oac,
    .remove_oac = memory_remove_oac,
    .invalidate = memory_invalidate,
    .look_invalidation = memory_look_invalidation,
    .find_invalidation = memory_find_invalidation,
    .certificate = memory_look_certificate,
    .list_conflicts = memory_list_conflicts,
    .account = account_of,
};

dxaws_error *dxaws_cloudfront_provider_new_memory(dxaws_memory_account *account,
                                                  dxaws_cloudfront_provider **provider)
{
    return cloudfront_service_provider_new("memory", &service, dxaws_memory_account_ref(account),
                                           provider);
}
