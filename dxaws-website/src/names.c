/* SPDX-License-Identifier: MIT */
/* Names and policy statements that follow from a site. */
#include "names.h"

#include <dxaws/kit/state.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <dxaws/extend/names.h>
#include <dxaws/version.h>

enum { BUCKET_NAME_LIMIT = 63, FUNCTION_NAME_LIMIT = 64, DISTRIBUTION_NAME_LIMIT = 100 };

/* Statements are merged into the policy by these; letters and digits only. */
#define READ_SID "DxawsCloudFrontRead"
#define LIST_SID "DxawsCloudFrontList"
#define TLS_SID "DxawsTlsOnly"
#define INDEX_SID "DxawsContentIndex"

char *website_bucket_name(const char *site, const char *domain)
{
    char *name = NULL;
    if (asprintf(&name, "%s-%s", site, domain) < 0) {
        return NULL;
    }
    for (char *p = name; *p != '\0'; p++) {
        *p = *p == '.' ? '-' : *p;
    }
    char *bounded = dxaws_truncate_with_hash(name, BUCKET_NAME_LIMIT);
    free(name);
    return bounded;
}

char *website_function_name(const char *site)
{
    char *name = NULL;
    if (asprintf(&name, "dxaws-%s", site) < 0) {
        return NULL;
    }
    char *bounded = dxaws_truncate_with_hash(name, FUNCTION_NAME_LIMIT);
    free(name);
    return bounded;
}

char *website_redirect_name(const char *site, const char *host)
{
    char *name = NULL;
    if (asprintf(&name, "%s.%s", site, host) < 0) {
        return NULL;
    }
    char *bounded = dxaws_truncate_with_hash(name, DISTRIBUTION_NAME_LIMIT);
    free(name);
    return bounded;
}

size_t website_label_length(const char *text)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    bool good = length >= 1 && length <= 63 && text[0] != '-' && text[length - 1] != '-';
    return good ? length : 0;
}

bool website_is_host(const char *name)
{
    const char *label = name;
    size_t length = website_label_length(label);
    while (length > 0 && label[length] == '.') {
        label += length + 1;
        length = website_label_length(label);
    }
    return length > 0 && label[length] == '\0' && label != name;
}

char *website_origin_domain(const char *bucket, const char *region)
{
    char *name = NULL;
    const char *suffix = strncmp(region, "cn-", 3) == 0 ? ".cn" : "";
    if (asprintf(&name, "%s.s3.%s.amazonaws.com%s", bucket, region, suffix) < 0) {
        return NULL;
    }
    return name;
}

/* Where the service's part of a host begins: at the last ".s3.", since a bucket's name may contain
 * it as well. NULL when there is none. */
static const char *service_of(const char *origin)
{
    const char *last = NULL;
    for (const char *at = origin ? strstr(origin, ".s3.") : NULL; at != NULL;
         at = strstr(at + 1, ".s3.")) {
        last = at;
    }
    return last;
}

dxaws_error *website_origin_parse(const char *origin, char **bucket, char **region)
{
    static const char dualstack[] = "dualstack.";
    const char *service = service_of(origin);
    const char *place = service ? service + 4 : NULL;
    if (place != NULL && strncmp(place, dualstack, sizeof dualstack - 1) == 0) {
        place += sizeof dualstack - 1;
    }
    const char *suffix = place ? strstr(place, ".amazonaws.com") : NULL;
    if (suffix == NULL || service == origin || suffix == place) {
        return NULL;
    }
    char *name = strndup(origin, (size_t)(service - origin));
    char *where = strndup(place, (size_t)(suffix - place));
    if (name == NULL || where == NULL) {
        free(name);
        free(where);
        return dxaws_error_out_of_memory();
    }
    *bucket = name;
    *region = where;
    return NULL;
}

bool website_zone_holds(const char *zone, const char *name)
{
    size_t zone_length = strlen(zone);
    size_t length = strlen(name);
    zone_length -= zone_length > 0 && zone[zone_length - 1] == '.';
    length -= length > 0 && name[length - 1] == '.';
    return zone_length > 0 && length >= zone_length &&
           strncasecmp(name + length - zone_length, zone, zone_length) == 0 &&
           (length == zone_length || name[length - zone_length - 1] == '.');
}

/* A bucket of which folders are served may have an index in each. */
static json_t *index_statement(const char *bucket, const char *region, bool folders)
{
    const char *partition = strncmp(region, "cn-", 3) == 0 ? "aws-cn" : "aws";
    json_t *root = json_sprintf("arn:%s:s3:::%s/.dxaws/*", partition, bucket);
    json_t *resource =
        folders
            ? json_pack("[oo]", root, json_sprintf("arn:%s:s3:::%s/*/.dxaws/*", partition, bucket))
            : root;
    return json_pack("{ss s{ss} ss so}", "Effect", "Deny", "Principal", "Service",
                     "cloudfront.amazonaws.com", "Action", "s3:GetObject", "Resource", resource);
}

json_t *website_policy_statements(const char *distribution_arn, const char *bucket,
                                  const char *region, bool folders)
{
    /* A site's distribution has a root object, so that "/" is no list of the bucket. */
    return json_pack("{s{ss so} s{ss so} so s{ss}}", READ_SID, "template", "cloudfront_read",
                     "distribution_arn", dx_text_or_unknown(distribution_arn), LIST_SID, "template",
                     "cloudfront_list", "distribution_arn", dx_text_or_unknown(distribution_arn),
                     INDEX_SID, index_statement(bucket, region, folders), TLS_SID, "template",
                     "tls_only");
}

json_t *website_no_policy_statements(void)
{
    return json_pack("{s{sb} s{sb} s{sb} s{sb}}", READ_SID, "present", 0, LIST_SID, "present", 0,
                     INDEX_SID, "present", 0, TLS_SID, "present", 0);
}

/* Found again by these, so that one that is not wanted any more goes. */
static const struct {
    const char *id;
    const char *template;
    const char *days; /* members of the site's */
    const char *keep;
} rules[] = {
    {"dxaws-expire-noncurrent", "expire_noncurrent", "expire_noncurrent_days", "keep_noncurrent"},
    {"dxaws-abort-uploads", "abort_uploads", "abort_uploads_days", NULL},
    {"dxaws-intelligent-tiering", "intelligent_tiering", "intelligent_tiering_days", NULL},
};

json_t *website_lifecycle_rules(const json_t *lifecycle)
{
    bool whole = true;
    json_t *wanted = json_object();
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        json_t *days = json_object_get(lifecycle, rules[i].days);
        json_t *keep = rules[i].keep ? json_object_get(lifecycle, rules[i].keep) : NULL;
        dx_put(&whole, wanted, rules[i].id,
               days ? json_pack("{ss sO sO*}", "template", rules[i].template, "days", days, "keep",
                                keep)
                    : json_pack("{sb}", DX_PRESENT, 0));
    }
    return dx_whole(whole, wanted);
}

bool website_same_name(const char *left, const char *right)
{
    size_t left_length = left ? strlen(left) : 0;
    size_t right_length = right ? strlen(right) : 0;
    left_length -= left_length > 0 && left[left_length - 1] == '.';
    right_length -= right_length > 0 && right[right_length - 1] == '.';
    return left_length > 0 && left_length == right_length &&
           strncasecmp(left, right, left_length) == 0;
}
