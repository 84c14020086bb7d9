/* SPDX-License-Identifier: MIT */
/* Plans: parsed once from their JSON form, then only read. */
#include <dxaws/plan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <openssl/evp.h>

/* Every text that a getter lends is dumped while parsing, so that getters cannot fail. */
struct change {
    const char *path; /* borrowed from the document */
    char *before;
    char *after;
};

struct dxaws_action {
    const char *kind;
    const char *resource;
    const char *reason;
    int64_t seconds;
    char *payload;
    struct change *changes;
    size_t change_count;
};

struct dxaws_plan {
    json_t *document;
    char *text;
    char *desired;
    char *observed;
    char hash[65];
    bool complete;
    struct dxaws_action *actions;
    size_t count;
};

static dxaws_error *malformed(const char *what)
{
    return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "InvalidPlan", "not a plan: %s", what);
}

static char *dump(const json_t *value)
{
    return json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
}

static bool is_known(const json_t *value)
{
    const char *key;
    size_t index;
    json_t *item;
    if (json_is_string(value)) {
        return strstr(json_string_value(value), DXAWS_KNOWN_AFTER_APPLY) == NULL;
    }
    json_array_foreach((json_t *)(uintptr_t)value, index, item) {
        if (!is_known(item)) {
            return false;
        }
    }
    json_object_foreach((json_t *)(uintptr_t)value, key, item) {
        if (!is_known(item)) {
            return false;
        }
    }
    return true;
}

static dxaws_error *parse_change(const json_t *object, struct change *change)
{
    change->path = json_string_value(json_object_get(object, "path"));
    if (change->path == NULL) {
        return malformed("a change has no path");
    }
    const json_t *before = json_object_get(object, "before");
    const json_t *after = json_object_get(object, "after");
    change->before = before ? dump(before) : NULL;
    change->after = after ? dump(after) : NULL;
    if ((before && !change->before) || (after && !change->after)) {
        return dxaws_error_out_of_memory();
    }
    return NULL;
}

static dxaws_error *parse_action(const json_t *object, struct dxaws_action *action)
{
    const json_t *payload = json_object_get(object, "payload");
    const json_t *changes = json_object_get(object, "changes");
    action->kind = json_string_value(json_object_get(object, "kind"));
    action->resource = json_string_value(json_object_get(object, "resource"));
    action->reason = json_string_value(json_object_get(object, "reason"));
    action->seconds = json_integer_value(json_object_get(object, "seconds"));
    if (action->kind == NULL || action->resource == NULL) {
        return malformed("an action has no kind or no resource");
    }
    if (payload != NULL && !json_is_object(payload)) {
        return malformed("an action's payload is not an object");
    }
    if (changes != NULL && !json_is_array(changes)) {
        return malformed("an action's changes are not a list");
    }
    action->payload = payload ? dump(payload) : strdup("{}");
    size_t count = json_array_size(changes);
    action->changes = count ? calloc(count, sizeof *action->changes) : NULL;
    if (action->payload == NULL || (count && action->changes == NULL)) {
        return dxaws_error_out_of_memory();
    }
    for (size_t i = 0; i < count; i++) {
        action->change_count = i + 1;
        dxaws_error *error = parse_change(json_array_get(changes, i), &action->changes[i]);
        if (error != NULL) {
            return error;
        }
    }
    return NULL;
}

static dxaws_error *parse_header(dxaws_plan *plan)
{
    json_t *document = plan->document;
    if (json_integer_value(json_object_get(document, "plan")) != 1) {
        return malformed("\"plan\" must be 1");
    }
    if (dxaws_plan_module(plan) == NULL || dxaws_plan_resource(plan) == NULL) {
        return malformed("\"module\" and \"resource\" must be texts");
    }
    if (!json_is_array(json_object_get(document, "actions"))) {
        return malformed("\"actions\" must be a list");
    }
    const json_t *desired = json_object_get(document, "desired");
    const json_t *observed = json_object_get(document, "observed");
    if ((desired != NULL && !json_is_object(desired)) ||
        (observed != NULL && !json_is_object(observed))) {
        return malformed("\"desired\" and \"observed\" must be objects");
    }
    plan->desired = desired ? dump(desired) : strdup("{}");
    plan->observed = observed ? dump(observed) : strdup("{}");
    plan->text = dump(document);
    if (plan->desired == NULL || plan->observed == NULL || plan->text == NULL) {
        return dxaws_error_out_of_memory();
    }
    unsigned char digest[EVP_MAX_MD_SIZE];
    if (EVP_Digest(plan->text, strlen(plan->text), digest, NULL, EVP_sha256(), NULL) != 1) {
        return dxaws_error_out_of_memory();
    }
    for (int i = 0; i < 32; i++) {
        snprintf(plan->hash + (size_t)i * 2, 3, "%02x", digest[i]);
    }
    return NULL;
}

