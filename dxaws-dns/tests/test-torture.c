/* SPDX-License-Identifier: MIT */
/* Records without memory. */
#include <dxaws/kit/torture-module.h>

#include <dxaws/dns-providers.h>

/* One that says everything, one that does not, and an alias. */
#define RECORDS(ttl, value)                                                                        \
    "\"records\":[{\"name\":\"www.example.com\",\"type\":\"A\",\"ttl_s\":" ttl                     \
    ",\"values\":[\"" value "\"]},"                                                                \
    "{\"name\":\"www.example.com\",\"type\":\"TXT\",\"values\":[\"torture\"]},"                    \
    "{\"name\":\"www.example.com\",\"type\":\"AAAA\",\"alias\":{\"zone_id\":\"Z2FDTNDATAQYW2\","   \
    "\"dns_name\":\"d111.cloudfront.net\"}}]"
#define WANTED "{" RECORDS("60", "192.0.2.1") "}"
#define DRIFTED "{" RECORDS("300", "192.0.2.9") "}"

static const struct dx_torture_row rows[] = {
    {.name = "create", .desired = WANTED},
    {.name = "drift", .before = DRIFTED, .desired = WANTED, .adopts = true},
    {.name = "steps", .desired = WANTED, .stepwise = true},
    {.name = "destroy",
     .before = WANTED,
     .desired = "{\"present\":false," RECORDS("60", "192.0.2.1") "}"},
    {.name = "wrong address",
     .desired = "{" RECORDS("60", "here") "}",
     .refused = DXAWS_ERROR_INVALID_ARGUMENT},
};

/* The zone in which the names stand. */
static void prepare(dxaws_memory_account *account, dxaws_context *context)
{
    ck_ok(dxaws_dns_memory_create_zone(account, context, "example.com", false, NULL));
}

START_TEST(lack_of_memory_is_said)
{
    const struct dx_torture_subject subject = {.modules = {dxaws_dns_module()}, .prepare = prepare};
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
    return run_suite("dns torture", cases);
}
