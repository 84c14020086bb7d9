/* SPDX-License-Identifier: MIT */
/* The simulated ACM: what one API call does, inside an open transaction. */
#ifndef DXAWS_ACM_MEMORY_RULES_H
#define DXAWS_ACM_MEMORY_RULES_H

#include "service.h"

#define MEMORY_SERVICE "acm"

/* One simulated API call; the texts are borrowed. */
struct call {
    dxaws_memory_account *account;
    const char *operation;
    const struct acm_target *target;
    const char *arn; /* of the certificate that it is about; may be NULL */
};

/* Every certificate of the region, and those deleted a moment ago. */
dxaws_error *memory_list(const struct call *call, const char *region, json_t **certificates);
dxaws_error *memory_describe(const struct call *call, json_t **certificate);
dxaws_error *memory_request(const struct call *call, const json_t *payload, const char *token,
                            char **arn);
/* Either may be NULL. */
dxaws_error *memory_change_tags(const struct call *call, const json_t *add, const json_t *remove);
dxaws_error *memory_remove(const struct call *call);

/* memory-records.c: the record that a domain is validated by; it depends on account and domain
 * alone, and a wildcard has that of its parent. NULL without memory. */
json_t *memory_record_of(const struct call *call, const char *domain);
/* Whether it stands in a public hosted zone of the account, or elsewhere. Without memory, here and
 * below, *whole becomes false, and the answer says nothing. */
bool memory_record_stands(bool *whole, const struct call *call, const json_t *record);
/* Whether CAA records in zones of the account let others issue, and not Amazon. */
bool memory_caa_forbids(bool *whole, const struct call *call, const char *domain);

#endif