static dxaws_error *parse_document(dxaws_plan *plan)
{
    dxaws_error *error = parse_header(plan);
    if (error != NULL) {
        return error;
    }
    const json_t *actions = json_object_get(plan->document, "actions");
    size_t count = json_array_size(actions);
    plan->complete = is_known(actions);
    plan->actions = count ? calloc(count, sizeof *plan->actions) : NULL;
    if (count && plan->actions == NULL) {
        return dxaws_error_out_of_memory();
    }
    for (size_t i = 0; i < count && error == NULL; i++) {
        plan->count = i + 1;
        error = parse_action(json_array_get(actions, i), &plan->actions[i]);
    }
    return error;
}

dxaws_error *dxaws_plan_parse(const char *json, dxaws_plan **plan)
{
    dxaws_plan *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return dxaws_error_out_of_memory();
    }
    json_error_t where;
    made->document = json ? json_loads(json, JSON_REJECT_DUPLICATES, &where) : NULL;
    dxaws_error *error = NULL;
    if (!json_is_object(made->document)) {
        error = malformed(made->document ? "the document is not an object" : "invalid JSON");
    } else {
        error = parse_document(made);
    }
    if (error != NULL) {
        dxaws_plan_free(made);
        return error;
    }
    *plan = made;
    return NULL;
}

void dxaws_plan_free(dxaws_plan *plan)
{
    if (plan == NULL) {
        return;
    }
    for (size_t i = 0; i < plan->count; i++) {
        struct dxaws_action *action = &plan->actions[i];
        for (size_t k = 0; k < action->change_count; k++) {
            free(action->changes[k].before);
            free(action->changes[k].after);
        }
        free(action->changes);
        free(action->payload);
    }
    free(plan->actions);
    free(plan->desired);
    free(plan->observed);
    free(plan->text);
    json_decref(plan->document);
    free(plan);
}

const char *dxaws_plan_format(const dxaws_plan *plan)
{
    return plan->text;
}

const char *dxaws_plan_hash(const dxaws_plan *plan)
{
    return plan->hash;
}

const char *dxaws_plan_module(const dxaws_plan *plan)
{
    return json_string_value(json_object_get(plan->document, "module"));
}

const char *dxaws_plan_resource(const dxaws_plan *plan)
{
    return json_string_value(json_object_get(plan->document, "resource"));
}

const char *dxaws_plan_desired(const dxaws_plan *plan)
{
    return plan->desired;
}

const char *dxaws_plan_observed(const dxaws_plan *plan)
{
    return plan->observed;
}

size_t dxaws_plan_count(const dxaws_plan *plan)
{
    return plan->count;
}

const dxaws_action *dxaws_plan_at(const dxaws_plan *plan, size_t index)
{
    return index < plan->count ? &plan->actions[index] : NULL;
}

bool dxaws_plan_is_complete(const dxaws_plan *plan)
{
    return plan->complete;
}

const char *dxaws_action_kind(const dxaws_action *action)
{
    return action->kind;
}

const char *dxaws_action_resource(const dxaws_action *action)
{
    return action->resource;
}

const char *dxaws_action_reason(const dxaws_action *action)
{
    return action->reason;
}

int64_t dxaws_action_seconds(const dxaws_action *action)
{
    return action->seconds;
}

size_t dxaws_action_change_count(const dxaws_action *action)
{
    return action->change_count;
}

bool dxaws_action_change_at(const dxaws_action *action, size_t index, const char **path,
                            const char **before, const char **after)
{
    if (index >= action->change_count) {
        return false;
    }
    *path = action->changes[index].path;
    *before = action->changes[index].before;
    *after = action->changes[index].after;
    return true;
}

const char *dxaws_action_payload(const dxaws_action *action)
{
    return action->payload;
}
