/* SPDX-License-Identifier: MIT */
/* The provider's operations, over the calls of a service: what aws and memory have in common. */
#include "operations.h"

#include <stdlib.h>
#include <string.h>

/* How long CloudFront may disagree with itself after it said Deployed. */
enum { RETRY_LIMIT_MS = 180000, FIRST_PAUSE_MS = 1000, LONGEST_PAUSE_MS = 15000 };

static dxaws_error *create_oac(void *self, dxaws_context *context, const json_t *payload,
                               struct dx_state *observed)
{
    const struct operations *on = self;
    json_t *made = NULL;
    dxaws_error *error =
        on->service->create_oac(on->self, context, dx_text(payload, "oac_name"), &made);
    if (cloudfront_is_refusal(error, "OriginAccessControlAlreadyExists")) {
        /* Ours all the same: made by a run that did not hear the answer. */
        dxaws_error_free(error);
        error = operations_find_oac(on, context, dx_text(payload, CF_NAME), observed);
    } else if (error == NULL) {
        dx_state_set_text(observed, CF_OAC, dx_text(made, CF_ID));
    }
    json_decref(made);
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
        if (reference == NULL) {
            return dxaws_error_out_of_memory();
        }
        json_object_set_new(wanted, CF_REFERENCE, json_string(reference));
        free(reference);
        error = on->service->create(on->self, context, wanted, made);
        bool used = cloudfront_is_refusal(error, "DistributionAlreadyExists");
        if (!used && !cloudfront_is_refusal(error, "CNAMEAlreadyExists")) {
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
                                        struct dx_state *observed)
{
    json_t *wanted = json_deep_copy(payload);
    json_t *made = NULL;
    const char *oac =
        dx_text(payload, CF_OAC) ? dx_text(payload, CF_OAC) : dx_state_text(observed, CF_OAC);
    if (wanted == NULL || oac == NULL) {
        json_decref(wanted);
        return dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "cloudfront", "NoOriginAccessControl",
                               "cloudfront %s: there is no origin access control yet; plan again",
                               dx_text(payload, CF_NAME));
    }
    json_object_set_new(wanted, CF_OAC, json_string(oac));
    dxaws_error *error = create_with_reference(self, context, wanted, &made);
    if (error == NULL) {
        operations_absorb(observed, made);
    }
    json_decref(made);
    json_decref(wanted);
    return error;
}

static dxaws_error *update_distribution(void *self, dxaws_context *context, const json_t *payload,
                                        struct dx_state *observed)
{
    const struct operations *on = self;
    json_t *changes = json_copy((json_t *)(uintptr_t)payload);
    json_t *found = json_pack("{sO* sO*}", CF_ID, json_object_get(payload, CF_ID), CF_ETAG,
                              json_object_get(payload, CF_ETAG));
    json_t *changed = NULL;
    if (json_object_get(payload, CF_OAC) != NULL && dx_text(payload, CF_OAC)[0] == '\0') {
        json_object_set(changes, CF_OAC, (json_t *)(uintptr_t)dx_state_get(observed, CF_OAC));
    }
    /* The document belongs to the ETag that it was read with, and to no other. */
    const char *etag = dx_state_text(observed, CF_ETAG);
    if (etag != NULL && dx_text(found, CF_ETAG) != NULL &&
        strcmp(etag, dx_text(found, CF_ETAG)) == 0 && dx_state_get(observed, CF_DOCUMENT)) {
        json_object_set(found, CF_DOCUMENT,
                        (json_t *)(uintptr_t)dx_state_get(observed, CF_DOCUMENT));
    }
    dxaws_error *error = changes && found
                             ? on->service->update(on->self, context, found, changes, &changed)
                             : dxaws_error_out_of_memory();
    if (error == NULL) {
        operations_absorb(observed, changed);
    }
    json_decref(changes);
    json_decref(found);
    json_decref(changed);
    return error;
}

static dxaws_error *put_tags(void *self, dxaws_context *context, const json_t *payload,
                             struct dx_state *observed)
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
        dx_state_set_value(observed, CF_TAGS, json_deep_copy(tags));
    }
    return error;
}

/* A call that CloudFront refuses for a while after it should not. */
struct patience {
    dxaws_context *context;
    const char *codes[3]; /* the refusals that pass by themselves */
    int64_t start_ms;
    int64_t pause_ms;
};

static struct patience patience_new(dxaws_context *context, const char *first, const char *second)
{
    return (struct patience){
        .context = context,
        .codes = {first, second},
        .start_ms = dxaws_context_monotonic_ms(context),
        .pause_ms = FIRST_PAUSE_MS,
    };
}

/* True, after a pause and without *error, when the call should be made once more. */
static bool try_again(struct patience *patience, dxaws_error **error)
{
    bool passes = false;
    for (size_t i = 0; patience->codes[i] != NULL; i++) {
        passes = passes || cloudfront_is_refusal(*error, patience->codes[i]);
    }
    int64_t elapsed = dxaws_context_monotonic_ms(patience->context) - patience->start_ms;
    if (!passes || elapsed >= RETRY_LIMIT_MS) {
        return false;
    }
    dxaws_error_free(*error);
    *error = dxaws_context_sleep_ms(patience->context, patience->pause_ms);
    patience->pause_ms =
        patience->pause_ms * 2 < LONGEST_PAUSE_MS ? patience->pause_ms * 2 : LONGEST_PAUSE_MS;
    return *error == NULL;
}

