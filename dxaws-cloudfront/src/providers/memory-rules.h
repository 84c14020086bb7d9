/* SPDX-License-Identifier: MIT */
/* What CloudFront accepts, for the simulated account. All within an open transaction. */
#ifndef DXAWS_CLOUDFRONT_MEMORY_RULES_H
#define DXAWS_CLOUDFRONT_MEMORY_RULES_H

#include "service.h"

#define MEMORY_SERVICE "cloudfront"
#define MEMORY_DISTRIBUTION "distribution"
#define MEMORY_OAC "oac"
#define MEMORY_FUNCTION "function"

/* One simulated API call. */
struct memory_call {
    dxaws_memory_account *account;
    const char *operation;
};

/* Begins the call; on success the transaction is open. */
dxaws_error *memory_begin(const struct memory_call *call, dxaws_context *context, bool write);
/* Ends the call: keeps what was done, unless there was an error. */
dxaws_error *memory_end(const struct memory_call *call, dxaws_error *error);

/* memory-oac.c: see struct cloudfront_service. */
dxaws_error *memory_list_oacs(void *self, dxaws_context *context, json_t **oacs);
dxaws_error *memory_look_oac(void *self, dxaws_context *context, const char *id, json_t **oac);
dxaws_error *memory_create_oac(void *self, dxaws_context *context, const json_t *wanted,
                               json_t **made);
dxaws_error *memory_update_oac(void *self, dxaws_context *context, const json_t *oac,
                               json_t **changed);
dxaws_error *memory_remove_oac(void *self, dxaws_context *context, const char *id,
                               const char *etag);

/* memory-invalidations.c: see struct cloudfront_service. */
dxaws_error *memory_invalidate(void *self, dxaws_context *context, const char *distribution,
                               const json_t *wanted, json_t **made);
dxaws_error *memory_look_invalidation(void *self, dxaws_context *context, const char *distribution,
                                      const char *id, json_t **found);
dxaws_error *memory_find_invalidation(void *self, dxaws_context *context, const char *distribution,
                                      const char *reference, size_t most, json_t **found);

/* memory-conflicts.c: see struct cloudfront_service. */
dxaws_error *memory_list_conflicts(void *self, dxaws_context *context, const char *distribution,
                                   const char *alias, json_t **conflicts);

/* Whether a certificate of the account has a name for an alias. */
bool memory_certificate_covers(const json_t *certificate, const char *alias);
/* A document of that type stands for an alias that another account's distribution holds:
 * `distribution_id` and `account_id`, which may be left out. */
#define MEMORY_FOREIGN_ALIAS "foreign_alias"
/* Puts the aliases in an order of CloudFront's own. False without memory. */
bool memory_order_aliases(json_t *distribution);

/* A new ETag; the account counts them. False without memory. */
bool memory_put_etag(const struct memory_call *call, json_t *resource);
/* Refuses a write to another version than the stored one. */
dxaws_error *memory_check_match(const struct memory_call *call, const json_t *stored,
                                const char *etag);
/* A refusal as CloudFront would say it, and core hand it on. */
dxaws_error *memory_refuse(const char *operation, const char *aws_code, const char *text);
/* Aliases free, certificate good, access control there. */
dxaws_error *memory_check_configuration(dxaws_memory_account *account, const char *operation,
                                        const json_t *distribution);
/* See struct cloudfront_service. */
dxaws_error *memory_look_certificate(void *self, dxaws_context *context, const char *arn,
                                     json_t **found);
/* Tells ACM's part of the account who uses a certificate; either ARN may be "" or NULL. */
dxaws_error *memory_use_certificate(dxaws_memory_account *account, const char *distribution,
                                    const char *before, const char *after);

#endif
