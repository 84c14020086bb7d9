/* SPDX-License-Identifier: MIT */
/* CloudFront's XML: what is read from it, and what is refused. */
#include "answers.h"

START_TEST(a_distribution_is_read_with_its_defaults_folded)
{
    char *body = data_of("distribution.xml");
    json_t *found = read_or_fail(body);
    json_object_del(found, CF_DOCUMENT);
    json_t *expected = json_of(
        "{\"id\":\"E1\",\"arn\":\"arn:aws:cloudfront::123456789012:distribution/E1\","
        "\"status\":\"Deployed\",\"domain_name\":\"d1.cloudfront.net\",\"etag\":\"ETAG\","
        "\"caller_reference\":\"dxaws-cloudfront:site\",\"comment\":\"dxaws-cloudfront:site\","
        "\"enabled\":true,\"aliases\":[\"www.example.com\"],\"default_root_object\":\"index.html\","
        "\"origin_domain_name\":\"b.s3.eu-west-1.amazonaws.com\",\"origin_path\":\"/v1\","
        "\"origin_oac_id\":\"EOAC\",\"viewer_protocol_policy\":\"redirect-to-https\","
        "\"compress\":true,\"cache_policy_id\":\"658327ea-f89d-4fab-a63d-7e88639e58f6\","
        "\"response_headers_policy_id\":\"67f7725c-6f97-4210-82d7-5512b31e9d03\","
        "\"error_responses\":[{\"error_code\":403,\"caching_min_ttl_s\":60},{\"error_code\":404,"
        "\"response_code\":200,\"page\":\"/index.html\",\"caching_min_ttl_s\":10}],"
        "\"price_class\":\"PriceClass_100\",\"http_version\":\"http2and3\",\"ipv6\":true,"
        "\"certificate_arn\":\"arn:aws:acm:us-east-1:123456789012:certificate/a\","
        "\"minimum_protocol_version\":\"TLSv1.2_2021\",\"staging\":false,"
        "\"viewer_request_function_arn\":\"arn:aws:cloudfront::1:function/f\","
        "\"web_acl_id\":\"arn:aws:wafv2:us-east-1:1:global/webacl/w\",\"geo_restriction\":\"none\","
        "\"geo_locations\":[],"
        "\"continuous_deployment_policy_id\":\"\",\"connection_mode\":\"direct\"}");
    char *text = json_dumps(found, JSON_SORT_KEYS);
    ck_assert_msg(json_equal(found, expected), "%s", text);
    free(text);
    json_decref(found);
    json_decref(expected);
    free(body);
}
END_TEST

/* Two origins that no behaviour leads to, and a group of them that may be its target. */
#define ORIGINS                                                                                    \
    "<Origins><Quantity>2</Quantity><Items><Origin><Id>x</Id><DomainName>one.example.com"          \
    "</DomainName></Origin><Origin><Id>y</Id><DomainName>two.example.com</DomainName></Origin>"    \
    "</Items></Origins>"
#define GROUP(id)                                                                                  \
    "<OriginGroups><Quantity>1</Quantity><Items><OriginGroup><Id>" id "</Id><Members><Quantity>2"  \
    "</Quantity><Items><OriginGroupMember><OriginId>y</OriginId></OriginGroupMember>"              \
    "<OriginGroupMember><OriginId>x</OriginId></OriginGroupMember></Items></Members></"            \
    "OriginGroup>"                                                                                 \
    "</Items></OriginGroups>"

