/* SPDX-License-Identifier: MIT */
/* Whose a distribution and its access control are, and what a plan does about it. */
#include "planning.h"

#include <dxaws/kit/ownership.h>

#define SITE "\"name\":\"site\",\"owner\":\"shop\",\"origin_domain_name\":\"" ORIGIN "\""
#define WANTED "{" SITE ",\"aliases\":[\"www.example.com\"],\"certificate_arn\":\"" ARN "\"}"
#define WITH(more)                                                                                 \
    "{" SITE ",\"aliases\":[\"www.example.com\"],\"certificate_arn\":\"" ARN "\"," more "}"
#define GONE "{" SITE ",\"aliases\":[\"www.example.com\"],\"present\":false}"

#define OURS "\"dxaws:site\":\"shop\",\"dxaws:managed\":"
#define MADE_TAGS "{" OURS "\"made dxaws-cloudfront:site\"}"
#define OUR_OAC "\"oac_description\":\"dxaws:site=shop\""
/* Ours, theirs that was adopted, and theirs; over the distribution that is read. */
#define MADE                                                                                       \
    "\"aliases\":[\"www.example.com\"],\"origin_path\":\"\",\"error_responses\":[]," OUR_OAC       \
    ",\"tags\":" MADE_TAGS
#define THEIRS                                                                                     \
    "\"aliases\":[\"www.example.com\"],\"caller_reference\":\"a b\",\"comment\":\"x\","            \
    "\"price_class\":\"PriceClass_All\",\"ipv6\":false,\"origin_oac_id\":\"ETHEIRS\","             \
    "\"oac_id\":null,\"oac_description\":null,\"tags\":"
#define ADOPTED THEIRS "{" OURS "\"adopted a_b\",\"owner\":\"finance\"}"
#define FINANCE THEIRS "{\"owner\":\"finance\"}"
#define OTHER_ORIGIN ",\"origin_domain_name\":\"theirs.s3.eu-west-1.amazonaws.com\""
#define NONE                                                                                       \
    "\"exists\":false,\"id\":null,\"arn\":null,\"tags\":null,\"caller_reference\":null,"           \
    "\"comment\":null,\"aliases\":[],\"etag\":null,\"status\":null," OUR_OAC

#define CONSENT "{\"adopt\":[\"distribution/E1\"]}"
#define OF_KIND "{\"adopt\":[\"distribution\"]}"
#define RELEASE "{\"release\":true}"

static dxaws_error *plan_with(const char *wanted_json, const char *found, const char *options,
                              dxaws_plan **plan)
{
    char patch[4000];
    DXAWS_AUTO(dxaws_apply_options) how = NULL;
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = NULL;
    DXAWS_AUTO(dxaws_cloudfront_current) current = NULL;
    ck_ok(dxaws_apply_options_parse(options, &how));
    ck_ok(dxaws_cloudfront_desired_parse(wanted_json, &desired));
    snprintf(patch, sizeof patch, "{%s}", found);
    char *have = patched(DX_OBSERVED, read, patch);
    ck_ok(dxaws_cloudfront_current_parse(have, &current));
    free(have);
    return dxaws_cloudfront_desired_plan(desired, current, how, plan);
}

/* The kinds, then "+" and the identity of each thing that is left. */
static void describe(const dxaws_plan *plan, char *found)
{
    const dxaws_left *left;
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        strcat(found, i ? " " : "");
        strcat(found, dxaws_action_kind(dxaws_plan_at(plan, i)));
    }
    for (size_t i = 0; (left = dxaws_plan_left_at(plan, i)) != NULL; i++) {
        strcat(found, "+");
        strcat(found, dxaws_left_identity(left));
    }
}

#define DELETION "DISABLE WAIT_DEPLOYED DELETE_DISTRIBUTION DELETE_OAC"

