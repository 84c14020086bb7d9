/* SPDX-License-Identifier: MIT */
/* Texts that a getter lends, made from a tree when they are first asked for. */
#ifndef DXAWS_LAZY_TEXT_H
#define DXAWS_LAZY_TEXT_H

#include <stdatomic.h>

#include <jansson.h>

/* All zero is a text that was not asked for. */
struct lazy_text {
    _Atomic(char *) made;
};

/* The canonical text of @a tree, made by whichever thread asks first. NULL without memory. */
const char *lazy_text_of(struct lazy_text *text, const json_t *tree);
/* Keeps @a made, to be freed, unless another thread was faster; what is kept. */
const char *lazy_text_publish(struct lazy_text *text, char *made);
void lazy_text_free(struct lazy_text *text);

#endif
