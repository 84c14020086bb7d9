/* SPDX-License-Identifier: MIT */
/* The memory provider: the protocol over the simulated ACM, one transaction for each API call. */
#include "memory-certificate.h"

#include <dxaws/extend/memory.h>

#include <string.h>

/* So many certificates of one name may be deleted within an hour. */
enum { GENERATIONS = 100 };

static dxaws_error *begin(struct call *call, dxaws_context *context, const char *operation,
                          bool write)
{
    call->operation = operation;
    dxaws_error *error =
        dxaws_memory_call(call->account, context, MEMORY_SERVICE, operation, write);
    return error ? error : dxaws_memory_begin(call->account, context);
}

/* Ends the call: keeps what was done, unless there was an error. */
static dxaws_error *end(struct call *call, dxaws_error *error)
{
    if (error != NULL) {
        dxaws_memory_abort(call->account);
        return error;
    }
    return dxaws_memory_commit(call->account);
}

static dxaws_error *describe_certificate(struct call *call, dxaws_context *context,
                                         json_t **certificate)
{
    dxaws_error *error = begin(call, context, "DescribeCertificate", false);
    return error ? error : end(call, memory_describe(call, certificate));
}

static bool forgive_not_found(dxaws_error **error)
{
    if (*error == NULL || dxaws_error_get_kind(*error) != DXAWS_ERROR_NOT_FOUND) {
        return false;
    }
    dxaws_error_free(*error);
    *error = NULL;
    return true;
}

static void observe_all(const json_t *certificate, struct dx_state *observed)
{
    certificate_observe(certificate, observed);
    dx_state_set_value(observed, ACM_TAGS, json_deep_copy(json_object_get(certificate, ACM_TAGS)));
}

/* The first of @a ours that can be described: a listed one may be deleted already. */
static dxaws_error *observe_best(struct call *call, dxaws_context *context, const json_t *ours,
                                 struct dx_state *observed)
{
    size_t index;
    json_t *candidate;
    json_array_foreach(ours, index, candidate) {
        json_t *found = NULL;
        call->arn = dx_text(candidate, ACM_ARN);
        dxaws_error *error = describe_certificate(call, context, &found);
        if (error == NULL) {
            observe_all(found, observed);
            json_decref(found);
            return NULL;
        }
        if (!forgive_not_found(&error)) {
            return error;
        }
    }
    return NULL;
}

static dxaws_error *list(struct call *call, dxaws_context *context, const char *region,
                         json_t **all)
{
    struct call there = *call;
    there.region = region;
    dxaws_error *error = begin(&there, context, "ListCertificates", false);
    return error ? error : end(&there, memory_list(&there, all));
}

/* Without those that are listed, but deleted already. */
static dxaws_error *confirm(struct call *call, dxaws_context *context, json_t *arns)
{
    for (size_t i = json_array_size(arns); i > 0; i--) {
        json_t *found = NULL;
        call->arn = json_string_value(json_array_get(arns, i - 1));
        dxaws_error *error = describe_certificate(call, context, &found);
        json_decref(found);
        if (forgive_not_found(&error)) {
            json_array_remove(arns, i - 1);
        } else if (error != NULL) {
            return error;
        }
    }
    return NULL;
}

/* Before a destroy every region counts: their certificates are renewed by the same record. */
static dxaws_error *observe_sharers(struct call *call, dxaws_context *context,
                                    const json_t *desired, const json_t *all,
                                    struct dx_state *observed)
{
    bool destroys = json_is_false(json_object_get(desired, "present"));
    json_t *everywhere = NULL;
    dxaws_error *error = destroys ? list(call, context, NULL, &everywhere) : NULL;
    if (error == NULL) {
        json_t *sharing = certificates_sharing(everywhere ? everywhere : all, call->domain,
                                               dx_state_text(observed, ACM_ARN));
        error = destroys ? confirm(call, context, sharing) : NULL;
        dx_state_set_value(observed, ACM_SHARED, sharing);
    }
    json_decref(everywhere);
    return error;
}

static dxaws_error *get_current(void *self, dxaws_context *context, const dxaws_acm_desired *wanted,
                                dxaws_acm_current *current)
{
    struct call call = {.account = self,
                        .domain = dxaws_acm_desired_domain_name(wanted),
                        .region = dxaws_acm_desired_region(wanted)};
    const json_t *desired = wanted->state.document;
    json_t *all = NULL;
    dxaws_error *error = list(&call, context, call.region, &all);
    if (error != NULL) {
        return error;
    }
    json_t *ours = certificates_ours(all, call.domain, dx_text(desired, ACM_KEY));
    certificates_keep_only(ours, dx_text(desired, ACM_ONLY));
    dxaws_acm_current_set_domain_name(current, call.domain);
    dxaws_acm_current_set_region(current, call.region);
    dxaws_acm_current_set_exists(current, false);
    error =
        ours ? observe_best(&call, context, ours, &current->state) : dxaws_error_out_of_memory();
    if (error == NULL && dxaws_acm_current_exists(current)) {
        const char *best = dxaws_acm_current_arn(current);
        dx_state_set_value(&current->state, ACM_OTHERS, certificates_others(ours, best));
        error = observe_sharers(&call, context, desired, all, &current->state);
    }
    json_decref(ours);
    json_decref(all);
    return error;
}

