/* SPDX-License-Identifier: MIT */
/* The commands on a whole site. */
#include "run.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>
#include <dxaws/s3-content.h>

#include "account.h"
#include "checks/preflight.h"
#include "checks/verify.h"
#include "error-codes.h"
#include "listeners.h"
#include "manifest.h"
#include "site-options.h"
#include "subject.h"
#include "output/terminal.h"

static dxaws_error *load(struct run *run, struct yaml_tree *tree)
{
    dxaws_error *error = run_parse(run, tree);
    for (size_t i = 0; error == NULL && i < run->options->set_count; i++) {
        error = manifest_set(tree, run->options->sets[i]);
        if (error != NULL) {
            yaml_clear(tree);
        }
    }
    return error;
}

/* The site is left as it is. */
static dxaws_error *take_scope(const struct yaml_tree *tree, json_t *document)
{
    if (json_object_get(document, "content") == NULL) {
        return yaml_error(tree->root, YAML_AT_VALUE, DXAWS_CLI_ERROR_MISSING_KEY,
                          "\"source\" is missing: name the folder that is to be published");
    }
    return json_object_set_new(document, "scope", json_string("content")) == 0
               ? NULL
               : dxaws_error_out_of_memory();
}

/* The document of a manifest, checked offline by the website module too, and how it is done. */
static dxaws_error *check(struct run *run, const struct yaml_tree *tree, json_t **document,
                          dxaws_apply_options *how)
{
    json_t *made = NULL;
    const char *region = NULL;
    bool needed = (run->options->command->verb & (VERB_VALIDATE | VERB_VERIFY)) == 0;
    const dxaws_module *module = modules_find("website");
    DXAWS_AUTO(dxaws_document) description = NULL;
    dxaws_error *error = module->describe(module, &description);
    if (error == NULL) {
        const json_t *words = json_object_get(dxaws_document_tree(description), "former");
        error = manifest_check(tree, words, NULL, &made);
    }
    json_object_del(made, "account"); /* of the run, not of the site */
    const json_t *told = json_object_get(made, "events");
    const char *bus = json_string_value(json_object_get(told, "eventbridge"));
    error = error ? error : listeners_take_bus(run, bus);
    json_object_del(made, "events"); /* likewise */
    if (run->options->command->verb == VERB_SHOW) {
        json_object_del(made, "content"); /* what is there is shown also where the folder is not */
    }
    if (error == NULL && json_object_get(made, "region") == NULL) {
        error = run_region(run, needed, &region);
    }
    if (error == NULL && region != NULL) {
        json_object_set_new(made, "region", json_string(region));
    }
    if (error == NULL && run->options->command->verb == VERB_PUBLISH) {
        error = take_scope(tree, made);
    }
    DXAWS_AUTO(dxaws_document) desired = NULL;
    bool destroys = run_removes(run);
    if (error == NULL) {
        site_options_take(made, destroys, how);
        if (run->options->command->verb == VERB_RELEASE) { /* else the plan is anybody's */
            dxaws_apply_options_set_release(how, true);
        }
    }
    error = error ? error : dxaws_document_new(json_deep_copy(made), &desired);
    error = error ? error : module->check(module, desired);
    error = error ? error : run_check_region(run, "s3", made);
    error = run_explain_region(run, region, error);
    error = manifest_locate(tree, error);
    if (error != NULL) {
        json_decref(made);
        return error;
    }
    *document = made;
    return NULL;
}

/* Whether the folder could be published; of no bucket, which is not asked. */
static dxaws_error *validate_folder(const struct run *run, const json_t *document)
{
    const char *source =
        json_string_value(json_object_get(json_object_get(document, "content"), "source"));
    if (source == NULL) {
        return NULL;
    }
    json_t *content = json_deep_copy(json_object_get(document, "content"));
    json_object_set_new(content, "bucket", json_string("validated"));
    json_object_set_new(content, "region", json_string("us-east-1"));
    char *text = json_dumps(content, JSON_COMPACT);
    DXAWS_AUTO(dxaws_s3_content_desired) desired = NULL;
    dxaws_error *error =
        text ? dxaws_s3_content_desired_parse(text, &desired) : dxaws_error_out_of_memory();
    error = error ? error : dxaws_s3_content_desired_check_source(desired, run->context);
    dxaws_error_set_path(error, "/content/source", false);
    free(text);
    json_decref(content);
    return error;
}

