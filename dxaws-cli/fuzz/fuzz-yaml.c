/* SPDX-License-Identifier: MIT */
/* Any bytes as a manifest: an error at its line and column, or a document that the website module
 * reads; what it then refuses is located too. What was read says the same when written as JSON. */
#include <dxaws/kit/fuzz-main.h>
#include <dxaws/website.h>

#include "manifest.h"

static bool is_located(const dxaws_error *error)
{
    return dxaws_error_file(error) != NULL && dxaws_error_line(error) > 0 &&
           dxaws_error_column(error) > 0;
}

static bool is_plain(const char *text)
{
    while (*text >= ' ' && *text <= '~') {
        text++;
    }
    return *text == '\0';
}

/* JSON is YAML, but for characters that only JSON may hold as they are. */
static void check_json(const struct yaml_tree *tree)
{
    json_t *value = yaml_json(tree->root);
    char *text = json_dumps(value, JSON_ENCODE_ANY);
    struct yaml_tree again;
    dx_fuzz_require(text != NULL);
    if (is_plain(text)) {
        dx_fuzz_require(dx_fuzz_succeeds(yaml_parse("json", text, strlen(text), &again)));
        json_t *second = yaml_json(again.root);
        dx_fuzz_require(json_equal(value, second));
        json_decref(second);
        yaml_clear(&again);
    }
    free(text);
    json_decref(value);
}

/* The checks of a manifest are at least as strict, as far as one field is concerned. */
static void check_website(const struct yaml_tree *tree, const json_t *document)
{
    DXAWS_AUTO(dxaws_website_desired) desired = NULL;
    char *text = json_dumps(document, 0);
    dx_fuzz_require(dx_fuzz_succeeds(dxaws_website_desired_parse(text, &desired)));
    free(text);
    dxaws_error *error = manifest_locate(tree, dxaws_website_desired_check(desired));
    dx_fuzz_require(error == NULL || dxaws_error_get_kind(error) != DXAWS_ERROR_INVALID_ARGUMENT ||
                    is_located(error));
    dx_fuzz_succeeds(error);
}

static void check_manifest(const struct yaml_tree *tree)
{
    json_t *document = NULL;
    dxaws_error *error = manifest_check(tree, NULL, "eu-west-1", &document);
    if (error == NULL) {
        dx_fuzz_require(json_is_string(json_object_get(document, "region")));
        check_website(tree, document);
    }
    dx_fuzz_require(error == NULL || is_located(error));
    dx_fuzz_succeeds(error);
    json_decref(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct yaml_tree tree;
    if (dx_fuzz_succeeds(yaml_parse("input", (const char *)data, size, &tree))) {
        check_json(&tree);
        check_manifest(&tree);
        yaml_clear(&tree);
    }
    return 0;
}
