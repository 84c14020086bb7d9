/* SPDX-License-Identifier: MIT */
/* A lock among processes that is given in the order in which it was asked for. */
#ifndef DXAWS_CORE_QUEUE_LOCK_H
#define DXAWS_CORE_QUEUE_LOCK_H

#include <stdbool.h>
#include <stdint.h>

/* A place in the queue of a lock's file; the kernel takes it back when the file is closed, also
 * that of a process that was killed. */
struct queue_place {
    int fd;
    int64_t number; /* 0: there is no queue here, and whoever comes at the right moment is served */
};

/* Queues up; the file stays the caller's. */
struct queue_place queue_enter(int fd);
/* Takes the lock when nobody waited longer and nobody has it. False with EWOULDBLOCK, or EINTR,
 * when it is to be tried again, and with another errno when it never works. */
bool queue_try(const struct queue_place *place);

#endif
