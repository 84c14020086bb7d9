/* SPDX-License-Identifier: MIT */
/* A reader and a writer that remember what was asked of them. */
#ifndef DXAWS_CORE_STREAMS_H
#define DXAWS_CORE_STREAMS_H

#include <stdlib.h>
#include <string.h>

#include <dxaws/stream.h>

struct stream {
    uint64_t position;
    size_t most;       /* at a time; 0: as much as is asked for */
    uint64_t fails_at; /* with an error; 0: never */
    size_t lie;        /* how many bytes it says it gave; 0: the truth */
    unsigned again;    /* how often it was rewound, or restarted */
    unsigned destroyed;
    uint64_t passed;      /* bytes, in all */
    dxaws_context *stops; /* cancelled once half a mebibyte has passed, */
    bool stopped;         /* which has happened; */
    unsigned after;       /* and how often it was asked since */
    char *kept;           /* what a writer was given */
};

/* Byte by byte a pattern that repeats nowhere near a buffer's size. */
static inline char stream_byte(uint64_t position)
{
    return (char)(position * 31 + position / 251);
}

static inline dxaws_error *stream_pass(struct stream *stream, size_t size)
{
    stream->position += size;
    stream->passed += size;
    stream->after += stream->stopped;
    if (stream->fails_at && stream->position >= stream->fails_at) {
        return dxaws_error_new(DXAWS_ERROR_CONFLICT, "test", "Full", "the vault is closed");
    }
    if (stream->stops && !stream->stopped && stream->passed > (1 << 19)) {
        stream->stopped = true;
        dxaws_context_cancel(stream->stops);
    }
    return NULL;
}

static inline dxaws_error *stream_read(void *self, dxaws_context *context, void *buffer,
                                       size_t capacity, size_t *count)
{
    struct stream *stream = (struct stream *)self;
    size_t size = stream->most && stream->most < capacity ? stream->most : capacity;
    (void)context;
    for (size_t i = 0; i < size; i++) {
        ((char *)buffer)[i] = stream_byte(stream->position + i);
    }
    *count = stream->lie ? stream->lie : size;
    return stream_pass(stream, size);
}

static inline dxaws_error *stream_write(void *self, dxaws_context *context, const void *data,
                                        size_t size)
{
    struct stream *stream = (struct stream *)self;
    (void)context;
    if (!stream->stops) { /* an answer that is to be compared is short */
        stream->kept = (char *)realloc(stream->kept, stream->position + size + 1);
        memcpy(stream->kept + stream->position, data, size);
        stream->kept[stream->position + size] = '\0';
    }
    return stream_pass(stream, size);
}

static inline dxaws_error *stream_again(void *self, dxaws_context *context)
{
    struct stream *stream = (struct stream *)self;
    (void)context;
    stream->position = 0;
    stream->again++;
    return NULL;
}

static inline void stream_destroy(void *self)
{
    ((struct stream *)self)->destroyed++;
}

static const dxaws_reader_ops stream_reader = {sizeof(stream_reader), stream_read, stream_again,
                                               stream_destroy};
static const dxaws_reader_ops stream_reader_once = {sizeof(stream_reader_once), stream_read, NULL,
                                                    NULL};
static const dxaws_writer_ops stream_writer = {sizeof(stream_writer), stream_write, stream_again,
                                               stream_destroy};
static const dxaws_writer_ops stream_writer_once = {sizeof(stream_writer_once), stream_write, NULL,
                                                    NULL};

#endif
