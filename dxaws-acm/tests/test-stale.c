/* SPDX-License-Identifier: MIT */
/* A plan where its certificate is not. */
#include <dxaws/kit/stale-plan.h>

#include <dxaws/acm.h>
#include <dxaws/dns-providers.h>
#include <dxaws/dns.h>

#define BASE "{\"domain_name\":\"www.example.com\",\"region\":\"us-east-1\""
#define OTHER_KEY BASE ",\"key_algorithm\":\"EC_prime256v1\",\"tags\":{\"a\":\"b\"}}"

static const struct dx_stale_row rows[] = {
    {.desired = BASE "}"},
    {.before = BASE "}", .desired = BASE ",\"tags\":{\"a\":\"b\"}}"},
    {.before = BASE "}", .desired = OTHER_KEY},
    {.before = BASE "}", .desired = BASE ",\"present\":false}"},
};

static void add_zone(dxaws_memory_account *account, dxaws_context *context)
{
    ck_ok(dxaws_dns_memory_create_zone(account, context, "example.com", false, NULL));
}

START_TEST(a_plan_says_that_its_certificate_is_gone)
{
    /* These need an account in which more has happened. */
    static const char *const untried[] = {
        "ADOPT",   "DELETE_FAILED",     "WAIT_UNUSED", "PASS_VALIDATION_RECORD",
        "RELEASE", "LIST_CERTIFICATES", NULL};
    struct dx_stale_subject subject = {
        .modules = {dxaws_dns_module(), dxaws_acm_module()},
        .prepare = add_zone,
        .prepare_other = add_zone,
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
    tcase_add_test(cases, a_plan_says_that_its_certificate_is_gone);
    return run_suite("acm stale", cases);
}
