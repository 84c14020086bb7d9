/* SPDX-License-Identifier: MIT */
/* Strict mode: CloudFront's service principal reads for one distribution, never for everybody's.
 * Without the condition any account's distribution could serve the bucket ("confused deputy").
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
#include "policy.h"
#include "schema.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define SERVICE "cloudfront.amazonaws.com"
#define SOURCE_ARN "AWS:SourceArn"

/* A member by its name in any case, as IAM reads condition keys. */
static const json_t *member(const json_t *object, const char *name)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, key, value) {
        if (strcasecmp(key, name) == 0) {
            return value;
        }
    }
    return NULL;
}

/* "arn:aws:cloudfront::123456789012:distribution/E1", of one distribution: without wildcards. */
static bool is_distribution(const json_t *value)
{
    const char *arn = json_string_value(value);
    const char *rest = arn && strncmp(arn, "arn:aws", 7) == 0 ? strstr(arn, ":cloudfront::") : NULL;
    if (rest == NULL || strcspn(arn + 4, ":") != (size_t)(rest - arn - 4)) {
        return false;
    }
    rest += strlen(":cloudfront::");
    size_t digits = strspn(rest, "0123456789");
    if (digits != 12 || strncmp(rest + digits, ":distribution/", 14) != 0) {
        return false;
    }
    size_t length = 0;
    rest += digits + 14;
    while (isalnum((unsigned char)rest[length])) {
        length++;
    }
    return length > 0 && rest[length] == '\0';
}

/* Any one of the values is enough for IAM: the first that is no distribution opens the bucket. */
static const json_t *find_wrong(const json_t *values)
{
    for (size_t i = 0; i < policy_list_size(values); i++) {
        const json_t *value = policy_list_at(values, i);
        if (!dx_is_unknown(value) && !is_distribution(value)) {
            return value;
        }
    }
    return NULL;
}

/* All conditions have to hold, so that one is enough. @a wrong: what stands in its place. What is
 * not known yet is judged when it is. */
static bool names_distribution(const json_t *condition, const json_t **wrong)
{
    /* Not their "...IfExists" forms, which hold for a request that names no source. */
    static const char *const operators[] = {"StringEquals", "StringEqualsIgnoreCase", "StringLike",
                                            "ArnEquals", "ArnLike"};
    if (dx_is_unknown(condition)) {
        return true;
    }
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        const json_t *keys = member(condition, operators[i]);
        const json_t *values = dx_is_unknown(keys) ? keys : member(keys, SOURCE_ARN);
        const json_t *found = find_wrong(values);
        if (policy_list_size(values) > 0 && found == NULL) {
            return true;
        }
        *wrong = found ? found : *wrong;
    }
    return false;
}

dxaws_error *strict_check(const char *bucket, const char *sid, const json_t *statement)
{
    const json_t *wrong = NULL;
    char shown[DX_SHOWN_SIZE];
    if (!policy_allows_cloudfront(statement) ||
        names_distribution(json_object_get(statement, "Condition"), &wrong)) {
        return NULL;
    }
    return dxaws_error_new(
        DXAWS_ERROR_INVALID_ARGUMENT, "s3", DXAWS_S3_ERROR_MISSING_CLOUD_FRONT_INFO,
        "s3 %s: the statement \"%s\" allows " SERVICE " %s%s; strict, its Condition must say by "
        "\"" SOURCE_ARN
        "\" for which distribution: \"arn:aws:cloudfront::ACCOUNT:distribution/ID\"",
        bucket, sid, wrong ? "for " : "for every distribution of everybody",
        wrong ? dx_shown(wrong, shown) : "");
}
