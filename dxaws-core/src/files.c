/* SPDX-License-Identifier: MIT */
/* Whole files: the system's, those below another root, or what the program gives instead. */
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/crypto.h>

#include "replace-file.h"
#include "settings.h"
#include "os-error.h"

/* 0 or an errno value; EFBIG when the content does not fit. */
static int read_system(const char *path, struct aws_buffer *content)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return errno;
    }
    int problem = 0;
    char chunk[4096];
    for (;;) {
        ssize_t size = read(file, chunk, sizeof(chunk));
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size < 0) {
            problem = errno;
        }
        if (size <= 0) {
            break;
        }
        aws_buffer_append(content, chunk, (size_t)size);
        if (content->failed) {
            problem = EFBIG;
            break;
        }
    }
    OPENSSL_cleanse(chunk, sizeof(chunk));
    close(file);
    return problem;
}

char *aws_file_path(const dxaws_session_options *options, const char *path)
{
    struct aws_buffer text = {0};
    aws_buffer_format(&text, "%s%s%s", options->file_root ? options->file_root : "",
                      options->file_root && path[0] != '/' ? "/" : "", path);
    return aws_buffer_take(&text);
}

static int read_custom(const dxaws_session_options *options, const char *path,
                       struct aws_buffer *content)
{
    char *block = NULL;
    size_t size = 0;
    int problem = options->files.read(options->files_self, path, &block, &size);
    if (!problem) {
        aws_buffer_append(content, block, size);
        problem = content->failed ? EFBIG : 0;
    }
    if (block) {
        OPENSSL_cleanse(block, size);
    }
    free(block);
    return problem;
}

dxaws_error *aws_file_read(const dxaws_session_options *options, const char *path,
                           struct aws_buffer *content, bool *found)
{
    *found = false;
    char *name = aws_file_path(options, path);
    if (!name) {
        return dxaws_error_out_of_memory();
    }
    int problem =
        options->files.read ? read_custom(options, name, content) : read_system(name, content);
    free(name);
    if (problem == ENOENT || problem == ENOTDIR) {
        return NULL;
    }
    if (problem == EFBIG) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "FileError",
                               "%s is larger than %zu KiB: expected at most that", path,
                               content->limit / 1024);
    }
    if (problem) {
        char text[AWS_OS_ERROR_SIZE];
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "FileError",
                               "cannot read %s: %s", path, aws_os_error(problem, text));
    }
    *found = true;
    return NULL;
}

bool aws_file_write(const dxaws_session_options *options, const char *path,
                    const struct aws_buffer *content)
{
    char *name = aws_file_path(options, path);
    if (!name) {
        return false;
    }
    int problem = ENOTSUP;
    if (options->files.write) {
        problem = options->files.write(options->files_self, name, content->data, content->size);
    } else if (!options->files.read) {
        problem = file_replace(name, NULL, content->data, content->size);
    }
    free(name);
    return problem == 0;
}
