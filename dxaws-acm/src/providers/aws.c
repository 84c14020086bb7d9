/* SPDX-License-Identifier: MIT */
/* The aws provider: ACM itself. Here what writes, and the looks of waits. */
#include <dxaws/extend/error.h>

#include <stdlib.h>
#include <string.h>

#include "../token.h"
#include "aws-calls.h"

enum {
    GENERATIONS = 20, /* certificates of one name that were deleted within an hour */
    LOOKS = 4,        /* at a new certificate that ACM does not find */
    DELETE_ATTEMPTS = 5,
    PAUSE_MS = 500,
};

static bool is_not_found(const dxaws_error *error)
{
    return error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_NOT_FOUND;
}

static bool has_aws_code(const dxaws_error *error, const char *code)
{
    const char *found = error ? dxaws_error_aws_code(error) : NULL;
    return found != NULL && strcmp(found, code) == 0;
}

/* An action's parameters; the texts are borrowed from payload and observed state. */
struct step {
    struct acm_target target;
    json_t *payload;
    const char *arn;
};

static dxaws_error *step_open(struct step *step, void *self, dxaws_context *context,
                              const dxaws_action *action, const dxaws_acm_current *observed)
{
    *step = (struct step){.payload = dx_action_payload(action)};
    if (step->payload == NULL) {
        return dxaws_error_out_of_memory();
    }
    step->target = (struct acm_target){.aws = self,
                                       .context = context,
                                       .region = dx_text(step->payload, ACM_REGION),
                                       .domain = dx_text(step->payload, ACM_DOMAIN)};
    step->arn = dx_text(step->payload, ACM_ARN);
    if (step->arn == NULL) {
        step->arn = dxaws_acm_current_arn(observed);
    }
    return NULL;
}

static dxaws_error *no_arn(const struct step *step)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "acm", "NoCertificate",
                           "acm %s: the plan names no certificate; plan again",
                           step->target.domain);
}

/* A new certificate may be invisible for a moment; one that stays so was deleted. */
static dxaws_error *describe_new(const struct acm_target *target, const char *arn, json_t **made)
{
    int64_t pause = PAUSE_MS;
    dxaws_error *error = NULL;
    for (int look = 0; look < LOOKS; look++) {
        dxaws_error_free(error);
        error = acm_describe(target, arn, made);
        if (!is_not_found(error) || look + 1 == LOOKS) {
            return error;
        }
        dxaws_error *stopped = dxaws_context_sleep_ms(target->context, pause);
        if (stopped != NULL) {
            dxaws_error_free(error);
            return stopped;
        }
        pause *= 2;
    }
    return error;
}

/* *made stays NULL when the token is that of a certificate that is no longer wanted or there. */
static dxaws_error *try_request(const struct step *step, unsigned generation, json_t **made)
{
    char token[ACM_TOKEN_SIZE];
    char *arn = NULL;
    const char *replaces = dx_text(step->payload, ACM_REPLACES);
    const struct acm_target *target = &step->target;
    if (!acm_token(target->domain, target->region, dx_text(step->payload, ACM_KEY), generation,
                   token)) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = acm_request(target, step->payload, token, &arn);
    if (error == NULL && !acm_aws_has_deleted(target, arn) &&
        (replaces == NULL || strcmp(arn, replaces) != 0)) {
        error = describe_new(target, arn, made);
        if (is_not_found(error)) {
            dxaws_error_free(error);
            error = NULL;
        }
    }
    free(arn);
    return error;
}

static dxaws_error *request_dns_validated_certificate(void *self, dxaws_context *context,
                                                      const dxaws_action *action,
                                                      dxaws_acm_current *observed)
{
    struct step step;
    json_t *made = NULL;
    dxaws_error *error = step_open(&step, self, context, action, observed);
    for (unsigned i = 0; error == NULL && made == NULL && i < GENERATIONS; i++) {
        error = try_request(&step, i, &made);
    }
    if (made != NULL) {
        json_t *tags = json_object_get(step.payload, ACM_TAGS);
        acm_aws_remember(&step.target, dx_text(made, ACM_ARN), true);
        certificate_observe(made, &observed->state);
        dx_state_set_value(&observed->state, ACM_TAGS, tags ? json_incref(tags) : json_object());
        json_decref(made);
    } else if (error == NULL) {
        error = dxaws_error_new(DXAWS_ERROR_CONFLICT, "acm", "TokensUsedUp",
                                "acm %s: %d certificates of this name were deleted within the "
                                "hour; run again later",
                                step.target.domain, GENERATIONS);
    }
    json_decref(step.payload);
    return error;
}

