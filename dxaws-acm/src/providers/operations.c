/* SPDX-License-Identifier: MIT */
/* The provider's operations, over the calls of a service: what aws and memory have in common. */
#include "operations.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

/* A used-up quota looks like throttling, but no patience helps. */
static dxaws_error *explain(const struct acm_target *target, dxaws_error *error)
{
    if (!dxaws_error_is_refusal(error, "LimitExceededException")) {
        return error;
    }
    return dxaws_error_explain(
        error, dxaws_error_new(DXAWS_ERROR_REFUSED, "acm", DXAWS_ACM_ERROR_CERTIFICATE_QUOTA,
                               "acm %s: a quota of this account in %s is used up (%s); delete "
                               "certificates that nobody uses, or ask AWS for a higher quota",
                               target->domain, target->region, dxaws_error_message(error)));
}

dxaws_error *operations_remember(const struct action *action, const char *arn, bool made)
{
    struct operations *on = action->on;
    pthread_mutex_lock(&on->lock);
    bool kept =
        json_object_set_new(on->known, arn,
                            json_pack("{ss ss sb}", ACM_DOMAIN, action->target.domain, ACM_REGION,
                                      action->target.region, "made", made)) == 0;
    pthread_mutex_unlock(&on->lock);
    return kept ? NULL : dxaws_error_out_of_memory();
}

/* It may be gone from now on, also where the answer is lost: the list knows better. */
static void forget(const struct action *action)
{
    pthread_mutex_lock(&action->on->lock);
    json_object_del(action->on->known, action->arn);
    pthread_mutex_unlock(&action->on->lock);
}

dxaws_error *operations_no_arn(const struct action *action)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "acm", DXAWS_ACM_ERROR_NO_CERTIFICATE,
                           "acm %s: the plan names no certificate; plan again",
                           action->target.domain);
}

/* One look of a wait. */
static dxaws_error *describe(const struct action *action)
{
    json_t *found = NULL;
    dxaws_error *error =
        action->arn ? operations_describe(action->on, &action->target, action->arn, false, &found)
                    : operations_no_arn(action);
    if (error == NULL) {
        error = certificate_observe(found, action->observed);
    } else if (operations_is_gone(error)) {
        dxaws_error_free(error);
        error = certificate_miss(action->observed);
    }
    json_decref(found);
    return error;
}

/* Says who uses it; takes @a refusal over. What nobody uses any more by what ACM says, or what it
 * is busy with itself, passes: the engine is patient with it. */
static dxaws_error *explain_in_use(const struct action *action, dxaws_error *refusal)
{
    json_t *found = NULL;
    dxaws_error *error =
        operations_describe(action->on, &action->target, action->arn, false, &found);
    json_t *users = json_object_get(found, ACM_USERS);
    if (error != NULL || json_array_size(users) > 0) {
        refusal = dxaws_error_explain(
            refusal, certificate_in_use(action->target.domain, action->arn, users));
    }
    dxaws_error_free(error);
    json_decref(found);
    return refusal;
}

static dxaws_error *delete_it(const struct action *action)
{
    const struct operations *on = action->on;
    forget(action);
    dxaws_error *error = on->service->remove(on->self, &action->target, action->arn);
    if (operations_is_gone(error)) {
        dxaws_error_free(error);
        return NULL;
    }
    return dxaws_error_is_refusal(error, "ResourceInUseException") ? explain_in_use(action, error)
                                                                   : error;
}

static dxaws_error *delete_certificate(const struct action *action)
{
    dxaws_error *error = action->arn ? operations_check_marks(action) : operations_no_arn(action);
    if (operations_is_gone(error)) {
        dxaws_error_free(error);
        error = NULL;
    } else if (error == NULL) {
        error = delete_it(action);
    }
    if (error == NULL) {
        error = operations_remember(action, action->arn, false);
    }
    if (error == NULL) {
        dxaws_acm_current_set_exists(action->observed, false);
    }
    return error;
}

