/* SPDX-License-Identifier: MIT */
/* The runner of the contract suites, on the one of this module: what is counted as what. */
#include <dxaws/kit/check.h>

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract-fixture.h"

static dxaws_error *refuse(const char *code)
{
    return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "contract", code, "not today");
}

static dxaws_error *refuse_read(void *self, dxaws_context *context, const dxaws_document *wanted,
                                dxaws_document **observed)
{
    (void)context;
    (void)wanted;
    (void)observed;
    return refuse(self);
}

static dxaws_error *refuse_perform(void *self, dxaws_context *context, const dxaws_action *action,
                                   const dxaws_document *before, dxaws_document **after)
{
    (void)context;
    (void)action;
    (void)before;
    (void)after;
    return refuse(self);
}

static bool support(void *self, const char *kind)
{
    (void)self;
    (void)kind;
    return true;
}

/* Refuses everything; self is the code. */
static dxaws_error *open_refusing(void *self, dxaws_s3_provider **provider)
{
    static const dxaws_provider_ops ops = {.size = sizeof ops,
                                           .name = "refusing",
                                           .read = refuse_read,
                                           .perform = refuse_perform,
                                           .supports = support};
    DXAWS_AUTO(dxaws_provider) base = NULL;
    dxaws_error *error = dxaws_provider_new(dxaws_s3_module(), &ops, self, &base);
    return error ? error : dxaws_s3_provider_from(base, provider);
}

/* What was told of the cases, by outcome. */
struct heard {
    size_t count;
    char last[400];
};

static void hear(void *self, const char *name, dxaws_contract_outcome outcome, const char *why)
{
    struct heard *heard = self;
    heard[outcome].count++;
    snprintf(heard[outcome].last, sizeof heard[outcome].last, "%s: %s", name, why ? why : "");
}

static struct heard heard[4];
static dxaws_contract_counts counts;

static dxaws_error *run(const dxaws_s3_contract_fixture *fixture, const char *only)
{
    const dxaws_contract_options options = {
        .size = sizeof options, .only = only, .self = heard, .report = hear};
    memset(heard, 0, sizeof heard);
    return dxaws_s3_contract_run_suite(fixture, &options, &counts);
}

static void expect_failure(dxaws_error *error, dxaws_error_kind kind, const char *code)
{
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), kind);
    ck_assert_str_eq(dxaws_error_code(error), code);
    dxaws_error_free(error);
}

static dxaws_s3_contract_fixture memory_fixture_of(struct memory_fixture *self)
{
    *self = (struct memory_fixture){.kind = "memory"};
    return (dxaws_s3_contract_fixture){
        .size = sizeof(dxaws_s3_contract_fixture),
        .self = self,
        .level = "0.9",
        .open = memory_open,
        .close = memory_close,
        .make_context = memory_context,
        .break_state = memory_break,
        .lose_answers = memory_lose_answers,
    };
}

START_TEST(a_provider_that_refuses_everything_fails)
{
    /* The second pretends to be the suite itself. */
    static const char *const codes[] = {"NotToday", "Skipped"};
    for (size_t i = 0; i < 2; i++) {
        const dxaws_s3_contract_fixture fixture = {
            .size = sizeof fixture,
            .self = (void *)(uintptr_t)codes[i],
            .level = "0.9",
            .open = open_refusing,
            .lacks = DXAWS_S3_LACKS_BREAKING | DXAWS_S3_LACKS_LOSE_ANSWERS | DXAWS_S3_LACKS_LAG,
        };
        expect_failure(run(&fixture, NULL), DXAWS_ERROR_INTERNAL, "Failed");
        ck_assert_uint_eq(counts.passed, 0);
        ck_assert_uint_eq(counts.skipped, 93);
        ck_assert_uint_eq(counts.failed + counts.skipped, dxaws_s3_contract_count());
        ck_assert_uint_eq(heard[DXAWS_CONTRACT_FAILED].count, counts.failed);
        ck_assert_ptr_nonnull(strstr(heard[DXAWS_CONTRACT_FAILED].last, "UNSUPPORTED"));
    }
}
END_TEST

START_TEST(what_a_fixture_says_that_it_lacks_is_skipped_with_that_reason)
{
    struct memory_fixture self;
    dxaws_s3_contract_fixture fixture = memory_fixture_of(&self);
    fixture.lacks = DXAWS_S3_LACKS_BREAK_VERSIONING;
    ck_assert_ptr_null(run(&fixture, NULL));
    ck_assert_uint_eq(counts.skipped, 1);
    ck_assert_uint_eq(counts.passed, dxaws_s3_contract_count() - 1);
    ck_assert_str_eq(heard[DXAWS_CONTRACT_SKIPPED].last,
                     "suspended_versioning_is_repaired: the fixture lacks BREAK_VERSIONING");
}
END_TEST

START_TEST(what_a_fixture_lacks_without_saying_so_is_a_failure)
{
    struct memory_fixture self;
    dxaws_s3_contract_fixture fixture = memory_fixture_of(&self);
    fixture.break_state = NULL;
    expect_failure(run(&fixture, NULL), DXAWS_ERROR_INTERNAL, "Failed");
    ck_assert_uint_eq(counts.failed, 62);
    ck_assert_uint_eq(counts.skipped, 0);
    ck_assert_ptr_nonnull(strstr(heard[DXAWS_CONTRACT_FAILED].last, "does not say that it lacks"));
}
END_TEST

START_TEST(a_fixture_of_an_earlier_release_lacks_nothing)
{
    struct memory_fixture self;
    dxaws_s3_contract_fixture fixture = memory_fixture_of(&self);
    fixture.size = offsetof(dxaws_s3_contract_fixture, lacks);
    fixture.lacks = DXAWS_S3_LACKS_BREAKING; /* past its end */
    ck_assert_ptr_null(run(&fixture, "drifted_tags"));
    ck_assert_uint_eq(counts.passed, 1);
    fixture.level = "0.0";
    expect_failure(run(&fixture, NULL), DXAWS_ERROR_INVALID_ARGUMENT, "NothingPassed");
    ck_assert_uint_eq(counts.skipped, dxaws_s3_contract_count());
}
END_TEST

START_TEST(only_the_named_cases_are_run)
{
    struct memory_fixture self;
    const dxaws_s3_contract_fixture fixture = memory_fixture_of(&self);
    ck_assert_ptr_null(run(&fixture, "_twice"));
    ck_assert_uint_eq(counts.passed, 14);
    ck_assert_uint_eq(heard[DXAWS_CONTRACT_PASSED].count, 14);
    expect_failure(run(&fixture, "no such case"), DXAWS_ERROR_INVALID_ARGUMENT, "NothingPassed");
    expect_failure(dxaws_s3_contract_run_suite(NULL, NULL, NULL), DXAWS_ERROR_INTERNAL, "Failed");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("runner");
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, a_provider_that_refuses_everything_fails);
    tcase_add_test(cases, what_a_fixture_says_that_it_lacks_is_skipped_with_that_reason);
    tcase_add_test(cases, what_a_fixture_lacks_without_saying_so_is_a_failure);
    tcase_add_test(cases, a_fixture_of_an_earlier_release_lacks_nothing);
    tcase_add_test(cases, only_the_named_cases_are_run);
    return run_suite("contract", cases);
}
