/* SPDX-License-Identifier: MIT */
/* The columns of a schema: presets, what is initial, members with rows of their own; and who may
 * say what the schema does not know. */
#include <stdio.h>

#include "toy.h"

static const char *const fabrics[] = {"linen", "silk", NULL};

static const struct dx_attribute shade_rows[] = {
    {.name = "fabric", .type = DX_TEXT, .preset = DX_VALUE_TEXT("linen"), .choices = fabrics},
    {.name = "width", .type = DX_INTEGER, .check = dx_check_positive},
    {.name = "cloth", .type = DX_TEXT, .deprecated_since = "0.9", .use = "fabric"},
    {.name = "closed", .type = DX_BOOLEAN, .flags = DX_REQUIRED, .preset = DX_VALUE_BOOLEAN(true)},
};

static const struct dx_attribute hook_rows[] = {
    {.name = "place", .type = DX_TEXT, .flags = DX_REQUIRED},
    {.name = "length", .type = DX_INTEGER, .preset = DX_VALUE_INTEGER(10)},
};

static const struct dx_attribute rows[] = {
    {.name = "name", .type = DX_TEXT, .flags = DX_IDENTITY | DX_REQUIRED},
    {.name = "present", .type = DX_BOOLEAN, .flags = DX_REQUIRED, .preset = DX_VALUE_BOOLEAN(true)},
    {.name = "flame",
     .type = DX_TEXT,
     .action = "LIGHT",
     .preset = DX_VALUE_TEXT("high"),
     .initial = DX_VALUE_TEXT("off")},
    {.name = "lock",
     .type = DX_BOOLEAN,
     .flags = DX_WRITTEN,
     .action = "LOCK",
     .initial = DX_VALUE_BOOLEAN(true)},
    {.name = "labels", .type = DX_MAP, .action = "LABEL", .initial = DX_VALUE_EMPTY(DX_MAP)},
    {.name = "shade", .type = DX_OBJECT, .action = "COVER", DX_MEMBERS(shade_rows)},
    {.name = "hooks", .type = DX_LIST, .action = "HANG", DX_MEMBERS(hook_rows)},
    {.name = "fire", .type = DX_TEXT, .deprecated_since = "0.9", .use = "flame"},
    {.name = "exists", .type = DX_BOOLEAN, .flags = DX_OUTPUT},
};

static const struct dx_action_spec kinds[] = {
    {.kind = "MAKE", .flags = DX_CREATES},
    {.kind = "LIGHT"},
    {.kind = "LOCK"},
    {.kind = "LABEL"},
    {.kind = "COVER"},
    {.kind = "HANG"},
};

static const struct dx_former formers[] = {
    {.name = "size", .use = "shade.width"},
    {.name = "hooks.span", .use = "hooks.length"},
    {.name = "timeout_s", .use = "timeouts_ms.LIGHT", .option = true},
};

static const struct dx_schema lantern = {
    .module = "lantern",
    .identity = "name",
    .attributes = rows,
    .attribute_count = sizeof rows / sizeof *rows,
    .actions = kinds,
    .action_count = sizeof kinds / sizeof *kinds,
    .formers = formers,
    .former_count = sizeof formers / sizeof *formers,
};

static struct dx_state state_of(enum dx_role role, const char *json)
{
    struct dx_state state;
    ck_assert(dx_state_init(&state, &lantern));
    ck_ok(dx_state_parse(&state, role, json));
    return state;
}

