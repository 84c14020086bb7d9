/* SPDX-License-Identifier: MIT */
/* What a plan does about whose a resource is: state, verb, consent. */
#include <dxaws/kit/check.h>
#include <dxaws/kit/ownership.h>

#include <stdio.h>

#define OURS "\"dxaws:site\":\"site\",\"dxaws:managed\":"
#define MADE "{" OURS "\"made box\"}"
#define ADOPTED "{" OURS "\"adopted box\"}"
#define COPIED "{" OURS "\"made chest\"}"
#define ANOTHERS "{\"dxaws:site\":\"shop\",\"dxaws:managed\":\"made box\"}"
#define FINANCE "{\"owner\":\"finance\"}"

/* A box with tags and a size. */
static const struct dx_attribute rows[] = {
    {.name = "name", .type = DX_TEXT, .flags = DX_IDENTITY | DX_REQUIRED},
    {.name = "present", .type = DX_BOOLEAN, .flags = DX_REQUIRED, .preset = DX_VALUE_BOOLEAN(true)},
    {.name = "size", .type = DX_INTEGER, .action = "RESIZE"},
    {.name = "serial", .type = DX_TEXT},
    {.name = "tags", .type = DX_MAP},
    DX_OWNERSHIP_ROWS,
    {.name = "exists", .type = DX_BOOLEAN, .flags = DX_OUTPUT},
};

static const struct dx_action_spec kinds[] = {
    {.kind = DX_ADOPT},   {.kind = "BUILD", .flags = DX_CREATES}, {.kind = "RESIZE"},
    {.kind = "PUT_TAGS"}, {.kind = "BURN", .flags = DX_DESTROYS}, {.kind = DX_RELEASE},
};

static dxaws_error *plan_box(struct dx_planner *planner)
{
    const struct dx_claim claim = {.owner = dx_text(planner->desired, DX_OWNER),
                                   .proved = dx_text(planner->desired, "serial") != NULL,
                                   .kind = "box",
                                   .identity = "box",
                                   .name = "box",
                                   .otherwise = "choose another name",
                                   .beside = "build elsewhere",
                                   .removal = "burn it"};
    json_t *action;
    if (json_is_false(json_object_get(planner->desired, "present"))) {
        enum dx_end end = dx_planner_end(planner, &claim);
        if (end == DX_DELETE) {
            dx_planner_action(planner, "BURN", "not wanted");
        } else if (end == DX_GIVE_BACK) {
            dx_planner_release(planner, &claim);
        }
        return NULL;
    }
    dxaws_error *error = dx_planner_from_tables(planner);
    error = error ? error : dx_planner_tags(planner, &claim, "PUT_TAGS", &action);
    return error ? error : dx_planner_judge(planner, &claim);
}

static const struct dx_schema schema = {
    .module = "box",
    .identity = "name",
    .attributes = rows,
    .attribute_count = sizeof rows / sizeof *rows,
    .actions = kinds,
    .action_count = sizeof kinds / sizeof *kinds,
    .plan = plan_box,
};

static struct dx_state state_of(enum dx_role kind, const char *text)
{
    struct dx_state state;
    ck_assert(dx_state_init(&state, &schema));
    ck_ok(dx_state_parse(&state, kind, text));
    return state;
}

static dxaws_error *plan_with(const char *wanted, const char *tags, const char *options,
                              dxaws_plan **plan)
{
    char desired_text[300];
    char current_text[700];
    DXAWS_AUTO(dxaws_apply_options) how = NULL;
    snprintf(desired_text, sizeof desired_text, "{\"name\":\"box\",\"owner\":\"site\"%s}", wanted);
    snprintf(current_text, sizeof current_text, "{\"name\":\"box\",\"exists\":true,\"size\":1%s%s}",
             tags ? ",\"tags\":" : "", tags ? tags : "");
    ck_ok(dxaws_apply_options_parse(options, &how));
    struct dx_state desired = state_of(DX_DESIRED, desired_text);
    struct dx_state current = state_of(DX_OBSERVED, current_text);
    dxaws_error *error = dx_plan(&desired, &current, how, plan);
    dx_state_clear(&desired);
    dx_state_clear(&current);
    return error;
}

#define UNTOUCHED ",\"size\":1"
#define WRITTEN ",\"size\":2"
#define GONE ",\"present\":false"
#define CONSENT "{\"adopt\":[\"box/box\"]}"
#define OF_KIND "{\"adopt\":[\"box\"]}"
#define OTHER "{\"adopt\":[\"box/chest\",\"boxes\"]}"
#define RELEASE "{\"release\":true}"

