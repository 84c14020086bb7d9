/* SPDX-License-Identifier: MIT */
/* Contract cases: what is not ours is neither changed nor deleted. */
#include "contract.h"

#include <stdio.h>

/* Fails unless other people's distributions are what they were; @a before is released. */
static dxaws_error *expect_untouched(struct run *run, char *before)
{
    char *after = NULL;
    dxaws_error *error = run_read_strangers(run, &after);
    bool same = error == NULL && before != NULL && strcmp(before, after) == 0;
    if (error == NULL && !same) {
        error = dxaws_error_new(DXAWS_ERROR_INTERNAL, "contract", "Failed",
                                "what is not ours was \"%s\" and is \"%s\"", before ? before : "",
                                after);
    }
    free(before);
    free(after);
    return error;
}

static dxaws_error *destroy(struct run *run, const dxaws_cloudfront_desired *desired)
{
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    return dxaws_cloudfront_manager_destroy(run->manager, run->context, desired, run->options,
                                            &result);
}

static dxaws_error *a_comment_proves_nothing(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_full_desired(run);
    char *before = NULL;
    DX_TRY(run_break(run, DXAWS_CLOUDFRONT_BREAK_COPY));
    DX_TRY(run_read_strangers(run, &before));
    DX_TRY(run_converge(run, desired, CREATION));
    DX_TRY(destroy(run, desired));
    return expect_untouched(run, before);
}

static dxaws_error *a_copy_of_the_mark_is_left(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_full_desired(run);
    char *before = NULL;
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_break(run, DXAWS_CLOUDFRONT_BREAK_COPY));
    DX_TRY(run_read_strangers(run, &before));
    DX_TRY(run_expect_plan(run, desired, ""));
    dxaws_cloudfront_desired_set_price_class(desired, "PriceClass_200");
    DX_TRY(run_converge(run, desired, UPDATE));
    DX_TRY(destroy(run, desired));
    DX_TRY(expect_untouched(run, before));
    return run_expect_nothing(run);
}

static dxaws_error *expect_tag(const dxaws_cloudfront_current *current, const char *key,
                               const char *value)
{
    DXAWS_AUTO(dxaws_tags) tags = dxaws_cloudfront_current_tags(current);
    const char *found = dxaws_tags_get(tags, key);
    DX_EXPECT(value ? found != NULL && strcmp(found, value) == 0 : found == NULL,
              "the tag %s is \"%s\", expected \"%s\"", key, found ? found : "",
              value ? value : "none");
    return NULL;
}

static dxaws_error *a_tag_of_others_stays(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_full_desired(run);
    DXAWS_AUTO(dxaws_cloudfront_current) current = NULL;
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_break(run, DXAWS_CLOUDFRONT_BREAK_OTHERS_TAG));
    DX_TRY(run_expect_plan(run, desired, ""));
    dxaws_cloudfront_desired_set_tag(desired, "env", "other");
    DX_TRY(run_converge(run, desired, "PUT_TAGS"));
    DX_TRY(run_read(run, desired, &current));
    DX_TRY(expect_tag(current, "cost", "7"));
    return expect_tag(current, "env", "other");
}

static dxaws_error *without_its_mark_it_is_used_and_not_written(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_break(run, DXAWS_CLOUDFRONT_BREAK_MARK));
    DX_TRY(run_expect_plan(run, desired, ""));
    dxaws_cloudfront_desired_set_ipv6(desired, false);
    DX_TRY(run_expect_refusal(run, desired, DXAWS_ERROR_CONFLICT));
    dxaws_cloudfront_desired_set_present(desired, false);
    DX_TRY(run_expect_refusal(run, desired, DXAWS_ERROR_CONFLICT));
    dxaws_cloudfront_desired_set_present(desired, true);
    DXAWS_AUTO(dxaws_apply_options) consent = run_consent("distribution", run->id);
    run->options = consent;
    dxaws_error *error = run_converge(run, desired, "ADOPT " UPDATE);
    run->options = NULL;
    DX_TRY(error);
    DX_TRY(destroy(run, desired)); /* its caller reference proved that it was made */
    return run_expect_nothing(run);
}

