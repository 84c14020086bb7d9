/* SPDX-License-Identifier: MIT */
/* The function that a distribution runs for the requests of its viewers. */
#include "edge.h"

#include <stdlib.h>
#include <string.h>

/* The seam: the code is JavaScript, and what dxaws writes of it is known in C as well. */
dxaws_error *edge_function(dxaws_memory_account *account, dxaws_context *context,
                           const json_t *distribution, const struct edge_request *request,
                           int *status, char **answer, bool *passed)
{
    const char *arn =
        json_string_value(json_object_get(distribution, "viewer_request_function_arn"));
    (void)account;
    (void)context;
    *status = 0;
    *passed = arn != NULL && *arn != '\0';
    *answer = strndup(request->target, strcspn(request->target, "?"));
    return *answer ? NULL : dxaws_error_out_of_memory();
}
