/* SPDX-License-Identifier: MIT */
/* What can be asked of any module. */
#include <dxaws/module.h>

#include <string.h>

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
    return error ? error : module->plan(module, desired, current, options, again);
}
