/* SPDX-License-Identifier: MIT */
/* What can be asked of any module. */
#include <dxaws/module.h>

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

/* What is wanted may be read, as a folder is: a Current then says it, as the member "wanted" of its
 * own, or of one of the modules' in a site's. */
static bool wants_the_same(const json_t *before, const json_t *now)
{
    static const char wanted[] = "wanted";
    const json_t *said = json_object_get(before, wanted);
    bool same = said == NULL || json_equal(said, json_object_get(now, wanted));
    const char *name;
    json_t *part;
    json_object_foreach((json_t *)(uintptr_t)before, name, part) {
        const json_t *other = json_object_get(now, name);
        said = json_object_get(part, wanted);
        same = same && (said == NULL || json_equal(said, json_object_get(other, wanted)));
    }
    return same;
}

static dxaws_error *check_wanted(const dxaws_module *module, const dxaws_plan *plan,
                                 const dxaws_document *current)
{
    const json_t *before = dxaws_plan_observed_tree(plan);
    return wants_the_same(before, dxaws_document_tree(current))
               ? NULL
               : dxaws_error_new(
                     DXAWS_ERROR_STALE, module->name, DXAWS_MODULE_ERROR_STALE_PLAN,
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
