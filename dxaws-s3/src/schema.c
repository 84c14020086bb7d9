/* SPDX-License-Identifier: MIT */
/* The bucket as tables. To add an attribute: a row here, its accessors in models.c, a map line,
 * a provider slot and one function in each provider. */
#include "schema.h"

#include <dxaws/kit/description.h>

#include <arpa/inet.h>
#include <ctype.h>
#include <stddef.h>
#include <string.h>

static dxaws_error *bad_name(const char *name, const char *rule)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "s3", DXAWS_S3_ERROR_BUCKET_NAME,
                           "s3: \"%s\" is not a bucket name: %s", name, rule);
}

static bool has_prefix(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool has_suffix(const char *text, const char *suffix)
{
    size_t length = strlen(text);
    size_t tail = strlen(suffix);
    return length >= tail && strcmp(text + length - tail, suffix) == 0;
}

/* https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
dxaws_error *s3_check_name(const struct dx_schema *schema, const struct dx_attribute *attribute,
                           const json_t *value)
{
    static const char *const prefixes[] = {"xn--", "sthree-", "amzn-s3-demo-"};
    static const char *const suffixes[] = {"-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"};
    (void)schema;
    (void)attribute;
    const char *name = json_string_value(value);
    size_t length = strlen(name);
    if (length < 3 || length > 63) {
        return bad_name(name, "it must have 3 to 63 characters");
    }
    if (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789.-") != length) {
        return bad_name(name, "only a-z, 0-9, \".\" and \"-\" are allowed");
    }
    if (!isalnum((unsigned char)name[0]) || !isalnum((unsigned char)name[length - 1])) {
        return bad_name(name, "it must begin and end with a letter or digit");
    }
    if (strstr(name, "..") != NULL) {
        return bad_name(name, "two dots may not stand together");
    }
    struct in_addr address;
    if (inet_pton(AF_INET, name, &address) == 1) {
        return bad_name(name, "it must not look like an IP address");
    }
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (has_prefix(name, prefixes[i])) {
            return bad_name(name, "this beginning is reserved by AWS");
        }
    }
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        if (has_suffix(name, suffixes[i])) {
            return bad_name(name, "this ending is reserved by AWS");
        }
    }
    return NULL;
}

dxaws_error *s3_check_account(const struct dx_schema *schema, const struct dx_attribute *attribute,
                              const json_t *value)
{
    const char *account = json_string_value(value);
    if (strcmp(account, DXAWS_S3_DEFAULT_ACCOUNT) == 0 ||
        (strlen(account) == 12 && strspn(account, "0123456789") == 12)) {
        return NULL;
    }
    return dx_invalid(schema,
                      "s3: \"%s\" is \"%s\"; it must be the 12 digits of an account, or "
                      "\"" DXAWS_S3_DEFAULT_ACCOUNT "\"",
                      attribute->name, account);
}

#define SWITCH(text, block)                                                                        \
    {                                                                                              \
        .name = (text), .type = DX_BOOLEAN, .flags = DX_REQUIRED,                                  \
        .preset = DX_VALUE_BOOLEAN((DXAWS_S3_DEFAULT_BLOCK_PUBLIC_ACCESS & (block)) != 0),         \
        .initial = DX_VALUE_BOOLEAN(true)                                                          \
    }

static const struct dx_attribute block_rows[] = {
    SWITCH("block_public_acls", DXAWS_S3_BLOCK_PUBLIC_ACLS),
    SWITCH("ignore_public_acls", DXAWS_S3_IGNORE_PUBLIC_ACLS),
    SWITCH("block_public_policy", DXAWS_S3_BLOCK_PUBLIC_POLICY),
    SWITCH("restrict_public_buckets", DXAWS_S3_RESTRICT_PUBLIC_BUCKETS),
};
enum { BLOCK_COUNT = sizeof block_rows / sizeof *block_rows };

/* The bits of dxaws_s3_public_access_block are in the order of the rows. */
json_t *s3_block_to_json(unsigned blocks)
{
    bool whole = true;
    json_t *object = json_object();
    for (size_t i = 0; i < BLOCK_COUNT; i++) {
        dx_put(&whole, object, block_rows[i].name, json_boolean(blocks >> i & 1));
    }
    return dx_whole(whole, object);
}

unsigned s3_block_from_json(const json_t *object)
{
    unsigned blocks = 0;
    for (size_t i = 0; i < BLOCK_COUNT; i++) {
        if (json_is_true(json_object_get(object, block_rows[i].name))) {
            blocks |= 1u << i;
        }
    }
    return blocks;
}

static const char *const ownerships[] = {DXAWS_S3_OWNERSHIP_ENFORCED, DXAWS_S3_OWNERSHIP_PREFERRED,
                                         DXAWS_S3_OWNERSHIP_WRITER, NULL};

static const char *const algorithms[] = {DXAWS_S3_ENCRYPTION_SSE_S3, DXAWS_S3_ENCRYPTION_SSE_KMS,
                                         DXAWS_S3_ENCRYPTION_DSSE_KMS, NULL};

/* Without presets: a bucket of which no encryption is said keeps its own. */
static const struct dx_attribute encryption_rows[] = {
    {.name = S3_ALGORITHM,
     .type = DX_TEXT,
     .flags = DX_REQUIRED,
     .choices = algorithms,
     .initial = DX_VALUE_TEXT(DXAWS_S3_DEFAULT_ENCRYPTION)},
    {.name = S3_KMS_KEY, .type = DX_TEXT},
    {.name = S3_BUCKET_KEY, .type = DX_BOOLEAN, .initial = DX_VALUE_BOOLEAN(false)},
};

static const struct dx_attribute attributes[] = {
    {.name = S3_NAME, .type = DX_TEXT, .flags = DX_IDENTITY | DX_REQUIRED, .check = s3_check_name},
    {.name = S3_REGION,
     .type = DX_TEXT,
     /* Names are global: the region says where to make the bucket, not which one is meant. */
     .flags = DX_OPTION | DX_REQUIRED,
     .check = dx_check_region},
    DX_PRESENT_ROW(DXAWS_S3_DEFAULT_PRESENT, 0),
    /* S3 blocks a new bucket as well; it is written all the same: see the design. */
    {.name = S3_BLOCK,
     .type = DX_OBJECT,
     .flags = DX_WRITTEN,
     .action = "PUT_PUBLIC_ACCESS_BLOCK",
     DX_MEMBERS(block_rows)},
    {.name = S3_OWNERSHIP,
     .type = DX_TEXT,
     .action = S3_PUT_OWNERSHIP,
     .choices = ownerships,
     .initial = DX_VALUE_TEXT(DXAWS_S3_DEFAULT_OBJECT_OWNERSHIP)},
    {.name = S3_ENCRYPTION,
     .type = DX_OBJECT,
     .action = S3_PUT_ENCRYPTION,
     .equal = s3_encryption_equal,
     DX_MEMBERS(encryption_rows)},
    {.name = S3_VERSIONING,
     .type = DX_BOOLEAN,
     .action = "PUT_VERSIONING",
     .initial = DX_VALUE_BOOLEAN(false)},
    DX_TAGS_ROW,
    DX_OWNERSHIP_ROWS,
    {.name = S3_ACCOUNT,
     .type = DX_TEXT,
     .flags = DX_OPTION,
     .preset = DX_VALUE_TEXT(DXAWS_S3_DEFAULT_ACCOUNT),
     .check = s3_check_account},
    {.name = S3_FORCE_EMPTY, .type = DX_BOOLEAN, .flags = DX_OPTION},
    /* Planned by the hook: compared statement by statement, written as a whole document. */
    {.name = S3_STATEMENTS, .type = DX_OBJECT},
    /* Likewise, rule by rule. */
    {.name = S3_RULES, .type = DX_OBJECT},
    {.name = S3_STRICT, .type = DX_BOOLEAN, .flags = DX_OPTION},
    DX_EXISTS_ROW,
    {.name = S3_STATUS, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = "arn", .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = "domain_name", .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = S3_POLICY,
     .type = DX_OBJECT,
     .flags = DX_OUTPUT,
     .initial = DX_VALUE_EMPTY(DX_OBJECT)},
    {.name = S3_LIFECYCLE,
     .type = DX_OBJECT,
     .flags = DX_OUTPUT,
     .initial = DX_VALUE_EMPTY(DX_OBJECT)},
    /* Where ACLs are to be turned off: the first whom the bucket's own lets in besides its owner.
     */
    {.name = S3_GRANTEE, .type = DX_TEXT, .flags = DX_OUTPUT | DX_HIDDEN},
    /* Where a bucket is to be emptied. */
    {.name = S3_LOCK, .type = DX_BOOLEAN, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = S3_HAS_OBJECTS, .type = DX_BOOLEAN, .flags = DX_OUTPUT},
    {.name = S3_HAS_UPLOADS, .type = DX_BOOLEAN, .flags = DX_OUTPUT},
    DX_FOUND_ROW,
    /* True after CREATE_BUCKET of the same run: S3 may not know the bucket everywhere yet. */
    {.name = S3_CREATED, .type = DX_BOOLEAN, .flags = DX_OUTPUT | DX_HIDDEN},
    /* Of a bucket that is absent: in whose account it would be made. */
    {.name = S3_CALLER, .type = DX_TEXT, .flags = DX_OUTPUT | DX_HIDDEN},
};

#define SLOT(name) offsetof(dxaws_s3_provider_ops, name)

#define BUCKET "arn:aws:s3:::{" S3_NAME "}"
#define OBJECTS BUCKET "/*"

/* Each part is read where it is managed; of a bucket that is to go, whether it may. */
static const struct dx_permission reads[] = {
    DX_MAY("s3:ListBucket s3:GetBucketTagging", BUCKET),
    DX_MAY_WITH("s3:GetBucketPublicAccessBlock s3:GetBucketPolicy", BUCKET, S3_BLOCK),
    DX_MAY_WITH("s3:GetBucketOwnershipControls s3:GetBucketAcl", BUCKET, S3_OWNERSHIP),
    DX_MAY_WITH("s3:GetEncryptionConfiguration", BUCKET, S3_ENCRYPTION),
    DX_MAY_WITH("s3:GetBucketVersioning", BUCKET, S3_VERSIONING),
    DX_MAY_WITH("s3:GetBucketPolicy s3:GetEncryptionConfiguration", BUCKET, S3_STATEMENTS),
    DX_MAY_WITH("s3:GetBucketPolicy", BUCKET, S3_POLICY),
    DX_MAY_WITH("s3:GetLifecycleConfiguration", BUCKET, S3_LIFECYCLE),
    DX_MAY_WITH("s3:GetLifecycleConfiguration", BUCKET, S3_RULES),
    DX_MAY_WHEN("s3:ListBucketVersions s3:ListBucketMultipartUploads", BUCKET, DX_WHEN_ABSENT),
    DX_MAY_WITH("s3:GetBucketObjectLockConfiguration", BUCKET, S3_LOCK),
    {.actions = NULL},
};

/* In the safe order: nothing is ever public for a moment, or stored otherwise than it is to be; see
 * the design. */
static const struct dx_action_spec actions[] = {
    {.kind = DX_ADOPT,
     .slot = SLOT(put_tags),
     .permissions = DX_ALLOW(DX_MAY("s3:PutBucketTagging s3:GetBucketTagging", BUCKET))},
    {.kind = S3_CREATE,
     .slot = SLOT(create_bucket),
     .flags = DX_CREATES,
     .permissions = DX_ALLOW(DX_MAY("s3:CreateBucket s3:TagResource", BUCKET))},
    {.kind = "PUT_PUBLIC_ACCESS_BLOCK",
     .slot = SLOT(put_public_access_block),
     .permissions =
         DX_ALLOW(DX_MAY("s3:PutBucketPublicAccessBlock s3:GetBucketPublicAccessBlock", BUCKET))},
    {.kind = S3_PUT_OWNERSHIP,
     .slot = SLOT(put_ownership_controls),
     .permissions =
         DX_ALLOW(DX_MAY("s3:PutBucketOwnershipControls s3:GetBucketOwnershipControls", BUCKET))},
    {.kind = S3_PUT_ENCRYPTION,
     .slot = SLOT(put_encryption),
     .permissions =
         DX_ALLOW(DX_MAY("s3:PutEncryptionConfiguration s3:GetEncryptionConfiguration", BUCKET))},
    {.kind = "PUT_VERSIONING",
     .slot = SLOT(put_versioning),
     .permissions = DX_ALLOW(DX_MAY("s3:PutBucketVersioning s3:GetBucketVersioning", BUCKET))},
    {.kind = S3_PUT_LIFECYCLE,
     .slot = SLOT(put_lifecycle),
     .permissions =
         DX_ALLOW(DX_MAY("s3:PutLifecycleConfiguration s3:GetLifecycleConfiguration", BUCKET))},
    {.kind = S3_PUT_TAGS,
     .slot = SLOT(put_tags),
     .permissions = DX_ALLOW(DX_MAY("s3:PutBucketTagging s3:GetBucketTagging", BUCKET))},
    {.kind = S3_PUT_POLICY,
     .slot = SLOT(put_policy),
     .permissions = DX_ALLOW(DX_MAY("s3:PutBucketPolicy s3:GetBucketPolicy", BUCKET),
                             DX_MAY_WHEN("s3:DeleteBucketPolicy", BUCKET, DX_WHEN_REMOVING))},
    {.kind = S3_EMPTY,
     .slot = SLOT(empty_bucket),
     .permissions = DX_ALLOW(
         DX_MAY("s3:ListBucketVersions s3:ListBucketMultipartUploads", BUCKET),
         DX_MAY("s3:DeleteObject s3:DeleteObjectVersion s3:AbortMultipartUpload", OBJECTS))},
    {.kind = S3_DESTROY,
     .slot = SLOT(destroy_bucket),
     .flags = DX_DESTROYS,
     .permissions = DX_ALLOW(DX_MAY("s3:DeleteBucket", BUCKET))},
    {.kind = DX_RELEASE,
     .slot = SLOT(put_tags),
     .permissions = DX_ALLOW(DX_MAY("s3:PutBucketTagging s3:GetBucketTagging", BUCKET))},
    {.kind = "GET_OUTPUTS", .slot = SLOT(get_outputs), .permissions = DX_ALLOW_READS},
    {.kind = DX_FIND,
     .slot = SLOT(find),
     .flags = DX_READS,
     .permissions = DX_ALLOW(DX_MAY("s3:ListAllMyBuckets", "*"),
                             DX_MAY("s3:GetBucketTagging", "arn:aws:s3:::*"))},
};

/* What passes by itself. */
static const struct dx_refusal refusals[] = {
    /* S3 is busy with a bucket's name for minutes after one was removed, sometimes for an hour. */
    {.aws_code = "OperationAborted",
     .patience_s = 3600,
     .why = "OperationAborted, S3 is busy with the bucket or its name"},
};

const struct dx_error_code s3_errors[] = {
    {DXAWS_S3_ERROR_ANOTHER_PUBLISHER, "STALE"},
    {DXAWS_S3_ERROR_BUCKET_ACCESS_DENIED, "CONFLICT"},
    {DXAWS_S3_ERROR_BUCKET_ACL, "CONFLICT"},
    {DXAWS_S3_ERROR_BUCKET_ALREADY_EXISTS, "CONFLICT"},
    {DXAWS_S3_ERROR_BUCKET_CHANGED, "STALE"},
    {DXAWS_S3_ERROR_BUCKET_ENCRYPTION, "CONFLICT"},
    {DXAWS_S3_ERROR_BUCKET_NAME, "INVALID_ARGUMENT"},
    {DXAWS_S3_ERROR_BUCKET_NOT_EMPTY, "INVALID_STATE"},
    {DXAWS_S3_ERROR_BUCKET_REGION, "CONFLICT"},
    {DXAWS_S3_ERROR_BUCKET_UNSETTLED, "UNAVAILABLE"},
    {DXAWS_S3_ERROR_CONTENT_UNSETTLED, "UNAVAILABLE"},
    {DXAWS_S3_ERROR_DELETED_PRINCIPAL, "CONFLICT"},
    {DXAWS_S3_ERROR_FILE_CHANGED, "INVALID_STATE"},
    {DXAWS_S3_ERROR_FOLDER, "INVALID_ARGUMENT"},
    {DXAWS_S3_ERROR_INVALID_ACTION, "INVALID_ARGUMENT"},
    {DXAWS_S3_ERROR_INVALID_RESPONSE, "PROTOCOL"},
    {DXAWS_S3_ERROR_MISSING_CLOUD_FRONT_INFO, "INVALID_ARGUMENT"},
    {DXAWS_S3_ERROR_MISSING_PERMISSION, "PERMISSION"},
    {DXAWS_S3_ERROR_NEWER_INDEX, "UNSUPPORTED"},
    {DXAWS_S3_ERROR_NO_SUCH_BUCKET, "NOT_FOUND"},
    {DXAWS_S3_ERROR_OBJECT_LOCK, "INVALID_STATE"},
    {DXAWS_S3_ERROR_OBJECT_NOT_DELETED, "PERMISSION, UNAVAILABLE"},
    {DXAWS_S3_ERROR_POLICY_SIZE, "CONFLICT"},
    {DXAWS_S3_ERROR_PUBLIC_STATEMENT, "CONFLICT"},
    {DXAWS_S3_ERROR_REMOVES_TOO_MUCH, "INVALID_STATE"},
    {DXAWS_S3_ERROR_RULE_COUNT, "CONFLICT"},
    {DXAWS_S3_ERROR_RULE_OF_OTHERS, "CONFLICT"},
    {DXAWS_S3_ERROR_STATEMENT_OF_OTHERS, "CONFLICT"},
};

static const struct dx_event_member emptying[] = {{"removed", DX_INTEGER, false}};
static const struct dx_event_type events[] = {
    {"bucket.emptying", DXAWS_EVENT_INFO, emptying, sizeof emptying / sizeof *emptying},
};

static const struct dx_consent consents[] = {
    {"bucket", S3_NAME, NULL},
};

const struct dx_schema s3_schema = {
    .module = "s3",
    .identity = S3_NAME,
    .attributes = attributes,
    .attribute_count = sizeof attributes / sizeof *attributes,
    .actions = actions,
    .action_count = sizeof actions / sizeof *actions,
    .reads = reads,
    .consents = consents,
    .consent_count = sizeof consents / sizeof *consents,
    .errors = s3_errors,
    .error_count = S3_ERRORS,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .refusals = refusals,
    .refusal_count = sizeof refusals / sizeof *refusals,
    .make_aws = s3_make_aws,
    .make_memory = s3_make_memory,
    .outputs = "GET_OUTPUTS",
    .normalise = s3_normalise,
    .check = s3_check,
    .plan = s3_plan_hook,
    .simulate = s3_simulate,
};
