/* SPDX-License-Identifier: MIT */
/* The list of a region's certificates: what a provider of others adds, and who cannot list. */
#include <dxaws/kit/check.h>
#include <stdlib.h>
#include <string.h>

#include "contract-fixture.h"

static dxaws_dns_manager *dns;
static struct memory_fixture fixture;

static void setup(void)
{
    DXAWS_AUTO(dxaws_acm_provider) provider = NULL;
    fixture = (struct memory_fixture){.kind = "memory"};
    ck_ok(memory_open(&fixture, &provider, &dns));
}

static void teardown(void)
{
    dns = dxaws_dns_manager_unref(dns);
    memory_close(&fixture);
}

static dxaws_error *get_current(void *self, dxaws_context *context, const dxaws_acm_desired *wanted,
                                dxaws_acm_current *current)
{
    (void)self;
    (void)context;
    (void)wanted;
    dxaws_acm_current_set_exists(current, false);
    return NULL;
}

/* Two certificates: one with all that can be said, and one with its ARN alone. */
static dxaws_error *list_two(void *self, dxaws_context *context, const dxaws_action *action,
                             dxaws_acm_current *observed)
{
    int *calls = self;
    (void)context;
    ck_assert_str_eq(dxaws_action_kind(action), "LIST_CERTIFICATES");
    ck_assert_str_eq(dxaws_action_payload(action), "{\"region\":\"eu-west-1\"}");
    DXAWS_AUTO(dxaws_acm_certificate) full = dxaws_acm_certificate_new();
    DXAWS_AUTO(dxaws_acm_certificate) bare = dxaws_acm_certificate_new();
    dxaws_acm_certificate_set_arn(full, "arn:aws:acm:eu-west-1:123456789012:certificate/1");
    dxaws_acm_certificate_set_domain_name(full, "www.example.com");
    dxaws_acm_certificate_set_status(full, DXAWS_ACM_STATUS_EXPIRED);
    dxaws_acm_certificate_set_key_algorithm(full, "RSA_4096");
    dxaws_acm_certificate_set_type(full, "IMPORTED");
    dxaws_acm_certificate_set_not_after_ms(full, 1000);
    dxaws_acm_certificate_set_in_use(full, true);
    dxaws_acm_certificate_set_arn(bare, "arn:aws:acm:eu-west-1:123456789012:certificate/2");
    dxaws_acm_current_clear_certificates(observed);
    dxaws_acm_current_add_certificate(observed, full);
    dxaws_acm_current_add_certificate(observed, bare);
    ck_assert_uint_eq(dxaws_acm_current_certificate_count(observed), 2);
    ck_assert_ptr_nonnull(dxaws_acm_current_certificate_at(observed, 1));
    ck_assert_ptr_null(dxaws_acm_current_certificate_at(observed, 2));
    ++*calls;
    return NULL;
}

/* A manager over a provider with that slot, as @a kind of it or as it is. */
static dxaws_acm_manager *manage(dxaws_acm_action_fn *list, int *calls, const char *kind)
{
    const dxaws_acm_provider_ops ops = {
        .size = sizeof ops, .name = "own", .get_current = get_current, .list_certificates = list};
    DXAWS_AUTO(dxaws_acm_provider) provider = NULL;
    DXAWS_AUTO(dxaws_acm_provider) outer = NULL;
    DXAWS_AUTO(dxaws_acm_manager_options) through = dxaws_acm_manager_options_new();
    dxaws_acm_manager *manager = NULL;
    ck_ok(dxaws_acm_provider_new(&ops, calls, &provider));
    if (kind != NULL) {
        const dxaws_provider_parts parts = {.size = sizeof parts,
                                            .inner = dxaws_acm_provider_base(provider)};
        ck_ok(dxaws_acm_provider_make(kind, &parts, &outer));
    }
    dxaws_acm_manager_options_set_dns(through, dns);
    ck_ok(dxaws_acm_manager_new(outer ? outer : provider, through, &manager));
    return manager;
}

