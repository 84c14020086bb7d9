/* SPDX-License-Identifier: MIT */
/* The calls of CloudFront that a provider is made from. What to do with them (discover, adopt,
 * retry) is written once, in operations.c; the calls themselves twice: over HTTP in aws.c, and on
 * the simulated account in memory.c.
 *
 * A distribution is a JSON object with the schema's attributes, defaults of CloudFront folded. A
 * refusal of the service is an error with its AWS code. Outputs are new references. */
#ifndef DXAWS_CLOUDFRONT_SERVICE_H
#define DXAWS_CLOUDFRONT_SERVICE_H

#include <dxaws/cloudfront-providers.h>
#include <dxaws/extend/cloudfront.h>

#include "configuration.h"
#include "names.h"

struct cloudfront_service {
    const char *needs; /* what self is: "a session" */
    void (*destroy)(void *self);
    /* Every distribution of the account: id, arn, domain_name, comment, aliases, staging and
     * origin_oac_id of each. */
    dxaws_error *(*list)(void *self, dxaws_context *context, json_t **summaries);
    /* One of them whole, with its tags, and its origin's access control as "origin_oac", when that
     * is there; NULL when it is gone. */
    dxaws_error *(*describe)(void *self, dxaws_context *context, const json_t *summary,
                             json_t **found);
    /* The same without tags and origin_oac. */
    dxaws_error *(*look)(void *self, dxaws_context *context, const char *id, json_t **found);
    /* @a wanted: attributes, comment, caller_reference, oac_id, tags. */
    dxaws_error *(*create)(void *self, dxaws_context *context, const json_t *wanted, json_t **made);
    /* @a found: id, etag, and the document when it is known; @a changes: attributes. */
    dxaws_error *(*update)(void *self, dxaws_context *context, const json_t *found,
                           const json_t *changes, json_t **changed);
    dxaws_error *(*remove)(void *self, dxaws_context *context, const char *id, const char *etag);
    dxaws_error *(*tag)(void *self, dxaws_context *context, const char *arn, const json_t *tags);
    dxaws_error *(*untag)(void *self, dxaws_context *context, const char *arn, const json_t *keys);
    /* Every origin access control of the account: id, name, signing_protocol, signing_behavior and
     * origin_type of each. */
    dxaws_error *(*list_oacs)(void *self, dxaws_context *context, json_t **oacs);
    dxaws_error *(*create_oac)(void *self, dxaws_context *context, const char *name, json_t **made);
    /* @a changes: those of signing_protocol, signing_behavior and origin_type that change. */
    dxaws_error *(*update_oac)(void *self, dxaws_context *context, const char *id,
                               const json_t *changes, json_t **changed);
    dxaws_error *(*remove_oac)(void *self, dxaws_context *context, const char *id);
};

/* A provider over a service; takes @a self over, and says what it needs when that is NULL. */
dxaws_error *cloudfront_service_provider_new(const char *name,
                                             const struct cloudfront_service *service, void *self,
                                             dxaws_cloudfront_provider **provider);

/* Says what a refusal means here and what to do; takes @a error over. */
dxaws_error *cloudfront_explain(dxaws_error *error, const json_t *payload);

/* discover.c: pure. */
/* The one of @a summaries that holds an alias of @a wanted; *found is borrowed, NULL for none.
 * CONFLICT when there are several, unless it is only to be destroyed. */
dxaws_error *cloudfront_find_by_alias(const json_t *wanted, const json_t *summaries,
                                      const json_t **found);
/* The one with our comment; CONFLICT when there are several. */
dxaws_error *cloudfront_find_by_comment(const char *name, const json_t *summaries,
                                        const json_t **found);
/* CONFLICT, naming the distribution that holds our alias and is not ours. */
dxaws_error *cloudfront_foreign(const json_t *wanted, const json_t *holder);
/* Our access control among @a oacs, borrowed; NULL for none. */
dxaws_error *cloudfront_find_oac(const char *name, const json_t *oacs, const json_t **ours);

#endif