/* Takes the parameters from the payload, and the ARN of a new certificate from @a observed. */
static dxaws_error *call_open(struct call *call, void *self, const dxaws_action *action,
                              const dxaws_acm_current *observed)
{
    *call = (struct call){.account = self, .payload = dx_action_payload(action)};
    if (call->payload == NULL) {
        return dxaws_error_out_of_memory();
    }
    call->domain = dx_text(call->payload, ACM_DOMAIN);
    call->region = dx_text(call->payload, ACM_REGION);
    call->arn = dx_text(call->payload, ACM_ARN);
    if (call->arn == NULL) {
        call->arn = dxaws_acm_current_arn(observed);
    }
    return NULL;
}

static dxaws_error *try_request(struct call *call, dxaws_context *context, unsigned generation,
                                json_t **made)
{
    char token[ACM_TOKEN_SIZE];
    char arn[160];
    if (!acm_token(call->domain, call->region, dx_text(call->payload, ACM_KEY), generation,
                   token)) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = begin(call, context, "RequestCertificate", true);
    if (error == NULL) {
        error = end(call, memory_request(call, token, arn, sizeof arn));
    }
    if (error == NULL) {
        call->arn = arn;
        error = describe_certificate(call, context, made);
        call->arn = NULL;
    }
    return error;
}

static dxaws_error *request_dns_validated_certificate(void *self, dxaws_context *context,
                                                      const dxaws_action *action,
                                                      dxaws_acm_current *observed)
{
    struct call call;
    json_t *made = NULL;
    dxaws_error *error = call_open(&call, self, action, observed);
    call.arn = NULL;
    const char *replaces = dx_text(call.payload, ACM_REPLACES);
    for (unsigned i = 0; error == NULL && made == NULL && i < GENERATIONS; i++) {
        error = try_request(&call, context, i, &made);
        /* The token may be that of a certificate that was deleted within the hour. */
        forgive_not_found(&error);
        if (made != NULL && replaces != NULL && strcmp(dx_text(made, ACM_ARN), replaces) == 0) {
            json_decref(made);
            made = NULL;
        }
    }
    if (made != NULL) {
        observe_all(made, &observed->state);
        json_decref(made);
    } else if (error == NULL) {
        error = memory_error(&call, DXAWS_ERROR_CONFLICT, "ConflictException", 400,
                             "every token of the hour names a deleted certificate");
    }
    json_decref(call.payload);
    return error;
}

static dxaws_error *put_tags(void *self, dxaws_context *context, const dxaws_action *action,
                             dxaws_acm_current *observed)
{
    struct call call;
    dxaws_error *error = call_open(&call, self, action, observed);
    if (error == NULL) {
        error = begin(&call, context, "AddTagsToCertificate", true);
    }
    if (error == NULL) {
        error = end(&call, memory_put_tags(&call));
    }
    if (error == NULL) {
        dx_state_set_value(&observed->state, ACM_TAGS,
                           json_deep_copy(json_object_get(call.payload, ACM_TAGS)));
    }
    json_decref(call.payload);
    return error;
}

/* One look of a wait. */
static dxaws_error *describe(void *self, dxaws_context *context, const dxaws_action *action,
                             dxaws_acm_current *observed)
{
    struct call call;
    json_t *found = NULL;
    dxaws_error *error = call_open(&call, self, action, observed);
    if (error == NULL) {
        error = describe_certificate(&call, context, &found);
    }
    if (error == NULL) {
        certificate_observe(found, &observed->state);
    } else if (forgive_not_found(&error)) {
        certificate_miss(&observed->state);
    }
    json_decref(found);
    json_decref(call.payload);
    return error;
}

static dxaws_error *delete_certificate(void *self, dxaws_context *context,
                                       const dxaws_action *action, dxaws_acm_current *observed)
{
    struct call call;
    dxaws_error *error = call_open(&call, self, action, observed);
    if (error == NULL) {
        error = begin(&call, context, "DeleteCertificate", true);
    }
    if (error == NULL) {
        error = end(&call, memory_delete(&call));
    }
    if (error == NULL) {
        dxaws_acm_current_set_exists(observed, false);
    }
    json_decref(call.payload);
    return error;
}

static void release(void *self)
{
    dxaws_memory_account_unref(self);
}

dxaws_error *dxaws_acm_provider_new_memory(dxaws_memory_account *account,
                                           dxaws_acm_provider **provider)
{
    if (account == NULL) {
        return dx_provider_needs("acm", "memory", "an account");
    }
    static const dxaws_acm_provider_ops ops = {
        .size = sizeof ops,
        .name = "memory",
        .destroy = release,
        .get_current = get_current,
        .request_dns_validated_certificate = request_dns_validated_certificate,
        .put_tags = put_tags,
        .get_dns_validation_records = describe,
        .describe_certificate = describe,
        .delete_certificate = delete_certificate,
    };
    dxaws_error *error = dxaws_acm_provider_new(&ops, dxaws_memory_account_ref(account), provider);
    if (error != NULL) {
        dxaws_memory_account_unref(account);
    }
    return error;
}
