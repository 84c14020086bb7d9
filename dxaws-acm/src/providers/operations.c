/* SPDX-License-Identifier: MIT */
/* The provider's operations, over the calls of a service: what aws and memory have in common. */
#include "service.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

#include "token.h"

enum {
    GENERATIONS = 20, /* certificates of one name that were deleted within an hour */
    LOOKS = 4,        /* at a new certificate that ACM does not find */
    PAUSE_MS = 500,
};

/* One action; the texts are borrowed from payload and observed state. */
struct action {
    struct operations *on;
    struct acm_target target;
    const json_t *payload;
    const char *arn; /* NULL when neither has one */
    dxaws_acm_current *observed;
};

static bool is_not_found(const dxaws_error *error)
{
    return error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_NOT_FOUND;
}

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

/* ACM's lists lag behind: what this process made or deleted it has to know by itself. */
static dxaws_error *remember(const struct action *action, const char *arn, bool made)
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

/* A new certificate may be invisible for a moment; one that stays so was deleted: *made stays
 * NULL. */
static dxaws_error *describe_new(const struct action *action, const char *arn, json_t **made)
{
    int64_t pause = PAUSE_MS;
    for (int look = 1;; look++) {
        dxaws_error *error = operations_describe(action->on, &action->target, arn, made);
        if (!is_not_found(error)) {
            return error;
        }
        dxaws_error_free(error);
        error = look < LOOKS ? dxaws_context_sleep_ms(action->target.context, pause) : NULL;
        if (error != NULL || look == LOOKS) {
            return error;
        }
        pause *= 2;
    }
}

/* *made stays NULL when the token is that of a certificate that is no longer wanted or there. */
static dxaws_error *try_request(const struct action *action, unsigned generation, json_t **made)
{
    char token[ACM_TOKEN_SIZE];
    char *arn = NULL;
    const char *replaces = dx_text(action->payload, ACM_REPLACES);
    const struct acm_target *target = &action->target;
    if (!acm_token(target->domain, target->region, dx_text(action->payload, ACM_KEY), generation,
                   token)) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error =
        action->on->service->request(action->on->self, target, action->payload, token, &arn);
    if (error == NULL && !operations_has_deleted(action->on, arn) &&
        (replaces == NULL || strcmp(arn, replaces) != 0)) {
        error = describe_new(action, arn, made);
    }
    free(arn);
    return error;
}

static dxaws_error *request_certificate(const struct action *action)
{
    json_t *made = NULL;
    dxaws_error *error = NULL;
    for (unsigned i = 0; error == NULL && made == NULL && i < GENERATIONS; i++) {
        error = try_request(action, i, &made);
    }
    if (made != NULL) {
        json_t *tags = json_object_get(action->payload, ACM_TAGS);
        bool whole = true;
        dx_put(&whole, made, ACM_TAGS, tags ? json_incref(tags) : json_object());
        error = remember(action, dx_text(made, ACM_ARN), true);
        error = error || whole ? error : dxaws_error_out_of_memory();
        error = error ? error : certificate_observe(made, action->observed);
        json_decref(made);
    } else if (error == NULL) {
        error = dxaws_error_new(DXAWS_ERROR_CONFLICT, "acm", DXAWS_ACM_ERROR_TOKENS_USED_UP,
                                "acm %s: %d certificates of this name were deleted within the "
                                "hour; run again later",
                                action->target.domain, GENERATIONS);
    }
    return error;
}

static dxaws_error *no_arn(const struct action *action)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "acm", DXAWS_ACM_ERROR_NO_CERTIFICATE,
                           "acm %s: the plan names no certificate; plan again",
                           action->target.domain);
}

static dxaws_error *put_tags(const struct action *action)
{
    const struct operations *on = action->on;
    json_t *tags = json_object_get(action->payload, ACM_TAGS);
    json_t *removed = json_object_get(action->payload, ACM_REMOVED_TAGS);
    json_t *members = json_pack("{sO*}", ACM_TAGS, tags);
    dxaws_error *error = action->arn ? NULL : no_arn(action);
    /* First those that go, so that 50 stay 50 at most. */
    if (error == NULL && json_array_size(removed) > 0) {
        error = on->service->remove_tags(on->self, &action->target, action->arn, removed);
    }
    if (error == NULL && json_object_size(tags) > 0) {
        error = on->service->add_tags(on->self, &action->target, action->arn, tags);
    }
    if (error == NULL) {
        error = dxaws_acm_current_assign_tree(action->observed, members);
    }
    json_decref(members);
    return error;
}

/* One look of a wait. */
static dxaws_error *describe(const struct action *action)
{
    json_t *found = NULL;
    dxaws_error *error = action->arn
                             ? operations_describe(action->on, &action->target, action->arn, &found)
                             : no_arn(action);
    if (error == NULL) {
        error = certificate_observe(found, action->observed);
    } else if (is_not_found(error)) {
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
    dxaws_error *error = operations_describe(action->on, &action->target, action->arn, &found);
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
    dxaws_error *error = on->service->remove(on->self, &action->target, action->arn);
    if (is_not_found(error)) {
        dxaws_error_free(error);
        return NULL;
    }
    return dxaws_error_is_refusal(error, "ResourceInUseException") ? explain_in_use(action, error)
                                                                   : error;
}

static dxaws_error *delete_certificate(const struct action *action)
{
    dxaws_error *error = action->arn ? delete_it(action) : no_arn(action);
    if (error == NULL) {
        error = remember(action, action->arn, false);
    }
    if (error == NULL) {
        dxaws_acm_current_set_exists(action->observed, false);
    }
    return error;
}

static dxaws_error *invalid_action(const dxaws_action *action, const char *missing)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "acm", DXAWS_ACM_ERROR_INVALID_ACTION,
                           "acm: the payload of %s has no %s", dxaws_action_kind(action), missing);
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
SLOT(request_certificate)
SLOT(put_tags)
SLOT(describe)
SLOT(delete_certificate)

static dxaws_error *list_certificates(void *self, dxaws_context *context,
                                      const dxaws_action *action, dxaws_acm_current *observed)
{
    const char *region = dx_text(dxaws_action_payload_tree(action), ACM_REGION);
    const struct acm_target target = {.context = context, .region = region};
    return region ? operations_list(self, &target, observed) : invalid_action(action, "region");
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
        .request_dns_validated_certificate = request_certificate_slot,
        .put_tags = put_tags_slot,
        .get_dns_validation_records = describe_slot,
        .describe_certificate = describe_slot,
        .delete_certificate = delete_certificate_slot,
        .list_certificates = list_certificates,
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
