/* SPDX-License-Identifier: MIT */
/* What can be asked of any module. */
#include <dxaws/module.h>

#include <stdio.h>
#include <string.h>

#include <dxaws/error-codes.h>
#include <dxaws/extend/tree.h>
#include <jansson.h>

static bool has_flag(const json_t *row, const char *wanted)
{
    size_t index;
    json_t *flag;
    json_array_foreach(json_object_get(row, "flags"), index, flag) {
        const char *name = json_string_value(flag);
        if (name != NULL && strcmp(name, wanted) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_kind(const json_t *said, const char *kind)
{
    const char *name = json_string_value(said);
    return name != NULL && strcmp(name, kind) == 0;
}

bool dxaws_module_only_reads(const dxaws_document *description, const char *kind)
{
    const json_t *tree = dxaws_document_tree(description);
    bool reads = is_kind(json_object_get(tree, "outputs"), kind);
    size_t index;
    json_t *row;
    json_array_foreach(json_object_get(tree, "actions"), index, row) {
        reads = reads || (is_kind(json_object_get(row, "kind"), kind) && has_flag(row, "reads"));
    }
    return reads;
}

/* The member of a document that a path names, "content.wanted"; NULL where there is none. */
static const json_t *member_at(const json_t *tree, const char *path)
{
    const char *dot = strchr(path, '.');
    char part[64];
    if (dot == NULL) {
        return json_object_get(tree, path);
    }
    snprintf(part, sizeof part, "%.*s", (int)(dot - path), path);
    return member_at(json_object_get(tree, part), dot + 1);
}

/* What is wanted may be read, as a folder is: a Current then says it, in members that the module's
 * description names. */
static bool wants_the_same(const dxaws_document *description, const json_t *before,
                           const json_t *now)
{
    bool same = true;
    size_t index;
    json_t *path;
    json_array_foreach(json_object_get(dxaws_document_tree(description), "wanted"), index, path) {
        const json_t *said = member_at(before, json_string_value(path));
        const json_t *says = member_at(now, json_string_value(path));
        same = same && (said == NULL || json_equal(said, says));
    }
    return same;
}

static dxaws_error *check_wanted(const dxaws_module *module, const dxaws_plan *plan,
                                 const dxaws_document *current)
{
    DXAWS_AUTO(dxaws_document) description = NULL;
    dxaws_error *error = module->describe(module, &description);
    if (error != NULL ||
        wants_the_same(description, dxaws_plan_observed_tree(plan), dxaws_document_tree(current))) {
        return error;
    }
    return dxaws_error_new(DXAWS_ERROR_STALE, module->name, DXAWS_MODULE_ERROR_STALE_PLAN,
                           "%s %s: plan again: what is wanted was read, and is otherwise by now",
                           module->name, dxaws_plan_resource(plan));
}

dxaws_error *dxaws_module_plan_again(const dxaws_module *module, dxaws_manager *manager,
                                     dxaws_context *context, const dxaws_plan *plan,
                                     dxaws_plan **again)
{
    DXAWS_AUTO(dxaws_apply_options) options = NULL;
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    const json_t *wanted = dxaws_plan_desired_tree(plan);
    dxaws_error *error = dxaws_apply_options_merge(plan, NULL, &options);
    if (error == NULL && wanted == NULL) {
        error = dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, module->name, "InvalidPlan",
                                "%s %s: the plan does not say what is desired; plan again",
                                module->name, dxaws_plan_resource(plan));
    }
    error = error ? error : dxaws_document_new(dxaws_tree_copy(wanted), &desired);
    error = error ? error : module->read(module, manager, context, desired, &current);
    error = error ? error : check_wanted(module, plan, current);
    return error ? error : module->plan(module, desired, current, options, again);
}
