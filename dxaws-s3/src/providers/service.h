/* SPDX-License-Identifier: MIT */
/* The calls of S3 that a provider is made from, one operation each. What to do with them (is it
 * there, is it ours, try again, done already) is written once, in reading.c and operations.c; the
 * calls themselves twice: over HTTP in aws.c, and on the simulated account in memory.c.
 *
 * A refusal of the service is an error with its AWS code. */
#ifndef DXAWS_S3_SERVICE_H
#define DXAWS_S3_SERVICE_H

#include <dxaws/kit/json.h>
#include <dxaws/credentials.h>
#include <dxaws/s3-providers.h>

#include "members.h"

/* What a call is about. */
struct s3_bucket {
    const char *name;
    const char *region;
    char account[DXAWS_ACCOUNT_SIZE]; /* whose it has to be: 12 digits; "": anybody's */
};

/* What a bucket is made of, one operation each to read it, and to write it where that is possible.
 */
enum s3_part {
    S3_PART_VERSIONING,
    S3_PART_BLOCK,
    S3_PART_TAGS,
    S3_PART_POLICY,
    S3_PART_OWNERSHIP,  /* whether there are ACLs */
    S3_PART_GRANTS,     /* whom the bucket's ACL lets in besides its owner */
    S3_PART_ENCRYPTION, /* that of new objects */
    S3_PART_LIFECYCLE,
    S3_PART_VERSIONS, /* is there any object, in any version? */
    S3_PART_UPLOADS,  /* is there any upload that was not finished? */
    S3_PART_LOCK,     /* can objects be locked? */
    S3_PART_HEAD,
};
enum { S3_PARTS = S3_PART_HEAD + 1 };

/* reading.c: what each part is called. */
struct s3_part_names {
    const char *attribute;  /* asked for when a Desired has it; NULL: that alone does not tell */
    const char *member;     /* of a Current, and of an action's payload */
    const char *permission; /* what reading it needs */
    const char *empty;      /* the refusal that only says that there is none ... */
    const char *nothing;    /* ... and what that means */
};
extern const struct s3_part_names s3_parts[S3_PARTS];

/* What was answered about one part. */
struct s3_answer {
    json_t *found;  /* members of a Current; NULL for HEAD, and when there is an error */
    bool elsewhere; /* the answer says no more than that the bucket is in another region */
    dxaws_error *error;
    char region[64]; /* where the bucket is; "" when the answer does not tell */
};

/* A call that writes @a value; there may be none. */
typedef dxaws_error *s3_write(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                              const json_t *value);

struct s3_service {
    const char *needs; /* what self is: "a session" */
    void (*destroy)(void *self);
    /* Asks for several parts, 1 << part each, at once; @a answers has S3_PARTS of them. An error
     * when nothing could be asked. */
    dxaws_error *(*ask)(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                        unsigned parts, struct s3_answer *answers);
    /* The account whose the credentials are, 12 digits; "" when that is not known and is not to
     * be @a asked for. NULL: it is not known. */
    dxaws_error *(*account)(void *self, dxaws_context *context, bool asked,
                            char account[DXAWS_ACCOUNT_SIZE]);
    /* Appends to @a buckets those of the account: name, and region and since, as a text that sorts,
     * where they are told. */
    dxaws_error *(*list)(void *self, dxaws_context *context, json_t *buckets);
    s3_write *create; /* the bucket's first tags */
    /* Replaces a part; an empty object takes tags, the policy or the lifecycle away. */
    dxaws_error *(*put)(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                        enum s3_part part, const json_t *value);
    /* The first at most 1,000 versions of objects, [{"key", "version"}], or uploads that were not
     * finished, [{"key", "upload"}]: a new reference. Keys may be no UTF-8. */
    dxaws_error *(*contents)(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                             enum s3_part part, json_t **page);
    s3_write *delete_objects; /* such a page */
    s3_write *abort_uploads;  /* such a page */
    s3_write *remove;
};

/* A provider over a service; takes @a self over, and says what it needs when that is NULL. */
dxaws_error *s3_service_provider_new(const char *name, const struct s3_service *service, void *self,
                                     dxaws_s3_provider **provider);

/* The self of a provider over a service. */
struct operations {
    const struct s3_service *service;
    void *self;
};

/* S3 is consistent within seconds after a bucket was made or removed. */
enum { S3_VISIBLE_MS = 30000, S3_FIRST_PAUSE_MS = 500 };

/* reading.c */
/* Which bucket a document (a Desired, a payload) is about. */
dxaws_error *operations_bucket(const struct operations *on, dxaws_context *context,
                               const json_t *document, struct s3_bucket *bucket);
/* What the bucket that @a wanted names is like now. */
dxaws_error *operations_read(const struct operations *on, dxaws_context *context,
                             const json_t *wanted, dxaws_s3_current *current);
/* ../policy.c: pure. Whether a statement among @a statements, by Sid, lets CloudFront do something,
 * and the policy has none of that Sid. */
bool policy_opens_to_cloudfront(const json_t *statements, const json_t *policy);
/* ../lifecycle-check.c: pure. Refuses a rule that S3 would. */
dxaws_error *lifecycle_check_rule(const char *id, const json_t *rule);
/* ../public-statements.c: pure. Whether a statement lets everybody do something, as S3 judges it
 * for the public access block. */
bool policy_statement_is_public(const json_t *statement);
/* foreseeing.c: adds what decides whether what is wanted can be, and is not managed itself. */
dxaws_error *operations_foresee(const struct operations *on, dxaws_context *context,
                                const struct s3_bucket *bucket, const json_t *wanted,
                                dxaws_s3_current *current);
/* Parts of a bucket, as members of a Current in a new object; what S3 says of the first that it
 * refuses. */
dxaws_error *operations_look(const struct operations *on, dxaws_context *context,
                             const struct s3_bucket *bucket, unsigned parts, json_t **found);

#endif
