/* SPDX-License-Identifier: MIT */
/* Plans: parsed once from their JSON form, then only read. */
#include <dxaws/extend/names.h>
#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

#include "lazy-text.h"
#include "plan-digests.h"

/* A value of the document, and its text for those who ask for one. */
struct value {
    const json_t *tree; /* borrowed from the document; NULL: there is none */
    struct lazy_text text;
};

struct dxaws_change {
    const char *path; /* borrowed from the document */
    struct value before;
    struct value after;
};

struct dxaws_action {
    const char *kind;
    const char *resource;
    const char *reason;
    int64_t expected_s;
    struct value payload;
    bool complete;
    struct dxaws_change *changes;
    size_t change_count;
};

struct dxaws_plan {
    json_t *document;
    struct lazy_text text;
    struct lazy_text hash;
    struct value desired;
    struct value observed;
    struct dxaws_action *actions;
    size_t count;
};

static dxaws_error *malformed(const char *what)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidPlan", "not a plan: %s",
                           what);
}

static dxaws_error *malformed_action(size_t index, const char *member, const char *right)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidPlan",
                           "not a plan: \"actions[%zu].%s\" must be %s", index, member, right);
}

/* Made once and then kept: nothing that a reader can see changes. */
static const char *text_of(const struct value *value)
{
    return lazy_text_of((struct lazy_text *)(uintptr_t)&value->text, value->tree);
}

static dxaws_error *parse_change(const json_t *object, size_t index, struct dxaws_change *change)
{
    change->path = json_string_value(json_object_get(object, "path"));
    if (change->path == NULL) {
        return malformed_action(index, "changes", "a list of objects with a path");
    }
    change->before.tree = json_object_get(object, "before");
    change->after.tree = json_object_get(object, "after");
    return NULL;
}

static dxaws_error *parse_action(const json_t *object, size_t index, struct dxaws_action *action)
{
    const json_t *payload = json_object_get(object, "payload");
    const json_t *changes = json_object_get(object, "changes");
    const json_t *complete = json_object_get(object, "complete");
    action->kind = json_string_value(json_object_get(object, "kind"));
    action->resource = json_string_value(json_object_get(object, "resource"));
    action->reason = json_string_value(json_object_get(object, "reason"));
    action->expected_s = json_integer_value(json_object_get(object, "expected_s"));
    if (action->kind == NULL) {
        return malformed_action(index, "kind", "a text");
    }
    if (action->resource == NULL) {
        return malformed_action(index, "resource", "a text");
    }
    if (payload != NULL && !json_is_object(payload)) {
        return malformed_action(index, "payload", "an object");
    }
    if (complete != NULL && !json_is_boolean(complete)) {
        return malformed_action(index, "complete", "true or false");
    }
    if (changes != NULL && !json_is_array(changes)) {
        return malformed_action(index, "changes", "a list");
    }
    action->payload.tree = payload;
    action->complete = !json_is_false(complete);
    size_t count = json_array_size(changes);
    action->changes = count ? calloc(count, sizeof *action->changes) : NULL;
    if (count && action->changes == NULL) {
        return dxaws_error_out_of_memory();
    }
    for (size_t i = 0; i < count; i++) {
        action->change_count = i + 1;
        dxaws_error *error = parse_change(json_array_get(changes, i), index, &action->changes[i]);
        if (error != NULL) {
            return error;
        }
    }
    return NULL;
}

static dxaws_error *invalid_json(const json_error_t *where)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidPlan",
                           "not a plan: it must be valid JSON: %s at line %d, column %d",
                           where->text, where->line, where->column);
}

static dxaws_error *check_left(const json_t *left)
{
    size_t index;
    json_t *item;
    bool good = left == NULL || json_is_array(left);
    json_array_foreach((json_t *)(uintptr_t)left, index, item) {
        good = good && json_is_string(json_object_get(item, "kind")) &&
               json_is_string(json_object_get(item, "identity")) &&
               json_is_string(json_object_get(item, "why"));
    }
    return good ? NULL : malformed("\"left\" must be a list of what has kind, identity and why");
}

static dxaws_error *parse_header(dxaws_plan *plan)
{
    json_t *document = plan->document;
    if (json_integer_value(json_object_get(document, "plan")) != 1) {
        return malformed("\"plan\" must be 1");
    }
    if (dxaws_plan_module(plan) == NULL) {
        return malformed("\"module\" must be a text");
    }
    if (dxaws_plan_resource(plan) == NULL) {
        return malformed("\"resource\" must be a text");
    }
    if (!json_is_array(json_object_get(document, "actions"))) {
        return malformed("\"actions\" must be a list");
    }
    const json_t *desired = json_object_get(document, "desired");
    const json_t *observed = json_object_get(document, "observed");
    if (desired != NULL && !json_is_object(desired)) {
        return malformed("\"desired\" must be an object");
    }
    if (observed != NULL && !json_is_object(observed)) {
        return malformed("\"observed\" must be an object");
    }
    plan->desired.tree = desired;
    plan->observed.tree = observed;
    return check_left(json_object_get(document, "left"));
}

static dxaws_error *parse_document(dxaws_plan *plan)
{
    dxaws_error *error = parse_header(plan);
    if (error != NULL) {
        return error;
    }
    const json_t *actions = json_object_get(plan->document, "actions");
    size_t count = json_array_size(actions);
    plan->actions = count ? calloc(count, sizeof *plan->actions) : NULL;
    if (count && plan->actions == NULL) {
        return dxaws_error_out_of_memory();
    }
    for (size_t i = 0; i < count && error == NULL; i++) {
        plan->count = i + 1;
        error = parse_action(json_array_get(actions, i), i, &plan->actions[i]);
    }
    return error;
}

