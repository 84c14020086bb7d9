/* SPDX-License-Identifier: MIT */
/* A plan where its zone is not. */
#include <dxaws/kit/stale-plan.h>

#include <dxaws/dns-providers.h>
#include <dxaws/dns.h>

#define RECORD(value)                                                                              \
    "\"records\":[{\"name\":\"www.example.com\",\"type\":\"A\",\"values\":[\"" value "\"]}]"

static const struct dx_stale_row rows[] = {
    {.desired = "{" RECORD("192.0.2.1") "}"},
    {.before = "{" RECORD("192.0.2.1") "}", .desired = "{" RECORD("192.0.2.2") "}"},
    {.before = "{" RECORD("192.0.2.1") "}",
     .desired = "{\"present\":false," RECORD("192.0.2.1") "}"},
};

static void add_zone(dxaws_memory_account *account, dxaws_context *context)
{
    ck_ok(dxaws_dns_memory_create_zone(account, context, "example.com", false, NULL));
}

/* The zone has another id than alone. */
static void add_two_zones(dxaws_memory_account *account, dxaws_context *context)
{
    ck_ok(dxaws_dns_memory_create_zone(account, context, "example.net", false, NULL));
    add_zone(account, context);
}

START_TEST(a_plan_says_that_its_zone_is_gone)
{
    struct dx_stale_subject subject = {
        .modules = {dxaws_dns_module()},
        .prepare = add_zone,
        .rows = rows,
        .row_count = sizeof rows / sizeof *rows,
    };
    dx_check_stale_plans(&subject);
    /* Route53 forgets changes that are in sync: one of another account may be one of those. */
    static const char *const untried[] = {"WAIT_INSYNC", NULL};
    subject.untried = untried;
    subject.prepare = add_two_zones;
    subject.prepare_other = add_zone;
    dx_check_stale_plans(&subject);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("stale");
    tcase_add_test(cases, a_plan_says_that_its_zone_is_gone);
    return run_suite("dns stale", cases);
}