static const struct {
    const char *wanted;
    const char *tags;
    const char *options;
    const char *kinds; /* of the plan's actions, then "+" for what is left; NULL: CONFLICT */
    const char *says;  /* the error, or why it is left */
} verdicts[] = {
    {UNTOUCHED, MADE, "{}", "", NULL},
    {WRITTEN, MADE, "{}", "RESIZE", NULL},
    {GONE, MADE, "{}", "BURN", NULL},
    {GONE, MADE, RELEASE, "RELEASE", NULL},
    {WRITTEN, MADE, CONSENT, "RESIZE", NULL},
    {UNTOUCHED, ADOPTED, "{}", "", NULL},
    {WRITTEN, ADOPTED, "{}", "RESIZE", NULL},
    {GONE, ADOPTED, "{}", "RELEASE", NULL},
    {GONE, ADOPTED, RELEASE, "RELEASE", NULL},
    {UNTOUCHED, FINANCE, "{}", "+", "it is not ours (tags owner=finance) and is used as it is"},
    {WRITTEN, FINANCE, "{}", NULL, "adopt \"box/box\" to take it over, or choose another name"},
    {",\"tags\":{\"a\":\"b\"}", FINANCE, "{}", NULL, "owner=finance"},
    {WRITTEN, "{}", "{}", NULL, "no tags"},
    {WRITTEN, FINANCE, CONSENT, "ADOPT RESIZE", NULL},
    {WRITTEN, FINANCE, OF_KIND, "ADOPT RESIZE", NULL},
    {WRITTEN, FINANCE, OTHER, NULL, "box/box"},
    {UNTOUCHED, FINANCE, CONSENT, "ADOPT", NULL},
    {",\"tags\":{\"a\":\"b\"}", FINANCE, CONSENT, "ADOPT PUT_TAGS", NULL},
    {GONE, FINANCE, "{}", "+", "not ours (tags owner=finance)"},
    {GONE, FINANCE, CONSENT, "+", "not ours"},
    {GONE, "{}", "{}", "+", "no tags"},
    {WRITTEN, ANOTHERS, "{}", NULL, "belongs to the site \"shop\""},
    {WRITTEN, ANOTHERS, CONSENT, NULL, "release it there first, or build elsewhere"},
    {UNTOUCHED, ANOTHERS, "{}", "+", "belongs to the site \"shop\""},
    {UNTOUCHED, ANOTHERS, CONSENT, "+", "belongs to the site \"shop\""},
    {GONE, ANOTHERS, CONSENT, "+", "belongs to the site \"shop\""},
    {WRITTEN, COPIED, "{}", NULL, "a copy of another resource's mark"},
    {WRITTEN, COPIED, CONSENT, "ADOPT RESIZE", NULL},
    {GONE, COPIED, "{}", "+", "a copy"},
    {GONE, NULL, "{}", "+", "does not show its tags"},
    /* Without marks, naming is consent. */
    {WRITTEN ",\"mark\":false", FINANCE, "{}", "RESIZE", NULL},
    {GONE ",\"mark\":false", FINANCE, "{}", "BURN", NULL},
    {GONE ",\"mark\":false", NULL, "{}", "BURN", NULL},
};

START_TEST(state_verb_and_consent_decide)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    char found[100] = "";
    const dxaws_left *left;
    const char *why = "";
    const char *remedy = NULL;
    dxaws_error *error =
        plan_with(verdicts[_i].wanted, verdicts[_i].tags, verdicts[_i].options, &plan);
    if (verdicts[_i].kinds == NULL) {
        ck_refused(error, DXAWS_ERROR_CONFLICT, verdicts[_i].says);
        return;
    }
    ck_ok(error);
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        strcat(found, i ? " " : "");
        strcat(found, dxaws_action_kind(dxaws_plan_at(plan, i)));
    }
    if ((left = dxaws_plan_left_at(plan, 0)) != NULL) {
        strcat(found, "+");
        why = dxaws_left_why(left);
        remedy = dxaws_left_remedy(left);
        ck_assert_str_eq(dxaws_left_kind(left), "box");
        ck_assert_str_eq(dxaws_left_identity(left), "box");
    }
    ck_assert_str_eq(found, verdicts[_i].kinds);
    ck_assert_msg(verdicts[_i].says == NULL || strstr(why, verdicts[_i].says) != NULL, "%s", why);
    /* Nobody is told how to remove what another owner has, which is in use for all we know. */
    bool anothers = strcmp(verdicts[_i].tags ? verdicts[_i].tags : "", ANOTHERS) == 0;
    ck_assert(!anothers || remedy == NULL || strstr(remedy, "burn") == NULL);
}
END_TEST