static const struct {
    const char *body;
    const char *name;
    const char *value; /* JSON; NULL for not reported */
} folded[] = {
    {CONFIG(BEHAVIOR ORIGIN("")), "aliases", "[]"},
    {CONFIG(BEHAVIOR ORIGIN("")), "error_responses", "[]"},
    {CONFIG(BEHAVIOR ORIGIN("")), "comment", "\"\""},
    {CONFIG(BEHAVIOR ORIGIN("")), "default_root_object", "\"\""},
    {CONFIG(BEHAVIOR ORIGIN("")), "price_class", "\"PriceClass_All\""},
    {CONFIG(BEHAVIOR ORIGIN("")), "http_version", "\"http2\""},
    {CONFIG(BEHAVIOR ORIGIN("")), "ipv6", "true"},
    {CONFIG(BEHAVIOR ORIGIN("")), "compress", "false"},
    {CONFIG(BEHAVIOR ORIGIN("")), "cache_policy_id", "\"\""},
    {CONFIG(BEHAVIOR ORIGIN("")), "response_headers_policy_id", "\"\""},
    {CONFIG(BEHAVIOR ORIGIN("")), "certificate_arn", "\"\""},
    {CONFIG(BEHAVIOR ORIGIN("")), "origin_path", "\"\""},
    {CONFIG(BEHAVIOR ORIGIN("")), "web_acl_id", "\"\""},
    {CONFIG(BEHAVIOR ORIGIN("")), "geo_restriction", "\"none\""},
    {CONFIG(BEHAVIOR ORIGIN("")), "geo_locations", "[]"},
    {CONFIG(BEHAVIOR ORIGIN("") "<Restrictions><GeoRestriction><RestrictionType>whitelist"
                                "</RestrictionType><Quantity>2</Quantity><Items><Location>US"
                                "</Location><Location>CA</Location></Items></GeoRestriction>"
                                "</Restrictions>"),
     "geo_locations", "[\"CA\",\"US\"]"},
    {CONFIG(BEHAVIOR ORIGIN("")), "staging", "false"},
    {CONFIG(BEHAVIOR "<Staging>true</Staging>" ORIGIN("")), "staging", "true"},
    {CONFIG(BEHAVIOR ORIGIN("")), "connection_mode", "\"direct\""},
    {CONFIG(BEHAVIOR "<ConnectionMode>tenant-only</ConnectionMode>" ORIGIN("")), "connection_mode",
     "\"tenant-only\""},
    /* CloudFront's own certificate */
    {CONFIG(BEHAVIOR ORIGIN("") "<ViewerCertificate><CloudFrontDefaultCertificate>true"
                                "</CloudFrontDefaultCertificate><SSLSupportMethod>vip"
                                "</SSLSupportMethod><MinimumProtocolVersion>TLSv1"
                                "</MinimumProtocolVersion><CertificateSource>cloudfront"
                                "</CertificateSource></ViewerCertificate>"),
     "certificate_arn", "\"\""},
    {CONFIG(BEHAVIOR ORIGIN("<S3OriginConfig/><OriginAccessControlId>E9</OriginAccessControlId>")),
     "origin_oac_id", "\"E9\""},
    {CONFIG(
         BEHAVIOR ORIGIN("<CustomOriginConfig/><OriginAccessControlId>E9</OriginAccessControlId>")),
     "origin_oac_id", "\"\""},
    /* the default behaviour of an origin group, and of nothing */
    {CONFIG(GROUP("o") BEHAVIOR ORIGINS), "origin_domain_name", "\"two.example.com\""},
    {CONFIG(GROUP("other") BEHAVIOR ORIGINS), "origin_domain_name", NULL},
    {CONFIG(BEHAVIOR "<Origins><Quantity>0</Quantity></Origins>"), "origin_domain_name", NULL},
};

/* rule 45: an empty element is an empty text, a missing one is its default */
START_TEST(what_is_left_out_is_read_as_its_default)
{
    json_t *found = read_or_fail(folded[_i].body);
    json_t *expected = folded[_i].value ? json_of(folded[_i].value) : NULL;
    const json_t *value = json_object_get(found, folded[_i].name);
    char *text = value ? json_dumps(value, JSON_ENCODE_ANY) : NULL;
    ck_assert_msg(expected ? json_equal(value, expected) : value == NULL, "%s is %s",
                  folded[_i].name, text ? text : "missing");
    free(text);
    json_decref(expected);
    json_decref(found);
}
END_TEST

static const char *const wrong_distributions[] = {
    "",
    "<html><body>502 Bad Gateway</body></html>",
    "<Distribution><Id>E1</Id>",
    "<Distribution><Id>E1</Id><ARN>a</ARN><Status>s</Status><DomainName>d</DomainName>"
    "</Distribution>",
    CONFIG(ORIGIN("")),
    CONFIG(BEHAVIOR),
    CONFIG(BEHAVIOR "<Origins/>"),
    CONFIG(BEHAVIOR "<Origins><Quantity>1</Quantity></Origins>"),
    CONFIG(BEHAVIOR ORIGIN("") "<IsIPV6Enabled>maybe</IsIPV6Enabled>"),
    CONFIG(BEHAVIOR ORIGIN("") "<Aliases><Quantity>2</Quantity><Items><CNAME>a</CNAME></Items>"
                               "</Aliases>"),
    CONFIG(BEHAVIOR ORIGIN("") "<Aliases/>"),
    CONFIG(BEHAVIOR ORIGIN("") "<CustomErrorResponses><Quantity>1</Quantity><Items>"
                               "<CustomErrorResponse><ErrorCode>x</ErrorCode>"
                               "</CustomErrorResponse></Items></CustomErrorResponses>"),
    "<!DOCTYPE a [<!ENTITY x \"y\">]>" CONFIG(BEHAVIOR ORIGIN("")),
};

