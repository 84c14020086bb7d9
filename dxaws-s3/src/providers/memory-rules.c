/* SPDX-License-Identifier: MIT */
/* The rules of the simulated S3, a row each part. */
#include "memory-rules.h"

#include <dxaws/extend/memory.h>
#include <dxaws/extend/tree.h>

#include <string.h>

#include "memory-policy.h"

enum { MOST_RULES = 1000 };

static struct memory_fault invalid(const char *code, const char *text)
{
    return (struct memory_fault){DXAWS_ERROR_INVALID_ARGUMENT, code, 400, text};
}

/* AWS's own among the tags, or all others. */
static json_t *tags_that(bool *whole, const json_t *tags, bool are_of_aws)
{
    json_t *found = json_object();
    const char *key;
    json_t *value;
    *whole = *whole && found != NULL;
    json_object_foreach((json_t *)(uintptr_t)tags, key, value) {
        if ((strncmp(key, "aws:", 4) == 0) == are_of_aws) {
            dx_put(whole, found, key, json_incref(value));
        }
    }
    return found;
}

static bool check_tags(const char *name, const json_t *bucket, const json_t *tags,
                       struct memory_fault *fault)
{
    bool whole = true;
    json_t *held = tags_that(&whole, json_object_get(bucket, S3_TAGS), true);
    json_t *sent = tags_that(&whole, tags, true);
    json_t *own = tags_that(&whole, tags, false);
    const char *wrong = dxaws_memory_tags_fault(own);
    (void)name;
    if (wrong != NULL) {
        *fault = invalid("InvalidTag", wrong);
    } else if (!json_equal(held, sent)) {
        *fault = invalid("InvalidTag", "System tags cannot be changed by requester");
    }
    json_decref(held);
    json_decref(sent);
    json_decref(own);
    return whole;
}

static bool check_policy(const char *name, const json_t *bucket, const json_t *policy,
                         struct memory_fault *fault)
{
    bool removed = json_object_size(policy) == 0;
    const char *wrong = removed ? NULL : memory_policy_fault(name, policy);
    bool blocked =
        json_is_true(json_object_get(json_object_get(bucket, S3_BLOCK), "block_public_policy"));
    if (wrong != NULL) {
        *fault = invalid("MalformedPolicy", wrong);
    } else if (!removed && blocked && memory_policy_is_public(policy)) {
        *fault =
            (struct memory_fault){DXAWS_ERROR_PERMISSION, "AccessDenied", 403,
                                  "public policies are blocked by the BlockPublicPolicy setting"};
    }
    return true;
}

static json_t *keep_policy(const json_t *policy)
{
    return json_object_size(policy) == 0 ? json_object() : memory_policy_kept(policy);
}

static bool check_ownership(const char *name, const json_t *bucket, const json_t *ownership,
                            struct memory_fault *fault)
{
    const char *wanted = json_string_value(ownership);
    (void)name;
    if (wanted != NULL && strcmp(wanted, DXAWS_S3_OWNERSHIP_ENFORCED) == 0 &&
        dx_text(bucket, S3_GRANTEE) != NULL) {
        *fault = invalid("InvalidBucketAclWithObjectOwnership",
                         "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced "
                         "setting");
    }
    return true;
}

/* S3 asks no key service: any key will do, as long as one can be meant. */
static bool check_encryption(const char *name, const json_t *bucket, const json_t *encryption,
                             struct memory_fault *fault)
{
    const char *algorithm = dx_text(encryption, S3_ALGORITHM);
    bool kms = algorithm != NULL && strcmp(algorithm, DXAWS_S3_ENCRYPTION_SSE_S3) != 0;
    (void)name;
    (void)bucket;
    if (algorithm == NULL) {
        *fault = invalid("MalformedXML", "The XML you provided was not well-formed");
    } else if (!kms && dx_text(encryption, S3_KMS_KEY) != NULL) {
        *fault = invalid("InvalidArgument", "a KMSMasterKeyID is not applicable if the default "
                                            "sse algorithm is not aws:kms or aws:kms:dsse");
    }
    return true;
}

