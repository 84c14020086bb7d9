/* SPDX-License-Identifier: MIT */
/* What a run was told already: a few texts, of which most runs have none. */
#include "told.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct told_text {
    struct told_text *next;
    char text[];
};

void told_init(struct told *told)
{
    pthread_mutex_init(&told->lock, NULL);
}

void told_free(struct told *told)
{
    while (told->texts != NULL) {
        struct told_text *text = told->texts;
        told->texts = text->next;
        free(text);
    }
    pthread_mutex_destroy(&told->lock);
}

bool told_first(struct told *told, const char *source, const char *name)
{
    size_t size = strlen(source) + strlen(name) + 2;
    struct told_text *text = malloc(sizeof *text + size);
    if (text == NULL) {
        return true;
    }
    snprintf(text->text, size, "%s %s", source, name);
    pthread_mutex_lock(&told->lock);
    const struct told_text *known = told->texts;
    while (known != NULL && strcmp(known->text, text->text) != 0) {
        known = known->next;
    }
    if (known == NULL) {
        text->next = told->texts;
        told->texts = text;
    }
    pthread_mutex_unlock(&told->lock);
    if (known != NULL) {
        free(text);
    }
    return known == NULL;
}
