/* SPDX-License-Identifier: MIT */
/* CloudFront's XML: what is written, what an update keeps, and what is read. */
#include "testing.h"

#include "providers/aws-shapes.h"

/* The body of a recorded request, its origin named as ours. */
static char *golden(const char *name)
{
    char *text = data_of(name);
    const char *body = strstr(text, "\n\n");
    ck_assert_ptr_nonnull(body);
    char *result = calloc(1, strlen(body) + 10);
    char *end = result;
    for (const char *p = body + 2; *p != '\0'; p++) {
        if (strncmp(p, ">o<", 3) == 0) {
            memcpy(end, ">s3", 3);
            end += 3;
            p++;
        } else {
            *end++ = *p;
        }
    }
    free(text);
    return result;
}

/* Without white space, declaration and spelling of empty elements. */
static char *canonical(const char *text)
{
    xmlDoc *document = NULL;
    ASSERT_DONE(dx_xml_parse("test", text, strlen(text), NULL, &document));
    char *formatted = dx_xml_format(document);
    xmlFreeDoc(document);
    return formatted;
}

static void assert_same_xml(char *written, char *expected)
{
    char *left = canonical(written);
    char *right = canonical(expected);
    ck_assert_str_eq(left, right);
    free(left);
    free(right);
    free(written);
    free(expected);
}

START_TEST(creation_is_what_the_sdk_sends)
{
    json_t *wanted =
        json_of("{\"caller_reference\":\"r\",\"aliases\":[\"www.example.com\"],"
                "\"default_root_object\":\"index.html\",\"oac_id\":\"E1\",\"origin_path\":\"\","
                "\"origin_domain_name\":\"b-1.s3.ca-central-1.amazonaws.com\","
                "\"viewer_protocol_policy\":\"redirect-to-https\",\"compress\":true,"
                "\"cache_policy_id\":\"658327ea-f89d-4fab-a63d-7e88639e58f6\",\"comment\":\"c\","
                "\"price_class\":\"PriceClass_100\",\"enabled\":true,\"certificate_arn\":\"arn\","
                "\"minimum_protocol_version\":\"TLSv1.2_2021\",\"http_version\":\"http2and3\","
                "\"ipv6\":true,\"tags\":{\"a\":\"b\"}}");
    assert_same_xml(aws_write_creation(wanted), golden("cf-create-with-tags.txt"));
    json_decref(wanted);
}
END_TEST

START_TEST(access_control_is_what_the_sdk_sends)
{
    assert_same_xml(aws_write_oac("n"), golden("cf-create-oac.txt"));
}
END_TEST

START_TEST(tags_are_what_the_sdk_sends)
{
    json_t *tags = json_of("{\"a\":\"b\"}");
    assert_same_xml(aws_write_tags(tags), golden("cf-tag.txt"));
    json_decref(tags);
}
END_TEST

START_TEST(texts_are_escaped)
{
    json_t *tags = json_of("{\"a&b\":\"<\\u00e9>\"}");
    char *body = aws_write_tags(tags);
    ck_assert_ptr_nonnull(strstr(body, "<Key>a&amp;b</Key><Value>&lt;\xc3\xa9&gt;</Value>"));
    free(body);
    json_decref(tags);
}
END_TEST

static json_t *read_or_fail(const char *body)
{
    const struct aws_answer answer = {
        .operation = "GetDistribution", .body = body, .size = strlen(body)};
    json_t *found = NULL;
    ASSERT_DONE(aws_read_distribution(&answer, "ETAG", &found));
    return found;
}

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
        "\"error_responses\":[{\"error_code\":403,\"caching_min_ttl\":60},{\"error_code\":404,"
        "\"response_code\":200,\"page\":\"/index.html\",\"caching_min_ttl\":10}],"
        "\"price_class\":\"PriceClass_100\",\"http_version\":\"http2and3\",\"ipv6\":true,"
        "\"certificate_arn\":\"arn:aws:acm:us-east-1:123456789012:certificate/a\","
        "\"minimum_protocol_version\":\"TLSv1.2_2021\",\"staging\":false,"
        "\"continuous_deployment_policy_id\":\"\"}");
    char *text = json_dumps(found, JSON_SORT_KEYS);
    ck_assert_msg(json_equal(found, expected), "%s", text);
    free(text);
    json_decref(found);
    json_decref(expected);
    free(body);
}
END_TEST

