/* SPDX-License-Identifier: MIT */
/* CloudFront's XML: what is written, and what an update keeps. */
#include "answers.h"

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
    ck_ok(dx_xml_parse("test", text, strlen(text), NULL, &document));
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

/* rule 45: what is written, in the order of the model, with the namespace on the root */
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
    json_t *oac = json_of("{\"name\":\"n\"}");
    assert_same_xml(aws_write_oac(oac), golden("cf-create-oac.txt"));
    json_decref(oac);
}
END_TEST

START_TEST(access_control_keeps_what_is_not_to_change)
{
    json_t *oac =
        json_of("{\"name\":\"n\",\"description\":\"mine\",\"signing_behavior\":\"never\"}");
    char *body = aws_write_oac(oac);
    ck_assert_ptr_nonnull(strstr(body, "<Description>mine</Description><SigningProtocol>sigv4</"));
    ck_assert_ptr_nonnull(strstr(body, "<SigningBehavior>never</SigningBehavior>"));
    free(body);
    json_decref(oac);
}
END_TEST

START_TEST(tags_are_what_the_sdk_sends)
{
    json_t *tags = json_of("{\"a\":\"b\"}");
    assert_same_xml(aws_write_tags(tags), golden("cf-tag.txt"));
    json_decref(tags);
}
END_TEST

/* rule 45: what is written is escaped */
START_TEST(texts_are_escaped)
{
    json_t *tags = json_of("{\"a&b\":\"<\\u00e9>\"}");
    char *body = aws_write_tags(tags);
    ck_assert_ptr_nonnull(strstr(body, "<Key>a&amp;b</Key><Value>&lt;\xc3\xa9&gt;</Value>"));
    free(body);
    json_decref(tags);
}
END_TEST

/* The data's distribution after @a changes, as a body. */
static char *updated(const char *changes)
{
    char *body = data_of("distribution.xml");
    json_t *found = read_or_fail(body);
    json_t *change = json_of(changes);
    char *result = NULL;
    ck_ok(aws_write_update(dx_text(found, CF_DOCUMENT), change, &result));
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
    "\"minimum_protocol_version\":\"TLSv1.2_2025\",\"error_responses\":[],"                        \
    "\"web_acl_id\":\"\",\"geo_restriction\":\"whitelist\",\"geo_locations\":[\"CA\",\"US\"]}"

START_TEST(update_keeps_what_is_not_ours)
{
    static const char *const kept[] = {
        "<OriginOfTheFuture>kept</OriginOfTheFuture>",
        "<BehaviorOfTheFuture>kept</BehaviorOfTheFuture>",
        "<ViewerMtlsConfig><Mode>required</Mode></ViewerMtlsConfig>",
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

#define SERVER(more)                                                                               \
    "<Origin><Id>wp</Id><DomainName>wp.example.com</DomainName><OriginPath>/blog</OriginPath>"     \
    "<CustomOriginConfig><HTTPPort>80</HTTPPort></CustomOriginConfig></Origin>" more
#define ORIGINS(count, items)                                                                      \
    "<Origins><Quantity>" count "</Quantity><Items>" items "</Items></Origins>"
#define BUCKET(id)                                                                                 \
    "<Origin><Id>" id                                                                              \
    "</Id><DomainName>b.s3.eu-west-1.amazonaws.com</DomainName><OriginPath>/blog"                  \
    "</OriginPath><CustomHeaders><Quantity>0</Quantity></CustomHeaders><S3OriginConfig>"           \
    "<OriginAccessIdentity/></S3OriginConfig><OriginAccessControlId>E1</OriginAccessControlId></"  \
    "Origin>"
#define TARGETS(own, other)                                                                        \
    "<DefaultCacheBehavior><TargetOriginId>" own "</TargetOriginId></DefaultCacheBehavior>"        \
    "<CacheBehaviors><Quantity>1</Quantity><Items><CacheBehavior><PathPattern>/api/*</"            \
    "PathPattern>"                                                                                 \
    "<TargetOriginId>" other "</TargetOriginId></CacheBehavior></Items></CacheBehaviors>"
#define TO_BUCKET "{\"origin_domain_name\":\"b.s3.eu-west-1.amazonaws.com\",\"oac_id\":\"E1\"}"
#define TAKEN "<Origin><Id>s3</Id><DomainName>a.example.com</DomainName></Origin>"
#define GROUP(first)                                                                               \
    "<OriginGroups><Quantity>1</Quantity><Items><OriginGroup><Id>g</Id><Members><Items>"           \
    "<OriginGroupMember><OriginId>" first "</OriginId></OriginGroupMember></Items></Members>"      \
    "</OriginGroup></Items></OriginGroups>"

static const struct {
    const char *document;
    const char *changes;
    const char *expected;
} updates[] = {
    /* a server that another behaviour asks, too, goes on being asked there */
    {ORIGINS("1", SERVER("")) TARGETS("wp", "wp"), TO_BUCKET,
     ORIGINS("2", SERVER(BUCKET("s3"))) TARGETS("s3", "wp")},
    {ORIGINS("2", SERVER(TAKEN)) TARGETS("wp", "wp"), TO_BUCKET,
     ORIGINS("3", SERVER(TAKEN BUCKET("s3-2"))) TARGETS("s3-2", "wp")},
    {ORIGINS("1", SERVER("")) GROUP("wp") TARGETS("g", "wp"), TO_BUCKET,
     ORIGINS("2", SERVER(BUCKET("s3"))) GROUP("s3") TARGETS("g", "wp")},
    /* what others share of a bucket they go on sharing */
    {ORIGINS("1", BUCKET("o")) TARGETS("o", "o"),
     "{\"origin_domain_name\":\"c.s3.eu-west-1.amazonaws.com\"}",
     ORIGINS("1",
             "<Origin><Id>o</Id><DomainName>c.s3.eu-west-1.amazonaws.com</DomainName>"
             "<OriginPath>/blog</OriginPath><CustomHeaders><Quantity>0</Quantity></CustomHeaders>"
             "<S3OriginConfig><OriginAccessIdentity/></S3OriginConfig><OriginAccessControlId>E1"
             "</OriginAccessControlId></Origin>") TARGETS("o", "o")},
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
    ck_ok(aws_write_update(document, changes, &body));
    assert_same_xml(body, expected);
    json_decref(changes);
    free(document);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("bodies");
    tcase_add_test(cases, creation_is_what_the_sdk_sends);
    tcase_add_test(cases, access_control_is_what_the_sdk_sends);
    tcase_add_test(cases, access_control_keeps_what_is_not_to_change);
    tcase_add_test(cases, tags_are_what_the_sdk_sends);
    tcase_add_test(cases, texts_are_escaped);
    tcase_add_test(cases, update_without_changes_is_the_document);
    tcase_add_test(cases, update_keeps_what_is_not_ours);
    tcase_add_test(cases, update_reads_back_as_what_was_changed);
    tcase_add_loop_test(cases, update_changes_exactly_what_it_should, 0, COUNT(updates));
    return run_suite("bodies", cases);
}
