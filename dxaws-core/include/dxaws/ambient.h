/* SPDX-License-Identifier: MIT */
/** @file
 * What a session takes from the system it runs on, beside the environment and the network: files
 * and programs. Each can be replaced, so that a recorded world can be replayed; time comes from
 * the context (dxaws_context_set_clock()), HTTP from <dxaws/transport.h>.
 */
#ifndef DXAWS_AMBIENT_H
#define DXAWS_AMBIENT_H

#include <dxaws/base.h>
#include <dxaws/context.h>

DXAWS_BEGIN_DECLS

/** Files: configuration, tokens, the cache of single sign-on. Any thread. @since 0.1 */
typedef struct dxaws_file_ops {
    size_t size; /**< sizeof(dxaws_file_ops) */
    /**
     * Reads a whole file.
     * @param content a block from malloc(), which the session wipes and frees.
     * @return 0, or an errno value; ENOENT and ENOTDIR mean that there is no such file.
     */
    int (*read)(void *self, const char *path, char **content, size_t *content_size);
    /** Replaces a file atomically, for its owner alone. 0, or an errno value. NULL: nothing is
     * written, and a renewed sign-on token is not kept. */
    int (*write)(void *self, const char *path, const char *content, size_t content_size);
    /* 0.1 ends here. */
} dxaws_file_ops;

/** Programs: `credential_process` (rule 27). Any thread. @since 0.1 */
typedef struct dxaws_process_ops {
    size_t size; /**< sizeof(dxaws_process_ops) */
    /**
     * Runs a program without a shell, and waits for its end.
     *
     * @param arguments   NULL-terminated; the first is the program, looked up in PATH.
     * @param timeout_ms  after which it is killed.
     * @param output      what it wrote to its standard output, from malloc(); wiped by the session.
     * @param diagnostics the same for standard error; may be left NULL.
     * @return its exit status; 128 + n when signal n ended it; a negative errno value when it
     * could not be run: -ETIMEDOUT, -ECANCELED, -EFBIG (more than 64 KiB of output), -ENOENT.
     */
    int (*run)(void *self, dxaws_context *context, const char *const *arguments, int64_t timeout_ms,
               char **output, char **diagnostics);
    /* 0.1 ends here. */
} dxaws_process_ops;

DXAWS_END_DECLS

#endif