static const struct {
    const char *wanted;
    const char *found;
    const char *options;
    const char *plan; /* NULL: refused */
    const char *says; /* the error */
} verdicts[] = {
    /* ours */
    {WANTED, MADE, "{}", "", NULL},
    {WITH("\"ipv6\":false"), MADE, "{}", "UPDATE_DISTRIBUTION WAIT_DEPLOYED", NULL},
    {GONE, MADE, "{}", DELETION, NULL},
    {GONE, MADE, RELEASE, "UPDATE_OAC RELEASE+E1", NULL},
    {WANTED, MADE ",\"tags\":{" OURS "\"true\"}", "{}", "", NULL},
    /* ours, every tag stripped: used, and in the way of a write */
    {WANTED, MADE ",\"tags\":{}", "{}", "+E1", NULL},
    {WITH("\"ipv6\":false"), MADE ",\"tags\":{}", "{}", NULL,
     "adopt \"distribution/E1\" to take it over"},
    {WITH("\"ipv6\":false"), MADE ",\"tags\":{}", CONSENT,
     "ADOPT UPDATE_DISTRIBUTION WAIT_DEPLOYED", NULL},
    {WANTED, MADE ",\"tags\":{}", OF_KIND, "ADOPT", NULL},
    {GONE, MADE ",\"tags\":{}", "{}", NULL, "apply with adopt \"distribution/E1\""},
    {GONE, MADE ",\"tags\":{" OURS "\"made another\"}", CONSENT, NULL, "not our mark"},
    /* an adopted one keeps what is not said: comment, presets, its own access control */
    {WANTED, ADOPTED, "{}", "", NULL},
    {WITH("\"ipv6\":true"), ADOPTED, "{}", "UPDATE_DISTRIBUTION WAIT_DEPLOYED", NULL},
    {WANTED, ADOPTED OTHER_ORIGIN, "{}", "UPDATE_DISTRIBUTION WAIT_DEPLOYED", NULL},
    {WITH("\"tags\":{\"a\":\"b\"}"), ADOPTED, "{}", "PUT_TAGS", NULL},
    {GONE, ADOPTED, "{}", "RELEASE+E1", NULL},
    {WANTED, ADOPTED ",\"origin_oac_id\":\"\"", "{}",
     "CREATE_OAC UPDATE_DISTRIBUTION WAIT_DEPLOYED", NULL},
    /* what is released goes on to use our access control */
    {GONE, ADOPTED ",\"oac_id\":\"EOAC\",\"origin_oac_id\":\"EOAC\"," OUR_OAC, "{}",
     "RELEASE+E1+EOAC", NULL},
    /* somebody's, that holds our alias */
    {WANTED, FINANCE, "{}", "+E1", NULL},
    {WANTED, FINANCE OTHER_ORIGIN, "{}", NULL, "take the alias \"www.example.com\" from it"},
    {WANTED, FINANCE OTHER_ORIGIN, "{}", NULL, "owner=finance"},
    {WANTED, FINANCE OTHER_ORIGIN, CONSENT, "ADOPT UPDATE_DISTRIBUTION WAIT_DEPLOYED", NULL},
    {WANTED, THEIRS "{" OURS "\"made another\"}" OTHER_ORIGIN, "{}", NULL, "a copy of another"},
    {WANTED, THEIRS "{\"dxaws:site\":\"other\",\"dxaws:managed\":\"made a_b\"}" OTHER_ORIGIN,
     CONSENT, NULL, "belongs to the site \"other\""},
    {WANTED, FINANCE ",\"continuous_deployment_policy_id\":\"P1\"", CONSENT, NULL, "policy P1"},
    {WANTED, FINANCE ",\"connection_mode\":\"tenant-only\"", CONSENT, NULL, "tenants"},
    {WANTED, FINANCE ",\"staging\":true", CONSENT, NULL, "staging"},
    /* for who does without marks the name says it */
    {WITH("\"mark\":false,\"ipv6\":false"), MADE ",\"tags\":{}", "{}",
     "UPDATE_DISTRIBUTION WAIT_DEPLOYED", NULL},
    {WITH("\"mark\":false"), FINANCE, "{}", NULL, "an alias is held by distribution E1"},
};

START_TEST(whose_it_is_decides)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    char found[200] = "";
    dxaws_error *error =
        plan_with(verdicts[_i].wanted, verdicts[_i].found, verdicts[_i].options, &plan);
    if (verdicts[_i].plan == NULL) {
        ck_assert_ptr_nonnull(error);
        ck_assert_msg(strstr(dxaws_error_message(error), verdicts[_i].says) != NULL, "%s",
                      dxaws_error_message(error));
        dxaws_error_free(error);
        return;
    }
    ck_ok(error);
    describe(plan, found);
    ck_assert_str_eq(found, verdicts[_i].plan);
}
END_TEST

