/* SPDX-License-Identifier: MIT */
/* Gets an object of a bucket into a file, whatever its size, without holding it in memory. When the
 * object breaks off on its way, the file begins again with the next attempt.
 *   ./download BUCKET KEY FILE */
#include <dxaws/core.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static dxaws_error *cannot_write(void)
{
    return dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "example", "FileError",
                           "cannot write the file: %s", strerror(errno));
}

static dxaws_error *write_file(void *self, dxaws_context *context, const void *data, size_t size)
{
    (void)context;
    return fwrite(data, 1, size, self) == size ? NULL : cannot_write();
}

static dxaws_error *restart_file(void *self, dxaws_context *context)
{
    (void)context;
    rewind(self);
    return ftruncate(fileno(self), 0) == 0 ? NULL : cannot_write();
}

static dxaws_error *download(const char *bucket, const char *key, FILE *file)
{
    static const dxaws_writer_ops writer = {
        .size = sizeof(writer), .write = write_file, .restart = restart_file};
    DXAWS_AUTO(dxaws_session) session = NULL;
    dxaws_error *error = dxaws_session_new(NULL, &session);
    if (error) {
        return error;
    }
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "GetObject", "GET", "/");
    dxaws_aws_request_set_bucket(request, bucket);
    dxaws_aws_request_add_path(request, key);
    dxaws_aws_request_set_answer_writer(request, &writer, file);
    error = dxaws_aws_call(session, NULL, request);
    const char *name;
    const char *value;
    for (size_t i = 0; !error && dxaws_aws_request_answer_header_at(request, i, &name, &value);
         i++) {
        printf("%s: %s\n", name, value);
    }
    return error;
}

int main(int count, char **arguments)
{
    FILE *file = count == 4 ? fopen(arguments[3], "w") : NULL;
    if (!file) {
        fprintf(stderr, "usage: download BUCKET KEY FILE, which can be written\n");
        return 64;
    }
    DXAWS_AUTO(dxaws_error) error = download(arguments[1], arguments[2], file);
    if (fclose(file) != 0 && !error) {
        error = cannot_write();
    }
    if (error) { /* what was written is not the whole */
        fprintf(stderr, "download: %s\n", dxaws_error_message(error));
        remove(arguments[3]);
    }
    return error != NULL;
}
