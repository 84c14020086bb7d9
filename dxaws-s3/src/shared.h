/* SPDX-License-Identifier: MIT */
/* Documents of a bucket that belong to several parties: ours are the items of a name, the others
 * stay as they are. A row each. Pure. */
#ifndef DXAWS_S3_SHARED_H
#define DXAWS_S3_SHARED_H

#include <stdbool.h>
#include <stdint.h>

#include <dxaws/kit/engine.h>

struct s3_shared {
    const char *wanted;   /* the attribute of a Desired, and in payloads: items by name */
    const char *observed; /* the member of a Current: the whole document */
    const char *list;     /* the member of the document that lists the items ... */
    const char *name;     /* ... and of each its name */
    const char *kind;     /* the action */
    const char *removed;  /* members of its payload: names of what goes, ... */
    const char *expected; /* ... and what stood there of all when it was planned */
    const char *what;     /* for people */
    const char *version;  /* the member "Version" of a new document; NULL: it has none */
    /* The same meaning; false in *whole without memory. */
    bool (*equal)(bool *whole, const json_t *left, const json_t *right);
    /* Of a bucket that is only now taken over: another one stands where ours is to be. */
    dxaws_error *(*of_others)(const char *bucket, const char *name);
    /* What S3 would refuse of the whole; may be NULL. */
    dxaws_error *(*check_whole)(const struct dx_planner *planner, const json_t *whole);
};

extern const struct s3_shared s3_shared_policy;
extern const struct s3_shared s3_shared_lifecycle;

size_t shared_count(const struct s3_shared *shared, const json_t *document);
json_t *shared_at(const struct s3_shared *shared, const json_t *document, size_t index);
const char *shared_name(const struct s3_shared *shared, const json_t *item);

/* The item of that name, or NULL; borrowed. */
json_t *shared_item(const struct s3_shared *shared, const json_t *document, const char *name);

/* A new document: @a document with the items @a put (by name) in place of its own of those names,
 * and without those of the names @a removed, which may be NULL; an empty object when none is left.
 * NULL without memory. */
json_t *shared_merge(const struct s3_shared *shared, const json_t *document, const json_t *put,
                     const json_t *removed);

/* What a Desired says of an item; NULL when it should not be there: {"present": false}. */
const json_t *shared_wanted(const json_t *item);

/* Adds the action that puts what is wanted. UNSUPPORTED when the document is not reported. */
dxaws_error *shared_plan(const struct s3_shared *shared, struct dx_planner *planner, bool exists);
/* Adds the action that takes ours away. */
dxaws_error *shared_plan_none(const struct s3_shared *shared, struct dx_planner *planner);
/* A bucket that is only now taken over has nothing of ours. */
dxaws_error *shared_check_adopted(const struct s3_shared *shared, const struct dx_planner *planner);
/* What an action makes of the document as it is now; *after is NULL when that is done already. */
dxaws_error *shared_perform(const struct s3_shared *shared, const dxaws_action *action,
                            const json_t *tags, const json_t *document, json_t **after);

#endif
