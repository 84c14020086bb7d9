/* SPDX-License-Identifier: MIT */
/* Any bytes as a manifest: an error with a message, or a document; never a crash. */
#include <dxaws/kit/fuzz-main.h>

#include "manifest.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct yaml_tree tree;
    json_t *document = NULL;
    dxaws_error *error = yaml_parse("input", (const char *)data, size, &tree);
    if (error == NULL) {
        json_decref(yaml_json(tree.root));
        error = manifest_check(&tree, "eu-west-1", &document);
        error = manifest_locate(&tree, error);
        yaml_clear(&tree);
    }
    if (error != NULL && dxaws_error_message(error)[0] == '\0') {
        abort();
    }
    dxaws_error_free(error);
    json_decref(document);
    return 0;
}