/* What is gone already needs no deleting. */
static dxaws_error *unless_gone(dxaws_error *error, const char *aws_code)
{
    if (!cloudfront_is_refusal(error, aws_code)) {
        return error;
    }
    dxaws_error_free(error);
    return NULL;
}

/* One try: a copy of the live configuration, switched off. */
static dxaws_error *switch_off(const struct operations *on, dxaws_context *context, const char *id,
                               struct dx_state *observed)
{
    json_t *changes = json_pack("{sb}", CF_ENABLED, 0);
    json_t *found = NULL;
    json_t *now = NULL;
    dxaws_error *error =
        changes ? on->service->look(on->self, context, id, &found) : dxaws_error_out_of_memory();
    if (error == NULL && json_is_true(json_object_get(found, CF_ENABLED))) {
        error = on->service->update(on->self, context, found, changes, &now);
    }
    if (error == NULL) {
        operations_absorb(observed, now ? now : found);
    }
    json_decref(changes);
    json_decref(found);
    json_decref(now);
    return error;
}

/* Whatever else somebody changes meanwhile, it is to be disabled. */
static dxaws_error *disable(void *self, dxaws_context *context, const json_t *payload,
                            struct dx_state *observed)
{
    struct patience patience = patience_new(context, "PreconditionFailed", NULL);
    dxaws_error *error;
    do {
        error = switch_off(self, context, dx_text(payload, CF_ID), observed);
    } while (try_again(&patience, &error));
    return error;
}

static dxaws_error *wait_deployed(void *self, dxaws_context *context, const json_t *payload,
                                  struct dx_state *observed)
{
    const struct operations *on = self;
    json_t *found = NULL;
    const char *id =
        dx_text(payload, CF_ID) ? dx_text(payload, CF_ID) : dx_state_text(observed, CF_ID);
    dxaws_error *error = on->service->look(on->self, context, id, &found);
    if (error == NULL) {
        operations_absorb(observed, found);
    }
    json_decref(found);
    return error;
}

/* One try, at the ETag of now: disabling and deploying have made new ones. */
static dxaws_error *remove_now(const struct operations *on, dxaws_context *context, const char *id)
{
    json_t *found = NULL;
    dxaws_error *error = on->service->look(on->self, context, id, &found);
    if (error == NULL && found != NULL) {
        error = on->service->remove(on->self, context, id, dx_text(found, CF_ETAG));
    }
    json_decref(found);
    return unless_gone(error, "NoSuchDistribution");
}

static dxaws_error *delete_distribution(void *self, dxaws_context *context, const json_t *payload,
                                        struct dx_state *observed)
{
    struct patience patience =
        patience_new(context, "DistributionNotDisabled", "PreconditionFailed");
    dxaws_error *error;
    do {
        error = remove_now(self, context, dx_text(payload, CF_ID));
    } while (try_again(&patience, &error));
    if (error == NULL) {
        dx_state_set_boolean(observed, "exists", false);
    }
    return error;
}

static dxaws_error *delete_oac(void *self, dxaws_context *context, const json_t *payload,
                               struct dx_state *observed)
{
    const struct operations *on = self;
    struct patience patience =
        patience_new(context, "OriginAccessControlInUse", "PreconditionFailed");
    dxaws_error *error;
    do {
        error = unless_gone(on->service->remove_oac(on->self, context, dx_text(payload, CF_OAC)),
                            "NoSuchOriginAccessControl");
    } while (try_again(&patience, &error));
    if (error == NULL) {
        dx_state_set_text(observed, CF_OAC, NULL);
    }
    return error;
}

typedef dxaws_error *operation(void *self, dxaws_context *context, const json_t *payload,
                               struct dx_state *observed);

static dxaws_error *perform(operation *run, void *self, dxaws_context *context,
                            const dxaws_action *action, dxaws_cloudfront_current *observed)
{
    json_t *payload = dx_action_payload(action);
    if (payload == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = cloudfront_explain(run(self, context, payload, &observed->state), payload);
    json_decref(payload);
    return error;
}

/* The typed slot of an operation. */
#define SLOT(name)                                                                                 \
    static dxaws_error *name##_slot(void *self, dxaws_context *context,                            \
                                    const dxaws_action *action,                                    \
                                    dxaws_cloudfront_current *observed)                            \
    {                                                                                              \
        return perform(name, self, context, action, observed);                                     \
    }
SLOT(create_oac)
SLOT(create_distribution)
SLOT(update_distribution)
SLOT(put_tags)
SLOT(disable)
SLOT(wait_deployed)
SLOT(delete_distribution)
SLOT(delete_oac)

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
    };
    struct operations *on = calloc(1, sizeof *on);
    if (on == NULL) {
        return dxaws_error_out_of_memory();
    }
    *on = (struct operations){.service = service, .self = self};
    dxaws_error *error = dxaws_cloudfront_provider_new(&ops, on, provider);
    if (error != NULL) {
        free(on);
    }
    return error;
}