static char *canonical_of(const struct dx_state *desired)
{
    json_t *normalised = NULL;
    ck_ok(dx_validate(desired, &normalised));
    json_t *canonical = dx_canonical(desired, normalised);
    char *text = json_dumps(canonical, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(canonical);
    json_decref(normalised);
    return text;
}

#define SHADE(fabric) "\"shade\":{\"closed\":true,\"fabric\":" fabric "}"

static const struct {
    const char *said;
    const char *meant;
} meanings[] = {
    {"{\"name\":\"l\"}",
     "{\"flame\":\"high\",\"name\":\"l\",\"present\":true," SHADE("\"linen\"") "}"},
    /* explicit null leaves alone what has a preset, and says nothing of what has none */
    {"{\"name\":\"l\",\"flame\":null,\"labels\":null,\"shade\":{\"fabric\":null}}",
     "{\"flame\":null,\"name\":\"l\",\"present\":true," SHADE("null") "}"},
    {"{\"name\":\"l\",\"flame\":null,\"shade\":null}",
     "{\"flame\":null,\"name\":\"l\",\"present\":true,\"shade\":null}"},
    {"{\"name\":\"l\",\"flame\":\"low\",\"shade\":{\"fabric\":\"silk\"},\"hooks\":[{\"place\":"
     "\"door\"}]}",
     "{\"flame\":\"low\",\"hooks\":[{\"length\":10,\"place\":\"door\"}],\"name\":\"l\","
     "\"present\":true," SHADE("\"silk\"") "}"},
    /* an object that says nothing is as if it were not there */
    {"{\"name\":\"l\",\"flame\":null,\"shade\":{\"width\":null}}",
     "{\"flame\":null,\"name\":\"l\",\"present\":true," SHADE("\"linen\"") "}"},
    /* a former word is the word that is right now, left alone or not */
    {"{\"name\":\"l\",\"fire\":\"low\",\"shade\":{\"cloth\":null}}",
     "{\"flame\":\"low\",\"name\":\"l\",\"present\":true," SHADE("null") "}"},
    /* what should not exist needs nothing that an action converges */
    {"{\"name\":\"l\",\"present\":false}", "{\"name\":\"l\",\"present\":false}"},
};

START_TEST(what_a_desired_does_not_say_is_preset_once)
{
    struct dx_state desired = state_of(DX_DESIRED, meanings[_i].said);
    char *text = canonical_of(&desired);
    ck_assert_str_eq(text, meanings[_i].meant);
    struct dx_state again = state_of(DX_DESIRED, text);
    char *second = canonical_of(&again);
    ck_assert_str_eq(second, text);
    free(second);
    free(text);
    dx_state_clear(&again);
    dx_state_clear(&desired);
}
END_TEST

START_TEST(leaving_alone_is_writing_null)
{
    struct dx_state desired = state_of(DX_DESIRED, "{\"name\":\"l\",\"labels\":{\"a\":\"b\"}}");
    dx_state_leave(&desired, "flame");
    dx_state_leave(&desired, "labels");
    dx_state_leave(&desired, "shade.fabric");
    char *text = canonical_of(&desired);
    ck_assert_str_eq(text, meanings[1].meant);
    free(text);
    dx_state_set_member(&desired, "labels", "c", "d"); /* and can be taken back */
    ck_assert_str_eq(json_string_value(json_object_get(dx_state_get(&desired, "labels"), "c")),
                     "d");
    dx_state_leave(&desired, "colour");
    ck_refused(dx_state_check(&desired, DX_DESIRED), DXAWS_ERROR_INVALID_ARGUMENT, "\"colour\"");
    dx_state_clear(&desired);
}
END_TEST

static const struct {
    const char *desired;
    const char *part;
} refused[] = {
    {"\"present\":null", "\"present\" is required"},
    {"\"shade\":{\"closed\":null}", "\"shade.closed\" is required"},
    {"\"shade\":{\"width\":0}", "\"shade.width\" is 0; it must be a whole number above 0"},
    {"\"shade\":{\"width\":\"1\"}", "\"shade.width\" must be a whole number, not \"1\""},
    {"\"shade\":{\"fabric\":\"Silk\"}",
     "lantern: \"shade.fabric\" is \"Silk\"; it must be one of linen, silk"},
    {"\"shade\":{\"size\":1}", "\"shade.size\"; known are fabric, width, closed"},
    {"\"hooks\":[{\"place\":\"a\"},{}]", "\"hooks[1].place\" is required"},
    {"\"hooks\":[{\"place\":\"a\",\"length\":null}]", "\"hooks[0].length\" must be a whole number"},
    {"\"colour\":\"red\"", "unknown attribute \"colour\""},
    {"\"size\":1", "lantern: \"size\" is the former word for \"shade.width\"; write that"},
    {"\"hooks\":[{\"place\":\"a\"},{\"span\":1}]",
     "\"hooks[1].span\" is the former word for \"hooks.length\"; write that"},
    {"\"timeout_s\":1",
     "\"timeout_s\" is no attribute any more; it is the option \"timeouts_ms.LIGHT\""},
    {"\"exists\":true", "\"exists\" is observed"},
    {"\"shade\":{\"cloth\":\"a\",\"fabric\":\"b\"}",
     "\"shade.cloth\" is the former word for \"shade.fabric\""},
    {"\"fire\":1", "\"fire\" must be a text"},
    {"\"labels\":" DXAWS_KNOWN_AFTER_APPLY, "\"labels\" must be a map of texts, not {"},
    {"\"shade\":" DXAWS_KNOWN_AFTER_APPLY, "\"shade\" must be a map, not {"},
};

START_TEST(a_desired_is_judged_to_the_last_member)
{
    char text[200];
    snprintf(text, sizeof text, "{\"name\":\"l\",%s}", refused[_i].desired);
    struct dx_state desired;
    ck_assert(dx_state_init(&desired, &lantern));
    dxaws_error *error = dx_state_parse(&desired, DX_DESIRED, text);
    json_t *normalised = NULL;
    error = error ? error : dx_validate(&desired, &normalised);
    ck_refused(error, DXAWS_ERROR_INVALID_ARGUMENT, refused[_i].part);
    dx_state_clear(&desired);
}
END_TEST

#define FUTURE                                                                                     \
    "{\"exists\":true,\"scent\":{\"of\":\"wax\"},\"shade\":{\"closed\":true,\"fabric\":\"linen\"," \
    "\"pattern\":\"dots\"},\"hooks\":[{\"place\":\"a\",\"knot\":2}],\"flame\":\"high\"}"

START_TEST(what_is_observed_may_be_of_the_future)
{
    struct dx_state current = state_of(DX_OBSERVED, FUTURE);
    char *text = dx_state_format(&current);
    ck_assert_ptr_nonnull(strstr(text, "\"scent\":{\"of\":\"wax\"}"));
    ck_assert_ptr_nonnull(strstr(text, "\"pattern\":\"dots\""));
    free(text);
    ck_ok(dx_state_check(&current, DX_OBSERVED));
    struct dx_state desired = state_of(DX_DESIRED, "{\"name\":\"l\",\"shade\":null}");
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dx_plan(&desired, &current, NULL, &plan));
    ck_assert_uint_eq(dxaws_plan_count(plan), 0);
    ck_assert_ptr_nonnull(strstr(dxaws_plan_observed(plan), "\"scent\":{\"of\":\"wax\"}"));
    ck_refused(dx_state_parse(&desired, DX_DESIRED, FUTURE), DXAWS_ERROR_INVALID_ARGUMENT, "scent");
    ck_refused(dx_state_parse(&current, DX_OBSERVED, "{\"shade\":{\"closed\":1}}"),
               DXAWS_ERROR_INVALID_ARGUMENT, "\"shade.closed\" must be true or false, not 1");
    ck_refused(dx_state_parse(&current, DX_OBSERVED, "{\"flame\":null}"),
               DXAWS_ERROR_INVALID_ARGUMENT, "\"flame\" must be a text, not null");
    dx_state_clear(&desired);
    dx_state_clear(&current);
}
END_TEST

