/* SPDX-License-Identifier: MIT */
/* Contract cases: certificates of others, in the same account and of the same name. */
#include "contract.h"

/* What a plan may do with what is not ours: take that one over, or give ours back. */
struct consent {
    const char *adopt; /* an ARN; NULL: nothing */
    bool release;
};

static dxaws_error *run_with(struct run *run, const dxaws_acm_desired *desired,
                             const struct consent *consent, const char *kinds)
{
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    char identity[260];
    snprintf(identity, sizeof identity, "certificate/%s", consent->adopt ? consent->adopt : "");
    if (consent->adopt != NULL) {
        dxaws_apply_options_add_adopt(options, identity);
    }
    dxaws_apply_options_set_release(options, consent->release);
    run->options = options;
    dxaws_error *error = run_expect_plan(run, desired, kinds);
    error = error ? error : run_execute(run, desired);
    run->options = NULL;
    return error;
}

static dxaws_error *make(struct run *run, const dxaws_acm_desired *desired, char arn[200])
{
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DX_TRY(dxaws_acm_manager_execute(run->manager, run->context, desired, NULL, &result));
    snprintf(arn, 200, "%s", dxaws_acm_result_arn(result) ? dxaws_acm_result_arn(result) : "");
    return NULL;
}

/* Fails unless the tag has that value, or with NULL is not there, on that certificate, which has to
 * be there. */
static dxaws_error *expect_tag(struct run *run, const char *arn, const char *key,
                               const char *expected)
{
    DXAWS_AUTO(dxaws_acm_desired) named = run_desired(run);
    DXAWS_AUTO(dxaws_acm_current) current = NULL;
    dxaws_acm_desired_set_arn(named, arn);
    DX_TRY(dxaws_acm_manager_get_current(run->manager, run->context, named, &current));
    DX_EXPECT(dxaws_acm_current_exists(current), "certificate %s is gone", arn);
    DXAWS_AUTO(dxaws_tags) tags = dxaws_acm_current_tags(current);
    const char *found = dxaws_tags_get(tags, key);
    bool same = expected ? found != NULL && strcmp(found, expected) == 0 : found == NULL;
    DX_EXPECT(same, "the tag %s of %s is \"%s\", expected \"%s\"", key, arn,
              found ? found : "nothing", expected ? expected : "nothing");
    return NULL;
}

/* As somebody else has it, who uses the same record. */
static dxaws_error *expect_untouched(struct run *run, const char *arn)
{
    DX_TRY(expect_tag(run, arn, "owner", "finance"));
    DX_TRY(expect_tag(run, arn, "env", NULL));
    return expect_tag(run, arn, "dxaws:managed", NULL);
}

static dxaws_error *a_strangers_certificate_is_neither_used_nor_touched(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_tagged_desired(run);
    char theirs[200];
    char ours[200];
    DX_TRY(make(run, desired, theirs));
    DX_TRY(run_break(run, DXAWS_ACM_BREAK_DISOWN));
    DX_TRY(run_expect_left(run, desired, RUN_ALL, "certificate"));
    DX_TRY(make(run, desired, ours));
    DX_EXPECT(strcmp(ours, theirs) != 0, "certificate %s was taken", theirs);
    DX_TRY(run_expect_plan(run, desired, ""));
    DX_TRY(expect_untouched(run, theirs));
    /* The record stood there before ours did. */
    dxaws_acm_desired_set_present(desired, false);
    DX_TRY(run_expect_left(run, desired, "DELETE_CERTIFICATE", "record"));
    DX_TRY(run_destroy(run, desired));
    DX_TRY(expect_untouched(run, theirs));
    DX_TRY(run_expect_left(run, desired, "", "certificate"));
    return run_destroy(run, desired);
}

static dxaws_error *a_copied_mark_is_left(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    char arn[200];
    DX_TRY(make(run, desired, arn));
    DX_TRY(run_break(run, DXAWS_ACM_BREAK_COPY_MARK));
    dxaws_acm_desired_set_present(desired, false);
    DX_TRY(run_expect_left(run, desired, "", "certificate"));
    DX_TRY(run_destroy(run, desired));
    return expect_tag(run, arn, "dxaws:managed", "made www.example.com 0-0");
}

