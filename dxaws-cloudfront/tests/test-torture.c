/* SPDX-License-Identifier: MIT */
/* A distribution without memory. */
#include <dxaws/kit/torture-module.h>

#include <dxaws/cloudfront.h>

#define BASE "\"name\":\"torture\",\"origin_domain_name\":\"b.s3.eu-west-1.amazonaws.com\""
#define ERRORS                                                                                     \
    "\"error_responses\":[{\"error_code\":404,\"response_code\":404,\"page\":\"/404.html\"}]"
#define WANTED "{" BASE "," ERRORS ",\"origin_path\":\"/a/\",\"ipv6\":true,\"tags\":{\"a\":\"b\"}}"
#define DRIFTED "{" BASE ",\"ipv6\":false,\"tags\":{\"c\":\"d\"}}"

static const struct dx_torture_row rows[] = {
    {.name = "create", .desired = WANTED},
    {.name = "drift", .before = DRIFTED, .desired = WANTED},
    {.name = "invalidation",
     .before = WANTED,
     .desired = "{" BASE ",\"invalidation\":{\"reference\":\"r\",\"keys\":[\"a b\"],"
                "\"paths\":[\"/c\"]}}"},
    {.name = "steps", .desired = WANTED, .stepwise = true},
    {.name = "destroy", .before = WANTED, .desired = "{" BASE ",\"present\":false}"},
    {.name = "wrong class",
     .desired = "{" BASE ",\"price_class\":\"None\"}",
     .refused = DXAWS_ERROR_INVALID_ARGUMENT},
};

START_TEST(lack_of_memory_is_said)
{
    const struct dx_torture_subject subject = {.modules = {dxaws_cloudfront_module()},
                                               .points = 100};
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
    return run_suite("cloudfront torture", cases);
}
