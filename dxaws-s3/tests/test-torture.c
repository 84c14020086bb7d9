/* SPDX-License-Identifier: MIT */
/* A bucket without memory. */
#include <dxaws/kit/torture-module.h>

#include <dxaws/s3.h>

#define BASE "\"name\":\"torture\",\"region\":\"eu-west-1\""
#define READ                                                                                       \
    "\"read\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":[\"s3:PutObject\","              \
    "\"s3:GetObject\"],\"Resource\":\"arn:aws:s3:::torture/*\"}"
#define WRITE                                                                                      \
    "\"write\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:PutObject\","              \
    "\"Resource\":\"arn:aws:s3:::torture/*\"}"
#define WANTED                                                                                     \
    "{" BASE ",\"versioning\":true,\"tags\":{\"a\":\"b\"},\"policy_statements\":{" READ "," WRITE  \
    "}}"
/* One statement as it is wanted, which has to be found out. */
#define DRIFTED                                                                                    \
    "{" BASE ",\"versioning\":false,\"tags\":{\"c\":\"d\"},\"policy_statements\":{" READ "}}"

static const struct dx_torture_row rows[] = {
    {.name = "create", .desired = WANTED},
    {.name = "drift", .before = DRIFTED, .desired = WANTED},
    {.name = "steps", .desired = WANTED, .stepwise = true},
    {.name = "destroy", .before = WANTED, .desired = "{" BASE ",\"present\":false}"},
    {.name = "wrong name",
     .desired = "{\"name\":\"A\",\"region\":\"eu-west-1\"}",
     .refused = DXAWS_ERROR_INVALID_ARGUMENT},
};

START_TEST(lack_of_memory_is_said)
{
    const struct dx_torture_subject subject = {.modules = {dxaws_s3_module()}};
    dx_torture_module(&subject, &rows[_i]);
}
END_TEST

int main(void)
{
    if (DX_TORTURE_IMPOSSIBLE) {
        return dx_torture_skip();
    }
    TCase *cases = tcase_create("torture");
    tcase_set_timeout(cases, 100);
    tcase_add_loop_test(cases, lack_of_memory_is_said, 0, sizeof rows / sizeof *rows);
    return run_suite("s3 torture", cases);
}
