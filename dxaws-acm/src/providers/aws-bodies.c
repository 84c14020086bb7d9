/* SPDX-License-Identifier: MIT */
/* ACM's JSON: the bodies of requests; NULL without memory. */
#include "aws-shapes.h"

json_t *shapes_list(const char *next_token)
{
    /* Without keyTypes ACM leaves out every certificate whose key is not RSA_1024 or RSA_2048. */
    bool whole = true;
    json_t *body =
        json_pack("{s{s[sssssss]} si}", "Includes", "keyTypes", "RSA_1024", "RSA_2048", "RSA_3072",
                  "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1", "MaxItems", 1000);
    dx_put_text(&whole, body, "NextToken", next_token);
    return dx_whole(whole, body);
}

static json_t *tag_list(const json_t *tags)
{
    bool whole = true;
    json_t *list = json_array();
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)tags, key, value) {
        dx_append(&whole, list, json_pack("{ss sO}", "Key", key, "Value", value));
    }
    return dx_whole(whole, list);
}

json_t *shapes_request(const json_t *payload, const char *token)
{
    json_t *tags = json_object_get(payload, ACM_TAGS);
    bool tagged = json_object_size(tags) > 0;
    json_t *list = tagged ? tag_list(tags) : NULL;
    if (tagged && list == NULL) {
        return NULL;
    }
    return json_pack("{ss ss ss ss so*}", "DomainName", dx_text(payload, ACM_DOMAIN),
                     "ValidationMethod", "DNS", "IdempotencyToken", token, "KeyAlgorithm",
                     dx_text(payload, ACM_KEY), "Tags", list);
}

json_t *shapes_arn(const char *arn)
{
    return json_pack("{ss}", "CertificateArn", arn);
}

json_t *shapes_tags(const char *arn, const json_t *tags)
{
    return json_pack("{ss so}", "CertificateArn", arn, "Tags", tag_list(tags));
}
