/* SPDX-License-Identifier: MIT */
/* The simulated ACM: what one API call does, inside an open transaction. */
#ifndef DXAWS_ACM_MEMORY_CERTIFICATE_H
#define DXAWS_ACM_MEMORY_CERTIFICATE_H

#include "../certificates.h"
#include "../token.h"

#define MEMORY_SERVICE "acm"

/* One simulated API call; the texts are borrowed. */
struct call {
    dxaws_memory_account *account;
    const char *operation;
    const char *domain;
    const char *region;
    const char *arn; /* of the certificate that it is about; may be NULL */
    json_t *payload; /* the action's; may be NULL */
};

dxaws_error *memory_error(const struct call *call, dxaws_error_kind kind, const char *code,
                          int http_status, const char *text);

/* Every certificate of the region (NULL: of all), and those deleted a moment ago. */
dxaws_error *memory_list(const struct call *call, json_t **certificates);
dxaws_error *memory_describe(const struct call *call, json_t **certificate);
dxaws_error *memory_request(const struct call *call, const char *token, char *arn, size_t size);
dxaws_error *memory_put_tags(const struct call *call);
dxaws_error *memory_delete(const struct call *call);

#endif
