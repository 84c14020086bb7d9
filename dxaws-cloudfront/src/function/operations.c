/* SPDX-License-Identifier: MIT */
/* The operations of a provider of functions, over the calls of a service. A write names the version
 * that was planned from; when that is gone, what is there decides: it is done already, or STALE. */
#include "service.h"

#include "../providers/members.h"
#include "../providers/names.h"

#include <dxaws/cloudfront-errors.h>
#include <dxaws/extend/error.h>
#include <dxaws/kit/ownership.h>

#include <stdlib.h>
#include <string.h>

/* The self of a provider over a service. */
struct operations {
    const struct function_service *service;
    void *self;
};

static dxaws_error *assign(dxaws_cloudfront_function_current *observed, json_t *members)
{
    dxaws_error *error = dxaws_cloudfront_function_current_assign_tree(observed, members);
    json_decref(members);
    return error;
}

/* Takes over all that a look said; NULL says that there is none. */
static dxaws_error *absorb(dxaws_cloudfront_function_current *observed, const json_t *found)
{
    bool whole = true;
    json_t *members = found ? dx_members(found) : json_object();
    dx_put(&whole, members, DX_EXISTS, json_boolean(found != NULL));
    if (found != NULL && json_object_get(found, FUNCTION_CODE) == NULL) {
        dx_put(&whole, members, FUNCTION_CODE, json_null());
    }
    return assign(observed, dx_whole(whole && members != NULL, members));
}

static dxaws_error *stale(const json_t *payload)
{
    const char *name = dx_text(payload, FUNCTION_NAME);
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_STALE, "cloudfront", DXAWS_MODULE_ERROR_STALE_PLAN,
                        "function %s: plan again: somebody else changed it since "
                        "this was planned; nothing was overwritten",
                        name);
    dxaws_error_set_resource(error, name);
    return error;
}

/* Whether a write was refused for the version, or for what is there or not there instead. */
static bool is_other(const dxaws_error *error)
{
    static const char *const codes[] = {"PreconditionFailed", "InvalidIfMatchVersion",
                                        "FunctionAlreadyExists", "NoSuchFunctionExists"};
    bool other = false;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        other = other || dxaws_error_is_refusal(error, codes[i]);
    }
    return other;
}

static bool has(const json_t *found, const char *member, const json_t *payload, const char *wanted)
{
    const json_t *value = json_object_get(payload, wanted);
    return found != NULL && value != NULL && json_equal(json_object_get(found, member), value);
}

static bool is_written(const json_t *found, const json_t *payload)
{
    return has(found, FUNCTION_DRAFT, payload, FUNCTION_CODE) &&
           has(found, FUNCTION_RUNTIME, payload, FUNCTION_RUNTIME) &&
           has(found, FUNCTION_COMMENT, payload, FUNCTION_COMMENT);
}

/* After a refusal, which is taken over: what is there is taken over when it is as it should be. */
static dxaws_error *unless_written(const struct operations *on, dxaws_context *context,
                                   const json_t *payload,
                                   dxaws_cloudfront_function_current *observed,
                                   dxaws_error *refused)
{
    json_t *found = NULL;
    dxaws_error *error =
        on->service->look(on->self, context, dx_text(payload, FUNCTION_NAME), &found);
    if (error == NULL) {
        error = is_written(found, payload) ? absorb(observed, found)
                                           : dxaws_error_explain(refused, stale(payload));
        refused = is_written(found, payload) ? refused : NULL;
    }
    dxaws_error_free(refused);
    json_decref(found);
    return error;
}

static dxaws_error *create(const struct operations *on, dxaws_context *context,
                           const json_t *payload, dxaws_cloudfront_function_current *observed)
{
    json_t *made = NULL;
    dxaws_error *error = on->service->create(on->self, context, payload, &made);
    if (error != NULL) {
        return is_other(error) ? unless_written(on, context, payload, observed, error) : error;
    }
    bool whole = true;
    dx_put(&whole, made, DX_EXISTS, json_true());
    return assign(observed, dx_whole(whole, made));
}

static dxaws_error *update(const struct operations *on, dxaws_context *context,
                           const json_t *payload, dxaws_cloudfront_function_current *observed)
{
    json_t *made = NULL;
    const char *etag = dx_text(payload, FUNCTION_EXPECTED_ETAG);
    dxaws_error *error = on->service->update(on->self, context, payload, etag ? etag : "", &made);
    if (error != NULL) {
        return is_other(error) ? unless_written(on, context, payload, observed, error) : error;
    }
    return assign(observed, made);
}

/* With the version that was planned from, or that was written before. */
static dxaws_error *publish(const struct operations *on, dxaws_context *context,
                            const json_t *payload, dxaws_cloudfront_function_current *observed)
{
    const char *name = dx_text(payload, FUNCTION_NAME);
    const char *expected = dx_text(payload, FUNCTION_EXPECTED_ETAG);
    const char *etag = expected ? expected : dxaws_cloudfront_function_current_etag(observed);
    json_t *found = NULL;
    dxaws_error *error = on->service->publish(on->self, context, name, etag ? etag : "");
    if (!is_other(error)) {
        return error;
    }
    dxaws_error *looked = on->service->look(on->self, context, name, &found);
    if (looked != NULL) {
        dxaws_error_free(error);
        return looked;
    }
    if (has(found, FUNCTION_CODE, payload, FUNCTION_CODE)) {
        dxaws_error_free(error);
        error = absorb(observed, found);
    } else {
        error = dxaws_error_explain(error, stale(payload));
    }
    json_decref(found);
    return error;
}

