/* SPDX-License-Identifier: MIT */
/* Endpoints of services, partitions, buckets and custom URLs. The hosts of AWS are those of the
 * table data/endpoints-botocore.json; another of its form, dropped beside it as
 * data/endpoints-*.json, is run as well. */
#include "testing.h"

#include <stdio.h>

#include <glob.h>
#include <jansson.h>

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
    {"s3", "eu-west-1", NULL, "my-bucket",
     "https://my-bucket.s3.eu-west-1.amazonaws.com eu-west-1"},
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
    {"s3", "aws-global", NULL, NULL, "https://s3.amazonaws.com us-east-1"},
    {"acm", "aws-global", NULL, NULL, "https://acm.us-east-1.amazonaws.com us-east-1"},
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
    {"states", "us-iso-east-1", NULL, NULL,
     "https://states.us-iso-east-1.c2s.ic.gov us-iso-east-1"},
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
    {"s3", "us-east-1", "https://store.example/pre", "a.b",
     "https://store.example/pre/a.b us-east-1"},
    {"s3", "us-east-1", "http://store.example:80", "a.bc", "http://a.bc.store.example us-east-1"},
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

/* rule 42: what is part of the host, what of the path; rule 22: custom URLs and
 * their prefix; rule 8: lower case, no default port, IPv6 in brackets, no user */
START_TEST(endpoint_is)
{
    struct aws_endpoint endpoint = {0};
    const struct aws_endpoint_input input = {
        .service = aws_service_find(rows[_i].service),
        .region = rows[_i].region,
        .custom_url = rows[_i].url,
        .bucket = rows[_i].bucket,
    };
    dxaws_error *error = aws_endpoint_resolve(&input, &endpoint);
    if (strncmp(rows[_i].expected, "http", 4) != 0) {
        if (error) {
            ck_assert_ptr_null(strstr(dxaws_error_message(error), "pass@"));
        }
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

static bool flag(const json_t *row, const char *name)
{
    return json_is_true(json_object_get(row, name));
}

static const char *text(const json_t *row, const char *name)
{
    return json_string_value(json_object_get(row, name));
}

static void check_row(const json_t *row)
{
    struct aws_endpoint endpoint = {0};
    const struct aws_endpoint_input input = {
        .service = aws_service_find(text(row, "service")),
        .region = text(row, "region"),
        .custom_url = text(row, "url"),
        .bucket = text(row, "bucket"),
        .fips = flag(row, "fips"),
        .dualstack = flag(row, "dualstack"),
        .accelerate = flag(row, "accelerate"),
        .path_style = flag(row, "path_style"),
    };
    char *shown = json_dumps(row, JSON_COMPACT);
    DXAWS_AUTO(dxaws_error) error = aws_endpoint_resolve(&input, &endpoint);
    const char *wanted = text(row, "endpoint");
    ck_assert_msg((wanted == NULL) == (error != NULL), "%s: %s", shown,
                  error ? dxaws_error_message(error) : endpoint.host);
    if (wanted) {
        char got[512];
        snprintf(got, sizeof(got), "%s://%s%s", endpoint.https ? "https" : "http", endpoint.host,
                 endpoint.path);
        ck_assert_msg(strcmp(got, wanted) == 0, "%s: %s", shown, got);
        ck_assert_msg(strcmp(endpoint.signing_region, text(row, "signing_region")) == 0, "%s: %s",
                      shown, endpoint.signing_region);
    }
    aws_endpoint_free(&endpoint);
    free(shown);
}

/* rule 14: the region of the scope; rule 42: FIPS, dual stack and acceleration */
START_TEST(endpoints_are_those_of_the_tables)
{
    glob_t files;
    ck_assert_int_eq(glob(TEST_DATA "/endpoints-*.json", 0, NULL, &files), 0);
    size_t count = 0;
    for (size_t i = 0; i < files.gl_pathc; i++) {
        json_t *table = json_load_file(files.gl_pathv[i], 0, NULL);
        ck_assert_ptr_nonnull(table);
        size_t index;
        json_t *row;
        json_array_foreach(json_object_get(table, "cases"), index, row) {
            check_row(row);
            count++;
        }
        json_decref(table);
    }
    globfree(&files);
    ck_assert_uint_ge(count, 590);
}
END_TEST

static const struct {
    const char *bucket;
    bool fips, dualstack;
    const char *host; /* or, without a dot, a part of the error */
} directory_buckets[] = {
    {"b--usw2-az1--x-s3", false, false,
     "b--usw2-az1--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com"},
    {"a--b--usw2-az1--x-s3", true, false,
     "a--b--usw2-az1--x-s3.s3express-fips-usw2-az1.us-west-2.amazonaws.com"},
    {"b--usw2-az1--x-s3", false, true, "S3 Express has no dual-stack endpoints"},
    {"my-bucket", false, false, "not the name of a directory bucket"},
    {"--x-s3", false, false, "not the name of a directory bucket"},
    {"--z--x-s3", false, false, "not the name of a directory bucket"},
};

/* rule 10: S3 Express, its hosts */
START_TEST(directory_bucket_is_in_its_zone)
{
    struct aws_endpoint endpoint = {0};
    const struct aws_endpoint_input input = {
        .service = aws_service_find("s3express"),
        .region = "us-west-2",
        .bucket = directory_buckets[_i].bucket,
        .fips = directory_buckets[_i].fips,
        .dualstack = directory_buckets[_i].dualstack,
    };
    dxaws_error *error = aws_endpoint_resolve(&input, &endpoint);
    if (strchr(directory_buckets[_i].host, '.')) {
        ck_ok(error);
        ck_assert_str_eq(endpoint.host, directory_buckets[_i].host);
        aws_endpoint_free(&endpoint);
    } else {
        ck_error(error, DXAWS_ERROR_INVALID_ARGUMENT, directory_buckets[_i].host);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("endpoint");
    TCase *tests = tcase_create("endpoint");
    tcase_add_loop_test(tests, endpoint_is, 0, sizeof(rows) / sizeof(rows[0]));
    tcase_add_test(tests, endpoints_are_those_of_the_tables);
    tcase_add_loop_test(tests, directory_bucket_is_in_its_zone, 0,
                        sizeof(directory_buckets) / sizeof(directory_buckets[0]));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
