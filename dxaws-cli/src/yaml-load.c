/* SPDX-License-Identifier: MIT */
/* Files as trees. */
#include "yaml-tree.h"

#include <stdlib.h>
#include <string.h>

#include "input-file.h"

dxaws_error *yaml_load(const char *path, dxaws_context *context, struct yaml_tree *tree)
{
    char *text = NULL;
    size_t size = 0;
    dxaws_error *error = input_file_read(path, context, YAML_SIZE_MAX, &text, &size);
    if (error == NULL) {
        error = yaml_parse(strcmp(path, "-") == 0 ? "standard input" : path, text, size, tree);
    }
    free(text);
    return error;
}