/* What somebody else made, which holds our alias. */
static dxaws_error *read_holder(struct run *run, const dxaws_cloudfront_desired *desired,
                                dxaws_cloudfront_current **current)
{
    DX_TRY(run_break(run, DXAWS_CLOUDFRONT_BREAK_TAKE));
    DX_TRY(run_read(run, desired, current));
    const char *id = dxaws_cloudfront_current_id(*current);
    DX_EXPECT(id != NULL, "the holder of the alias is not reported");
    snprintf(run->id, sizeof run->id, "%s", id);
    return NULL;
}

static dxaws_error *what_is_adopted_keeps_what_is_not_said_and_is_given_back(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_cloudfront_current) found = NULL;
    DXAWS_AUTO(dxaws_cloudfront_current) adopted = NULL;
    DXAWS_AUTO(dxaws_cloudfront_current) released = NULL;
    DX_TRY(run_add_alias(run, desired));
    dxaws_cloudfront_desired_set_tag(desired, "env", "test");
    DX_TRY(read_holder(run, desired, &found));
    DX_TRY(run_expect_refusal(run, desired, DXAWS_ERROR_CONFLICT));
    DXAWS_AUTO(dxaws_apply_options) consent = run_consent("distribution", run->id);
    run->options = consent;
    dxaws_error *error = run_execute(run, desired);
    run->options = NULL;
    DX_TRY(error);
    DX_TRY(run_expect_plan(run, desired, ""));
    DX_TRY(run_read(run, desired, &adopted));
    DX_TRY(expect_tag(adopted, "env", "test"));
    DX_EXPECT(strcmp(dxaws_cloudfront_current_comment(adopted), "not ours") == 0 &&
                  strcmp(dxaws_cloudfront_current_price_class(adopted),
                         dxaws_cloudfront_current_price_class(found)) == 0,
              "what was not said was written");
    DX_TRY(destroy(run, desired));
    DX_TRY(run_read(run, desired, &released));
    DX_EXPECT(dxaws_cloudfront_current_exists(released), "what was adopted was deleted");
    DX_TRY(expect_tag(released, "env", NULL));
    DX_TRY(expect_tag(released, "dxaws:tags", NULL));
    return expect_tag(released, "dxaws:managed", NULL);
}

static dxaws_error *an_access_control_of_others_is_left(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_cloudfront_current) before = NULL;
    DXAWS_AUTO(dxaws_cloudfront_current) after = NULL;
    DX_TRY(run_break(run, DXAWS_CLOUDFRONT_BREAK_CONTROL));
    DX_TRY(run_read(run, desired, &before));
    DX_TRY(run_expect_refusal(run, desired, DXAWS_ERROR_CONFLICT));
    dxaws_cloudfront_desired_set_present(desired, false);
    DX_TRY(run_expect_plan(run, desired, ""));
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_read(run, desired, &after));
    DX_EXPECT(dxaws_cloudfront_current_oac_id(after) != NULL, "it was deleted");
    dxaws_cloudfront_desired_set_present(desired, true);
    DXAWS_AUTO(dxaws_apply_options)
    consent = run_consent("access_control", dxaws_cloudfront_current_oac_id(before));
    run->options = consent;
    dxaws_error *error = run_converge(run, desired, "UPDATE_OAC CREATE_DISTRIBUTION WAIT_DEPLOYED");
    run->options = NULL;
    return error;
}

static dxaws_error *an_access_control_that_others_use_is_left(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    char *before = NULL;
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_break(run, DXAWS_CLOUDFRONT_BREAK_SHARE));
    DX_TRY(run_read_strangers(run, &before));
    dxaws_cloudfront_desired_set_present(desired, false);
    DX_TRY(run_expect_plan(run, desired, "DISABLE WAIT_DEPLOYED DELETE_DISTRIBUTION"));
    DX_TRY(run_execute(run, desired));
    return expect_untouched(run, before);
}