/* Another owner of the same name, within the hour in which ACM knows the token. */
static dxaws_error *two_owners_have_two_certificates(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) one = run_desired(run);
    DXAWS_AUTO(dxaws_acm_desired) two = run_desired(run);
    char first[200];
    char second[200];
    dxaws_acm_desired_set_owner(one, "one");
    dxaws_acm_desired_set_owner(two, "two");
    DX_TRY(make(run, one, first));
    DX_TRY(make(run, two, second));
    DX_EXPECT(strcmp(first, second) != 0, "both have %s", first);
    DX_TRY(run_expect_plan(run, one, ""));
    DX_TRY(run_expect_plan(run, two, ""));
    DX_TRY(run_with(run, two, &(struct consent){.adopt = first}, ""));
    dxaws_acm_desired_set_present(two, false);
    DX_TRY(run_with(run, two, &(struct consent){.adopt = first}, "DELETE_CERTIFICATE"));
    DX_TRY(expect_tag(run, first, "dxaws:site", "one"));
    dxaws_acm_desired_set_present(one, false);
    return run_converge(run, one, "DELETE_VALIDATION_RECORD DELETE_CERTIFICATE");
}

static dxaws_error *an_adopted_certificate_is_given_back(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_tagged_desired(run);
    char arn[200];
    DX_TRY(make(run, desired, arn));
    DX_TRY(run_break(run, DXAWS_ACM_BREAK_DISOWN));
    DXAWS_AUTO(dxaws_acm_desired) bare = run_desired(run);
    dxaws_acm_desired_set_tag(bare, "env", "test");
    DX_TRY(run_with(run, bare, &(struct consent){.adopt = arn}, "ADOPT PUT_TAGS"));
    DX_TRY(run_expect_plan(run, bare, ""));
    DX_TRY(expect_tag(run, arn, "owner", "finance"));
    DX_TRY(expect_tag(run, arn, "env", "test"));
    dxaws_acm_desired_set_present(bare, false);
    DX_TRY(run_with(run, bare, &(struct consent){.adopt = NULL}, "RELEASE"));
    DX_TRY(expect_untouched(run, arn));
    return run_expect_left(run, bare, "", "certificate");
}

static dxaws_error *a_certificate_of_ours_is_let_go(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_tagged_desired(run);
    char arn[200];
    DX_TRY(make(run, desired, arn));
    dxaws_acm_desired_set_present(desired, false);
    DX_TRY(run_with(run, desired, &(struct consent){.release = true}, "RELEASE"));
    DX_TRY(expect_tag(run, arn, "dxaws:managed", NULL));
    DX_TRY(expect_tag(run, arn, "dxaws:record", NULL));
    DX_TRY(expect_tag(run, arn, "env", "test"));
    return run_expect_left(run, desired, "", "certificate");
}

static dxaws_error *a_record_that_stood_before_is_left(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DX_TRY(dxaws_acm_manager_execute(run->manager, run->context, desired, NULL, &result));
    dxaws_acm_desired_set_keep_validation(desired, true);
    DX_TRY(run_destroy(run, desired));
    dxaws_acm_desired_unset_keep_validation(desired);
    DX_TRY(run_converge(run, desired, RUN_ALL));
    dxaws_acm_desired_set_present(desired, false);
    DX_TRY(run_expect_left(run, desired, "DELETE_CERTIFICATE", "record"));
    DX_TRY(run_destroy(run, desired));
    const char *name = dxaws_acm_result_validation_record_name(result);
    const char *value = dxaws_acm_result_validation_record_value(result);
    DX_TRY(run_expect_record(run, name, value, true));
    DXAWS_AUTO(dxaws_dns_desired) record = run_record(name, value);
    DXAWS_AUTO(dxaws_dns_result) removed = NULL;
    return dxaws_dns_manager_destroy(run->dns, run->context, record, NULL, &removed);
}

/* Plans; then the world moves; then the plan is applied. */
static dxaws_error *apply_after(struct run *run, const dxaws_acm_desired *desired,
                                const char *kinds, dxaws_acm_contract_breakage breakage)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DX_TRY(dxaws_acm_manager_plan(run->manager, run->context, desired, run->options, &plan));
    DX_TRY(dx_contract_kinds(plan, kinds));
    DX_TRY(run_break(run, breakage));
    return dxaws_acm_manager_apply(run->manager, run->context, plan, NULL, &result);
}

