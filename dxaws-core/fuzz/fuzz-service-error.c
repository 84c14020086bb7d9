/* SPDX-License-Identifier: MIT */
/* Any bytes as an error's body, with any status: one clean line each, no crash. */
#include <dxaws/kit/fuzz-main.h>

#include "service-error.h"

#include <stdlib.h>
#include <string.h>

static void check_line(const char *text)
{
    if (!text) {
        return;
    }
    if (strlen(text) > 1100) {
        abort();
    }
    for (; *text; text++) {
        if ((unsigned char)*text < ' ') {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) {
        return 0;
    }
    static const int statuses[] = {200, 301, 400, 403, 404, 409, 412, 429, 500, 503};
    int status = statuses[data[0] % 10];
    const char *body = (const char *)data + 1;
    struct aws_headers headers = {0};
    struct aws_fault fault;
    if (aws_fault_read(&fault, status, &headers, body, size - 1)) {
        if (!*fault.code ||
            !dxaws_error_kind_name(aws_fault_kind(&fault, "s3", "PutObject", status, false))) {
            abort();
        }
        check_line(fault.code);
        check_line(fault.message);
        check_line(fault.request_id);
        check_line(fault.region);
        aws_fault_free(&fault);
    }
    aws_fault_is_in_body(body, size - 1);
    return 0;
}