static dxaws_error *validate(struct run *run, json_t *document)
{
    dxaws_error *error = validate_folder(run, document);
    if (error != NULL) {
        return error;
    }
    if (run->options->json) {
        return run_print_json(run, "dxaws.validate/1", json_pack("{sO}", "desired", document));
    }
    print_safely(stdout, run->options->operand);
    printf(" is valid: site %s at https://%s/\n",
           json_string_value(json_object_get(document, "site")),
           json_string_value(json_object_get(document, "domain")));
    return NULL;
}

/* Protection comes before the first request. What is released stays on the air. */
static dxaws_error *prepare_removal(struct run *run, json_t *document)
{
    const char *site = json_string_value(json_object_get(document, "site"));
    const char *allowed = run->options->allow_destroy;
    bool releases = run->options->command->verb == VERB_RELEASE;
    json_object_set_new(document, "present", json_false());
    if (!releases && allowed == NULL && !json_is_false(json_object_get(document, "protect"))) {
        dxaws_error *error = dxaws_error_new(DXAWS_ERROR_REFUSED, "cli", DXAWS_CLI_ERROR_PROTECTED,
                                             "site \"%s\" is protected", site);
        dxaws_error_set_resource(error, site);
        return error;
    }
    return NULL;
}

static dxaws_error *run_on_site(struct run *run, const struct yaml_tree *tree,
                                const json_t *document, const dxaws_apply_options *how)
{
    const struct yaml_node *account = yaml_member(tree->root, "account");
    DXAWS_AUTO(dxaws_document) desired = NULL;
    dxaws_error *error = dxaws_document_new(json_deep_copy(document), &desired);
    const struct subject subject = {
        .module = modules_find("website"),
        .name = json_string_value(json_object_get(document, "site")),
        .desired = desired,
        .how = how,
    };
    error = error ? error : adapters_open(run);
    if (error == NULL && run->options->command->verb == VERB_PREFLIGHT) {
        return preflight_run(run, &subject, account ? account->text : NULL);
    }
    error = error ? error : account_check(run, account ? account->text : NULL);
    return error ? error : subject_run(run, &subject);
}

dxaws_error *site_desired(struct run *run, const char *account, json_t **document,
                          dxaws_apply_options **how)
{
    struct yaml_tree tree = {.root = NULL};
    dxaws_error *error = load(run, &tree);
    if (error != NULL) {
        return error;
    }
    const struct yaml_node *wanted = yaml_member(tree.root, "account");
    error = modules_how(modules_find("website"), run->options, how);
    error = error ? error : check(run, &tree, document, *how);
    if (error == NULL && run_removes(run)) {
        error = prepare_removal(run, *document);
    }
    if (error == NULL && wanted != NULL && strcmp(wanted->text, account) != 0) {
        error = dxaws_error_new(DXAWS_ERROR_REFUSED, "cli", DXAWS_CLI_ERROR_WRONG_ACCOUNT,
                                "account %s is wanted, and the state machine is of %s; name one of "
                                "that account, or change the number here",
                                wanted->text, account);
        dxaws_error_set_path(error, "/account", false);
    }
    error = manifest_locate(&tree, error);
    yaml_clear(&tree);
    return error;
}

dxaws_error *site_run(struct run *run)
{
    struct yaml_tree tree = {.root = NULL};
    json_t *document = NULL;
    DXAWS_AUTO(dxaws_apply_options) how = NULL;
    dxaws_error *error = load(run, &tree);
    if (error != NULL) {
        return error;
    }
    error = modules_how(modules_find("website"), run->options, &how);
    error = error ? error : check(run, &tree, &document, how);
    if (error == NULL && run_removes(run)) {
        error = prepare_removal(run, document);
    }
    if (error == NULL && run->options->command->verb == VERB_VALIDATE) {
        error = manifest_locate(&tree, validate(run, document));
    } else if (error == NULL && run->options->command->verb == VERB_VERIFY) {
        error = manifest_locate(&tree, verify_run(run, document));
    } else if (error == NULL) {
        error = manifest_locate(&tree, run_on_site(run, &tree, document, how));
    }
    json_decref(document);
    yaml_clear(&tree);
    return error;
}
