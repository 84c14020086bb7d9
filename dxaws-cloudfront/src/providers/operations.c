/* SPDX-License-Identifier: MIT */
/* The provider's operations, over the calls of a service: what aws and memory have in common. */
#include "operations.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

static const char *observed_text(const dxaws_cloudfront_current *observed, const char *name)
{
    return dx_text(dxaws_cloudfront_current_tree(observed), name);
}

static dxaws_error *create_oac(void *self, dxaws_context *context, const json_t *payload,
                               dxaws_cloudfront_current *observed)
{
    const struct operations *on = self;
    json_t *made = NULL;
    dxaws_error *error =
        on->service->create_oac(on->self, context, dx_text(payload, "oac_name"), &made);
    if (dxaws_error_is_refusal(error, "OriginAccessControlAlreadyExists")) {
        /* Ours all the same: made by a run that did not hear the answer. */
        dxaws_error_free(error);
        error = operations_find_oac(on, context, dx_text(payload, CF_NAME), observed);
    } else if (error == NULL) {
        error = operations_absorb_oac(observed, made);
    }
    json_decref(made);
    return error;
}

static dxaws_error *update_oac(void *self, dxaws_context *context, const json_t *payload,
                               dxaws_cloudfront_current *observed)
{
    const struct operations *on = self;
    json_t *changes = json_object();
    json_t *changed = NULL;
    bool whole = changes != NULL;
    for (size_t i = 0; i < CLOUDFRONT_SIGNINGS; i++) {
        const struct cloudfront_signing *row = &cloudfront_signing[i];
        json_t *value = json_object_get(payload, row->attribute);
        if (value != NULL) {
            dx_put(&whole, changes, row->member, json_incref(value));
        }
    }
    dxaws_error *error = whole ? on->service->update_oac(
                                     on->self, context, dx_text(payload, CF_OAC), changes, &changed)
                               : dxaws_error_out_of_memory();
    if (error == NULL) {
        error = operations_absorb_oac(observed, changed);
    }
    json_decref(changes);
    json_decref(changed);
    return error;
}

/* After a refusal that a lost answer would explain: is there one with our comment by now? */
static dxaws_error *adopt(const struct operations *on, dxaws_context *context, const char *name,
                          json_t **found)
{
    json_t *summaries = NULL;
    const json_t *summary = NULL;
    dxaws_error *error = on->service->list(on->self, context, &summaries);
    if (error == NULL) {
        error = cloudfront_find_by_comment(name, summaries, &summary);
    }
    if (error == NULL && summary != NULL) {
        error = on->service->look(on->self, context, dx_text(summary, CF_ID), found);
    }
    json_decref(summaries);
    return error;
}

/* Caller references are never free again: a distribution that was deleted keeps its own. */
static dxaws_error *create_with_reference(const struct operations *on, dxaws_context *context,
                                          json_t *wanted, json_t **made)
{
    const char *name = dx_text(wanted, CF_NAME);
    dxaws_error *error = NULL;
    for (unsigned number = 1; number <= CLOUDFRONT_MOST_REFERENCES; number++) {
        char *reference = cloudfront_reference(name, number);
        bool whole = reference != NULL;
        if (reference != NULL) {
            dx_put(&whole, wanted, CF_REFERENCE, json_string(reference));
        }
        free(reference);
        if (!whole) {
            return dxaws_error_out_of_memory();
        }
        error = on->service->create(on->self, context, wanted, made);
        bool used = dxaws_error_is_refusal(error, "DistributionAlreadyExists");
        if (!used && !dxaws_error_is_refusal(error, "CNAMEAlreadyExists")) {
            return error;
        }
        dxaws_error *failed = number == 1 || !used ? adopt(on, context, name, made) : NULL;
        if (failed != NULL || *made != NULL) {
            dxaws_error_free(error);
            return failed;
        }
        if (!used || number == CLOUDFRONT_MOST_REFERENCES) {
            return error;
        }
        dxaws_error_free(error);
    }
    return error;
}

static dxaws_error *create_distribution(void *self, dxaws_context *context, const json_t *payload,
                                        dxaws_cloudfront_current *observed)
{
    json_t *made = NULL;
    const char *oac =
        dx_text(payload, CF_OAC) ? dx_text(payload, CF_OAC) : observed_text(observed, CF_OAC);
    if (oac == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "cloudfront",
                               DXAWS_CLOUDFRONT_ERROR_NO_ORIGIN_ACCESS_CONTROL,
                               "cloudfront %s: there is no origin access control yet; plan again",
                               dx_text(payload, CF_NAME));
    }
    json_t *wanted = dxaws_tree_copy(payload);
    dxaws_error *error = json_object_set_new(wanted, CF_OAC, json_string(oac)) == 0
                             ? create_with_reference(self, context, wanted, &made)
                             : dxaws_error_out_of_memory();
    if (error == NULL) {
        error = operations_absorb(observed, made);
    }
    json_decref(made);
    json_decref(wanted);
    return error;
}

/* A stale ETag may be the work of our own request, sent twice because its answer was lost. */
static dxaws_error *unless_done(const struct operations *on, dxaws_context *context,
                                const json_t *changes, dxaws_error *error, json_t **changed)
{
    json_t *now = NULL;
    if (!dxaws_error_is_refusal(error, "PreconditionFailed")) {
        return error;
    }
    dxaws_error *failed = on->service->look(on->self, context, dx_text(changes, CF_ID), &now);
    if (failed == NULL && now != NULL && cloudfront_is_changed(now, changes)) {
        *changed = now;
        dxaws_error_free(error);
        return NULL;
    }
    dxaws_error_free(failed);
    json_decref(now);
    return error;
}

