/* SPDX-License-Identifier: MIT */
/* What anybody may give to this module's functions: simulations, and plans that were written by
 * hand. */
#include <dxaws/kit/check.h>
#include <dxaws/s3-providers.h>

#include <stdio.h>
#include <string.h>

#define NAMED "\"name\":\"my-bucket\",\"region\":\"eu-west-1\",\"mark\":true,\"tags_exact\":false"

static dxaws_document *document(const char *json)
{
    dxaws_document *made = NULL;
    ck_ok(dxaws_document_parse(json, &made));
    return made;
}

static dxaws_plan *action(const char *kind, const char *payload)
{
    DXAWS_AUTO(dxaws_document) needs = document(payload);
    dxaws_plan *plan = NULL;
    ck_ok(dxaws_plan_new_action("s3", kind, "my-bucket", needs, &plan));
    return plan;
}

static dxaws_error *simulate(const char *kind, const char *payload, const char *before,
                             dxaws_document **after)
{
    DXAWS_AUTO(dxaws_document) observed = document(before);
    DXAWS_AUTO(dxaws_plan) plan = action(kind, payload);
    const dxaws_module *module = dxaws_s3_module();
    return module->simulate(module, dxaws_plan_at(plan, 0), observed, after);
}

START_TEST(an_action_is_simulated_without_a_provider)
{
    DXAWS_AUTO(dxaws_document) made = NULL;
    DXAWS_AUTO(dxaws_document) tagged = NULL;
    DXAWS_AUTO(dxaws_document) gone = NULL;
    ck_ok(simulate("CREATE_BUCKET", "{" NAMED "}", "{\"exists\":false}", &made));
    ck_assert_ptr_nonnull(strstr(dxaws_document_text(made), "\"exists\":true"));
    ck_assert_ptr_nonnull(strstr(dxaws_document_text(made), "\"tags\":{}"));
    ck_ok(simulate("PUT_TAGS", "{" NAMED ",\"tags\":{\"a\":\"b\"},\"removed_tags\":[]}",
                   dxaws_document_text(made), &tagged));
    ck_assert_ptr_nonnull(strstr(dxaws_document_text(tagged), "\"tags\":{\"a\":\"b\"}"));
    ck_assert_ptr_nonnull(strstr(dxaws_document_text(made), "\"tags\":{}")); /* as it was */
    ck_ok(simulate("DESTROY_BUCKET", "{" NAMED "}", dxaws_document_text(tagged), &gone));
    ck_assert_ptr_nonnull(strstr(dxaws_document_text(gone), "\"exists\":false"));
    ck_assert_ptr_null(strstr(dxaws_document_text(gone), "tags"));
}
END_TEST

START_TEST(what_cannot_be_simulated_is_refused)
{
    dxaws_document *after = NULL;
    ck_refused(simulate("PAINT", "{" NAMED "}", "{}", &after), DXAWS_ERROR_UNSUPPORTED, "PAINT");
    ck_refused(simulate("PUT_TAGS", "{" NAMED "}", "{\"tags\":5}", &after),
               DXAWS_ERROR_INVALID_ARGUMENT, "tags");
    ck_refused(simulate("PUT_TAGS", "{" NAMED ",\"tags\":5}", "{}", &after),
               DXAWS_ERROR_INVALID_ARGUMENT, "tags");
    ck_refused(simulate("PUT_TAGS", "{\"tags\":{}}", "{}", &after), DXAWS_ERROR_INVALID_ARGUMENT,
               "PUT_TAGS has no \"name\"");
    ck_assert_ptr_null(after);
}
END_TEST

/* Payloads of the second of two actions, and what is said of it. */
static const struct {
    const char *payload;
    const char *text;
} wrong[] = {
    {"{}", "has no \"name\""},
    {"{\"name\":7,\"region\":\"eu-west-1\",\"tags\":{}}", "name"},
    {"{\"name\":\"my-bucket\",\"tags\":{}}", "has no \"region\""},
    {"{" NAMED ",\"tags\":[]}", "tags"},
    {"{" NAMED ",\"tags\":{\"a\":5}}", "tags"},
};

START_TEST(a_plan_with_a_wrong_payload_is_refused_before_the_first_action)
{
    DXAWS_AUTO(dxaws_memory_account) account = NULL;
    DXAWS_AUTO(dxaws_s3_provider) provider = NULL;
    DXAWS_AUTO(dxaws_s3_manager) manager = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_document) before = document("{}");
    DXAWS_AUTO(dxaws_plan) alone = action("PUT_TAGS", wrong[_i].payload);
    dxaws_document *after = NULL;
    dxaws_s3_result *result = NULL;
    char text[600];
    uint64_t calls = 1;
    ck_ok(dxaws_memory_account_new(NULL, NULL, &account));
    ck_ok(dxaws_s3_provider_new_memory(account, &provider));
    ck_ok(dxaws_s3_manager_new(provider, NULL, &manager));
    snprintf(text, sizeof text,
             "{\"plan\":1,\"module\":\"s3\",\"resource\":\"my-bucket\",\"actions\":[{\"kind\":"
             "\"CREATE_BUCKET\",\"resource\":\"my-bucket\",\"payload\":{" NAMED
             "}},{\"kind\":\"PUT_TAGS\",\"resource\":\"my-bucket\",\"payload\":%s}]}",
             wrong[_i].payload);
    ck_ok(dxaws_plan_parse(text, &plan));
    ck_refused(dxaws_s3_manager_apply(manager, NULL, plan, NULL, &result),
               DXAWS_ERROR_INVALID_ARGUMENT, wrong[_i].text);
    ck_refused(dxaws_provider_perform(dxaws_s3_provider_base(provider), NULL,
                                      dxaws_plan_at(alone, 0), before, &after),
               DXAWS_ERROR_INVALID_ARGUMENT, wrong[_i].text);
    dxaws_memory_account_calls(account, &calls, NULL);
    ck_assert_uint_eq(calls, 0);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("module");
    tcase_add_test(cases, an_action_is_simulated_without_a_provider);
    tcase_add_test(cases, what_cannot_be_simulated_is_refused);
    tcase_add_loop_test(cases, a_plan_with_a_wrong_payload_is_refused_before_the_first_action, 0,
                        sizeof wrong / sizeof *wrong);
    return run_suite("s3 module", cases);
}