#define BEHAVIOR                                                                                   \
    "<DefaultCacheBehavior><TargetOriginId>o</TargetOriginId>"                                     \
    "<ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy></DefaultCacheBehavior>"
#define ORIGIN(more)                                                                               \
    "<Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id><DomainName>d</DomainName>" more      \
    "</Origin></Items></Origins>"
#define CONFIG(more)                                                                               \
    "<Distribution><Id>E1</Id><ARN>a</ARN><Status>InProgress</Status><DomainName>d</DomainName>"   \
    "<DistributionConfig><CallerReference>r</CallerReference><Comment/><Enabled>true</"            \
    "Enabled>" more "</DistributionConfig></Distribution>"

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
    {CONFIG(BEHAVIOR ORIGIN("")), "staging", "false"},
    {CONFIG(BEHAVIOR "<Staging>true</Staging>" ORIGIN("")), "staging", "true"},
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
    /* the default behaviour of an origin group */
    {CONFIG(BEHAVIOR "<Origins><Quantity>0</Quantity></Origins>"), "origin_domain_name", NULL},
};

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

/* The data's distribution after @a changes, as a body. */
static char *updated(const char *changes)
{
    char *body = data_of("distribution.xml");
    json_t *found = read_or_fail(body);
    json_t *change = json_of(changes);
    char *result = NULL;
    ASSERT_DONE(aws_write_update(dx_text(found, CF_DOCUMENT), change, &result));
    json_decref(change);
    json_decref(found);
    free(body);
    return result;
}

START_TEST(update_without_changes_is_the_document)
{
    char *body = data_of("distribution.xml");
    char *start = strstr(body, "<DistributionConfig>");
    char *end = strstr(body, "</Distribution>");
    *end = '\0';
    char *expected = NULL;
    ck_assert_int_gt(asprintf(&expected, "<DistributionConfig xmlns=\"" AWS_XMLNS "\">%s",
                              start + strlen("<DistributionConfig>")),
                     0);
    assert_same_xml(updated("{}"), expected);
    free(body);
}
END_TEST

#define EVERYTHING                                                                                 \
    "{\"comment\":\"c\",\"enabled\":false,\"aliases\":[\"a.example.com\",\"b.example.com\"],"      \
    "\"default_root_object\":\"\",\"price_class\":\"PriceClass_All\",\"http_version\":\"http3\","  \
    "\"ipv6\":false,\"viewer_protocol_policy\":\"https-only\",\"compress\":false,"                 \
    "\"cache_policy_id\":\"4135ea2d-6df8-44a3-9df3-4b5a84be39ad\","                                \
    "\"response_headers_policy_id\":\"\",\"origin_domain_name\":\"c.s3.eu-west-1.amazonaws.com\"," \
    "\"origin_path\":\"\",\"certificate_arn\":\"arn:other\","                                      \
    "\"minimum_protocol_version\":\"TLSv1.2_2025\",\"error_responses\":[]}"

START_TEST(update_keeps_what_is_not_ours)
{
    static const char *const kept[] = {
        "<OriginOfTheFuture>kept</OriginOfTheFuture>",
        "<BehaviorOfTheFuture>kept</BehaviorOfTheFuture>",
        "<ViewerMtlsConfig><Mode>required</Mode></ViewerMtlsConfig>",
        "<WebACLId>arn:aws:wafv2:us-east-1:1:global/webacl/w</WebACLId>",
        "<Logging><Enabled>true</Enabled>",
        "<DomainName>other.example.com</DomainName>",
        "<HeaderName>x</HeaderName>",
        "<FunctionARN>arn:aws:cloudfront::1:function/f</FunctionARN>",
        "<OriginRequestPolicyId>88a5eaf4-2fd4-4709-b370-b4c650ea3fcf</OriginRequestPolicyId>",
        "<Quantity>3</Quantity><Items><Method>HEAD</Method>",
        "<CallerReference>dxaws-cloudfront:site</CallerReference>",
        "<SSLSupportMethod>sni-only</SSLSupportMethod>",
    };
    char *body = updated(EVERYTHING);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        ck_assert_msg(strstr(body, kept[i]) != NULL, "%s is gone: %s", kept[i], body);
    }
    free(body);
}
END_TEST