/* What an update starts from: the document belongs to the ETag that it was read with, and to no
 * other. */
static json_t *version_to_update(const json_t *payload, const dxaws_cloudfront_current *observed)
{
    const json_t *now = dxaws_cloudfront_current_tree(observed);
    json_t *planned = json_object_get(payload, CF_ETAG);
    bool same = planned != NULL && json_equal(json_object_get(now, CF_ETAG), planned);
    /* Not "s*" of a text, which leaves out also what there is no memory for. */
    return json_pack("{sO* sO* sO*}", CF_ID, json_object_get(payload, CF_ID), CF_ETAG, planned,
                     CF_DOCUMENT, same ? json_object_get(now, CF_DOCUMENT) : NULL);
}

static dxaws_error *update_distribution(void *self, dxaws_context *context, const json_t *payload,
                                        dxaws_cloudfront_current *observed)
{
    const struct operations *on = self;
    json_t *changes = dx_members(payload);
    json_t *found = version_to_update(payload, observed);
    json_t *changed = NULL;
    const char *oac = dx_text(payload, CF_OAC);
    bool whole = changes != NULL && found != NULL;
    if (oac != NULL && *oac == '\0') { /* it was made by an action before */
        dx_put_from(&whole, changes, CF_OAC, dxaws_cloudfront_current_tree(observed));
    }
    dxaws_error *error = whole ? on->service->update(on->self, context, found, changes, &changed)
                               : dxaws_error_out_of_memory();
    error = unless_done(on, context, changes, error, &changed);
    if (error == NULL) {
        error = operations_absorb(observed, changed);
    }
    json_decref(changes);
    json_decref(found);
    json_decref(changed);
    return error;
}

static dxaws_error *put_tags(void *self, dxaws_context *context, const json_t *payload,
                             dxaws_cloudfront_current *observed)
{
    const struct operations *on = self;
    const char *arn = dx_text(payload, CF_ARN);
    const json_t *untag = json_object_get(payload, "untag");
    const json_t *tags = json_object_get(payload, CF_TAGS);
    dxaws_error *error = NULL;
    if (json_array_size(untag) > 0) {
        error = on->service->untag(on->self, context, arn, untag);
    }
    if (error == NULL && json_object_size(tags) > 0) {
        error = on->service->tag(on->self, context, arn, tags);
    }
    if (error == NULL) {
        json_t *members = json_pack("{sO}", CF_TAGS, tags);
        error = dxaws_cloudfront_current_assign_tree(observed, members);
        json_decref(members);
    }
    return error;
}

static dxaws_error *wait_deployed(void *self, dxaws_context *context, const json_t *payload,
                                  dxaws_cloudfront_current *observed)
{
    const struct operations *on = self;
    json_t *found = NULL;
    const char *id =
        dx_text(payload, CF_ID) ? dx_text(payload, CF_ID) : observed_text(observed, CF_ID);
    dxaws_error *error = on->service->look(on->self, context, id, &found);
    if (error == NULL) {
        error = operations_absorb(observed, found);
    }
    json_decref(found);
    return error;
}

typedef dxaws_error *operation(void *self, dxaws_context *context, const json_t *payload,
                               dxaws_cloudfront_current *observed);

static dxaws_error *perform(operation *run, void *self, dxaws_context *context,
                            const dxaws_action *action, dxaws_cloudfront_current *observed)
{
    const json_t *payload = dxaws_action_payload_tree(action);
    return cloudfront_explain(run(self, context, payload, observed), payload);
}

/* The typed slot of an operation. */
#define SLOT(name, run)                                                                            \
    static dxaws_error *name##_slot(void *self, dxaws_context *context,                            \
                                    const dxaws_action *action,                                    \
                                    dxaws_cloudfront_current *observed)                            \
    {                                                                                              \
        return perform(run, self, context, action, observed);                                      \
    }
SLOT(create_oac, create_oac)
SLOT(create_distribution, create_distribution)
SLOT(update_distribution, update_distribution)
SLOT(put_tags, put_tags)
SLOT(disable, operations_disable)
SLOT(wait_deployed, wait_deployed)
SLOT(delete_distribution, operations_delete_distribution)
SLOT(delete_oac, operations_delete_oac)
SLOT(update_oac, update_oac)

static void destroy(void *self)
{
    struct operations *on = self;
    on->service->destroy(on->self);
    free(on);
}

dxaws_error *cloudfront_service_provider_new(const char *name,
                                             const struct cloudfront_service *service, void *self,
                                             dxaws_cloudfront_provider **provider)
{
    const dxaws_cloudfront_provider_ops ops = {
        .size = sizeof ops,
        .name = name,
        .destroy = destroy,
        .get_current = operations_get_current,
        .create_oac = create_oac_slot,
        .create_distribution = create_distribution_slot,
        .update_distribution = update_distribution_slot,
        .put_tags = put_tags_slot,
        .disable = disable_slot,
        .wait_deployed = wait_deployed_slot,
        .delete_distribution = delete_distribution_slot,
        .delete_oac = delete_oac_slot,
        .update_oac = update_oac_slot,
    };
    if (self == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cloudfront",
                               DXAWS_MODULE_ERROR_INVALID_PROVIDER,
                               "cloudfront: the %s provider needs %s", name, service->needs);
    }
    struct operations *on = calloc(1, sizeof *on);
    if (on == NULL) {
        service->destroy(self);
        return dxaws_error_out_of_memory();
    }
    *on = (struct operations){.service = service, .self = self};
    dxaws_error *error = dxaws_cloudfront_provider_new(&ops, on, provider);
    if (error != NULL) {
        destroy(on);
    }
    return error;
}
