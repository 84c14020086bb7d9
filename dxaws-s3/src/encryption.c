/* SPDX-License-Identifier: MIT */
/* How new objects are encrypted: what can be asked for, what is the same, and whether CloudFront
 * can decrypt it. Pure.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html */
#include "policy.h"
#include "schema.h"

#include <dxaws/kit/ownership.h>

#include <stdio.h>
#include <string.h>

#include "providers/service.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
#define ALIAS "alias/"
#define AWS_KEY ALIAS "aws/s3"

static bool is_made_of(const char *text, const char *characters)
{
    size_t length = strlen(text);
    return length > 0 && length <= 256 && strspn(text, characters) == length;
}

/* "alias/NAME", or an id such as "1234abcd-12ab-34cd-56ef-1234567890ab" and "mrk-..."; in an ARN
 * the id has "key/" before it. */
static bool is_resource(const char *text, const char *before_id)
{
    size_t prefix = strlen(before_id);
    if (strncmp(text, ALIAS, strlen(ALIAS)) == 0) {
        return is_made_of(text + strlen(ALIAS), LETTERS "/_-");
    }
    return strncmp(text, before_id, prefix) == 0 && is_made_of(text + prefix, LETTERS "-");
}

/* The part of an ARN after so many colons; NULL when there are not as many. */
static const char *part_of(const char *arn, int colons)
{
    for (; arn != NULL && colons > 0; colons--) {
        arn = strchr(arn, ':');
        arn = arn ? arn + 1 : NULL;
    }
    return arn;
}

static bool is_arn(const char *key)
{
    return strncmp(key, "arn:", 4) == 0;
}

/* arn:aws:kms:eu-west-1:123456789012:key/ID */
static bool is_key_arn(const char *key)
{
    const char *account = part_of(key, 4);
    const char *resource = part_of(key, 5);
    return resource != NULL && strncmp(part_of(key, 2), "kms:", 4) == 0 &&
           strspn(account, "0123456789") == 12 && account + 13 == resource &&
           is_resource(resource, "key/");
}

/* The resource that a key names: of an ARN without what is before it, which is the same for all
 * keys of the bucket's own account and region. */
static const char *resource_of(const char *key)
{
    const char *resource = is_arn(key) ? part_of(key, 5) : key;
    resource = resource ? resource : key;
    return strncmp(resource, "key/", 4) == 0 ? resource + 4 : resource;
}

static bool is_same_key(const char *wanted, const char *found)
{
    bool spelled_alike = is_arn(wanted) == is_arn(found);
    return spelled_alike ? strcmp(wanted, found) == 0
                         : strcmp(resource_of(wanted), resource_of(found)) == 0;
}

/* AWS's own is the key of a bucket that names none. */
static const char *key_of(const json_t *encryption)
{
    const char *key = dx_text(encryption, S3_KMS_KEY);
    return key ? key : AWS_KEY;
}

static bool uses_kms(const json_t *encryption)
{
    const char *algorithm = dx_text(encryption, S3_ALGORITHM);
    return algorithm != NULL && (strcmp(algorithm, DXAWS_S3_ENCRYPTION_SSE_KMS) == 0 ||
                                 strcmp(algorithm, DXAWS_S3_ENCRYPTION_DSSE_KMS) == 0);
}

dxaws_error *s3_normalise(json_t *desired)
{
    json_t *encryption = json_object_get(desired, S3_ENCRYPTION);
    bool whole = true;
    dxaws_error *error = s3_expand_templates(desired);
    if (error != NULL) {
        return error;
    }
    if (dx_text(encryption, S3_ALGORITHM) != NULL &&
        json_object_get(encryption, S3_BUCKET_KEY) == NULL) {
        dx_put(&whole, encryption, S3_BUCKET_KEY, json_false());
    }
    return whole ? NULL : dxaws_error_out_of_memory();
}

bool s3_encryption_equal(const json_t *desired, const json_t *observed)
{
    const char *wanted = dx_text(desired, S3_ALGORITHM);
    const char *found = dx_text(observed, S3_ALGORITHM);
    const json_t *bucket_key = json_object_get(desired, S3_BUCKET_KEY);
    return found != NULL && strcmp(wanted, found) == 0 &&
           (!uses_kms(desired) || is_same_key(key_of(desired), key_of(observed))) &&
           (bucket_key == NULL ||
            json_is_true(bucket_key) == json_is_true(json_object_get(observed, S3_BUCKET_KEY)));
}

static dxaws_error *at(const char *member, dxaws_error *error)
{
    return dx_at(dx_at(error, member), S3_ENCRYPTION);
}

