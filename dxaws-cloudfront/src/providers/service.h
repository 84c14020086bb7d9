/* SPDX-License-Identifier: MIT */
/* The calls of CloudFront that a provider is made from. What to do with them (discover, adopt,
 * retry) is written once, in operations.c; the calls themselves twice: over HTTP in aws.c, and on
 * the simulated account in memory.c.
 *
 * A distribution is a JSON object with the schema's attributes, defaults of CloudFront folded. A
 * refusal of the service is an error with its AWS code. Outputs are new references. */
#ifndef DXAWS_CLOUDFRONT_SERVICE_H
#define DXAWS_CLOUDFRONT_SERVICE_H

#include <dxaws/credentials.h>
#include <dxaws/cloudfront-providers.h>
#include <dxaws/extend/cloudfront.h>

#include "configuration.h"
#include "names.h"

struct cloudfront_service {
    const char *needs; /* what self is: "a session" */
    void (*destroy)(void *self);
    /* Every distribution of the account: id, arn, domain_name, comment, aliases, staging, what its
     * target origin is, and oac_ids, the access controls of all its origins. */
    dxaws_error *(*list)(void *self, dxaws_context *context, json_t **summaries);
    /* One of them whole, with its tags, and, when the summary has its origin_oac_id, that access
     * control as "origin_oac", when it is there; NULL when the distribution is gone. */
    dxaws_error *(*describe)(void *self, dxaws_context *context, const json_t *summary,
                             json_t **found);
    /* The same without tags and origin_oac. */
    dxaws_error *(*look)(void *self, dxaws_context *context, const char *id, json_t **found);
    /* @a wanted: attributes, comment, caller_reference, oac_id, tags. */
    dxaws_error *(*create)(void *self, dxaws_context *context, const json_t *wanted, json_t **made);
    /* @a found: as it was read, and is to be still; @a changes: attributes. */
    dxaws_error *(*update)(void *self, dxaws_context *context, const json_t *found,
                           const json_t *changes, json_t **changed);
    dxaws_error *(*remove)(void *self, dxaws_context *context, const char *id, const char *etag);
    dxaws_error *(*tag)(void *self, dxaws_context *context, const char *arn, const json_t *tags);
    dxaws_error *(*untag)(void *self, dxaws_context *context, const char *arn, const json_t *keys);
    /* Every origin access control of the account: id, name, description, signing_protocol,
     * signing_behavior and origin_type of each. */
    dxaws_error *(*list_oacs)(void *self, dxaws_context *context, json_t **oacs);
    /* One of them, with its etag; NULL when it is gone. */
    dxaws_error *(*look_oac)(void *self, dxaws_context *context, const char *id, json_t **oac);
    /* @a wanted: name and description; it signs as ours do. */
    dxaws_error *(*create_oac)(void *self, dxaws_context *context, const json_t *wanted,
                               json_t **made);
    /* @a oac: all that it is to be, and the etag of what it was. */
    dxaws_error *(*update_oac)(void *self, dxaws_context *context, const json_t *oac,
                               json_t **changed);
    dxaws_error *(*remove_oac)(void *self, dxaws_context *context, const char *id,
                               const char *etag);
    /* An invalidation has id, status, reference, and paths in the order of their bytes. */
    /* @a wanted: reference and paths. One with the same of both is answered again. */
    dxaws_error *(*invalidate)(void *self, dxaws_context *context, const char *distribution,
                               const json_t *wanted, json_t **made);
    /* One of a distribution; NULL when it is not there. */
    dxaws_error *(*look_invalidation)(void *self, dxaws_context *context, const char *distribution,
                                      const char *id, json_t **found);
    /* The one with that reference among the latest, of which at least @a most are looked at; NULL
     * for none. */
    dxaws_error *(*find_invalidation)(void *self, dxaws_context *context, const char *distribution,
                                      const char *reference, size_t most, json_t **found);
    /* What ACM says of a certificate of us-east-1: arn, exists, and of one that exists status,
     * names and key_algorithm. */
    dxaws_error *(*certificate)(void *self, dxaws_context *context, const char *arn,
                                json_t **found);
    /* Who holds an alias, or one that overlaps with it, as is told to a distribution whose
     * certificate covers it: alias, distribution_id and account_id of each, the ids partly hidden.
     * May be NULL. */
    dxaws_error *(*list_conflicts)(void *self, dxaws_context *context, const char *distribution,
                                   const char *alias, json_t **conflicts);
    /* Whose account it is that is called; "" where nobody may say. */
    dxaws_error *(*account)(void *self, dxaws_context *context, char account[DXAWS_ACCOUNT_SIZE]);
};

/* A provider over a service; takes @a self over, and says what it needs when that is NULL. */
dxaws_error *cloudfront_service_provider_new(const char *name,
                                             const struct cloudfront_service *service, void *self,
                                             dxaws_cloudfront_provider **provider);

/* Says what a refusal means here and what to do; takes @a error over. */
dxaws_error *cloudfront_explain(dxaws_error *error, const json_t *payload);

/* ../certificate.c: pure. */
/* Whether a name of a certificate is that of an alias; a wildcard stands for one label. */
bool cloudfront_name_covers(const char *name, const char *alias);
/* Of the keys that ACM has. */
bool cloudfront_key_is_taken(const char *algorithm);
enum { CLOUDFRONT_FAULT_SIZE = 320 };
/* Why CloudFront would not take a certificate for those aliases; false when it would. */
bool cloudfront_certificate_fault(const json_t *certificate, const json_t *aliases,
                                  char why[CLOUDFRONT_FAULT_SIZE]);

/* ../aliases.c: pure. */
/* Whether an alias is among those of a distribution, which may be NULL. */
bool cloudfront_holds(const json_t *distribution, const char *alias);
/* CONFLICT: who holds the alias of @a conflict, and how it is freed or moved; @a own is our
 * distribution, or NULL. */
dxaws_error *cloudfront_alias_taken(const char *name, const json_t *conflict, const json_t *own);

/* discover.c: pure. */
/* What makes a distribution of a list look like the one wanted, the strongest first. */
enum cloudfront_likeness {
    CLOUDFRONT_ALIAS,   /* it holds one of ours */
    CLOUDFRONT_COMMENT, /* it has ours */
    CLOUDFRONT_ORIGIN,  /* it serves our bucket */
    CLOUDFRONT_CONTROL, /* an origin of it has our access control */
    CLOUDFRONT_LIKENESSES,
};
/* @a oac: our access control's id, or NULL. CLOUDFRONT_LIKENESSES: nothing does. */
enum cloudfront_likeness cloudfront_likeness(const json_t *wanted, const char *oac,
                                             const json_t *summary);
/* An alias that both hold, borrowed; NULL for none. */
const char *cloudfront_common_alias(const json_t *wanted, const json_t *found);
/* Whether the tags of a distribution that was described say that it is ours; for who does without
 * marks, comment or caller reference say it. OUT_OF_MEMORY. */
dxaws_error *cloudfront_is_ours(const json_t *wanted, const json_t *found, bool *ours);
/* Whether it is another one of the same owner's. */
bool cloudfront_is_siblings(const json_t *wanted, const json_t *found);
/* CONFLICT, naming both. */
dxaws_error *cloudfront_several(const char *name, const json_t *first, const json_t *second);
/* Whether an origin of a distribution has that access control. */
bool cloudfront_uses_oac(const json_t *summary, const char *oac);
/* The access control of that name among @a oacs, borrowed; NULL for none. */
const json_t *cloudfront_oac_named(const char *name, const json_t *oacs);

#endif
