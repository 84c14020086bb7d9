/* SPDX-License-Identifier: MIT */
/* Puts a file into a bucket, whatever its size, without holding it in memory.
 *   ./upload FILE BUCKET KEY */
#include <dxaws/core.h>

#include <stdio.h>

static dxaws_error *upload(const char *file, const char *bucket, const char *key)
{
    DXAWS_AUTO(dxaws_session) session = NULL;
    dxaws_error *error = dxaws_session_new(NULL, &session);
    if (error) {
        return error;
    }
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "PutObject", "PUT", "/");
    dxaws_aws_request_set_bucket(request, bucket);
    dxaws_aws_request_add_path(request, key); /* its slashes are the key's own */
    dxaws_aws_request_set_body_file(request, file);
    dxaws_aws_request_set_content_type(request, "application/octet-stream");
    return dxaws_aws_call(session, NULL, request);
}

int main(int count, char **arguments)
{
    if (count != 4) {
        fprintf(stderr, "usage: upload FILE BUCKET KEY\n");
        return 64;
    }
    DXAWS_AUTO(dxaws_error) error = upload(arguments[1], arguments[2], arguments[3]);
    if (error) {
        fprintf(stderr, "upload: %s\n", dxaws_error_message(error));
    }
    return error != NULL;
}