START_TEST(update_reads_back_as_what_was_changed)
{
    char *config = updated(EVERYTHING);
    char *body = NULL;
    ck_assert_int_gt(asprintf(&body,
                              "<Distribution><Id>E1</Id><ARN>a</ARN><Status>InProgress</Status>"
                              "<DomainName>d</DomainName>%s</Distribution>",
                              strstr(config, "<DistributionConfig")),
                     0);
    json_t *found = read_or_fail(body);
    json_t *changes = json_of(EVERYTHING);
    const char *key;
    json_t *value;
    json_object_foreach(changes, key, value) {
        ck_assert_msg(json_equal(json_object_get(found, key), value), "%s", key);
    }
    ck_assert_ptr_null(strstr(body, "<CertificateSource>"));
    ck_assert_ptr_null(strstr(body, "<CloudFrontDefaultCertificate>"));
    ck_assert_ptr_null(strstr(body, "ResponseHeadersPolicyId"));
    json_decref(changes);
    json_decref(found);
    free(body);
    free(config);
}
END_TEST

static const struct {
    const char *document;
    const char *changes;
    const char *expected;
} updates[] = {
    /* to CloudFront's own certificate: nothing of the other stays */
    {"<ViewerCertificate><ACMCertificateArn>a</ACMCertificateArn><SSLSupportMethod>sni-only"
     "</SSLSupportMethod><Certificate>a</Certificate></ViewerCertificate>",
     "{\"certificate_arn\":\"\"}",
     "<ViewerCertificate><CloudFrontDefaultCertificate>true</CloudFrontDefaultCertificate>"
     "</ViewerCertificate>"},
    /* and away from it */
    {"<ViewerCertificate><CloudFrontDefaultCertificate>true</CloudFrontDefaultCertificate>"
     "<SSLSupportMethod>vip</SSLSupportMethod><MinimumProtocolVersion>TLSv1"
     "</MinimumProtocolVersion></ViewerCertificate>",
     "{\"certificate_arn\":\"a\"}",
     "<ViewerCertificate><ACMCertificateArn>a</ACMCertificateArn><SSLSupportMethod>sni-only"
     "</SSLSupportMethod><MinimumProtocolVersion>TLSv1.2_2021</MinimumProtocolVersion>"
     "</ViewerCertificate>"},
    /* members in the model's order, unknown ones left where they are */
    {"<Future/><Enabled>true</Enabled><IsIPV6Enabled>true</IsIPV6Enabled>",
     "{\"price_class\":\"PriceClass_100\",\"http_version\":\"http2\",\"aliases\":[]}",
     "<Future/><Aliases><Quantity>0</Quantity></Aliases><PriceClass>PriceClass_100</PriceClass>"
     "<Enabled>true</Enabled><HttpVersion>http2</HttpVersion><IsIPV6Enabled>true</IsIPV6Enabled>"},
    /* a cache policy excludes what it replaces */
    {"<DefaultCacheBehavior><TargetOriginId>o</TargetOriginId><ForwardedValues><QueryString>true"
     "</QueryString></ForwardedValues><MinTTL>0</MinTTL><DefaultTTL>1</DefaultTTL><MaxTTL>2"
     "</MaxTTL></DefaultCacheBehavior>",
     "{\"cache_policy_id\":\"p\"}",
     "<DefaultCacheBehavior><TargetOriginId>o</TargetOriginId><CachePolicyId>p</CachePolicyId>"
     "</DefaultCacheBehavior>"},
    /* an access control excludes an identity, and a custom origin */
    {ORIGIN("<S3OriginConfig><OriginAccessIdentity>i</OriginAccessIdentity></S3OriginConfig>")
         BEHAVIOR,
     "{\"oac_id\":\"E1\"}",
     ORIGIN("<S3OriginConfig><OriginAccessIdentity/></S3OriginConfig><OriginAccessControlId>E1"
            "</OriginAccessControlId>") BEHAVIOR},
    {ORIGIN("<CustomOriginConfig><HTTPPort>80</HTTPPort></CustomOriginConfig>"
            "<ConnectionAttempts>3</ConnectionAttempts>") BEHAVIOR,
     "{\"oac_id\":\"E1\"}",
     ORIGIN("<S3OriginConfig><OriginAccessIdentity/></S3OriginConfig><ConnectionAttempts>3"
            "</ConnectionAttempts><OriginAccessControlId>E1</OriginAccessControlId>") BEHAVIOR},
};