dxaws_error *dxaws_plan_new(json_t *tree, dxaws_plan **plan)
{
    dxaws_plan *made = tree ? calloc(1, sizeof *made) : NULL;
    if (made == NULL) {
        json_decref(tree);
        return dxaws_error_out_of_memory();
    }
    made->document = tree;
    dxaws_error *error = json_is_object(tree) ? plan_digests_take(&made->document)
                                              : malformed("the document is not an object");
    error = error ? error : parse_document(made);
    if (error != NULL) {
        dxaws_plan_free(made);
        return error;
    }
    *plan = made;
    return NULL;
}

dxaws_error *dxaws_plan_parse(const char *json, dxaws_plan **plan)
{
    json_error_t where = {.text = "there is no text"};
    json_t *tree = json ? json_loads(json, JSON_REJECT_DUPLICATES, &where) : NULL;
    if (tree == NULL && json != NULL && dxaws_tree_out_of_memory(&where, json)) {
        return dxaws_error_out_of_memory();
    }
    return tree ? dxaws_plan_new(tree, plan) : invalid_json(&where);
}

dxaws_error *dxaws_plan_new_action(const char *module, const char *kind, const char *resource,
                                   const dxaws_document *payload, dxaws_plan **plan)
{
    json_error_t where;
    json_t *tree = NULL;
    bool said = module != NULL && kind != NULL && resource != NULL;
    if (said) {
        json_t *needs = json_incref((json_t *)(uintptr_t)dxaws_document_tree(payload));
        tree = json_pack_ex(&where, 0, "{si ss ss s[{ss ss so*}]}", "plan", 1, "module", module,
                            "resource", resource, "actions", "kind", kind, "resource", resource,
                            "payload", needs);
        said = tree != NULL || json_error_code(&where) != json_error_invalid_utf8;
    }
    if (!said) {
        return malformed("an action needs a module, a kind and a resource, each a text in UTF-8");
    }
    return dxaws_plan_new(tree, plan);
}

void dxaws_plan_free(dxaws_plan *plan)
{
    if (plan == NULL) {
        return;
    }
    for (size_t i = 0; i < plan->count; i++) {
        struct dxaws_action *action = &plan->actions[i];
        for (size_t k = 0; k < action->change_count; k++) {
            lazy_text_free(&action->changes[k].before.text);
            lazy_text_free(&action->changes[k].after.text);
        }
        free(action->changes);
        lazy_text_free(&action->payload.text);
    }
    free(plan->actions);
    lazy_text_free(&plan->desired.text);
    lazy_text_free(&plan->observed.text);
    lazy_text_free(&plan->text);
    lazy_text_free(&plan->hash);
    json_decref(plan->document);
    free(plan);
}

const char *dxaws_plan_text(const dxaws_plan *plan)
{
    struct lazy_text *text = (struct lazy_text *)(uintptr_t)&plan->text;
    const char *made = atomic_load(&text->made);
    return made ? made : lazy_text_publish(text, plan_digests_write(plan->document));
}

const char *dxaws_plan_hash(const dxaws_plan *plan)
{
    struct lazy_text *hash = (struct lazy_text *)(uintptr_t)&plan->hash;
    const char *made = atomic_load(&hash->made);
    const char *text = made ? NULL : dxaws_plan_text(plan);
    char *digits = text ? malloc(DXAWS_DIGEST_SIZE) : NULL;
    if (digits == NULL || !dxaws_digest(text, strlen(text), digits)) {
        free(digits);
        return made;
    }
    return lazy_text_publish(hash, digits);
}

const json_t *dxaws_plan_tree(const dxaws_plan *plan)
{
    return plan->document;
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
    return plan->desired.tree ? text_of(&plan->desired) : "{}";
}

const char *dxaws_plan_observed(const dxaws_plan *plan)
{
    return plan->observed.tree ? text_of(&plan->observed) : "{}";
}

const json_t *dxaws_plan_desired_tree(const dxaws_plan *plan)
{
    return plan->desired.tree;
}

const json_t *dxaws_plan_observed_tree(const dxaws_plan *plan)
{
    return plan->observed.tree;
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
    for (size_t i = 0; i < plan->count; i++) {
        if (!plan->actions[i].complete) {
            return false;
        }
    }
    return true;
}

size_t dxaws_plan_left_count(const dxaws_plan *plan)
{
    return json_array_size(json_object_get(plan->document, "left"));
}

/* A thing left is its document: what is read is in no other form. */
const dxaws_left *dxaws_plan_left_at(const dxaws_plan *plan, size_t index)
{
    return (const dxaws_left *)json_array_get(json_object_get(plan->document, "left"), index);
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

int64_t dxaws_action_expected_s(const dxaws_action *action)
{
    return action->expected_s;
}

size_t dxaws_action_change_count(const dxaws_action *action)
{
    return action->change_count;
}

const dxaws_change *dxaws_action_change_at(const dxaws_action *action, size_t index)
{
    return index < action->change_count ? &action->changes[index] : NULL;
}

const char *dxaws_change_path(const dxaws_change *change)
{
    return change->path;
}

const char *dxaws_change_before(const dxaws_change *change)
{
    return text_of(&change->before);
}

const char *dxaws_change_after(const dxaws_change *change)
{
    return text_of(&change->after);
}

const char *dxaws_action_payload(const dxaws_action *action)
{
    return action->payload.tree ? text_of(&action->payload) : "{}";
}

const json_t *dxaws_action_payload_tree(const dxaws_action *action)
{
    return action->payload.tree;
}