static dxaws_error *put_tags(void *self, dxaws_context *context, const dxaws_action *action,
                             dxaws_acm_current *observed)
{
    struct step step;
    dxaws_error *error = step_open(&step, self, context, action, observed);
    json_t *tags = json_object_get(step.payload, ACM_TAGS);
    json_t *removed = json_object_get(step.payload, ACM_REMOVED_TAGS);
    if (error == NULL && step.arn == NULL) {
        error = no_arn(&step);
    }
    /* First those that go, so that 50 stay 50 at most. */
    if (error == NULL && json_array_size(removed) > 0) {
        error = acm_remove_tags(&step.target, step.arn, removed);
    }
    if (error == NULL && json_object_size(tags) > 0) {
        error = acm_add_tags(&step.target, step.arn, tags);
    }
    if (error == NULL && tags != NULL) {
        dx_state_set_value(&observed->state, ACM_TAGS, json_deep_copy(tags));
    }
    json_decref(step.payload);
    return error;
}

/* One look of a wait. */
static dxaws_error *describe(void *self, dxaws_context *context, const dxaws_action *action,
                             dxaws_acm_current *observed)
{
    struct step step;
    json_t *found = NULL;
    dxaws_error *error = step_open(&step, self, context, action, observed);
    if (error == NULL) {
        error = step.arn ? acm_describe(&step.target, step.arn, &found) : no_arn(&step);
    }
    if (error == NULL) {
        certificate_observe(found, &observed->state);
    } else if (is_not_found(error)) {
        dxaws_error_free(error);
        error = NULL;
        certificate_miss(&observed->state);
    }
    json_decref(found);
    json_decref(step.payload);
    return error;
}

/* Says who uses it; takes @a cause over. NULL when nobody does (any more). */
static dxaws_error *explain_in_use(const struct step *step, dxaws_error *cause)
{
    json_t *found = NULL;
    dxaws_error *error = acm_describe(&step->target, step->arn, &found);
    json_t *users = json_object_get(found, ACM_USERS);
    if (error != NULL || json_array_size(users) > 0) {
        dxaws_error_free(error);
        error = certificate_in_use(step->target.domain, step->arn, users);
        dxaws_error_set_aws(error, dxaws_error_aws_code(cause), dxaws_error_http_status(cause),
                            dxaws_error_request_id(cause));
        dxaws_error_set_operation(error, "DeleteCertificate");
        dxaws_error_set_cause(error, cause);
    } else {
        dxaws_error_free(cause);
    }
    json_decref(found);
    return error;
}

/* ACM may still count a user that is gone, or be busy with the certificate itself. */
static dxaws_error *delete_patiently(const struct step *step)
{
    int64_t pause = PAUSE_MS;
    for (int attempt = 1;; attempt++) {
        dxaws_error *error = acm_delete(&step->target, step->arn);
        bool last = attempt == DELETE_ATTEMPTS;
        if (error == NULL || is_not_found(error)) {
            dxaws_error_free(error);
            return NULL;
        }
        if (has_aws_code(error, "ResourceInUseException")) {
            error = last ? error : explain_in_use(step, error);
        } else if (has_aws_code(error, "ConflictException") && !last) {
            dxaws_error_free(error);
            error = NULL;
        }
        if (error == NULL) {
            error = dxaws_context_sleep_ms(step->target.context, pause);
        }
        if (error != NULL) {
            return error;
        }
        pause *= 2;
    }
}

static dxaws_error *delete_certificate(void *self, dxaws_context *context,
                                       const dxaws_action *action, dxaws_acm_current *observed)
{
    struct step step;
    dxaws_error *error = step_open(&step, self, context, action, observed);
    if (error == NULL) {
        error = step.arn ? delete_patiently(&step) : no_arn(&step);
    }
    if (error == NULL) {
        acm_aws_remember(&step.target, step.arn, false);
        dxaws_acm_current_set_exists(observed, false);
    }
    json_decref(step.payload);
    return error;
}

static void release(void *self)
{
    struct acm_aws *aws = self;
    dxaws_session_unref(aws->session);
    json_decref(aws->known);
    pthread_mutex_destroy(&aws->lock);
    free(aws);
}

dxaws_error *dxaws_acm_provider_new_aws(dxaws_session *session, dxaws_acm_provider **provider)
{
    if (session == NULL) {
        return dx_provider_needs("acm", "aws", "a session");
    }
    static const dxaws_acm_provider_ops ops = {
        .size = sizeof ops,
        .name = "aws",
        .destroy = release,
        .get_current = acm_aws_get_current,
        .request_dns_validated_certificate = request_dns_validated_certificate,
        .put_tags = put_tags,
        .get_dns_validation_records = describe,
        .describe_certificate = describe,
        .delete_certificate = delete_certificate,
    };
    struct acm_aws *aws = calloc(1, sizeof *aws);
    if (aws == NULL) {
        return dxaws_error_out_of_memory();
    }
    pthread_mutex_init(&aws->lock, NULL);
    aws->session = dxaws_session_ref(session);
    aws->known = json_object();
    dxaws_error *error =
        aws->known ? dxaws_acm_provider_new(&ops, aws, provider) : dxaws_error_out_of_memory();
    if (error != NULL) {
        release(aws);
    }
    return error;
}