/* Beside the one that goes by the owner's name, one that only redirects: without a root object. */
static dxaws_cloudfront_desired *beside(const struct run *run)
{
    char name[100];
    snprintf(name, sizeof name, "%.60s.example.org", run->name);
    dxaws_cloudfront_desired *desired = dxaws_cloudfront_desired_new(name);
    dxaws_cloudfront_desired_set_origin_domain_name(desired, "contract.s3.eu-west-1.amazonaws.com");
    dxaws_cloudfront_desired_set_owner(desired, run->name);
    dxaws_cloudfront_desired_set_default_root_object(desired, "");
    dxaws_cloudfront_desired_set_tag(desired, "dxaws:redirect", "example.org");
    return desired;
}

static dxaws_error *several_of_one_owner_are_told_apart(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) first = run_desired(run);
    DXAWS_AUTO(dxaws_cloudfront_desired) second = beside(run);
    DXAWS_AUTO(dxaws_cloudfront_current) current = NULL;
    dxaws_cloudfront_desired_set_owner(first, run->name);
    DX_TRY(run_converge(run, second, CREATION));
    DX_TRY(run_converge(run, first, CREATION));
    DX_TRY(run_expect_plan(run, second, ""));
    DX_TRY(destroy(run, first));
    DX_TRY(run_read(run, first, &current));
    DX_EXPECT(!dxaws_cloudfront_current_exists(current), "the other one was taken for it");
    DX_TRY(run_expect_plan(run, second, ""));
    return destroy(run, second);
}

/* Where a certificate covers it, who holds an alias is told before it is written. */
static dxaws_error *an_alias_of_another_account_is_foreseen(struct run *run)
{
    char alias[120];
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DX_TRY(run_add_alias(run, desired));
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_break(run, DXAWS_CLOUDFRONT_BREAK_TAKE_ELSEWHERE));
    DX_TRY(run_expect_plan(run, desired, ""));
    snprintf(alias, sizeof alias, "ww2.%s.example.com", run->name);
    dxaws_cloudfront_desired_add_alias(desired, alias);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_error *error =
        dxaws_cloudfront_manager_plan(run->manager, run->context, desired, NULL, &plan);
    bool named = error != NULL && strstr(dxaws_error_message(error), alias) != NULL &&
                 strstr(dxaws_error_message(error), "***") != NULL;
    DX_TRY(dx_contract_error(error, DXAWS_ERROR_CONFLICT));
    DX_EXPECT(named, "neither %s nor its holder is named", alias);
    return NULL;
}

const struct dx_contract_case contract_ownership_cases[] = {
    DX_CASE(an_alias_of_another_account_is_foreseen,
            DXAWS_CLOUDFRONT_LACKS_BREAK_TAKE_ELSEWHERE | DXAWS_CLOUDFRONT_LACKS_CERTIFICATES),
    DX_CASE(several_of_one_owner_are_told_apart, 0),
    DX_CASE(a_comment_proves_nothing,
            DXAWS_CLOUDFRONT_LACKS_BREAK_COPY | DXAWS_CLOUDFRONT_LACKS_STRANGERS),
    DX_CASE(a_copy_of_the_mark_is_left,
            DXAWS_CLOUDFRONT_LACKS_BREAK_COPY | DXAWS_CLOUDFRONT_LACKS_STRANGERS),
    DX_CASE(a_tag_of_others_stays, DXAWS_CLOUDFRONT_LACKS_BREAK_OTHERS_TAG),
    DX_CASE(without_its_mark_it_is_used_and_not_written, DXAWS_CLOUDFRONT_LACKS_BREAK_MARK),
    DX_CASE(what_is_adopted_keeps_what_is_not_said_and_is_given_back,
            DXAWS_CLOUDFRONT_LACKS_BREAK_TAKE | DXAWS_CLOUDFRONT_LACKS_CERTIFICATES),
    DX_CASE(an_access_control_of_others_is_left, DXAWS_CLOUDFRONT_LACKS_BREAK_CONTROL),
    DX_CASE(an_access_control_that_others_use_is_left,
            DXAWS_CLOUDFRONT_LACKS_BREAK_SHARE | DXAWS_CLOUDFRONT_LACKS_STRANGERS),
    {.name = NULL},
};
