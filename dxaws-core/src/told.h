/* SPDX-License-Identifier: MIT */
/* What a run was told already, so that it is told once. */
#ifndef DXAWS_CORE_TOLD_H
#define DXAWS_CORE_TOLD_H

#include <pthread.h>

#include <dxaws/base.h>

struct told_text;

struct told {
    pthread_mutex_t lock;
    struct told_text *texts;
};

void told_init(struct told *told);
void told_free(struct told *told);
/* Remembers two texts. True the first time, and without memory: rather twice than never. */
bool told_first(struct told *told, const char *source, const char *name);

#endif