/* A bucket key is off unless it was asked for. */
static json_t *keep_encryption(const json_t *encryption)
{
    bool whole = true;
    json_t *kept = dx_members(encryption);
    dx_put(&whole, kept, S3_BUCKET_KEY,
           json_boolean(json_is_true(json_object_get(encryption, S3_BUCKET_KEY))));
    return dx_whole(whole, kept);
}

/* Others' rules have passed before: what is refused is what is new. */
static bool check_lifecycle(const char *name, const json_t *bucket, const json_t *lifecycle,
                            struct memory_fault *fault)
{
    const json_t *rules = json_object_get(lifecycle, "Rules");
    (void)name;
    (void)bucket;
    if (json_array_size(rules) > MOST_RULES) {
        *fault = invalid("InvalidRequest", "a lifecycle configuration has at most 1000 rules");
    }
    for (size_t i = 0; i < json_array_size(rules); i++) {
        const json_t *rule = json_array_get(rules, i);
        const char *id = dx_text(rule, "ID");
        dxaws_error *error = lifecycle_check_rule(id ? id : "", rule);
        if (error != NULL) {
            *fault = invalid("InvalidArgument", "a rule is not one that S3 takes");
        }
        dxaws_error_free(error);
        for (size_t k = 0; k < i && id != NULL; k++) {
            const char *other = dx_text(json_array_get(rules, k), "ID");
            if (other != NULL && strcmp(id, other) == 0) {
                *fault = invalid("InvalidArgument", "Rule ID must be unique");
            }
        }
    }
    return true;
}

/* A day begins at midnight, and says so. */
static json_t *keep_lifecycle(const json_t *lifecycle)
{
    static const char *const lists[] = {"Expiration", "Transitions"};
    json_t *kept = dxaws_tree_copy(lifecycle);
    json_t *rules = json_object_get(kept, "Rules");
    bool whole = kept != NULL;
    for (size_t i = 0; i < json_array_size(rules) * 2; i++) {
        json_t *when = json_object_get(json_array_get(rules, i / 2), lists[i % 2]);
        for (size_t k = 0; k < (json_is_array(when) ? json_array_size(when) : 1); k++) {
            json_t *one = json_is_array(when) ? json_array_get(when, k) : when;
            const char *date = dx_text(one, "Date");
            if (date != NULL) {
                dx_put(&whole, one, "Date", json_sprintf("%.10sT00:00:00.000Z", date));
            }
        }
    }
    return dx_whole(whole, kept);
}

static const struct {
    const char *put;
    const char *remove; /* what an empty object is */
    bool (*check)(const char *name, const json_t *bucket, const json_t *value,
                  struct memory_fault *fault);
    json_t *(*keep)(const json_t *value); /* a new value, as it is read back; NULL: the same */
} rules[S3_PARTS] = {
    [S3_PART_VERSIONING] = {"PutBucketVersioning", NULL, NULL, NULL},
    [S3_PART_BLOCK] = {"PutPublicAccessBlock", NULL, NULL, NULL},
    [S3_PART_OWNERSHIP] = {"PutBucketOwnershipControls", NULL, check_ownership, NULL},
    [S3_PART_ENCRYPTION] = {"PutBucketEncryption", NULL, check_encryption, keep_encryption},
    [S3_PART_LIFECYCLE] = {"PutBucketLifecycleConfiguration", "DeleteBucketLifecycle",
                           check_lifecycle, keep_lifecycle},
    [S3_PART_TAGS] = {"PutBucketTagging", "DeleteBucketTagging", check_tags, NULL},
    [S3_PART_POLICY] = {"PutBucketPolicy", "DeleteBucketPolicy", check_policy, keep_policy},
};

const char *memory_rules_operation(enum s3_part part, const json_t *value)
{
    bool empty = json_is_object(value) && json_object_size(value) == 0;
    return empty && rules[part].remove ? rules[part].remove : rules[part].put;
}

bool memory_rules_keep(const char *name, const json_t *bucket, enum s3_part part,
                       const json_t *value, json_t **kept, struct memory_fault *fault)
{
    bool whole = rules[part].check == NULL || rules[part].check(name, bucket, value, fault);
    *kept = rules[part].keep ? rules[part].keep(value) : dxaws_tree_copy(value);
    return whole && *kept != NULL;
}
