/* SPDX-License-Identifier: MIT */
/* Where in the file the cause of a module's error stands. */
#include "manifest.h"

#include <dxaws/extend/error.h>

dxaws_error *manifest_locate(const struct yaml_tree *tree, dxaws_error *error)
{
    const char *path = error ? dxaws_error_path(error) : NULL;
    if (path == NULL) {
        return error;
    }
    bool whole;
    char said[MANIFEST_PATH_SIZE];
    manifest_pointer(path, said);
    const struct yaml_node *node = yaml_find(tree->root, said, &whole);
    bool at_key = whole && dxaws_error_is_about_name(error);
    yaml_place_error(node, at_key ? YAML_AT_KEY : YAML_AT_VALUE, error);
    return error;
}