/* rule 45: entities, wrong booleans, lists that are not as long as they say */
START_TEST(wrong_answers_are_no_distributions)
{
    const char *body = wrong_distributions[_i];
    const struct aws_answer answer = {
        .operation = "GetDistribution", .body = body, .size = strlen(body)};
    json_t *found = NULL;
    DXAWS_AUTO(dxaws_error) error = aws_read_distribution(&answer, "ETAG", &found);
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_null(found);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PROTOCOL);
}
END_TEST

START_TEST(a_distribution_needs_its_etag)
{
    const char *body = CONFIG(BEHAVIOR ORIGIN(""));
    const struct aws_answer answer = {
        .operation = "GetDistribution", .body = body, .size = strlen(body)};
    json_t *found = NULL;
    DXAWS_AUTO(dxaws_error) error = aws_read_distribution(&answer, NULL, &found);
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "ETag"));
}
END_TEST

#define LIST(more) "<OriginAccessControlList>" more "</OriginAccessControlList>"
#define ONE                                                                                        \
    "<Quantity>1</Quantity><Items><OriginAccessControlSummary><Id>E1</Id><Name>n</Name>"           \
    "<SigningProtocol>sigv4</SigningProtocol><SigningBehavior>never</SigningBehavior>"             \
    "<OriginAccessControlOriginType>s3</OriginAccessControlOriginType>"                            \
    "</OriginAccessControlSummary></Items>"

static const struct {
    const char *body;
    int count; /* -1 for a refusal */
    const char *next;
} lists[] = {
    {LIST("<IsTruncated>false</IsTruncated><Quantity>0</Quantity>"), 0, NULL},
    {LIST("<IsTruncated>false</IsTruncated><Quantity>0</Quantity><Items/>"), 0, NULL},
    {LIST("<IsTruncated>false</IsTruncated>" ONE), 1, NULL},
    {LIST("<NextMarker>m</NextMarker><IsTruncated>true</IsTruncated>" ONE), 1, "m"},
    {LIST("<IsTruncated>true</IsTruncated>" ONE), -1, NULL},
    {LIST("<NextMarker/><IsTruncated>true</IsTruncated>" ONE), -1, NULL},
    /* What is not said is no "no": without a marker it is the last page, and items count
       themselves. */
    {LIST(ONE), 1, NULL},
    {LIST("<NextMarker>m</NextMarker>" ONE), 1, "m"},
    {LIST("<IsTruncated>false</IsTruncated><NextMarker>m</NextMarker>" ONE), 1, NULL},
    {LIST("<IsTruncated>false</IsTruncated><Items/>"), 0, NULL},
    {"<ListOriginAccessControlsResult><Quantity>0</Quantity></ListOriginAccessControlsResult>", 0,
     NULL},
    {LIST("<IsTruncated>perhaps</IsTruncated>" ONE), -1, NULL},
    {LIST("<IsTruncated>false</IsTruncated><Quantity>2</Quantity>"), -1, NULL},
    {LIST("<IsTruncated>false</IsTruncated>"), -1, NULL},
    {"<DistributionList/>", -1, NULL},
};

/* rule 45: an empty list, with and without its wrapper; rule 49: NextMarker and IsTruncated */
START_TEST(lists_are_read_page_by_page)
{
    const struct aws_answer answer = {
        .operation = "List", .body = lists[_i].body, .size = strlen(lists[_i].body)};
    json_t *oacs = json_array();
    char *next = NULL;
    DXAWS_AUTO(dxaws_error) error = aws_read_oacs(&answer, oacs, &next);
    ck_assert_int_eq(error == NULL, lists[_i].count >= 0);
    if (error != NULL) {
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PROTOCOL);
    } else {
        ck_assert_int_eq((int)json_array_size(oacs), lists[_i].count);
        ck_assert_pstr_eq(next, lists[_i].next);
    }
    free(next);
    json_decref(oacs);
}
END_TEST