START_TEST(update_changes_exactly_what_it_should)
{
    char *document = NULL;
    char *expected = NULL;
    char *body = NULL;
    ck_assert_int_gt(
        asprintf(&document, "<DistributionConfig>%s</DistributionConfig>", updates[_i].document),
        0);
    ck_assert_int_gt(
        asprintf(&expected, "<DistributionConfig>%s</DistributionConfig>", updates[_i].expected),
        0);
    json_t *changes = json_of(updates[_i].changes);
    ASSERT_DONE(aws_write_update(document, changes, &body));
    assert_same_xml(body, expected);
    json_decref(changes);
    free(document);
}
END_TEST

static const char *const wrong_distributions[] = {
    "",
    "<html><body>502 Bad Gateway</body></html>",
    "<Distribution><Id>E1</Id>",
    "<Distribution><Id>E1</Id><ARN>a</ARN><Status>s</Status><DomainName>d</DomainName>"
    "</Distribution>",
    CONFIG(ORIGIN("")),
    CONFIG(BEHAVIOR ORIGIN("") "<IsIPV6Enabled>maybe</IsIPV6Enabled>"),
    CONFIG(BEHAVIOR ORIGIN("") "<Aliases><Quantity>2</Quantity><Items><CNAME>a</CNAME></Items>"
                               "</Aliases>"),
    CONFIG(BEHAVIOR ORIGIN("") "<Aliases><Items><CNAME>a</CNAME></Items></Aliases>"),
    CONFIG(BEHAVIOR ORIGIN("") "<CustomErrorResponses><Quantity>1</Quantity><Items>"
                               "<CustomErrorResponse><ErrorCode>x</ErrorCode>"
                               "</CustomErrorResponse></Items></CustomErrorResponses>"),
    "<!DOCTYPE a [<!ENTITY x \"y\">]>" CONFIG(BEHAVIOR ORIGIN("")),
};

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
    {LIST(ONE), -1, NULL},
    {LIST("<IsTruncated>perhaps</IsTruncated>" ONE), -1, NULL},
    {LIST("<IsTruncated>false</IsTruncated><Quantity>2</Quantity>"), -1, NULL},
    {LIST("<IsTruncated>false</IsTruncated>"), -1, NULL},
    {"<DistributionList/>", -1, NULL},
};

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

START_TEST(tags_of_aws_are_left_out)
{
    const char *body = "<Tags><Items><Tag><Key>aws:x</Key><Value>y</Value></Tag><Tag><Key>a</Key>"
                       "<Value>b</Value></Tag><Tag><Key>c</Key></Tag></Items></Tags>";
    const struct aws_answer answer = {.operation = "List", .body = body, .size = strlen(body)};
    json_t *tags = NULL;
    ASSERT_DONE(aws_read_tags(&answer, &tags));
    json_t *expected = json_of("{\"a\":\"b\",\"c\":\"\"}");
    ck_assert(json_equal(tags, expected));
    json_decref(tags);
    json_decref(expected);
}
END_TEST

static void add(TCase *cases)
{
    tcase_add_test(cases, creation_is_what_the_sdk_sends);
    tcase_add_test(cases, access_control_is_what_the_sdk_sends);
    tcase_add_test(cases, tags_are_what_the_sdk_sends);
    tcase_add_test(cases, texts_are_escaped);
    tcase_add_test(cases, a_distribution_is_read_with_its_defaults_folded);
    tcase_add_loop_test(cases, what_is_left_out_is_read_as_its_default, 0, COUNT(folded));
    tcase_add_test(cases, update_without_changes_is_the_document);
    tcase_add_test(cases, update_keeps_what_is_not_ours);
    tcase_add_test(cases, update_reads_back_as_what_was_changed);
    tcase_add_loop_test(cases, update_changes_exactly_what_it_should, 0, COUNT(updates));
    tcase_add_loop_test(cases, wrong_answers_are_no_distributions, 0, COUNT(wrong_distributions));
    tcase_add_test(cases, a_distribution_needs_its_etag);
    tcase_add_loop_test(cases, lists_are_read_page_by_page, 0, COUNT(lists));
    tcase_add_test(cases, tags_of_aws_are_left_out);
}

int main(void)
{
    return run_cases("shapes", add);
}
