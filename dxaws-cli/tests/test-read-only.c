/* SPDX-License-Identifier: MIT */
/* What only looks: reads and questions reach the provider below, nothing else does. */
#include "read-only.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/check.h>
#include <dxaws/module.h>

static int reached;

static dxaws_error *describe(const dxaws_module *module, dxaws_document **description)
{
    (void)module;
    return dxaws_document_parse("{\"actions\": [{\"kind\": \"FIND\", \"flags\": [\"reads\"]},"
                                " {\"kind\": \"WAIT\", \"flags\": [\"waits\"]},"
                                " {\"kind\": \"PUT\"}]}",
                                description);
}

static dxaws_error *check(const dxaws_module *module, const dxaws_document *desired)
{
    (void)module;
    (void)desired;
    return NULL;
}

static const char *const uses[] = {NULL};
static const dxaws_module toy = {.size = sizeof toy,
                                 .name = "toy",
                                 .version = "1",
                                 .uses = uses,
                                 .check = check,
                                 .describe = describe};

static dxaws_error *read(void *self, dxaws_context *context, const dxaws_document *wanted,
                         dxaws_document **observed)
{
    (void)self;
    (void)context;
    (void)wanted;
    reached++;
    return dxaws_document_parse("{\"name\": \"there\"}", observed);
}

static dxaws_error *perform(void *self, dxaws_context *context, const dxaws_action *action,
                            const dxaws_document *before, dxaws_document **after)
{
    (void)action;
    return read(self, context, before, after);
}

static bool supports(void *self, const char *kind)
{
    (void)self;
    return strcmp(kind, "CUT") != 0;
}

static const dxaws_provider_ops ops = {
    .size = sizeof ops, .name = "toy", .read = read, .perform = perform, .supports = supports};

static const struct {
    const char *kind;
    bool passes;
} kinds[] = {{"FIND", true}, {"WAIT", false}, {"PUT", false}, {"ANOTHER", false}};

START_TEST(only_questions_reach_the_provider_below)
{
    char text[256];
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    DXAWS_AUTO(dxaws_provider) inner = NULL;
    DXAWS_AUTO(dxaws_provider) provider = NULL;
    DXAWS_AUTO(dxaws_document) before = NULL;
    DXAWS_AUTO(dxaws_document) after = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    snprintf(text, sizeof text,
             "{\"plan\": 1, \"module\": \"toy\", \"resource\": \"r\", \"desired\": {},"
             " \"observed\": {}, \"actions\": [{\"kind\": \"%s\", \"resource\": \"r\","
             " \"reason\": \"x\", \"expected_s\": 0, \"changes\": [], \"payload\": {}}]}",
             kinds[_i].kind);
    ck_assert_ptr_null(dxaws_plan_parse(text, &plan));
    ck_assert_ptr_null(dxaws_document_parse("{}", &before));
    ck_assert_ptr_null(dxaws_provider_new(&toy, &ops, NULL, &inner));
    ck_assert_ptr_null(read_only_new(inner, &provider));
    reached = 0;
    DXAWS_AUTO(dxaws_error)
    error = dxaws_provider_perform(provider, context, dxaws_plan_at(plan, 0), before, &after);
    ck_assert_int_eq(reached, kinds[_i].passes);
    ck_assert((error == NULL) == kinds[_i].passes);
    ck_assert(error == NULL || strcmp(dxaws_error_code(error), "ReadOnly") == 0);
}
END_TEST

START_TEST(reads_as_the_provider_below_does)
{
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    DXAWS_AUTO(dxaws_provider) inner = NULL;
    DXAWS_AUTO(dxaws_provider) provider = NULL;
    DXAWS_AUTO(dxaws_document) wanted = NULL;
    DXAWS_AUTO(dxaws_document) observed = NULL;
    ck_assert_ptr_null(dxaws_document_parse("{}", &wanted));
    ck_assert_ptr_null(dxaws_provider_new(&toy, &ops, NULL, &inner));
    ck_assert_ptr_null(read_only_new(inner, &provider));
    reached = 0;
    ck_assert_ptr_null(dxaws_provider_read(provider, context, wanted, &observed));
    ck_assert_int_eq(reached, 1);
    ck_assert(dxaws_provider_supports(provider, "PUT"));
    ck_assert(!dxaws_provider_supports(provider, "CUT"));
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("all");
    tcase_add_loop_test(tests, only_questions_reach_the_provider_below, 0,
                        sizeof kinds / sizeof *kinds);
    tcase_add_test(tests, reads_as_the_provider_below_does);
    return run_suite("read-only", tests);
}
