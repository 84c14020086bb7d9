/* SPDX-License-Identifier: MIT */
/** @file
 * What a session takes from the system it runs on, beside the environment and the network: files
 * and programs. Each can be replaced, so that a recorded world can be replayed; time comes from
 * the context (dxaws_context_set_clock()), HTTP from <dxaws/transport.h>.
 *
 * Functions are called by any thread that uses the session, several at once, and must not use it.
 */
#ifndef DXAWS_AMBIENT_H
#define DXAWS_AMBIENT_H

#include <dxaws/base.h>
#include <dxaws/context.h>

DXAWS_BEGIN_DECLS

/** Files: configuration, tokens, the cache of single sign-on. Not the CA bundle, which libcurl
 * reads. Set with dxaws_session_options_set_files(). @since 0.1 */
typedef struct dxaws_file_ops {
    size_t size; /**< sizeof(dxaws_file_ops) */
    /**
     * Reads a whole file; NULL: the system's.
     * @param path    as the session has it, with the file root before it.
     * @param content a block from malloc(), which the session owns, wipes and frees.
     * @return 0, or an errno value; ENOENT and ENOTDIR mean that there is no such file.
     */
    int (*read)(void *self, const char *path, char **content, size_t *content_size);
    /** Replaces a file atomically, for its owner alone. 0, or an errno value. NULL beside a read:
     * nothing is written, and a renewed sign-on token is not kept. */
    int (*write)(void *self, const char *path, const char *content, size_t content_size);
    /* 0.1 ends here. */
} dxaws_file_ops;

/** Programs: `credential_process` (rule 27). Set with dxaws_session_options_set_processes().
 * @since 0.1 */
typedef struct dxaws_process_ops {
    size_t size; /**< sizeof(dxaws_process_ops) */
    /**
     * Runs a program without a shell, and waits for its end.
     *
     * @param arguments   NULL-terminated; the first is the program, looked up in PATH.
     * @param timeout_ms  after which it is killed.
     * @param context     whose end ends the program too; may be NULL.
     * @param output      what it wrote to its standard output: a string from malloc(), which the
     *                    session owns, wipes and frees; NULL at first. Needed with status 0.
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
