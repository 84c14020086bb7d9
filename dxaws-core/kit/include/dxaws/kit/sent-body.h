/* SPDX-License-Identifier: MIT */
/* For the transports of tests: the whole body of a request. */
#ifndef DXAWS_KIT_SENT_BODY_H
#define DXAWS_KIT_SENT_BODY_H

#include <stdlib.h>

#include <dxaws/transport.h>

/* With a NUL behind it; to be freed. Ends the program when it cannot be read. @param size may be
 * NULL. */
static inline char *dx_sent_body(const dxaws_transport_request *request, size_t *size)
{
    size_t wanted = (size_t)dxaws_transport_request_body_size(request);
    char *body = (char *)malloc(wanted + 1);
    size_t got = 0;
    for (size_t count = 1; body && count; got += count) {
        dxaws_error *error =
            dxaws_transport_request_read_body(request, body + got, wanted - got, &count);
        if (error) {
            abort();
        }
    }
    if (!body || got != wanted) {
        abort();
    }
    body[got] = '\0';
    if (size) {
        *size = got;
    }
    return body;
}

#endif