static dxaws_error *check_key(const char *bucket, const char *region, const char *key)
{
    const char *place = is_arn(key) ? part_of(key, 3) : NULL;
    size_t length = strlen(region);
    if (is_arn(key) ? !is_key_arn(key) : !is_resource(key, "")) {
        return dx_invalid(&s3_schema,
                          "s3 %s: \"encryption.kms_key\" is \"%.80s\"; it must be a key's id, "
                          "\"alias/NAME\", or the ARN \"arn:aws:kms:%s:ACCOUNT:key/ID\"",
                          bucket, key, region);
    }
    if (place != NULL && (strncmp(place, region, length) != 0 || place[length] != ':')) {
        return dx_invalid(&s3_schema,
                          "s3 %s: \"encryption.kms_key\" is in \"%.*s\"; the bucket needs a key of "
                          "its own region, \"%s\": \"%s\" is elsewhere",
                          bucket, (int)strcspn(place, ":"), place, region, key);
    }
    return NULL;
}

dxaws_error *s3_check_encryption(const json_t *desired)
{
    const json_t *encryption = json_object_get(desired, S3_ENCRYPTION);
    const char *bucket = dx_text(desired, S3_NAME);
    const char *algorithm = dx_text(encryption, S3_ALGORITHM);
    const json_t *key = json_object_get(encryption, S3_KMS_KEY);
    bool kms = uses_kms(encryption);
    if (algorithm == NULL) {
        return NULL; /* nothing is said, or not known yet */
    }
    if (kms != (key != NULL)) {
        dxaws_error *wrong =
            dx_invalid(&s3_schema,
                       kms ? "s3 %s: \"encryption.algorithm\" %s needs a \"kms_key\": a key's id, "
                             "ARN or alias; \"" AWS_KEY "\" is AWS's own"
                           : "s3 %s: leave \"encryption.kms_key\" out, or choose SSE-KMS: %s has "
                             "no key of yours",
                       bucket, algorithm);
        return kms ? dx_at(wrong, S3_ENCRYPTION) : at(S3_KMS_KEY, wrong);
    }
    if (json_is_true(json_object_get(encryption, S3_BUCKET_KEY)) &&
        strcmp(algorithm, DXAWS_S3_ENCRYPTION_SSE_KMS) != 0) {
        return at(S3_BUCKET_KEY,
                  dx_invalid(&s3_schema,
                             "s3 %s: \"encryption.bucket_key\" is for SSE-KMS only, and \"%s\" is "
                             "asked for; set it to false",
                             bucket, algorithm));
    }
    return json_is_string(key) ? at(S3_KMS_KEY, check_key(bucket, dx_text(desired, S3_REGION),
                                                          json_string_value(key)))
                               : NULL;
}

/* That of objects to come: as it is to be, else as it is. */
static const json_t *effective(const struct dx_planner *planner)
{
    const json_t *wanted = json_object_get(planner->desired, S3_ENCRYPTION);
    return wanted ? wanted : json_object_get(planner->observed, S3_ENCRYPTION);
}

/* Whether it is by this plan that CloudFront reads what is encrypted so. */
static bool is_opened(const struct dx_planner *planner)
{
    const json_t *statements = json_object_get(planner->desired, S3_STATEMENTS);
    const json_t *policy = json_object_get(planner->observed, S3_POLICY);
    bool ours = policy_opens_to_cloudfront(statements, NULL);
    return (s3_planned(planner, S3_PUT_POLICY) != NULL && ours) ||
           (s3_planned(planner, S3_PUT_ENCRYPTION) != NULL &&
            (ours || policy_has_cloudfront(policy)));
}

/* CloudFront decrypts only what the key's policy lets it, and nobody can write that of AWS's own
 * key. That of another one is its owner's, and is not read: it is told. */
dxaws_error *s3_foresee_encryption(struct dx_planner *planner)
{
    const json_t *encryption = effective(planner);
    const char *key = key_of(encryption);
    const char *name = dx_text(planner->desired, S3_NAME);
    const char *algorithm = dx_text(encryption, S3_ALGORITHM);
    char why[200];
    if (!uses_kms(encryption) || !is_opened(planner)) {
        return NULL;
    }
    if (dx_is_unknown(json_object_get(encryption, S3_KMS_KEY))) {
        return NULL; /* judged when it is known */
    }
    if (strcmp(resource_of(key), AWS_KEY) == 0) {
        return dxaws_error_new(DXAWS_ERROR_CONFLICT, "s3", DXAWS_S3_ERROR_BUCKET_ENCRYPTION,
                               "s3 %s: set its default encryption to SSE-S3, or to a key of your "
                               "own: it is %s with the key aws/s3, which lets no CloudFront "
                               "decrypt, so that each page would be a 403",
                               name, algorithm);
    }
    snprintf(why, sizeof why,
             "bucket %.63s is encrypted with it (%.20s): viewers get 403 unless its policy lets "
             "CloudFront decrypt",
             name, algorithm);
    dx_planner_left(
        planner, "key", key, why,
        "allow kms:Decrypt to the service cloudfront.amazonaws.com in the key's policy, "
        "with the distribution as AWS:SourceArn");
    return NULL;
}