static void expect_two(const dxaws_acm_certificate_list *list)
{
    int64_t moment = -1;
    bool used = false;
    const dxaws_acm_certificate *full = dxaws_acm_certificate_list_at(list, 0);
    const dxaws_acm_certificate *bare = dxaws_acm_certificate_list_at(list, 1);
    ck_assert_uint_eq(dxaws_acm_certificate_list_count(list), 2);
    ck_assert_ptr_null(dxaws_acm_certificate_list_at(list, 2));
    ck_assert_str_eq(dxaws_acm_certificate_domain_name(full), "www.example.com");
    ck_assert_int_eq(dxaws_acm_certificate_status(full), DXAWS_ACM_STATUS_EXPIRED);
    ck_assert_str_eq(dxaws_acm_certificate_key_algorithm(full), "RSA_4096");
    ck_assert_str_eq(dxaws_acm_certificate_type(full), "IMPORTED");
    ck_assert(dxaws_acm_certificate_not_after_ms(full, &moment) && moment == 1000);
    ck_assert(dxaws_acm_certificate_in_use(full, &used) && used);
    ck_assert_ptr_nonnull(strstr(dxaws_acm_certificate_arn(bare), "certificate/2"));
    ck_assert_int_eq(dxaws_acm_certificate_status(bare), DXAWS_ACM_STATUS_UNKNOWN);
    ck_assert_pstr_eq(dxaws_acm_certificate_domain_name(bare), NULL);
    ck_assert(!dxaws_acm_certificate_not_after_ms(bare, &moment) && moment == 1000);
    ck_assert(!dxaws_acm_certificate_in_use(bare, &used) && used);
}

START_TEST(what_a_provider_adds_is_listed)
{
    int calls = 0;
    DXAWS_AUTO(dxaws_acm_manager) manager = manage(list_two, &calls, _i ? "dry-run" : NULL);
    for (int i = 1; i <= 2; i++) { /* asked each time: a dry run keeps no list */
        DXAWS_AUTO(dxaws_acm_certificate_list) list = NULL;
        ck_ok(dxaws_acm_manager_list_certificates(manager, NULL, "eu-west-1", &list));
        expect_two(list);
        ck_assert_int_eq(calls, i);
    }
}
END_TEST

START_TEST(a_provider_without_the_slot_cannot_list)
{
    DXAWS_AUTO(dxaws_acm_certificate_list) list = NULL;
    DXAWS_AUTO(dxaws_acm_manager) manager = manage(NULL, NULL, _i ? "dry-run" : NULL);
    ck_refused(dxaws_acm_manager_list_certificates(manager, NULL, "eu-west-1", &list),
               DXAWS_ERROR_UNSUPPORTED, "cannot perform LIST_CERTIFICATES");
    ck_assert_ptr_null(list);
}
END_TEST

START_TEST(what_is_no_region_is_refused_before_anybody_is_asked)
{
    static const char *const wrong[] = {NULL, "", "EU West", "-eu", "\xff"};
    int calls = 0;
    DXAWS_AUTO(dxaws_acm_manager) manager = manage(list_two, &calls, NULL);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        DXAWS_AUTO(dxaws_acm_certificate_list) list = NULL;
        ck_refused(dxaws_acm_manager_list_certificates(manager, NULL, wrong[i], &list),
                   DXAWS_ERROR_INVALID_ARGUMENT, "region");
    }
    ck_assert_int_eq(calls, 0);
    ck_assert_uint_eq(dxaws_acm_certificate_list_count(NULL), 0);
    ck_assert_ptr_null(dxaws_acm_certificate_list_at(NULL, 0));
    dxaws_acm_certificate_list_free(NULL);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("certificate list");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_loop_test(cases, what_a_provider_adds_is_listed, 0, 2);
    tcase_add_loop_test(cases, a_provider_without_the_slot_cannot_list, 0, 2);
    tcase_add_test(cases, what_is_no_region_is_refused_before_anybody_is_asked);
    return run_suite("acm certificate list", cases);
}
