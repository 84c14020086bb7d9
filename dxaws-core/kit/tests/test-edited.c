/* SPDX-License-Identifier: MIT */
/* Plans that somebody made or changed on purpose, without digests: each is refused in one line that
 * names the member, and nothing is done. */
#include <dxaws/extend/tree.h>

#include "toy.h"

#define WANTED "{\"name\":\"lamp\",\"colour\":\"red\",\"brightness\":3,\"timeout_s\":60}"

static struct toy toy;
static dxaws_context *context;
static dxaws_manager *manager;

static void set_up(void)
{
    DXAWS_AUTO(dxaws_provider) provider = toy_provider(&toy);
    toy = (struct toy){.exists = false};
    context = toy_context();
    ck_ok(toy_module.open(&toy_module, provider, NULL, &manager));
}

static void tear_down(void)
{
    toy_module.unref(manager);
    context = dxaws_context_unref(context);
}

/* A plan with four actions, as a tree of the caller's. */
static json_t *made(void)
{
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dxaws_document_parse(WANTED, &desired));
    ck_ok(toy_module.read(&toy_module, manager, context, desired, &current));
    ck_ok(toy_module.plan(&toy_module, desired, current, NULL, &plan));
    ck_assert_uint_eq(dxaws_plan_count(plan), 4);
    return dxaws_tree_copy(dxaws_plan_tree(plan)); /* without what a text says of itself */
}

/* What is edited: a member of the plan, of an action or of its payload; or the order. */
static const struct {
    int action; /* -1: the plan's own, "desired" of it with a name that has a dot */
    bool payload;
    const char *name;
    const char *value; /* NULL: taken away */
    const char *part;
} edits[] = {
    {-1, false, "resource", "\"torch\"",
     "\"resource\" must be \"lamp\", as desired, not \"torch\""},
    {0, false, "resource", "\"torch\"",
     "\"actions[0].resource\" must be \"lamp\", as desired, not \"torch\""},
    {3, false, "resource", "\"torch\"", "\"actions[3].resource\" must be"},
    {0, true, "name", "\"torch\"",
     "\"actions[0].payload.name\" must be \"lamp\", as desired, not \"torch\""},
    {0, true, "name", "\"\"", "\"actions[0].payload.name\" must be"},
    {2, true, "timeout_s", "61", "\"actions[2].payload.timeout_s\" must be 60, as desired, not 61"},
    {2, true, "timeout_s", NULL,
     "\"actions[2].payload.timeout_s\" must be 60, as desired, not missing"},
    {1, true, "colour", "\"blue\"",
     "\"actions[1].payload.colour\" must be \"red\", as desired, not \"blue\""},
    {2, true, "brightness", "9", "\"actions[2].payload.brightness\" must be 3, as desired, not 9"},
    {2, false, "kind", "\"PAINT\"", "\"actions[2].kind\" must not be \"PAINT\" after \"PAINT\""},
    {1, false, "kind", "\"THROW_AWAY\"", "\"actions[2].kind\" must not be \"DIM\" after"},
};

static void refuse(json_t *tree, const char *part)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) rest = NULL;
    ck_ok(dxaws_plan_new(tree, &plan));
    ck_refused(toy_module.step(&toy_module, manager, context, plan, NULL, &rest),
               DXAWS_ERROR_INVALID_ARGUMENT, part);
    ck_refused(toy_module.apply(&toy_module, manager, context, plan, NULL, NULL, NULL),
               DXAWS_ERROR_INVALID_ARGUMENT, part);
    ck_assert_int_eq(toy.actions, 0);
}

START_TEST(an_edited_member_is_named)
{
    json_t *tree = made();
    json_t *object = tree;
    if (edits[_i].action >= 0) {
        object = json_array_get(json_object_get(tree, "actions"), (size_t)edits[_i].action);
        object = edits[_i].payload ? json_object_get(object, "payload") : object;
    }
    json_object_del(object, edits[_i].name);
    if (edits[_i].value != NULL) {
        json_object_set_new(object, edits[_i].name,
                            json_loads(edits[_i].value, JSON_DECODE_ANY, NULL));
    }
    refuse(tree, edits[_i].part);
}
END_TEST

START_TEST(another_order_is_named)
{
    json_t *tree = made();
    json_t *actions = json_object_get(tree, "actions");
    json_t *second = json_incref(json_array_get(actions, 1));
    json_array_remove(actions, 1);
    json_array_insert_new(actions, 2, second);
    refuse(tree, "\"actions[2].kind\" must not be \"PAINT\" after \"DIM\"");
    tree = made();
    actions = json_object_get(tree, "actions");
    json_array_append(actions, json_array_get(actions, 3));
    refuse(tree, "\"actions[4].kind\"");
}
END_TEST

START_TEST(another_desired_than_was_planned_for_is_named)
{
    json_t *tree = made();
    json_object_set_new(json_object_get(tree, "desired"), "name", json_string("torch"));
    refuse(tree, "\"actions[0].resource\" must be \"torch\", as desired, not \"lamp\"");
}
END_TEST

/* It need not be whole: what is left of a plan is one. */
START_TEST(as_it_was_made_it_is_performed)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) rest = NULL;
    ck_ok(dxaws_plan_new(made(), &plan));
    ck_ok(toy_module.step(&toy_module, manager, context, plan, NULL, &rest));
    ck_ok(toy_module.apply(&toy_module, manager, context, rest, NULL, NULL, NULL));
    ck_assert_int_eq(toy.brightness, 3);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("edited");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_loop_test(cases, an_edited_member_is_named, 0, sizeof edits / sizeof *edits);
    tcase_add_test(cases, another_order_is_named);
    tcase_add_test(cases, another_desired_than_was_planned_for_is_named);
    tcase_add_test(cases, as_it_was_made_it_is_performed);
    return run_suite("kit edited plans", cases);
}
