/* SPDX-License-Identifier: MIT */
/* A plan where its bucket is not. */
#include <dxaws/kit/stale-plan.h>

#include <dxaws/s3.h>

#define BASE "{\"name\":\"stale-plan\",\"region\":\"eu-west-1\""
#define BARE BASE ",\"public_access_block\":null}"
#define UNMARKED BASE ",\"public_access_block\":null,\"mark\":false}"
#define FULL                                                                                       \
    BASE ",\"object_ownership\":\"ObjectWriter\",\"encryption\":{\"algorithm\":\"SSE-KMS\",\"kms_" \
         "key\":"                                                                                  \
         "\"k\"},\"lifecycle_rules\":{\"u\":{\"template\":\"abort_uploads\",\"days\":7}},"         \
         "\"versioning\":true,\"tags\":{\"a\":\"b\"},\"policy_statements\":{\"tls\":{\"Sid\":"     \
         "\"tls\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":"       \
         "\"arn:aws:s3:::stale-plan/*\"}}}"

static const struct dx_stale_row rows[] = {
    {.desired = FULL},
    {.before = BARE, .desired = FULL},
    {.before = UNMARKED, .desired = FULL},
    {.before = FULL, .desired = BASE ",\"present\":false}"},
};

/* Of a bucket that was adopted, or filled: more than a plan of these rows. */
static const char *const untried[] = {"RELEASE", "EMPTY_BUCKET", NULL};

START_TEST(a_plan_says_that_its_bucket_is_gone)
{
    const struct dx_stale_subject subject = {
        .modules = {dxaws_s3_module()},
        .rows = rows,
        .row_count = sizeof rows / sizeof *rows,
        .untried = untried,
    };
    dx_check_stale_plans(&subject);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("stale");
    tcase_add_test(cases, a_plan_says_that_its_bucket_is_gone);
    return run_suite("s3 stale", cases);
}
