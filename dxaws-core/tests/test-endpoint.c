/* SPDX-License-Identifier: MIT */
/* Endpoints of services, partitions, buckets and custom URLs, as a table. The hosts of AWS are
 * those of botocore's endpoint rules, except that us-east-1 is regional for S3. */
#include "testing.h"

#include <stdio.h>

#include "endpoint.h"

/* What is expected is "https://host/path signing-region", or a part of the error's message. */
static const struct {
    const char *service;
    const char *region;
    const char *url;
    const char *bucket;
    const char *expected;
} rows[] = {
    {"s3", "us-east-1", NULL, NULL, "https://s3.us-east-1.amazonaws.com us-east-1"},
    {"s3", "eu-west-1", NULL, "my-bucket", "https://my-bucket.s3.eu-west-1.amazonaws.com eu-west-1"},
    {"s3", "eu-west-1", NULL, "www.example.com",
     "https://s3.eu-west-1.amazonaws.com/www.example.com eu-west-1"},
    {"s3", "eu-west-1", NULL, "Upper", "https://s3.eu-west-1.amazonaws.com/Upper eu-west-1"},
    {"s3", "eu-west-1", NULL, "under_score",
     "https://s3.eu-west-1.amazonaws.com/under_score eu-west-1"},
    {"s3", "eu-west-1", NULL, "ab", "https://s3.eu-west-1.amazonaws.com/ab eu-west-1"},
    {"s3", "eu-west-1", NULL, "-ab", "https://s3.eu-west-1.amazonaws.com/-ab eu-west-1"},
    {"s3", "eu-west-1", NULL, "example.com#",
     "https://s3.eu-west-1.amazonaws.com/example.com%23 eu-west-1"},
    {"s3", "eu-west-1", NULL, "a/../b", "https://s3.eu-west-1.amazonaws.com/a%2F..%2Fb eu-west-1"},
    {"s3", "cn-north-1", NULL, "my-bucket",
     "https://my-bucket.s3.cn-north-1.amazonaws.com.cn cn-north-1"},
    {"s3", "mars-east-1", NULL, NULL, "https://s3.mars-east-1.amazonaws.com mars-east-1"},
    {"s3", "aws-global", NULL, NULL, "https://s3.us-east-1.amazonaws.com us-east-1"},
    {"s3", NULL, NULL, NULL, "s3 needs a region"},
    {"s3", "evil.com/", NULL, NULL, "\"evil.com/\" is not a region"},
    {"s3", "-a", NULL, NULL, "\"-a\" is not a region"},
    {"s3", "123", NULL, NULL, "\"123\" is not a region"},
    {"s3", "", NULL, NULL, "\"\" is not a region"},
    {"s3", "us-east-1", NULL, "", "\"\" is not a bucket name"},
    {"s3", "us-east-1", NULL, "..", "\"..\" is not a bucket name"},
    {"acm", "us-east-1", NULL, NULL, "https://acm.us-east-1.amazonaws.com us-east-1"},
    {"sts", "us-gov-west-1", NULL, NULL, "https://sts.us-gov-west-1.amazonaws.com us-gov-west-1"},
    {"events", "eusc-de-east-1", NULL, NULL,
     "https://events.eusc-de-east-1.amazonaws.eu eusc-de-east-1"},
    {"states", "us-iso-east-1", NULL, NULL, "https://states.us-iso-east-1.c2s.ic.gov us-iso-east-1"},
    {"lambda", "us-isob-east-1", NULL, NULL,
     "https://lambda.us-isob-east-1.sc2s.sgov.gov us-isob-east-1"},
    {"route53", NULL, NULL, NULL, "https://route53.amazonaws.com us-east-1"},
    {"route53", "eu-west-1", NULL, NULL, "https://route53.amazonaws.com us-east-1"},
    {"route53", "cn-north-1", NULL, NULL, "https://route53.amazonaws.com.cn cn-northwest-1"},
    {"route53", "us-gov-east-1", NULL, NULL, "https://route53.us-gov.amazonaws.com us-gov-west-1"},
    {"route53", "us-iso-west-1", NULL, NULL, "https://route53.c2s.ic.gov us-iso-east-1"},
    {"cloudfront", "ap-south-1", NULL, NULL, "https://cloudfront.amazonaws.com us-east-1"},
    {"cloudfront", "cn-north-1", NULL, NULL,
     "https://cloudfront.cn-northwest-1.amazonaws.com.cn cn-northwest-1"},
    {"cloudfront", "aws-cn-global", NULL, NULL,
     "https://cloudfront.cn-northwest-1.amazonaws.com.cn cn-northwest-1"},
    {"s3", "us-east-1", "http://127.0.0.1:5000", "my-bucket",
     "http://127.0.0.1:5000/my-bucket us-east-1"},
    {"s3", "us-east-1", "http://localhost:5000/", "my-bucket",
     "http://localhost:5000/my-bucket us-east-1"},
    {"s3", "us-east-1", "http://[::1]:5000", "my-bucket", "http://[::1]:5000/my-bucket us-east-1"},
    {"s3", "us-east-1", "https://Store.Example:443/pre/fix/", "my-bucket",
     "https://my-bucket.store.example/pre/fix us-east-1"},
    {"s3", "us-east-1", "https://store.example/pre", "a.b", "https://store.example/pre/a.b us-east-1"},
    {"s3", "us-east-1", "http://store.example:80", "a.bc",
     "http://a.bc.store.example us-east-1"},
    {"route53", "eu-west-1", "https://h:8443", NULL, "https://h:8443 us-east-1"},
    {"s3", "us-east-1", "ftp://h", NULL, "\"ftp://h\" is not valid: it must start with https://"},
    {"s3", "us-east-1", "h:80", NULL, "it must start with https:// or http://"},
    {"s3", "us-east-1", "http://", NULL, "it has no host name"},
    {"s3", "us-east-1", "http://h:0", NULL, "its port must be a number"},
    {"s3", "us-east-1", "http://h:99999", NULL, "its port must be a number"},
    {"s3", "us-east-1", "http://h:x", NULL, "its port must be a number"},
    {"s3", "us-east-1", "http://h?x", NULL, "it must not have a query"},
    {"s3", "us-east-1", "http://h/a b", NULL, "its path has a space"},
    {"s3", "us-east-1", "http://h h", NULL, "its host name has a character"},
    {"s3", "us-east-1", "http://[::1", NULL, "its IPv6 address lacks the closing bracket"},
    {"s3", "us-east-1", "http://user:pass@h", NULL, "it must not hold a user name or password"},
};

START_TEST(endpoint_is)
{
    struct aws_endpoint endpoint = {0};
    dxaws_error *error =
        aws_endpoint_resolve(aws_service_find(rows[_i].service), rows[_i].region, rows[_i].url,
                             rows[_i].bucket, &endpoint);
    if (strncmp(rows[_i].expected, "http", 4) != 0) {
        if (error)
            ck_assert_ptr_null(strstr(dxaws_error_message(error), "pass@"));
        ck_error(error, DXAWS_ERROR_INVALID_ARGUMENT, rows[_i].expected);
        return;
    }
    ck_ok(error);
    char got[512];
    snprintf(got, sizeof(got), "%s://%s%s %s", endpoint.https ? "https" : "http", endpoint.host,
             endpoint.path, endpoint.signing_region);
    ck_assert_str_eq(got, rows[_i].expected);
    ck_assert_int_eq(endpoint.custom, rows[_i].url != NULL);
    aws_endpoint_free(&endpoint);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("endpoint");
    TCase *tests = tcase_create("endpoint");
    tcase_add_loop_test(tests, endpoint_is, 0, sizeof(rows) / sizeof(rows[0]));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
