/* SPDX-License-Identifier: MIT */
/* The commands on one module: a file with its own desired document, in YAML. */
#include "run.h"

#include <string.h>

#include <dxaws/extend/tree.h>

#include "error-codes.h"
#include "manifest.h"
#include "subject.h"

static dxaws_error *load(struct run *run, struct yaml_tree *tree)
{
    dxaws_error *error = run_parse(run, tree);
    if (error == NULL && tree->root->kind != YAML_MAP) {
        error = yaml_error(tree->root, YAML_AT_VALUE, DXAWS_CLI_ERROR_WRONG_TYPE,
                           "must be a map of what \"dxaws describe %s\" lists, not %s",
                           run->options->command->group, yaml_kind_name(tree->root->kind));
    }
    for (size_t i = 0; error == NULL && i < run->options->set_count; i++) {
        error = manifest_set(tree, run->options->sets[i]);
    }
    return error;
}

/* Whether a bucket is worked on, or what is in one: the region is said, or that of the run. */
static bool is_of_a_bucket(const char *group)
{
    return strcmp(group, "s3") == 0 || strcmp(group, "content") == 0;
}

/* The module's document: the file, and what the command line adds. */
static dxaws_error *make_document(struct run *run, const struct yaml_tree *tree,
                                  dxaws_document **made)
{
    json_t *document = yaml_json(tree->root);
    const char *region = NULL;
    dxaws_error *error = document ? NULL : dxaws_error_out_of_memory();
    if (error == NULL && strcmp(run->options->command->group, "content") == 0) {
        error = manifest_place_source(tree, document) ? NULL : dxaws_error_out_of_memory();
    }
    if (error == NULL && is_of_a_bucket(run->options->command->group) &&
        json_object_get(document, "region") == NULL) {
        error = run_region(run, true, &region);
    }
    if (error == NULL && region != NULL) {
        json_object_set_new(document, "region", json_string(region));
    }
    if (error == NULL && run_removes(run)) {
        json_object_set_new(document, "present", json_false());
    }
    if (error != NULL) {
        json_decref(document);
        return error;
    }
    return dxaws_document_new(document, made);
}

/* What to call it: the resource's own name, as far as the file says it. */
static const char *name_of(const struct yaml_tree *tree)
{
    static const char *const keys[] = {"name", "domain_name", "zone", "bucket", NULL};
    for (const char *const *key = keys; *key != NULL; key++) {
        const struct yaml_node *node = yaml_member(tree->root, *key);
        if (node != NULL && node->text != NULL && node->text[0] != '\0') {
            return node->text;
        }
    }
    return tree->origin;
}

dxaws_error *section_run(struct run *run)
{
    struct yaml_tree tree = {.root = NULL};
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_apply_options) how = NULL;
    const dxaws_module *module = modules_find(run->options->command->group);
    dxaws_error *error = load(run, &tree);
    error = error ? error : make_document(run, &tree, &desired);
    if (error == NULL) {
        const json_t *region = json_object_get(dxaws_document_tree(desired), "region");
        bool said = yaml_member(tree.root, "region") != NULL;
        error = module->check(module, desired);
        error = error ? error
                      : run_check_region(run, run->options->command->group,
                                         dxaws_document_tree(desired));
        error = run_explain_region(run, said ? NULL : json_string_value(region), error);
        error = manifest_locate(&tree, error);
    }
    error = error ? error : modules_how(module, run->options, &how);
    if (error == NULL) {
        const struct subject subject = {
            .module = module, .name = name_of(&tree), .desired = desired, .how = how};
        error = adapters_open(run);
        error = manifest_locate(&tree, error ? error : subject_run(run, &subject));
    }
    if (tree.root != NULL) {
        yaml_clear(&tree);
    }
    return error;
}
