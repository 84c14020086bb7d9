/* SPDX-License-Identifier: MIT */
/* A site without memory. */
#include <dxaws/kit/torture-module.h>

#include <pthread.h>

#include <dxaws/acm.h>
#include <dxaws/cloudfront.h>
#include <dxaws/dns-providers.h>
#include <dxaws/s3.h>
#include <dxaws/website.h>

#define BASE                                                                                       \
    "\"site\":\"torture\",\"domain\":\"www.example.com\",\"region\":\"ca-central-1\",\"protect\":" \
    "false"
#define WANTED "{" BASE "}"
#define DRIFTED "{" BASE ",\"bucket\":{\"versioning\":false},\"cdn\":{\"ipv6\":false}}"

static const struct dx_torture_row rows[] = {
    {.name = "create", .desired = WANTED},
    {.name = "drift", .before = DRIFTED, .desired = WANTED},
    {.name = "steps", .desired = WANTED, .stepwise = true},
    {.name = "destroy", .before = WANTED, .desired = "{" BASE ",\"present\":false}"},
    {.name = "wrong domain",
     .desired = "{\"site\":\"torture\",\"domain\":\"here\"}",
     .refused = DXAWS_ERROR_INVALID_ARGUMENT},
};

/* What reads at the same time does so in this thread, the one that is tortured. */
__attribute__((visibility("default"))) int pthread_create(pthread_t *thread,
                                                          const pthread_attr_t *attributes,
                                                          void *(*start)(void *), void *argument)
{
    (void)thread;
    (void)attributes;
    (void)start;
    (void)argument;
    return EAGAIN;
}

/* The zone in which the names stand. */
static void prepare(dxaws_memory_account *account, dxaws_context *context)
{
    ck_ok(dxaws_dns_memory_create_zone(account, context, "example.com", false, NULL));
}

START_TEST(lack_of_memory_is_said)
{
    const struct dx_torture_subject subject = {
        .modules = {dxaws_s3_module(), dxaws_dns_module(), dxaws_acm_module(),
                    dxaws_cloudfront_module(), dxaws_website_module()},
        .prepare = prepare,
        .points = 50, /* each a whole site, made three times */
    };
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
    return run_suite("website torture", cases);
}