START_TEST(tags_of_aws_are_read_too)
{
    const char *body = "<Tags><Items><Tag><Key>aws:x</Key><Value>y</Value></Tag><Tag><Key>a</Key>"
                       "<Value>b</Value></Tag><Tag><Key>c</Key></Tag></Items></Tags>";
    const struct aws_answer answer = {.operation = "List", .body = body, .size = strlen(body)};
    json_t *tags = NULL;
    ck_ok(aws_read_tags(&answer, &tags));
    json_t *expected = json_of("{\"aws:x\":\"y\",\"a\":\"b\",\"c\":\"\"}");
    ck_assert(json_equal(tags, expected));
    json_decref(tags);
    json_decref(expected);
}
END_TEST

START_TEST(what_is_no_set_of_tags_is_refused)
{
    static const char *const wrong[] = {
        "",
        "<Tagging/>",
        "<Tags><Items><Tag><Key>dxaws:managed</Key></Tag></Items></Tags>",
        "<Tags><Status>ok</Status></Tags>",
        "<Tags><Items><Tag><Key>a</Key></Tag>",
        "<Tags><Items><Tag><Value>b</Value></Tag></Items></Tags>"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        const struct aws_answer answer = {
            .operation = "List", .body = wrong[i], .size = strlen(wrong[i])};
        json_t *tags = NULL;
        DXAWS_AUTO(dxaws_error) error = aws_read_tags(&answer, &tags);
        ck_assert_msg(error != NULL && tags == NULL, "%s", wrong[i]);
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PROTOCOL);
    }
}
END_TEST

#define CONFLICT(account)                                                                          \
    "<ConflictingAlias><Alias>a.example.com</Alias><DistributionId>*******ABCDEFG"                 \
    "</DistributionId>" account "</ConflictingAlias>"
#define CONFLICTS(more, quantity, items)                                                           \
    "<ConflictingAliasesList>" more "<MaxItems>100</MaxItems><Quantity>" quantity "</Quantity>"    \
    "<Items>" items "</Items></ConflictingAliasesList>"
#define ACCOUNT "<AccountId>******654321</AccountId>"

static const struct {
    const char *body;
    const char *next;
    int count; /* -1: refused */
} conflicts[] = {
    {CONFLICTS("", "1", CONFLICT(ACCOUNT)), NULL, 1},
    {CONFLICTS("<NextMarker>m</NextMarker>", "1", CONFLICT(ACCOUNT)), "m", 1},
    {CONFLICTS("", "0", ""), NULL, 0},
    {CONFLICTS("", "2", CONFLICT(ACCOUNT)), NULL, -1},
    {CONFLICTS("", "1", CONFLICT("")), NULL, -1},
    {"<ConflictingAliasesList/>", NULL, -1},
    {"<DistributionList/>", NULL, -1},
};

START_TEST(who_holds_an_alias_is_read)
{
    const struct aws_answer answer = {.operation = "ListConflictingAliases",
                                      .body = conflicts[_i].body,
                                      .size = strlen(conflicts[_i].body)};
    json_t *found = json_array();
    char *next = NULL;
    DXAWS_AUTO(dxaws_error) error = aws_read_conflicts(&answer, found, &next);
    ck_assert_int_eq(error == NULL, conflicts[_i].count >= 0);
    if (error != NULL) {
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PROTOCOL);
    } else {
        ck_assert_int_eq((int)json_array_size(found), conflicts[_i].count);
        ck_assert_pstr_eq(next, conflicts[_i].next);
    }
    json_t *first = json_array_get(found, 0);
    ck_assert(error != NULL || first == NULL ||
              (strcmp(dx_text(first, "distribution_id"), "*******ABCDEFG") == 0 &&
               strcmp(dx_text(first, "account_id"), "******654321") == 0));
    json_decref(found);
    free(next);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("answers");
    tcase_add_test(cases, a_distribution_is_read_with_its_defaults_folded);
    tcase_add_loop_test(cases, what_is_left_out_is_read_as_its_default, 0, COUNT(folded));
    tcase_add_loop_test(cases, wrong_answers_are_no_distributions, 0, COUNT(wrong_distributions));
    tcase_add_test(cases, a_distribution_needs_its_etag);
    tcase_add_loop_test(cases, who_holds_an_alias_is_read, 0, COUNT(conflicts));
    tcase_add_loop_test(cases, lists_are_read_page_by_page, 0, COUNT(lists));
    tcase_add_test(cases, tags_of_aws_are_read_too);
    tcase_add_test(cases, what_is_no_set_of_tags_is_refused);
    return run_suite("answers", cases);
}
