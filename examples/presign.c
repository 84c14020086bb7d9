/* SPDX-License-Identifier: MIT */
/* Prints a URL from which anybody can download an object for an hour.
 *   curl "$(./presign my-bucket path/to/object)" */
#include <dxaws/core.h>

#include <stdio.h>
#include <stdlib.h>

static dxaws_error *presign(const char *bucket, const char *key)
{
    char path[1100];
    if (snprintf(path, sizeof(path), "/%s", key) >= (int)sizeof(path)) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "example", "KeyError",
                               "no key of S3 is longer than 1024 bytes");
    }
    DXAWS_AUTO(dxaws_session) session = NULL;
    dxaws_error *error = dxaws_session_new(NULL, &session);
    if (error) {
        return error;
    }
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "GetObject", "GET", path);
    dxaws_aws_request_set_bucket(request, bucket);
    char *url = NULL;
    error = dxaws_aws_presign(session, NULL, request, 3600, &url);
    if (!error) {
        puts(url);
    }
    free(url);
    return error;
}

int main(int count, char **arguments)
{
    if (count != 3) {
        fprintf(stderr, "usage: presign BUCKET KEY\n");
        return 64;
    }
    DXAWS_AUTO(dxaws_error) error = presign(arguments[1], arguments[2]);
    if (error) {
        fprintf(stderr, "presign: %s\n", dxaws_error_message(error));
    }
    return error != NULL;
}