static dxaws_error *invalid_action(const dxaws_action *action, const char *missing)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "acm", DXAWS_ACM_ERROR_INVALID_ACTION,
                           "acm: the payload of %s has no %s; plan again",
                           dxaws_action_kind(action), missing);
}

static dxaws_error *perform(dxaws_error *(*run)(const struct action *action), void *self,
                            dxaws_context *context, const dxaws_action *performed,
                            dxaws_acm_current *observed)
{
    struct action action = {.on = self,
                            .target = {.context = context},
                            .payload = dxaws_action_payload_tree(performed),
                            .observed = observed};
    action.target.region = dx_text(action.payload, ACM_REGION);
    action.target.domain = dx_text(action.payload, ACM_DOMAIN);
    action.arn = dx_text(action.payload, ACM_ARN);
    if (action.target.region == NULL || action.target.domain == NULL) {
        return invalid_action(performed, "domain name or no region");
    }
    if (action.arn == NULL) {
        action.arn = dxaws_acm_current_arn(observed);
    }
    return explain(&action.target, run(&action));
}

/* The typed slot of an operation. */
#define SLOT(run)                                                                                  \
    static dxaws_error *run##_slot(void *self, dxaws_context *context, const dxaws_action *action, \
                                   dxaws_acm_current *observed)                                    \
    {                                                                                              \
        return perform(run, self, context, action, observed);                                      \
    }
SLOT(operations_request)
SLOT(operations_put_tags)
SLOT(describe)
SLOT(delete_certificate)

static dxaws_error *list_certificates(void *self, dxaws_context *context,
                                      const dxaws_action *action, dxaws_acm_current *observed)
{
    const char *region = dx_text(dxaws_action_payload_tree(action), ACM_REGION);
    const struct acm_target target = {.context = context, .region = region};
    return region ? operations_list(self, &target, observed) : invalid_action(action, "region");
}

static dxaws_error *find(void *self, dxaws_context *context, const dxaws_action *action,
                         dxaws_acm_current *observed)
{
    return operations_find(self, context, dx_text(dxaws_action_payload_tree(action), "owner"),
                           observed);
}

static dxaws_error *get_current(void *self, dxaws_context *context, const dxaws_acm_desired *wanted,
                                dxaws_acm_current *current)
{
    const struct acm_target target = {.context = context,
                                      .region = dxaws_acm_desired_region(wanted),
                                      .domain = dxaws_acm_desired_domain_name(wanted)};
    return explain(&target,
                   operations_read(self, &target, dxaws_acm_desired_tree(wanted), current));
}

static void destroy(void *self)
{
    struct operations *on = self;
    on->service->destroy(on->self);
    json_decref(on->known);
    pthread_mutex_destroy(&on->lock);
    free(on);
}

dxaws_error *acm_service_provider_new(const char *name, const struct acm_service *service,
                                      void *self, dxaws_acm_provider **provider)
{
    const dxaws_acm_provider_ops ops = {
        .size = sizeof ops,
        .name = name,
        .destroy = destroy,
        .get_current = get_current,
        .request_dns_validated_certificate = operations_request_slot,
        .put_tags = operations_put_tags_slot,
        .get_dns_validation_records = describe_slot,
        .describe_certificate = describe_slot,
        .delete_certificate = delete_certificate_slot,
        .list_certificates = list_certificates,
        .find = find,
    };
    if (self == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "acm",
                               DXAWS_MODULE_ERROR_INVALID_PROVIDER, "acm: the %s provider needs %s",
                               name, service->needs);
    }
    struct operations *on = calloc(1, sizeof *on);
    if (on == NULL) {
        service->destroy(self);
        return dxaws_error_out_of_memory();
    }
    *on = (struct operations){.service = service, .self = self, .known = json_object()};
    pthread_mutex_init(&on->lock, NULL);
    dxaws_error *error =
        on->known ? dxaws_acm_provider_new(&ops, on, provider) : dxaws_error_out_of_memory();
    if (error != NULL) {
        destroy(on);
    }
    return error;
}
