/* SPDX-License-Identifier: MIT */
/* The simulated S3 refuses and gives back what tests/aws/truth says that S3 does, as the AWS double
 * does. */
#include <dxaws/extend/memory.h>
#include <dxaws/kit/check.h>
#include <dxaws/kit/jumping-clock.h>
#include <dxaws/s3-providers.h>

#include "policy.h"

static dxaws_memory_account *account;
static dxaws_s3_provider *provider;
static dxaws_context *context;

static void set_up(void)
{
    ck_ok(dxaws_memory_account_new(NULL, NULL, &account));
    ck_ok(dxaws_s3_provider_new_memory(account, &provider));
    ck_ok(dx_jumping_context_new(NULL, &context)); /* what may be a new role is tried again */
    ck_ok(dxaws_memory_begin(account, NULL));
    ck_ok(dxaws_memory_put(account, "s3", "bucket", "b-1", "{\"region\":\"eu-west-1\"}"));
    ck_ok(dxaws_memory_commit(account));
}

static void tear_down(void)
{
    provider = dxaws_s3_provider_unref(provider);
    account = dxaws_memory_account_unref(account);
    context = dxaws_context_unref(context);
}

/* One action with a member in its payload, which is taken over. */
static dxaws_error *perform(const char *kind, const char *member, json_t *value)
{
    json_t *json = json_pack("{si ss ss s{} s{} s[{ss ss s{ss ss sb sb so}}]}", "plan", 1, "module",
                             "s3", "resource", "b-1", "desired", "observed", "actions", "kind",
                             kind, "resource", "b-1", "payload", "name", "b-1", "region",
                             "eu-west-1", "mark", 0, "tags_exact", 0, member, value);
    char *text = json_dumps(json, 0);
    json_decref(json);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dxaws_plan_parse(text, &plan));
    free(text);
    DXAWS_AUTO(dxaws_document) before = NULL;
    DXAWS_AUTO(dxaws_document) after = NULL;
    ck_ok(dxaws_document_parse("{}", &before));
    return dxaws_provider_perform(dxaws_s3_provider_base(provider), context, dxaws_plan_at(plan, 0),
                                  before, &after);
}

/* What stands in the account. */
static json_t *kept(const char *member)
{
    ck_ok(dxaws_memory_begin(account, NULL));
    json_t *bucket = dxaws_memory_get_tree(account, "s3", "bucket", "b-1");
    json_t *value = json_incref(json_object_get(bucket, member));
    json_decref(bucket);
    dxaws_memory_abort(account);
    return value;
}

static void check_answer(const json_t *truth, dxaws_error *error, const char *code)
{
    const char *what = json_string_value(json_object_get(truth, "what"));
    if (code == NULL) {
        ck_assert_msg(error == NULL, "%s: %s", what, error ? dxaws_error_message(error) : "");
        return;
    }
    ck_assert_msg(error != NULL, "%s: not refused", what);
    ck_assert_str_eq(dxaws_error_aws_code(error), code);
    dxaws_error_free(error);
}

static json_t *truths(const char *file)
{
    char path[500];
    snprintf(path, sizeof path, "%s/%s", TRUTH, file);
    json_t *list = json_load_file(path, 0, NULL);
    ck_assert_uint_gt(json_array_size(list), 5);
    return list;
}

START_TEST(policies_are_refused_and_come_back_as_from_s3)
{
    json_t *list = truths("policies.json");
    size_t index;
    json_t *truth;
    json_array_foreach(list, index, truth) {
        json_t *sent = json_object_get(truth, "sent");
        json_t *back = json_object_get(truth, "back");
        json_t *statements = json_pack("{sO}", "A", sent);
        const char *code = json_string_value(json_object_get(truth, "refused"));
        check_answer(truth, perform("PUT_POLICY", "policy_statements", statements), code);
        if (back != NULL) {
            json_t *policy = kept("policy");
            json_t *found = policy_statement(policy, "A");
            json_object_del(found, "Sid");
            ck_assert_msg(json_equal(back, found), "%s",
                          json_string_value(json_object_get(truth, "what")));
            bool whole = true;
            ck_assert(policy_statements_equal(&whole, sent, back));
            json_decref(policy);
        }
    }
    json_decref(list);
}
END_TEST

START_TEST(tags_are_refused_as_by_s3)
{
    json_t *list = truths("tags.json");
    size_t index;
    json_t *truth;
    json_array_foreach(list, index, truth) {
        bool refused = json_is_true(json_object_get(truth, "refused")) &&
                       !json_is_true(json_object_get(truth, "beyond_ascii"));
        json_t *tags = json_incref(json_object_get(truth, "tags"));
        check_answer(truth, perform("PUT_TAGS", "tags", tags), refused ? "InvalidTag" : NULL);
    }
    json_decref(list);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("truth");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, policies_are_refused_and_come_back_as_from_s3);
    tcase_add_test(cases, tags_are_refused_as_by_s3);
    return run_suite("s3 truth", cases);
}
