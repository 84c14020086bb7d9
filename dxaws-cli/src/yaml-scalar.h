/* SPDX-License-Identifier: MIT */
/* What a plain scalar is. */
#ifndef DXAWS_CLI_YAML_SCALAR_H
#define DXAWS_CLI_YAML_SCALAR_H

#include "yaml-tree.h"

/* Sets kind and value from `text`, by the core schema of YAML 1.2. False for an integer that does
 * not fit 64 bits. */
bool yaml_scalar_resolve(struct yaml_node *node);

#endif
