/* SPDX-License-Identifier: MIT */
/* Strict mode: statements for CloudFront that do not say for which distribution. */
#include <dxaws/kit/check.h>
#include <dxaws/s3-provider.h>

#include <stdio.h>

#define CLOUDFRONT "{\"Service\":\"cloudfront.amazonaws.com\"}"
#define BOTH "{\"Service\":[\"logging.s3.amazonaws.com\",\"cloudfront.amazonaws.com\"]}"
#define ARN "\"arn:aws:cloudfront::123456789012:distribution/E1\""
#define CHINA "\"arn:aws-cn:cloudfront::123456789012:distribution/E2\""
#define UNKNOWN "{\"$known\":\"after apply\"}"
#define SOURCE(operator, values) "{\"" operator"\":{\"AWS:SourceArn\":" values "}}"

static const struct {
    const char *effect;
    const char *principal;
    const char *condition;
    const char *refusal; /* NULL: it is allowed */
} rows[] = {
    {"Allow", CLOUDFRONT, SOURCE("StringEquals", ARN), NULL},
    {"Allow", CLOUDFRONT, SOURCE("ArnLike", "[" ARN "," CHINA "]"), NULL},
    {"Allow", CLOUDFRONT, "{\"StringEquals\":{\"aws:sourcearn\":" ARN "}}", NULL},
    {"Allow", CLOUDFRONT, SOURCE("StringEquals", UNKNOWN), NULL},
    {"Allow", CLOUDFRONT, SOURCE("StringEquals", "[" UNKNOWN "," ARN "]"), NULL},
    {"Allow", CLOUDFRONT, "{\"StringEquals\":" UNKNOWN "}", NULL},
    {"Allow", CLOUDFRONT, UNKNOWN, NULL},
    {"Allow", BOTH, SOURCE("StringEquals", ARN), NULL},
    {"Deny", CLOUDFRONT, NULL, NULL},
    {"Allow", "{\"Service\":\"logging.s3.amazonaws.com\"}", NULL, NULL},
    {"Allow", "{\"AWS\":\"*\"}", NULL, NULL},
    {"Allow", "\"*\"", NULL, NULL},
    {"Allow", CLOUDFRONT, NULL, "for every distribution of everybody"},
    {"Allow", BOTH, NULL, "for every distribution of everybody"},
    {"Allow", CLOUDFRONT, "{}", "for every distribution of everybody"},
    {"Allow", CLOUDFRONT, SOURCE("StringEquals", "[]"), "for every distribution"},
    {"Allow", CLOUDFRONT, "{\"StringEquals\":{\"AWS:SourceAccount\":\"123456789012\"}}",
     "for every distribution"},
    {"Allow", CLOUDFRONT, SOURCE("StringNotEquals", ARN), "for every distribution"},
    {"Allow", CLOUDFRONT, SOURCE("StringEqualsIfExists", ARN), "for every distribution"},
    {"Allow", CLOUDFRONT, SOURCE("StringEquals", "7"), "for 7;"},
    {"Allow", CLOUDFRONT, SOURCE("StringLike", "\"*\""), "for \"*\";"},
    {"Allow", CLOUDFRONT, SOURCE("StringEquals", "[" ARN ",\"\"]"), "for \"\";"},
    {"Allow", CLOUDFRONT, SOURCE("ArnLike", "\"arn:aws:cloudfront::123456789012:distribution/*\""),
     "distribution/*\";"},
    {"Allow", CLOUDFRONT, SOURCE("ArnLike", "\"arn:aws:cloudfront::1234:distribution/E1\""),
     "1234:distribution/E1\";"},
    {"Allow", CLOUDFRONT, SOURCE("ArnLike", "\"arn:aws:s3:::cloudfront::123456789012:d\""),
     "arn:aws:s3"},
    {"Allow", CLOUDFRONT, SOURCE("StringEquals", "\"arn:aws:cloudfront::123456789012:function/E\""),
     "function/E\";"},
};

/* A Desired with one statement; @a strict is a JSON value. */
static dxaws_s3_desired *desire(size_t row, const char *strict)
{
    char json[1000];
    dxaws_s3_desired *desired = NULL;
    const char *condition = rows[row].condition;
    snprintf(json, sizeof json,
             "{\"name\":\"my-bucket\",\"region\":\"eu-west-1\",\"strict\":%s,"
             "\"policy_statements\":{\"Read\":{\"Effect\":\"%s\",\"Principal\":%s,"
             "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::my-bucket/*\"%s%s}}}",
             strict, rows[row].effect, rows[row].principal, condition ? ",\"Condition\":" : "",
             condition ? condition : "");
    ck_ok(dxaws_s3_desired_parse(json, &desired));
    return desired;
}

START_TEST(a_statement_for_cloudfront_says_for_which_distribution)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = desire((size_t)_i, "true");
    dxaws_error *error = dxaws_s3_desired_check(desired);
    if (rows[_i].refusal == NULL) {
        ck_ok(error);
        return;
    }
    ck_assert_ptr_nonnull(error);
    ck_assert_str_eq(dxaws_error_code(error), "MissingCloudFrontInfoError");
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "s3 my-bucket: the statement "
                                                             "\"Read\" allows cloudfront"));
    ck_refused(error, DXAWS_ERROR_INVALID_ARGUMENT, rows[_i].refusal);
}
END_TEST

START_TEST(without_strict_nothing_is_asked_of_it)
{
    static const char *const values[] = {"false", "null"};
    for (size_t i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_s3_desired) desired = desire((size_t)_i, values[i]);
        ck_ok(dxaws_s3_desired_check(desired));
    }
}
END_TEST

START_TEST(planning_refuses_what_check_refuses)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = desire(12, "null");
    DXAWS_AUTO(dxaws_s3_current) current = dxaws_s3_current_new();
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) refused = NULL;
    bool strict = true;
    dxaws_s3_current_set_status(current, DXAWS_S3_STATUS_DOES_NOT_EXIST);
    ck_assert(!dxaws_s3_desired_strict(desired, &strict) && strict);
    ck_ok(dxaws_s3_desired_plan(desired, current, NULL, &plan));
    dxaws_s3_desired_set_strict(desired, true);
    ck_refused(dxaws_s3_desired_plan(desired, current, NULL, &refused),
               DXAWS_ERROR_INVALID_ARGUMENT, "for every distribution of everybody");
    dxaws_s3_desired_set_strict(desired, false);
    ck_assert(dxaws_s3_desired_strict(desired, &strict) && !strict);
    dxaws_s3_desired_unset_strict(desired);
    ck_assert(!dxaws_s3_desired_strict(desired, &strict));
    dxaws_s3_desired_set_strict(NULL, true);
    ck_assert(!dxaws_s3_desired_strict(NULL, &strict));
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("strict");
    int count = sizeof rows / sizeof *rows;
    tcase_add_loop_test(cases, a_statement_for_cloudfront_says_for_which_distribution, 0, count);
    tcase_add_loop_test(cases, without_strict_nothing_is_asked_of_it, 0, count);
    tcase_add_test(cases, planning_refuses_what_check_refuses);
    return run_suite("s3 strict", cases);
}
