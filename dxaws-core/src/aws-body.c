/* SPDX-License-Identifier: MIT */
/* Where the body of a request comes from. */
#include "aws-body.h"
#include "os-error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/crypto.h>

void aws_body_close(struct aws_body *body)
{
    if (body->is_open) {
        close(body->file);
        body->is_open = false;
        body->position = 0;
    }
}

void aws_body_clear(struct aws_body *body)
{
    aws_body_close(body);
    if (body->bytes) {
        OPENSSL_cleanse(body->bytes, body->size);
    }
    free(body->bytes);
    free(body->path);
    if (body->reader.destroy) {
        body->reader.destroy(body->self);
    }
    *body = (struct aws_body){0};
}

static dxaws_error *file_error(const struct aws_body *body, const char *why)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "BodyError",
                           "cannot read the body from %s: %s", body->path, why);
}

static dxaws_error *system_error(const struct aws_body *body)
{
    char text[AWS_OS_ERROR_SIZE];
    return file_error(body, aws_os_error(errno, text));
}

dxaws_error *aws_body_open(struct aws_body *body)
{
    struct stat status;
    if (!body->path || body->is_open) {
        return NULL;
    }
    body->file = open(body->path, O_RDONLY | O_CLOEXEC);
    body->is_open = body->file >= 0;
    if (!body->is_open || fstat(body->file, &status) != 0) {
        return system_error(body);
    }
    if (!S_ISREG(status.st_mode)) {
        return file_error(body, "it is no file; what has no size needs a reader");
    }
    body->size = (uint64_t)status.st_size;
    return NULL;
}

bool aws_body_repeats(const struct aws_body *body)
{
    return !body->given || body->reader.rewind;
}

static dxaws_error *read_file(struct aws_body *body, void *buffer, size_t capacity, size_t *count)
{
    ssize_t got;
    do {
        got = pread(body->file, buffer, capacity, (off_t)body->position);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        return system_error(body);
    }
    *count = (size_t)got;
    return got ? NULL : file_error(body, "it has become shorter");
}

dxaws_error *aws_body_read(struct aws_body *body, dxaws_context *context, void *buffer,
                           size_t capacity, size_t *count)
{
    uint64_t left = body->size - body->position;
    if (capacity > left) {
        capacity = (size_t)left;
    }
    *count = 0;
    if (!capacity) {
        return NULL;
    }
    dxaws_error *error = body->path
                             ? read_file(body, buffer, capacity, count)
                             : body->reader.read(body->self, context, buffer, capacity, count);
    if (!error && (!*count || *count > capacity)) {
        error =
            dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "BodyError",
                            "the reader of the body gave %zu bytes: expected 1 to %zu, with %llu "
                            "to come",
                            *count, capacity, (unsigned long long)left);
    }
    body->position += error ? 0 : *count;
    return error;
}

dxaws_error *aws_body_rewind(struct aws_body *body, dxaws_context *context)
{
    if (!body->position) {
        return NULL;
    }
    if (!aws_body_repeats(body)) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "BodyError",
                               "the body was read, and its reader cannot read it again");
    }
    dxaws_error *error = body->given ? body->reader.rewind(body->self, context) : NULL;
    body->position = error ? body->position : 0;
    return error;
}