static const struct {
    const char *said;
    const char *planned;
} creations[] = {
    {"\"flame\":\"off\",\"labels\":{}", "MAKE COVER"},
    {"\"lock\":true", "MAKE LIGHT LOCK COVER"}, /* DX_WRITTEN */
    {"\"labels\":{\"a\":\"b\"},\"flame\":null,\"shade\":null", "MAKE LABEL"},
};

START_TEST(what_is_initial_is_not_written_again)
{
    char text[200];
    snprintf(text, sizeof text, "{\"name\":\"l\",%s}", creations[_i].said);
    struct dx_state desired = state_of(DX_DESIRED, text);
    struct dx_state current = state_of(DX_OBSERVED, "{\"exists\":false}");
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dx_plan(&desired, &current, NULL, &plan));
    char found[100] = "";
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        strcat(found, i ? " " : "");
        strcat(found, dxaws_action_kind(dxaws_plan_at(plan, i)));
    }
    ck_assert_str_eq(found, creations[_i].planned);
    dx_state_clear(&current);
    dx_state_clear(&desired);
}
END_TEST

START_TEST(one_function_says_all_that_is_initial)
{
    json_t *initial = dx_schema_initial(&lantern);
    json_t *expected = json_pack("{ss sb s{}}", "flame", "off", "lock", 1, "labels");
    ck_assert(json_equal(initial, expected));
    json_decref(expected);
    json_decref(initial);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("columns");
    tcase_add_loop_test(cases, what_a_desired_does_not_say_is_preset_once, 0,
                        sizeof meanings / sizeof *meanings);
    tcase_add_test(cases, leaving_alone_is_writing_null);
    tcase_add_loop_test(cases, a_desired_is_judged_to_the_last_member, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(cases, what_is_observed_may_be_of_the_future);
    tcase_add_loop_test(cases, what_is_initial_is_not_written_again, 0,
                        sizeof creations / sizeof *creations);
    tcase_add_test(cases, one_function_says_all_that_is_initial);
    return run_suite("kit columns", cases);
}
