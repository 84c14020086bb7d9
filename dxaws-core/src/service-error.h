/* SPDX-License-Identifier: MIT */
/* What a service says went wrong, in the three shapes of XML, in JSON, or by the status alone. */
#ifndef DXAWS_CORE_SERVICE_ERROR_H
#define DXAWS_CORE_SERVICE_ERROR_H

#include <dxaws/error.h>

#include "headers.h"

/* Strings are owned; sanitised to one line of UTF-8. */
struct aws_fault {
    char *code;       /* the service's, else from the status, such as "NotFound"; never NULL */
    char *message;    /* or NULL */
    char *request_id; /* or NULL */
    char *region;     /* of S3's bucket, when the answer names it; or NULL */
    bool told;        /* the code is the service's, not one that is made of the status */
    bool understood;  /* so it is, or the body was empty */
    bool failed;      /* out of memory: something is missing */
};

/* Decodes an answer, whatever protocol it is of. False only without memory. */
bool aws_fault_read(struct aws_fault *fault, int status, const struct aws_headers *headers,
                    const char *body, size_t size);
void aws_fault_free(struct aws_fault *fault);

/* The request id of any answer, borrowed, or NULL. */
const char *aws_fault_request_id(const struct aws_headers *headers);
/* What a caller can do about it. NOT_FOUND only when the operation's own codes say so, or a HEAD,
 * which has no code, is answered with 404. */
dxaws_error_kind aws_fault_kind(const struct aws_fault *fault, const char *service,
                                const char *operation, int status, bool head);
/* Whether a 200's body is S3's <Error> document, or XML that ends too early. */
bool aws_fault_is_in_body(const char *body, size_t size);

#endif
