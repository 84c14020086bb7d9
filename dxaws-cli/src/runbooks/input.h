/* SPDX-License-Identifier: MIT */
/* What a machine is started with, made of manifests. */
#ifndef DXAWS_CLI_RUNBOOKS_INPUT_H
#define DXAWS_CLI_RUNBOOKS_INPUT_H

#include "states.h"

/* The input that the book takes; of a list, the documents. A new reference. */
dxaws_error *input_make(struct run *run, struct options *options, const json_t *book,
                        json_t **input);
/* The same as a text, for free(); a list is put into the bucket of --bucket, and the text says
 * where it is. */
dxaws_error *input_hand_over(const struct execution *execution, const json_t *book,
                             const json_t *input, char **text);

#endif
