/* SPDX-License-Identifier: MIT */
/* Any bytes as CloudFront's answer: read cleanly or refused with PROTOCOL; and what was read as a
 * distribution can be updated, and then reads back as what was changed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/fuzz-main.h>

#include "providers/aws-shapes.h"

static void check(dxaws_error *error)
{
    if (error != NULL && dxaws_error_get_kind(error) != DXAWS_ERROR_PROTOCOL) {
        abort();
    }
    dxaws_error_free(error);
}

#define CHANGES                                                                                    \
    "{\"comment\":\"c\",\"enabled\":false,\"aliases\":[\"a.example.com\"],\"ipv6\":false,"         \
    "\"price_class\":\"PriceClass_All\",\"certificate_arn\":\"arn\",\"compress\":true,"            \
    "\"cache_policy_id\":\"p\",\"response_headers_policy_id\":\"h\",\"error_responses\":[],"       \
    "\"viewer_request_function_arn\":\"f\",\"web_acl_id\":\"w\","                                  \
    "\"geo_restriction\":\"whitelist\",\"geo_locations\":[\"CA\"]}"

/* A changed configuration as the answer that would follow it. */
static char *answer_with(const char *config)
{
    const char *start = strstr(config, "<DistributionConfig");
    char *text = NULL;
    if (start == NULL || asprintf(&text,
                                  "<Distribution><Id>E1</Id><ARN>a</ARN><Status>s</Status>"
                                  "<DomainName>d</DomainName>%s</Distribution>",
                                  start) < 0) {
        abort();
    }
    return text;
}

static void check_update(const json_t *found)
{
    json_t *changes = json_loads(CHANGES, 0, NULL);
    char *config = NULL;
    dxaws_error *error = aws_write_update(dx_text(found, CF_DOCUMENT), changes, &config);
    if (error != NULL) {
        abort();
    }
    char *text = answer_with(config);
    const struct aws_answer answer = {.operation = "Fuzz", .body = text, .size = strlen(text)};
    json_t *again = NULL;
    error = aws_read_distribution(&answer, "E", &again);
    if (error != NULL) {
        abort();
    }
    const char *key;
    json_t *value;
    json_object_foreach(changes, key, value) {
        if (!json_equal(json_object_get(again, key), value)) {
            abort();
        }
    }
    json_decref(again);
    json_decref(changes);
    free(config);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct aws_answer answer = {
        .operation = "Fuzz", .body = (const char *)data, .size = size};
    json_t *list = json_array();
    json_t *found = NULL;
    json_t *tags = NULL;
    json_t *oac = NULL;
    char *distributions = NULL;
    char *oacs = NULL;
    json_t *invalidation = NULL;
    char *invalidations = NULL;
    char *conflicts = NULL;
    check(aws_read_distribution(&answer, "E", &found));
    check(aws_read_distributions(&answer, list, &distributions));
    check(aws_read_oacs(&answer, list, &oacs));
    check(aws_read_oac(&answer, &oac));
    check(aws_read_tags(&answer, &tags));
    check(aws_read_invalidation(&answer, &invalidation));
    check(aws_read_invalidations(&answer, list, &invalidations));
    check(aws_read_conflicts(&answer, list, &conflicts));
    if (found != NULL) {
        check_update(found);
    }
    json_decref(list);
    json_decref(found);
    json_decref(tags);
    json_decref(oac);
    free(distributions);
    free(oacs);
    json_decref(invalidation);
    free(invalidations);
    free(conflicts);
    return 0;
}
