/* SPDX-License-Identifier: MIT */
/* The description of a toy, and that what happens is what is described. */
#include <dxaws/extend/tree.h>
#include <dxaws/kit/description.h>

#include "toy.h"

static json_t *description;

static void set_up(void)
{
    DXAWS_AUTO(dxaws_document) document = NULL;
    ck_ok(toy_module.describe(&toy_module, &document));
    description = json_deep_copy(dxaws_document_tree(document));
}

static void tear_down(void)
{
    json_decref(description);
}

/* The item of a list whose member is that text. */
static json_t *item(const char *list, const char *member, const char *text)
{
    size_t index;
    json_t *found;
    json_array_foreach(json_object_get(description, list), index, found) {
        const char *said = dx_text(found, member);
        if (said != NULL && strcmp(said, text) == 0) {
            return found;
        }
    }
    ck_abort_msg("%s has no %s", list, text);
    return NULL;
}

static void ck_item(const char *list, const char *member, const char *text, const char *expected)
{
    char *said = json_dumps(item(list, member, text), JSON_SORT_KEYS | JSON_COMPACT);
    ck_assert_str_eq(said, expected);
    free(said);
}

START_TEST(attributes_actions_and_errors_are_described)
{
    ck_item("attributes", "name", "name",
            "{\"flags\":[\"required\",\"identity\"],\"name\":\"name\",\"since\":\"0.9\","
            "\"type\":\"text\"}");
    ck_item("attributes", "name", "color",
            "{\"deprecated\":{\"since\":\"0.9\",\"use\":\"colour\"},\"flags\":[],"
            "\"name\":\"color\",\"since\":\"0.9\",\"type\":\"text\"}");
    ck_item(
        "attributes", "name", "pattern",
        "{\"choices\":[\"dots\",\"stripes\"],\"flags\":[],\"name\":\"pattern\",\"since\":\"1.1\","
        "\"type\":\"text\"}");
    ck_item("actions", "kind", "WARM_UP",
            "{\"expected_s\":20,\"flags\":[\"waits\"],\"kind\":\"WARM_UP\",\"timeout_ms\":60000,"
            "\"wait\":\"deployed\"}");
    ck_item(
        "actions", "kind", "PAINT",
        "{\"flags\":[],\"kind\":\"PAINT\",\"permissions\":["
        "{\"actions\":[\"toy:Paint\",\"toy:Look\"],\"resources\":[\"{arn}\",\"arn:toy:{name}\"]},"
        "{\"actions\":[\"toy:Strip\"],\"resources\":[\"*\"],\"when\":\"removes\"}]}");
    ck_item("actions", "kind", "DIM", "{\"flags\":[],\"kind\":\"DIM\",\"permissions\":[]}");
    ck_item("reads", "with", "colour",
            "{\"actions\":[\"toy:See\"],\"resources\":[\"arn:toy:{name}\"],\"with\":\"colour\"}");
    ck_item("reads", "when", "absent",
            "{\"actions\":[\"toy:Count\"],\"resources\":[\"*\"],\"when\":\"absent\"}");
    ck_item("errors", "code", "Burnt", "{\"code\":\"Burnt\",\"kinds\":[\"INVALID_STATE\"]}");
    ck_item("errors", "code", "Broken", "{\"code\":\"Broken\"}");
    ck_item("errors", "code", "WaitTimeout", "{\"code\":\"WaitTimeout\",\"kinds\":[\"TIMEOUT\"]}");
    ck_item("former", "name", "light",
            "{\"name\":\"light\",\"option\":false,\"use\":\"brightness\"}");
    ck_item("documents", "name", "plan", "{\"grows\":true,\"name\":\"plan\",\"version\":1}");
}
END_TEST

START_TEST(actions_stand_in_their_order)
{
    static const char *const kinds[] = {"BUY", "PAINT", "DIM", "WARM_UP", "THROW_AWAY"};
    const json_t *actions = json_object_get(description, "actions");
    ck_assert_uint_eq(json_array_size(actions), 5);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_str_eq(dx_text(json_array_get(actions, i), "kind"), kinds[i]);
    }
}
END_TEST

static const char *const value_types[] = {
    [JSON_STRING] = "text",   [JSON_INTEGER] = "integer", [JSON_TRUE] = "boolean",
    [JSON_FALSE] = "boolean", [JSON_ARRAY] = "texts",     [JSON_OBJECT] = "object",
};

/* Which types of events came. */
static json_t *seen;

/* An event is of a type that is described, has what that has, and nothing else. */
static void compare(void *self, const dxaws_event *event)
{
    (void)self;
    const json_t *described = item("events", "type", dxaws_event_type(event));
    json_t *fields = json_loads(dxaws_event_fields(event), 0, NULL);
    size_t index;
    json_t *member;
    json_object_set_new(seen, dxaws_event_type(event), json_true());
    json_array_foreach(json_object_get(described, "members"), index, member) {
        const json_t *value = json_object_get(fields, dx_text(member, "name"));
        if (value == NULL) {
            ck_assert_msg(json_is_true(json_object_get(member, "optional")), "%s without %s: %s",
                          dxaws_event_type(event), dx_text(member, "name"),
                          dxaws_event_fields(event));
            continue;
        }
        ck_assert_str_eq(value_types[json_typeof(value)], dx_text(member, "type"));
        json_object_del(fields, dx_text(member, "name"));
    }
    ck_assert_msg(json_object_size(fields) == 0, "%s is not described: %s", dxaws_event_type(event),
                  dxaws_event_fields(event));
    json_decref(fields);
}

