/* SPDX-License-Identifier: MIT */
/* The calls of Route53 that a provider is made from, one operation each. What to do with them is
 * written once, in operations.c; the calls themselves twice: over HTTP in aws.c, and on the
 * simulated account in memory.c.
 *
 * A refusal of the service is an error with its AWS code. Outputs are new references. */
#ifndef DXAWS_DNS_SERVICE_H
#define DXAWS_DNS_SERVICE_H

#include <dxaws/dns-providers.h>

#include "record-sets.h"

/* A name in a zone; borrowed. One whose first label is `_` stands for all whose first label begins
 * with it, as many as a page has: names of services and of proofs. */
struct dns_place {
    const char *zone_id;
    const char *name;
};

/* What was answered to one of several questions. */
struct dns_answer {
    json_t *found; /* NULL when there is an error */
    dxaws_error *error;
};

struct dns_service {
    const char *needs; /* what self is: "a session" */
    void (*destroy)(void *self);
    /* Appends to @a zones at least every one whose name is @a asked, or a suffix of one of @a names
     * when that is NULL: id, name, private, linked_service. */
    dxaws_error *(*find_zones)(void *self, dxaws_context *context, const char *asked,
                               const json_t *names, json_t *zones);
    /* Appends to @a records the record sets of all types at those places, each with its zone_id.
     * With @a asked, the id of the one zone of all places, also that zone to @a zones, in the same
     * round; nothing when there is no such zone. */
    dxaws_error *(*list)(void *self, dxaws_context *context, const char *asked,
                         const struct dns_place *places, size_t count, json_t *zones,
                         json_t *records);
    /* Makes the changes of a batch, all or none: {"id", "status"}. */
    dxaws_error *(*change)(void *self, dxaws_context *context, const json_t *batch,
                           json_t **change);
    /* Looks at changes: the same. An error when nothing could be asked. */
    dxaws_error *(*look)(void *self, dxaws_context *context, const char *const *ids, size_t count,
                         struct dns_answer *answers);
};

/* Whether what stands is what the changes of a zone leave: they were made by a call whose answer
 * did not arrive, and are not to be made again. */
dxaws_error *dns_find_whether_made(const struct dns_service *service, void *self,
                                   dxaws_context *context, const char *zone_id,
                                   const json_t *changes, bool *made);

/* A provider over a service; takes @a self over, and says what it needs when that is NULL. */
dxaws_error *dns_service_provider_new(const char *name, const struct dns_service *service,
                                      void *self, dxaws_dns_provider **provider);

#endif
