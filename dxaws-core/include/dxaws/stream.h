/* SPDX-License-Identifier: MIT */
/** @file
 * Bodies that are not held in memory: a reader gives what is sent, a writer takes what comes back.
 * See dxaws_aws_request_set_body_reader() and dxaws_aws_request_set_answer_writer().
 *
 * Both are called in the thread that makes the call, never by two at a time; with a transport of
 * the program's own in the thread in which that asks for the body, or adds to the answer. They may
 * take their time, but a call is cancelled only between two of theirs: one that waits looks at the
 * context it is given, ten times a second. They must not use the request.
 *
 * An error of theirs ends the call, which returns it; nothing is tried again. After the call has
 * returned they are not called any more, until the request is called again.
 */
#ifndef DXAWS_STREAM_H
#define DXAWS_STREAM_H

#include <dxaws/base.h>
#include <dxaws/context.h>
#include <dxaws/error.h>

DXAWS_BEGIN_DECLS

/** Where a body comes from. Slots are only ever appended. @since 0.9 */
typedef struct dxaws_reader_ops {
    size_t size; /**< sizeof(dxaws_reader_ops) */
    /** Gives the next bytes: at least one, at most @a capacity, and in @a count how many. It is not
     * called for more than the size that was said. */
    dxaws_error *(*read)(void *self, dxaws_context *context, void *buffer, size_t capacity,
                         size_t *count);
    /** Begins again at the first byte: the same bytes come again. NULL when they cannot, and then
     * the request is sent at most once: what fails after the first byte was read is not tried
     * again, and the body cannot be read for its hash before it is sent. */
    dxaws_error *(*rewind)(void *self, dxaws_context *context);
    /** Releases @a self, with the request. May be NULL. */
    void (*destroy)(void *self);
    /* 0.9 ends here. */
} dxaws_reader_ops;

/** Where an answer's body goes. Slots are only ever appended. @since 0.9 */
typedef struct dxaws_writer_ops {
    size_t size; /**< sizeof(dxaws_writer_ops) */
    /** Takes the next bytes, all of them; @a data is borrowed. */
    dxaws_error *(*write)(void *self, dxaws_context *context, const void *data, size_t size);
    /** Forgets all that was written: the answer broke off or was damaged, and is asked for again.
     * NULL when what was written cannot be taken back, and then what fails after the first byte was
     * written is not tried again. */
    dxaws_error *(*restart)(void *self, dxaws_context *context);
    /** Releases @a self, with the request. May be NULL. */
    void (*destroy)(void *self);
    /* 0.9 ends here. */
} dxaws_writer_ops;

DXAWS_END_DECLS

#endif
