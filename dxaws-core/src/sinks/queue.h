/* SPDX-License-Identifier: MIT */
/* A sink that sends: what it takes waits in a bounded queue, and a thread of its own sends it in
 * batches, so that who emits never waits for a network. */
#ifndef DXAWS_CORE_SINK_QUEUE_H
#define DXAWS_CORE_SINK_QUEUE_H

#include <dxaws/context.h>
#include <dxaws/o11y.h>

#include <jansson.h>

/* What becomes of an event, and where to. */
struct sink_sender {
    size_t most_items; /* of a batch */
    size_t most_bytes;
    /* What is sent of an event, and how large that is at most; NULL for nothing. Called by one
     * thread at a time, and not by the one that sends. */
    json_t *(*take)(void *self, const dxaws_event *event, size_t *size);
    /* Sends an array of at least one. Of how many nobody will ever know, and why: the caller owns
     * the error. */
    dxaws_error *(*send)(void *self, dxaws_context *context, const json_t *items, size_t *lost);
    void (*destroy)(void *self);
};

/* Owns @a self on success; @a sender is borrowed for good. */
dxaws_error *sink_queue_new(const struct sink_sender *sender, void *self, dxaws_sink **sink);

#endif
