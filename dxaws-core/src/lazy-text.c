/* SPDX-License-Identifier: MIT */
/* Texts made when they are first asked for, by any of several threads. */
#include "lazy-text.h"

#include <stdlib.h>

const char *lazy_text_publish(struct lazy_text *text, char *made)
{
    char *expected = NULL;
    if (made != NULL && !atomic_compare_exchange_strong(&text->made, &expected, made)) {
        free(made);
        made = expected;
    }
    return made;
}

const char *lazy_text_of(struct lazy_text *text, const json_t *tree)
{
    const char *made = atomic_load(&text->made);
    if (made != NULL || tree == NULL) {
        return made;
    }
    return lazy_text_publish(text,
                             json_dumps(tree, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY));
}

void lazy_text_free(struct lazy_text *text)
{
    free(atomic_load(&text->made));
}
