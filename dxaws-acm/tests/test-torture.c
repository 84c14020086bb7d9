/* SPDX-License-Identifier: MIT */
/* A certificate without memory. */
#include <dxaws/kit/torture-module.h>

#include <dxaws/acm.h>
#include <dxaws/dns-providers.h>

#define BASE "\"domain_name\":\"www.example.com\",\"region\":\"us-east-1\""
#define WANTED "{" BASE ",\"tags\":{\"a\":\"b\"}}"
#define DRIFTED "{" BASE ",\"tags\":{\"c\":\"d\"}}"

static const struct dx_torture_row rows[] = {
    {.name = "create", .desired = WANTED},
    {.name = "drift", .before = DRIFTED, .desired = WANTED},
    {.name = "steps", .desired = WANTED, .stepwise = true},
    {.name = "destroy", .before = WANTED, .desired = "{" BASE ",\"present\":false}"},
    {.name = "wrong key",
     .desired = "{" BASE ",\"key_algorithm\":\"ROT13\"}",
     .refused = DXAWS_ERROR_INVALID_ARGUMENT},
};

/* The zone in which the names stand. */
static void prepare(dxaws_memory_account *account, dxaws_context *context)
{
    ck_ok(dxaws_dns_memory_create_zone(account, context, "example.com", false, NULL));
}

START_TEST(lack_of_memory_is_said)
{
    const struct dx_torture_subject subject = {
        .modules = {dxaws_dns_module(), dxaws_acm_module()}, .prepare = prepare, .points = 100};
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
    return run_suite("acm torture", cases);
}