static dxaws_error *in_use(const json_t *payload, dxaws_error *refused)
{
    const char *name = dx_text(payload, FUNCTION_NAME);
    dxaws_error *error = dxaws_error_explain(
        refused,
        dxaws_error_new(DXAWS_ERROR_CONFLICT, "cloudfront", DXAWS_CLOUDFRONT_ERROR_FUNCTION_IN_USE,
                        "function %s: run again in some minutes, or take it from the "
                        "distribution that uses it still (%s)",
                        name, dxaws_error_message(refused)));
    dxaws_error_set_resource(error, name);
    return error;
}

static dxaws_error *remove_it(const struct operations *on, dxaws_context *context,
                              const json_t *payload, dxaws_cloudfront_function_current *observed)
{
    const char *name = dx_text(payload, FUNCTION_NAME);
    const char *etag = dx_text(payload, FUNCTION_EXPECTED_ETAG);
    dxaws_error *error = on->service->remove(on->self, context, name, etag ? etag : "");
    if (dxaws_error_is_refusal(error, "NoSuchFunctionExists")) {
        dxaws_error_free(error);
        error = NULL;
    } else if (dxaws_error_is_refusal(error, "FunctionInUse")) {
        return in_use(payload, error);
    } else if (is_other(error)) {
        return dxaws_error_explain(error, stale(payload));
    }
    return error ? error : absorb(observed, NULL);
}

/* Whose a function is says its comment, as tags would; false without memory. */
static bool add_found(json_t *found, const json_t *function, const char *prefix, const char *owner)
{
    bool whole = true;
    const char *name = dx_text(function, FUNCTION_NAME);
    const char *said = dx_text(function, FUNCTION_COMMENT);
    bool adopted = strncmp(said, FUNCTION_ADOPTED, strlen(FUNCTION_ADOPTED)) == 0;
    said += adopted ? strlen(FUNCTION_ADOPTED) : 0;
    const char *other = said + strlen(prefix);
    if (strncmp(said, prefix, strlen(prefix)) == 0 &&
        (owner == NULL || strcmp(owner, other) == 0)) {
        dx_append(&whole, found,
                  json_pack("{ss ss ss s{ss ss+}}", "kind", "function", "identity", name, "name",
                            name, "tags", CF_SITE_TAG, other, CF_MANAGED_TAG,
                            adopted ? FUNCTION_ADOPTED : "made ", name));
    }
    return whole;
}

static dxaws_error *find(const struct operations *on, dxaws_context *context, const json_t *payload,
                         dxaws_cloudfront_function_current *observed)
{
    json_t *functions = NULL;
    dxaws_error *error = on->service->list(on->self, context, &functions);
    if (error != NULL) {
        return error;
    }
    char *prefix = cloudfront_comment("");
    json_t *found = json_array();
    bool whole = prefix != NULL && found != NULL;
    size_t index;
    json_t *function;
    json_array_foreach(functions, index, function) {
        whole = whole && add_found(found, function, prefix, dx_text(payload, FUNCTION_OWNER));
    }
    free(prefix);
    json_decref(functions);
    found = dx_whole(whole, found);
    return assign(observed, found ? json_pack("{so}", DX_FOUND, found) : NULL);
}

static dxaws_error *get_current(void *self, dxaws_context *context,
                                const dxaws_cloudfront_function_desired *wanted,
                                dxaws_cloudfront_function_current *current)
{
    const struct operations *on = self;
    json_t *found = NULL;
    dxaws_error *error = on->service->look(on->self, context,
                                           dxaws_cloudfront_function_desired_name(wanted), &found);
    error = error ? error : absorb(current, found);
    json_decref(found);
    return error;
}

/* The typed slot of an operation. */
#define SLOT(name, run)                                                                            \
    static dxaws_error *name(void *self, dxaws_context *context, const dxaws_action *action,       \
                             dxaws_cloudfront_function_current *observed)                          \
    {                                                                                              \
        return run(self, context, dxaws_action_payload_tree(action), observed);                    \
    }
SLOT(create_slot, create)
SLOT(update_slot, update)
SLOT(publish_slot, publish)
SLOT(remove_slot, remove_it)
SLOT(find_slot, find)

static void destroy(void *self)
{
    struct operations *on = self;
    on->service->destroy(on->self);
    free(on);
}

dxaws_error *function_service_provider_new(const char *name, const struct function_service *service,
                                           void *self,
                                           dxaws_cloudfront_function_provider **provider)
{
    const dxaws_cloudfront_function_provider_ops ops = {
        .size = sizeof ops,
        .name = name,
        .destroy = destroy,
        .get_current = get_current,
        .create_function = create_slot,
        .update_function = update_slot,
        .publish_function = publish_slot,
        .delete_function = remove_slot,
        .find = find_slot,
    };
    if (self == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cloudfront",
                               DXAWS_MODULE_ERROR_INVALID_PROVIDER,
                               "function: the %s provider needs %s", name, service->needs);
    }
    struct operations *on = calloc(1, sizeof *on);
    if (on == NULL) {
        service->destroy(self);
        return dxaws_error_out_of_memory();
    }
    *on = (struct operations){.service = service, .self = self};
    dxaws_error *error = dxaws_cloudfront_function_provider_new(&ops, on, provider);
    if (error != NULL) {
        destroy(on);
    }
    return error;
}