static dxaws_error *a_plan_for_ours_is_stale_when_it_is_ours_no_more(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_acm_desired) tagged = run_tagged_desired(run);
    char arn[200];
    DX_TRY(make(run, desired, arn));
    DX_TRY(dx_contract_error(apply_after(run, tagged, "PUT_TAGS", DXAWS_ACM_BREAK_DISOWN),
                             DXAWS_ERROR_STALE));
    return expect_untouched(run, arn);
}

static dxaws_error *a_deletion_is_stale_when_it_is_ours_no_more(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    char arn[200];
    DX_TRY(make(run, desired, arn));
    dxaws_acm_desired_set_present(desired, false);
    dxaws_acm_desired_set_keep_validation(desired, true);
    DX_TRY(
        dx_contract_error(apply_after(run, desired, "DELETE_CERTIFICATE", DXAWS_ACM_BREAK_DISOWN),
                          DXAWS_ERROR_STALE));
    return expect_untouched(run, arn);
}

static dxaws_error *a_release_is_stale_when_it_is_ours_no_more(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    char arn[200];
    DX_TRY(make(run, desired, arn));
    dxaws_acm_desired_set_present(desired, false);
    dxaws_apply_options_set_release(options, true);
    run->options = options;
    dxaws_error *error = apply_after(run, desired, "RELEASE", DXAWS_ACM_BREAK_COPY_MARK);
    run->options = NULL;
    DX_TRY(dx_contract_error(error, DXAWS_ERROR_STALE));
    return expect_tag(run, arn, "dxaws:managed", "made www.example.com 0-0");
}

static dxaws_error *an_adoption_is_stale_when_somebody_else_marked_it(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    char arn[200];
    DX_TRY(make(run, desired, arn));
    DX_TRY(run_break(run, DXAWS_ACM_BREAK_DISOWN));
    dxaws_apply_options_add_adopt(options, "certificate");
    run->options = options;
    dxaws_error *error = apply_after(run, desired, "ADOPT", DXAWS_ACM_BREAK_COPY_MARK);
    run->options = NULL;
    DX_TRY(dx_contract_error(error, DXAWS_ERROR_STALE));
    return expect_tag(run, arn, "dxaws:managed", "made www.example.com 0-0");
}

/* What others did meanwhile to tags that are not ours stays. */
static dxaws_error *a_tag_that_appears_before_the_write_stays(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_acm_desired) tagged = run_desired(run);
    char arn[200];
    DX_TRY(make(run, desired, arn));
    dxaws_acm_desired_set_tag(tagged, "team", "web");
    DX_TRY(apply_after(run, tagged, "PUT_TAGS", DXAWS_ACM_BREAK_TAGS));
    DX_TRY(expect_tag(run, arn, "team", "web"));
    return expect_tag(run, arn, "drifted", "yes");
}

#define NEW_CASE(title, bits)                                                                      \
    {                                                                                              \
        .name = #title, .since = "0.9", .function = title, .needs = (bits)                         \
    }
#define DISOWN DXAWS_ACM_LACKS_BREAK_DISOWN
#define COPY_MARK DXAWS_ACM_LACKS_BREAK_COPY_MARK
#define SEVERAL DXAWS_ACM_LACKS_SEVERAL

const struct dx_contract_case contract_ownership_cases[] = {
    NEW_CASE(a_strangers_certificate_is_neither_used_nor_touched, DISOWN | SEVERAL),
    NEW_CASE(a_copied_mark_is_left, COPY_MARK),
    NEW_CASE(two_owners_have_two_certificates, SEVERAL),
    NEW_CASE(an_adopted_certificate_is_given_back, DISOWN),
    NEW_CASE(a_certificate_of_ours_is_let_go, 0),
    NEW_CASE(a_record_that_stood_before_is_left, 0),
    NEW_CASE(a_plan_for_ours_is_stale_when_it_is_ours_no_more, DISOWN),
    NEW_CASE(a_deletion_is_stale_when_it_is_ours_no_more, DISOWN),
    NEW_CASE(a_release_is_stale_when_it_is_ours_no_more, COPY_MARK),
    NEW_CASE(an_adoption_is_stale_when_somebody_else_marked_it, DISOWN | COPY_MARK),
    NEW_CASE(a_tag_that_appears_before_the_write_stays, DXAWS_ACM_LACKS_BREAK_TAGS),
    {.name = NULL},
};