START_TEST(what_is_ours_by_its_caller_reference_is_made_again)
{
    static const struct {
        const char *found;
        const char *mark;
    } rows[] = {{MADE ",\"tags\":{}", "made dxaws-cloudfront:site"}, {FINANCE, "adopted a_b"}};
    for (int i = 0; i < COUNT(rows); i++) {
        DXAWS_AUTO(dxaws_plan) plan = NULL;
        ck_ok(plan_with(WITH("\"ipv6\":true"), rows[i].found, CONSENT, &plan));
        const json_t *payload = dxaws_action_payload_tree(dxaws_plan_at(plan, 0));
        const json_t *tags = json_object_get(payload, CF_TAGS);
        ck_assert_str_eq(dxaws_action_kind(dxaws_plan_at(plan, 0)), DX_ADOPT);
        ck_assert_str_eq(dx_text(tags, CF_MANAGED_TAG), rows[i].mark);
        ck_assert_str_eq(dx_text(tags, CF_SITE_TAG), "shop");
        ck_assert_uint_eq(json_object_size(json_object_get(payload, CF_EXPECTED_MARKS)), 0);
        ck_assert_ptr_nonnull(dx_text(payload, CF_ARN));
    }
}
END_TEST

/* What adoption expects of the world, and writes: what was said, and nothing else. */
START_TEST(of_an_adopted_one_only_what_is_said_is_ours)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(plan_with(WANTED, FINANCE OTHER_ORIGIN, CONSENT, &plan));
    const json_t *payload = dxaws_action_payload_tree(dxaws_plan_at(plan, 1));
    const json_t *expected = json_object_get(payload, CF_EXPECTED);
    ck_assert_uint_eq(dxaws_action_change_count(dxaws_plan_at(plan, 1)), 1);
    ck_assert_uint_eq(json_object_size(expected), 3); /* origin, aliases, certificate */
    ck_assert_ptr_null(json_object_get(payload, CF_COMMENT));
    ck_assert_str_eq(dx_text(json_object_get(payload, CF_EXPECTED_MARKS), CF_MANAGED_TAG),
                     "adopted a_b");
}
END_TEST

#define CANDIDATES(more)                                                                           \
    ",\"candidates\":[{\"id\":\"E2\",\"arn\":\"arn\",\"enabled\":true,\"tags\":{\"owner\":"        \
    "\"finance\"},\"caller_reference\":\"r\",\"origin_domain_name\":\"" ORIGIN "\","               \
    "\"origin_oac_id\":\"E9\",\"aliases\":[]," more "}]"
#define CREATION "CREATE_DISTRIBUTION WAIT_DEPLOYED"
#define CHOSEN "{\"adopt\":[\"distribution/E2\"]}"
#define PLAIN "{" SITE "}"
#define PLAIN_GONE "{" SITE ",\"present\":false}"

/* What only looks like ours is left beside it, and named when it could be taken for it. */
static const struct {
    const char *wanted;
    const char *found;
    const char *options;
    const char *plan;
    const char *says;
} beside[] = {
    {PLAIN, NONE CANDIDATES("\"comment\":\"\""), "{}", CREATION, NULL},
    {PLAIN, NONE CANDIDATES("\"comment\":\"dxaws-cloudfront:site\""), "{}", CREATION "+E2",
     "it has our comment, and is not ours (tags owner=finance)"},
    {PLAIN, NONE CANDIDATES("\"comment\":\"\",\"tags\":" MADE_TAGS), "{}", CREATION "+E2",
     "it has a copy of another distribution's mark"},
    {PLAIN_GONE, NONE CANDIDATES("\"comment\":\"dxaws-cloudfront:site\""), "{}", "DELETE_OAC+E2",
     "it has our comment"},
    {GONE, NONE CANDIDATES("\"comment\":\"\",\"aliases\":[\"www.example.com\"]"), "{}",
     "DELETE_OAC+E2", "it holds an alias of ours"},
    {GONE, MADE CANDIDATES("\"comment\":\"\",\"aliases\":[\"www.example.com\"]"), "{}",
     DELETION "+E2", "it holds an alias of ours"},
    {WANTED, MADE CANDIDATES("\"comment\":\"\",\"aliases\":[\"www.example.com\"]"), "{}", NULL,
     "remove the alias \"www.example.com\" from distribution E2, which is not ours"},
    /* by its own name any of them is adopted */
    {PLAIN, NONE CANDIDATES("\"comment\":\"\""), CHOSEN, "ADOPT", NULL},
    {PLAIN, NONE CANDIDATES("\"comment\":\"\""), OF_KIND, CREATION, NULL},
    {PLAIN, NONE CANDIDATES("\"comment\":\"\",\"staging\":true"), CHOSEN, NULL, "staging"},
    {PLAIN, NONE CANDIDATES("\"comment\":\"\",\"staging\":true"), "{}", CREATION, NULL},
    {PLAIN, NONE CANDIDATES("\"comment\":\"\",\"tags\":{\"dxaws:site\":\"other\"}"), CHOSEN, NULL,
     "release it there first"},
    {PLAIN_GONE, NONE CANDIDATES("\"comment\":\"dxaws-cloudfront:site\""), CHOSEN, "DELETE_OAC+E2",
     "it has our comment"},
    /* a Current may come from anywhere */
    {WANTED, NONE CANDIDATES("\"comment\":5,\"aliases\":[5,null],\"tags\":[]"), "{}", CREATION,
     NULL},
};