START_TEST(an_adoption_writes_the_mark_and_nothing_else)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(plan_with(WRITTEN ",\"tags\":{\"a\":\"b\"}", FINANCE, CONSENT, &plan));
    const dxaws_action *action = dxaws_plan_at(plan, 0);
    const json_t *tags = json_object_get(dxaws_action_payload_tree(action), "tags");
    ck_assert_uint_eq(json_object_size(tags), 2);
    ck_assert_str_eq(dx_text(tags, DX_TAG_MANAGED), "adopted box");
    ck_assert_str_eq(dx_text(tags, DX_TAG_SITE), "site");
    ck_assert_str_eq(dxaws_action_reason(action), "is not ours (tags owner=finance)");
}
END_TEST

/* Adopted again, what we made is made. */
START_TEST(what_is_proved_to_be_made_is_marked_as_made)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(plan_with(WRITTEN ",\"serial\":\"7\"", FINANCE, CONSENT, &plan));
    const dxaws_action *action = dxaws_plan_at(plan, 0);
    ck_assert_str_eq(dxaws_action_kind(action), DX_ADOPT);
    ck_assert_str_eq(
        dx_text(json_object_get(dxaws_action_payload_tree(action), "tags"), DX_TAG_MANAGED),
        "made box");
}
END_TEST

static const struct {
    const char *wanted;
    const char *tags;
    const char *options;
    enum dx_ownership ownership;
} afterwards[] = {
    {"{}", MADE, "{}", DX_MADE},
    {"{}", ADOPTED, "{}", DX_ADOPTED},
    {"{}", FINANCE, "{}", DX_NOBODYS},
    {"{}", FINANCE, CONSENT, DX_ADOPTED},
    {"{}", ANOTHERS, CONSENT, DX_ANOTHERS},
    {"{\"serial\":\"7\"}", FINANCE, CONSENT, DX_MADE},
    {"{\"mark\":false}", FINANCE, "{}", DX_MADE},
};

START_TEST(whose_it_is_afterwards)
{
    DXAWS_AUTO(dxaws_apply_options) options = NULL;
    json_t *wanted = json_loads(afterwards[_i].wanted, 0, NULL);
    json_t *observed = json_pack("{so}", "tags", json_loads(afterwards[_i].tags, 0, NULL));
    ck_ok(dxaws_apply_options_parse(afterwards[_i].options, &options));
    const struct dx_planner planner = {.desired = wanted, .observed = observed, .options = options};
    const struct dx_claim claim = {.owner = "site",
                                   .kind = "box",
                                   .identity = "box",
                                   .name = "box",
                                   .proved = dx_text(wanted, "serial") != NULL};
    ck_assert_int_eq(dx_planner_ownership(&planner, &claim), afterwards[_i].ownership);
    json_decref(wanted);
    json_decref(observed);
}
END_TEST

START_TEST(too_many_tags_are_told_before_they_are_written)
{
    char tags[700] = "{" OURS "\"made box\"";
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_plan *none = NULL;
    for (int i = 0; i < 46; i++) {
        snprintf(tags + strlen(tags), 20, ",\"k%d\":\"v\"", i);
    }
    strcat(tags, ",\"aws:x\":\"y\"}");
    ck_ok(plan_with(",\"tags\":{\"a\":\"b\"}", tags, "{}", &plan)); /* 48, the memory, and it */
    ck_refused(plan_with(",\"tags\":{\"a\":\"b\",\"c\":\"d\"}", tags, "{}", &none),
               DXAWS_ERROR_CONFLICT, "would have 51, and AWS allows 50");
}
END_TEST

START_TEST(tags_that_are_not_reported_are_not_managed)
{
    dxaws_plan *none = NULL;
    ck_refused(plan_with(UNTOUCHED, NULL, "{}", &none), DXAWS_ERROR_UNSUPPORTED,
               "does not report tags");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("claims");
    tcase_add_loop_test(cases, state_verb_and_consent_decide, 0,
                        sizeof verdicts / sizeof *verdicts);
    tcase_add_test(cases, an_adoption_writes_the_mark_and_nothing_else);
    tcase_add_test(cases, what_is_proved_to_be_made_is_marked_as_made);
    tcase_add_loop_test(cases, whose_it_is_afterwards, 0, sizeof afterwards / sizeof *afterwards);
    tcase_add_test(cases, too_many_tags_are_told_before_they_are_written);
    tcase_add_test(cases, tags_that_are_not_reported_are_not_managed);
    return run_suite("kit claims", cases);
}