START_TEST(events_are_as_described)
{
    static const dxaws_sink_ops ops = {.size = sizeof ops, .emit = compare};
    struct toy toy = {.warm_after = 2};
    struct toy burnt = {.burnt = true};
    struct toy *const toys[] = {&toy, &burnt};
    toy.refusal = "Busy";
    toy.refused_until_ms = 500;
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    ck_ok(dxaws_sink_new(&ops, NULL, &sink));
    seen = json_object();
    for (size_t i = 0; i < 2; i++) {
        dxaws_context *context = toy_context();
        dxaws_provider *provider = toy_provider(toys[i]);
        struct dx_manager *manager = toy_manager(provider);
        char *result = NULL;
        dxaws_context_set_sink(context, sink);
        dxaws_error *error =
            toy_execute(manager, context, "{\"name\":\"lamp\",\"color\":\"red\"}", &result);
        ck_assert((error != NULL) == (i == 1));
        dxaws_error_free(error);
        error = toy_execute(manager, context, "{\"name\":\"\"}", &result); /* not even planned */
        ck_assert_ptr_nonnull(error);
        dxaws_error_free(error);
        free(result);
        dx_manager_unref(manager);
        dxaws_provider_unref(provider);
        dxaws_context_unref(context);
    }
    size_t index;
    json_t *event;
    json_array_foreach(json_object_get(description, "events"), index, event) {
        ck_assert_msg(json_object_get(seen, dx_text(event, "type")) != NULL, "no %s came",
                      dx_text(event, "type"));
    }
    json_decref(seen);
}
END_TEST

#define RED "{\"name\":\"lamp\",\"colour\":\"red\"}"

/* What a module of which only this is another reads, and says that it wants. */
static const char *wanted_paths;
static const char *read_now;

static dxaws_error *describe_wanted(const dxaws_module *module, dxaws_document **described)
{
    (void)module;
    return dxaws_document_parse(wanted_paths, described);
}

static dxaws_error *read_wanted(const dxaws_module *module, dxaws_manager *manager,
                                dxaws_context *asked, const dxaws_document *desired,
                                dxaws_document **current)
{
    (void)module;
    (void)manager;
    (void)asked;
    (void)desired;
    return dxaws_document_parse(read_now, current);
}

/* Which member it is, only the description says: no name means it by itself. */
static const struct {
    const char *description;
    const char *planned_from;
    const char *now;
    bool stale;
} wants[] = {
    {"{\"wanted\":[\"serial\"]}", "\"serial\":\"a\"", "\"serial\":\"a\"", false},
    {"{\"wanted\":[\"serial\"]}", "\"serial\":\"a\"", "\"serial\":\"b\"", true},
    {"{\"wanted\":[\"serial\"]}", "\"serial\":\"a\"", "\"warmth\":\"a\"", true},
    {"{\"wanted\":[\"serial\"]}", "\"warmth\":\"a\"", "\"serial\":\"b\"", false},
    {"{}", "\"serial\":\"a\"", "\"serial\":\"b\"", false},
    {"{}", "\"wanted\":\"a\"", "\"wanted\":\"b\"", false},
    {"{\"wanted\":[\"warmth\",\"part.serial\"]}", "\"part\":{\"serial\":\"a\"}",
     "\"part\":{\"serial\":\"a\"}", false},
    {"{\"wanted\":[\"warmth\",\"part.serial\"]}", "\"part\":{\"serial\":\"a\"}",
     "\"part\":{\"serial\":\"b\"}", true},
    {"{\"wanted\":[\"part.serial\"]}", "\"part\":{\"serial\":\"a\"}", "\"part\":\"b\"", true},
};

START_TEST(what_is_wanted_is_named_by_the_description)
{
    char text[400];
    char now[200];
    dxaws_module module = toy_module;
    DXAWS_AUTO(dxaws_plan) planned = NULL;
    DXAWS_AUTO(dxaws_plan) again = NULL;
    module.describe = describe_wanted;
    module.read = read_wanted;
    wanted_paths = wants[_i].description;
    snprintf(now, sizeof now, "{\"exists\":false,%s}", wants[_i].now);
    read_now = now;
    snprintf(text, sizeof text,
             "{\"plan\":1,\"module\":\"toy\",\"resource\":\"lamp\",\"desired\":" RED
             ",\"observed\":{\"exists\":false,%s},\"actions\":[]}",
             wants[_i].planned_from);
    ck_ok(dxaws_plan_parse(text, &planned));
    dxaws_error *error = dxaws_module_plan_again(&module, NULL, NULL, planned, &again);
    if (wants[_i].stale) {
        ck_refused(error, DXAWS_ERROR_STALE, "what is wanted was read, and is otherwise by now");
    } else {
        ck_ok(error);
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("describe");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, attributes_actions_and_errors_are_described);
    tcase_add_test(cases, actions_stand_in_their_order);
    tcase_add_test(cases, events_are_as_described);
    tcase_add_loop_test(cases, what_is_wanted_is_named_by_the_description, 0,
                        sizeof wants / sizeof *wants);
    return run_suite("kit describe", cases);
}