START_TEST(what_looks_like_ours_is_left_beside_it)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    char found[200] = "";
    const char *why = "";
    dxaws_error *error = plan_with(beside[_i].wanted, beside[_i].found, beside[_i].options, &plan);
    if (beside[_i].plan == NULL) {
        ck_assert_ptr_nonnull(error);
        why = dxaws_error_message(error);
    } else {
        ck_ok(error);
        describe(plan, found);
        ck_assert_str_eq(found, beside[_i].plan);
        const dxaws_left *left = dxaws_plan_left_at(plan, 0);
        why = left != NULL ? dxaws_left_why(left) : "";
    }
    ck_assert_msg(beside[_i].says == NULL || strstr(why, beside[_i].says) != NULL, "%s", why);
    dxaws_error_free(beside[_i].plan == NULL ? error : NULL);
}
END_TEST

#define NEVER "\"oac_signing_behavior\":\"never\""
#define THEIR_OAC "\"oac_description\":\"theirs\""
#define OAC_CONSENT "{\"adopt\":[\"access_control/EOAC\"]}"
#define UPDATE_OAC "UPDATE_OAC"

static const struct {
    const char *wanted;
    const char *found;
    const char *options;
    const char *plan;
    const char *says;
} controls[] = {
    {WANTED, MADE "," NEVER, "{}", UPDATE_OAC, NULL},
    {WANTED, MADE "," THEIR_OAC, "{}", "+EOAC", NULL},
    {WANTED, MADE "," THEIR_OAC "," NEVER, "{}", NULL,
     "adopt \"access_control/EOAC\" to take it over, or rename it"},
    {WANTED, MADE "," THEIR_OAC "," NEVER, OAC_CONSENT, UPDATE_OAC, NULL},
    {WANTED, MADE "," THEIR_OAC, OAC_CONSENT, UPDATE_OAC, NULL},
    {WANTED, MADE ",\"oac_description\":\"dxaws:site=other\"," NEVER, OAC_CONSENT, NULL,
     "belongs to somebody else who uses dxaws"},
    {WANTED, MADE ",\"oac_description\":\"dxaws:managed\"," NEVER, "{}", NULL, "somebody else"},
    {WANTED, MADE ",\"oac_description\":\"adopted dxaws:site=shop\"," NEVER, "{}", UPDATE_OAC,
     NULL},
    {GONE, MADE "," THEIR_OAC, "{}", "DISABLE WAIT_DEPLOYED DELETE_DISTRIBUTION+EOAC", NULL},
    {GONE, MADE ",\"oac_used_by\":[\"E7\"]", "{}", "DISABLE WAIT_DEPLOYED DELETE_DISTRIBUTION+EOAC",
     NULL},
    {GONE, MADE ",\"oac_description\":\"adopted dxaws:site=shop\"", "{}",
     "UPDATE_OAC DISABLE WAIT_DEPLOYED DELETE_DISTRIBUTION", NULL},
    {PLAIN_GONE, NONE ",\"oac_description\":\"\"", "{}", "+EOAC", NULL},
    {"{" SITE ",\"mark\":false,\"present\":false}", NONE ",\"oac_description\":\"\"", "{}",
     "DELETE_OAC", NULL},
};

START_TEST(the_description_of_an_access_control_says_whose_it_is)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    char found[200] = "";
    dxaws_error *error =
        plan_with(controls[_i].wanted, controls[_i].found, controls[_i].options, &plan);
    if (controls[_i].plan == NULL) {
        ck_refused(error, DXAWS_ERROR_CONFLICT, controls[_i].says);
        return;
    }
    ck_ok(error);
    describe(plan, found);
    ck_assert_str_eq(found, controls[_i].plan);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("ownership");
    tcase_add_loop_test(cases, whose_it_is_decides, 0, COUNT(verdicts));
    tcase_add_test(cases, what_is_ours_by_its_caller_reference_is_made_again);
    tcase_add_test(cases, of_an_adopted_one_only_what_is_said_is_ours);
    tcase_add_loop_test(cases, what_looks_like_ours_is_left_beside_it, 0, COUNT(beside));
    tcase_add_loop_test(cases, the_description_of_an_access_control_says_whose_it_is, 0,
                        COUNT(controls));
    return run_suite("cloudfront ownership", cases);
}
