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

/* Makes a provider, and a manager over it, where the n-th allocation fails; false when there are
 * fewer. */
static bool make_without(const dxaws_module *module, const char *kind,
                         const dxaws_provider_parts *parts, long n)
{
    DXAWS_AUTO(dxaws_provider) provider = NULL;
    dx_torture.counting = true;
    dx_torture.failed = false;
    dx_torture.living = 0;
    dx_torture.countdown = n;
    dxaws_error *error = module->make(module, kind, parts, &provider);
    dx_torture.countdown = 0;
    bool failed = dx_torture.failed;
    ck_assert_int_eq(error == NULL, provider != NULL);
    ck_assert_msg(error == NULL || (failed && dx_torture_kind(error) == DXAWS_ERROR_OUT_OF_MEMORY),
                  "%s, %s: allocation %ld: %s", module->name, kind, n,
                  error ? dxaws_error_message(error) : "");
    ck_assert_msg(error != NULL || !failed, "%s, %s: allocation %ld fails and nobody says so",
                  module->name, kind, n);
    dxaws_error_free(error);
    provider = dxaws_provider_unref(provider);
    ck_assert_msg(dx_torture.living <= 0, "%s, %s: allocation %ld: %ld are lost", module->name,
                  kind, n, dx_torture.living);
    dx_torture.counting = false;
    return failed;
}

START_TEST(constructors_say_that_there_is_no_memory)
{
    const dxaws_module *const modules[] = {dxaws_s3_module(), dxaws_dns_module(),
                                           dxaws_acm_module(), dxaws_cloudfront_module()};
    static const char *const kinds[] = {"memory", "aws", "dry-run"};
    const dxaws_module *module = modules[_i];
    DXAWS_AUTO(dxaws_memory_account) account = NULL;
    DXAWS_AUTO(dxaws_session) session = NULL;
    DXAWS_AUTO(dxaws_provider) inner = NULL;
    ck_ok(dxaws_memory_account_new(NULL, NULL, &account));
    ck_ok(dxaws_session_new(NULL, &session));
    ck_ok(module->make(module, "memory", DXAWS_PROVIDER_PARTS(.account = account), &inner));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const dxaws_provider_parts *parts =
            DXAWS_PROVIDER_PARTS(.account = account, .session = session, .inner = inner);
        long n = 1;
        while (make_without(module, kinds[i], parts, n)) {
            n++;
        }
        ck_assert_int_gt(n, 1);
    }
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
    tcase_add_loop_test(cases, constructors_say_that_there_is_no_memory, 0, 4);
    return run_suite("website torture", cases);
}
