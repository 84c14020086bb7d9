/* SPDX-License-Identifier: MIT */
/* Policies from plans: what the templates of permissions become, and which rows count. */
#include "plan-forms/policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/check.h>

#define DESCRIPTION                                                                                \
    "{\"reads\":[{\"actions\":[\"x:Read\"],\"resources\":[\"arn:x:{name}\"]},"                     \
    "{\"actions\":[\"x:ReadKey\"],\"resources\":[\"*\"],\"with\":\"key\"},"                        \
    "{\"actions\":[\"x:ReadRest\"],\"resources\":[\"*\"],\"when\":\"absent\"}],"                   \
    "\"actions\":[{\"kind\":\"WAIT\",\"permissions\":[]},{\"kind\":\"MUTE\"},"                     \
    "{\"kind\":\"PUT\",\"permissions\":["                                                          \
    "{\"actions\":[\"x:Set\"],\"resources\":[\"{arn}\",\"arn:x:{account}:*\"],\"when\":\"sets\"}," \
    "{\"actions\":[\"x:Remove\"],\"resources\":[\"arn:x:{zones.id}\"],\"when\":\"removes\"}]}]}"

/* What of a plan there is, and the statements that the policy has. */
static const struct {
    const char *plan;
    const char *account;
    const char *statements; /* "ACTION RESOURCES;" of each; NULL: UNSUPPORTED */
} rows[] = {
    {"{\"observed\":{\"name\":\"a\"}}", NULL, "x:Read [\"arn:x:a\"];"},
    /* Letters that stand for others do not, and a brace of a value is none of a template. */
    {"{\"observed\":{\"name\":\"a*?${name}\"}}", NULL, "x:Read [\"arn:x:a${*}${?}${$}{name}\"];"},
    {"{\"observed\":{},\"desired\":{\"name\":\"b\"}}", NULL, "x:Read [\"arn:x:b\"];"},
    {"{\"observed\":{}}", NULL, "x:Read [\"*\"];"},
    {"{\"observed\":{\"name\":7}}", NULL, "x:Read [\"*\"];"},
    {"{\"observed\":{\"name\":\"a\",\"key\":\"k\"}}", NULL,
     "x:ReadKey [\"*\"];x:Read [\"arn:x:a\"];"},
    {"{\"observed\":{\"name\":\"a\"},\"desired\":{\"present\":false}}", NULL,
     "x:ReadRest [\"*\"];x:Read [\"arn:x:a\"];"},
    {"{\"observed\":{\"name\":\"a\"},\"actions\":[{\"kind\":\"WAIT\"}]}", NULL,
     "x:Read [\"arn:x:a\"];"},
    {"{\"observed\":{\"name\":\"a\"},\"actions\":[{\"kind\":\"MUTE\"}]}", NULL, NULL},
    {"{\"observed\":{\"name\":\"a\"},\"actions\":[{\"kind\":\"NEW\"}]}", NULL, NULL},
    /* What is set and what is removed need permissions of their own. */
    {"{\"observed\":{\"name\":\"a\",\"arn\":\"arn:x:1\"},\"actions\":[{\"kind\":\"PUT\","
     "\"changes\":[{\"path\":\"p\",\"after\":1}]}]}",
     NULL, "x:Set [\"arn:x:1\"];x:Read [\"arn:x:a\"];"},
    {"{\"observed\":{\"name\":\"a\"},\"actions\":[{\"kind\":\"PUT\","
     "\"changes\":[{\"path\":\"p\",\"after\":1}]}]}",
     "12", "x:Set [\"arn:x:12:*\"];x:Read [\"arn:x:a\"];"},
    {"{\"observed\":{\"name\":\"a\",\"zones\":[{\"id\":\"Z1\"},{\"id\":\"Z2\"}]},"
     "\"actions\":[{\"kind\":\"PUT\",\"changes\":[{\"path\":\"p\",\"before\":1}]}]}",
     NULL, "x:Remove [\"arn:x:Z1\",\"arn:x:Z2\"];x:Read [\"arn:x:a\"];"},
    /* Equal resources are one statement. */
    {"{\"observed\":{\"key\":\"k\"},\"desired\":{\"present\":false}}", NULL,
     "x:Read,x:ReadKey,x:ReadRest [\"*\"];"},
};

/* Appends "ACTION,ACTION RESOURCES;". */
static void note(const json_t *statement, char *text, size_t size)
{
    size_t index;
    json_t *action;
    char *resources = json_dumps(json_object_get(statement, "Resource"), JSON_COMPACT);
    json_array_foreach(json_object_get(statement, "Action"), index, action) {
        size_t length = strlen(text);
        snprintf(text + length, size - length, "%s%s", index > 0 ? "," : "",
                 json_string_value(action));
    }
    size_t length = strlen(text);
    snprintf(text + length, size - length, " %s;", resources);
    free(resources);
}

START_TEST(makes_a_policy_of_what_a_plan_needs)
{
    json_t *plan = json_loads(rows[_i].plan, 0, NULL);
    json_t *description = json_loads(DESCRIPTION, 0, NULL);
    const struct policy_source source = {
        .plan = plan, .description = description, .account = rows[_i].account};
    json_t *policy = NULL;
    char text[500] = "";
    size_t index;
    json_t *statement;
    ck_assert(plan != NULL && description != NULL);
    dxaws_error *error = policy_make(&source, &policy);
    json_array_foreach(json_object_get(policy, "Statement"), index, statement) {
        note(statement, text, sizeof text);
    }
    if (rows[_i].statements == NULL) {
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_UNSUPPORTED);
    } else {
        ck_assert_ptr_null(error);
        ck_assert_str_eq(text, rows[_i].statements);
    }
    dxaws_error_free(error);
    json_decref(policy);
    json_decref(description);
    json_decref(plan);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("policy");
    tcase_add_loop_test(cases, makes_a_policy_of_what_a_plan_needs, 0, sizeof rows / sizeof *rows);
    return run_suite("policy", cases);
}
