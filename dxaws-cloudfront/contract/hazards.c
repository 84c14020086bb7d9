/* SPDX-License-Identifier: MIT */
/* Contract cases: what happens to each action, whichever it is. It is performed twice, the answers
 * of its writes are lost, or the world moves right before it. */
#include "contract.h"

#include <dxaws/cloudfront-invalidation.h>
#include <dxaws/kit/contract-hazards.h>
#include <dxaws/kit/contract-tried.h>

static dxaws_error *for_creation(struct run *run, void **desired)
{
    *desired = run_full_desired(run);
    return NULL;
}

static dxaws_error *for_creation_with_alias(struct run *run, void **desired)
{
    *desired = run_full_desired(run);
    return run_add_alias(run, *desired);
}

static dxaws_error *for_control(struct run *run, void **desired)
{
    DX_TRY(for_creation(run, desired));
    DX_TRY(run_execute(run, *desired));
    return run_break(run, DXAWS_CLOUDFRONT_BREAK_SIGNING);
}

static dxaws_error *for_update(struct run *run, void **desired)
{
    DX_TRY(for_creation(run, desired));
    DX_TRY(run_execute(run, *desired));
    dxaws_cloudfront_desired_set_price_class(*desired, "PriceClass_200");
    return NULL;
}

static dxaws_error *for_invalidation(struct run *run, void **desired)
{
    DXAWS_AUTO(dxaws_cloudfront_invalidation) asked = dxaws_cloudfront_invalidation_new();
    dxaws_cloudfront_invalidation_set_reference(asked, "hazard");
    dxaws_cloudfront_invalidation_add_path(asked, "/*");
    DX_TRY(for_creation(run, desired));
    DX_TRY(run_execute(run, *desired));
    dxaws_cloudfront_desired_set_invalidation(*desired, asked);
    return NULL;
}

static dxaws_error *for_tags(struct run *run, void **desired)
{
    DXAWS_AUTO(dxaws_tags) tags = dxaws_tags_new();
    DX_TRY(for_creation(run, desired));
    DX_TRY(run_execute(run, *desired));
    dxaws_tags_set(tags, "env", "other");
    dxaws_tags_set(tags, "team", "web");
    dxaws_cloudfront_desired_set_tags(*desired, tags);
    return NULL;
}

static dxaws_error *for_adoption(struct run *run, void **desired)
{
    char consent[160];
    *desired = run_desired(run);
    DX_TRY(run_execute(run, *desired));
    DX_TRY(run_break(run, DXAWS_CLOUDFRONT_BREAK_MARK));
    snprintf(consent, sizeof consent, "distribution/%s", run->id);
    dxaws_apply_options_add_adopt(run->consents, consent);
    return NULL;
}

static dxaws_error *for_removal(struct run *run, void **desired)
{
    DX_TRY(for_creation(run, desired));
    DX_TRY(run_execute(run, *desired));
    dxaws_cloudfront_desired_set_present(*desired, false);
    return NULL;
}

static dxaws_error *for_release(struct run *run, void **desired)
{
    dxaws_apply_options_set_release(run->consents, true);
    return for_removal(run, desired);
}

static dxaws_error *move(struct run *run, dxaws_cloudfront_contract_breakage breakage)
{
    return run_break(run, breakage);
}

#define MOVES(name, breakage)                                                                      \
    static dxaws_error *name(struct run *run, const void *desired)                                 \
    {                                                                                              \
        (void)desired;                                                                             \
        return move(run, breakage);                                                                \
    }
MOVES(disown, DXAWS_CLOUDFRONT_BREAK_MARK)
MOVES(mark_as_anothers, DXAWS_CLOUDFRONT_BREAK_ANOTHERS_MARK)
MOVES(disown_control, DXAWS_CLOUDFRONT_BREAK_CONTROL_MARK)
MOVES(make_control, DXAWS_CLOUDFRONT_BREAK_CONTROL)
MOVES(take_alias, DXAWS_CLOUDFRONT_BREAK_TAKE)

/* What is done is done once, and whole; and there is nothing else than there was. */
static dxaws_error *check(struct run *run, const void *desired)
{
    const struct dx_contract_hazard *hazard = run->row->detail;
    char *others = NULL;
    DX_TRY(run_expect_plan(run, desired, ""));
    if (hazard->left == 0) {
        DX_TRY(run_expect_nothing(run));
    }
    DX_TRY(run_read_strangers(run, &others));
    bool same = strcmp(others, run->others) == 0;
    free(others);
    DX_EXPECT(same, "there is another distribution than %s", run->id);
    return NULL;
}

/* All distributions, and whose the access control is. */
static dxaws_error *read_all(struct run *run, const void *desired, char **text)
{
    static const char member[] = "\"oac_description\"";
    char id[sizeof run->id];
    char *distributions = NULL;
    DXAWS_AUTO(dxaws_cloudfront_current) current = NULL;
    snprintf(id, sizeof id, "%s", run->id);
    run->id[0] = '\0';
    dxaws_error *error = run_read_strangers(run, &distributions);
    snprintf(run->id, sizeof run->id, "%s", id);
    error = error ? error : run_read(run, desired, &current);
    char *format = error ? NULL : dxaws_cloudfront_current_format(current);
    const char *control = format ? strstr(format, member) : NULL;
    const char *control_id = error ? NULL : dxaws_cloudfront_current_oac_id(current);
    size_t size = 2000 + (distributions ? strlen(distributions) : 0);
    *text = malloc(size);
    if (*text != NULL) {
        snprintf(*text, size, "%s\n%s %.*s", distributions ? distributions : "",
                 control_id ? control_id : "", control ? (int)strcspn(control, ",") : 0,
                 control ? control : "");
    }
    free(distributions);
    free(format);
    return error || *text != NULL ? error : dxaws_error_out_of_memory();
}

static dxaws_error *work_through(struct run *run, dxaws_provider *base)
{
    DXAWS_AUTO(dxaws_cloudfront_provider) provider = NULL;
    run->manager = dxaws_cloudfront_manager_unref(run->manager);
    DX_TRY(dxaws_cloudfront_provider_from(base, &provider));
    return dxaws_cloudfront_manager_new(provider, NULL, &run->manager);
}

static dxaws_error *note_others(struct run *run)
{
    return run_read_strangers(run, &run->others);
}

DX_HAZARDS(dxaws_cloudfront, note_others)

static dxaws_error *every_action_is_tried(struct run *run)
{
    (void)run;
    return dx_contract_all_tried(run_tables(), dxaws_cloudfront_module(), "");
}

#define STRANGERS DXAWS_CLOUDFRONT_LACKS_STRANGERS
#define LOST DXAWS_CLOUDFRONT_LACKS_LOSE_ANSWERS
#define LAG DXAWS_CLOUDFRONT_LACKS_LAG
#define SIGNING DXAWS_CLOUDFRONT_LACKS_BREAK_SIGNING
#define MARK DXAWS_CLOUDFRONT_LACKS_BREAK_MARK
#define ANOTHERS DXAWS_CLOUDFRONT_LACKS_BREAK_ANOTHERS_MARK
#define CONTROL DXAWS_CLOUDFRONT_LACKS_BREAK_CONTROL_MARK
#define ALIAS DXAWS_CLOUDFRONT_LACKS_BREAK_TAKE | DXAWS_CLOUDFRONT_LACKS_CERTIFICATES
#define TRIED(title, bits, ...)                                                                    \
    DX_HAZARD_CASES(title, "0.9", STRANGERS | (bits), LOST, LAG, __VA_ARGS__)
#define MOVED(title, bits, ...) DX_MOVED_CASE(title, "0.9", STRANGERS | (bits), __VA_ARGS__)

#define REMOVAL "DISABLE WAIT_DEPLOYED DELETE_DISTRIBUTION DELETE_OAC"
#define RELEASE "UPDATE_OAC RELEASE"
#define INVALIDATION "INVALIDATE WAIT_INVALIDATED"

const struct dx_contract_case contract_hazard_cases[] = {
    TRIED(creation, 0, CREATION, for_creation, 1),
    TRIED(control, SIGNING, "UPDATE_OAC", for_control, 1),
    TRIED(update, 0, UPDATE, for_update, 1),
    TRIED(invalidation, 0, INVALIDATION, for_invalidation, 1),
    TRIED(tags, 0, "PUT_TAGS", for_tags, 1),
    TRIED(adoption, MARK, "ADOPT", for_adoption, 1),
    TRIED(removal, 0, REMOVAL, for_removal, 0),
    TRIED(release, 0, RELEASE, for_release, 1),
    MOVED(creation_of_the_control, DXAWS_CLOUDFRONT_LACKS_BREAK_CONTROL, CREATION, for_creation, 1,
          "CREATE_OAC", make_control),
    MOVED(creation, ALIAS, CREATION, for_creation_with_alias, 1, "CREATE_DISTRIBUTION", take_alias),
    MOVED(control, SIGNING | CONTROL, "UPDATE_OAC", for_control, 1, "UPDATE_OAC", disown_control),
    MOVED(update, MARK, UPDATE, for_update, 1, "UPDATE_DISTRIBUTION", disown),
    MOVED(invalidation, MARK, INVALIDATION, for_invalidation, 1, "INVALIDATE", disown),
    MOVED(tags, MARK, "PUT_TAGS", for_tags, 1, "PUT_TAGS", disown),
    MOVED(adoption, MARK | ANOTHERS, "ADOPT", for_adoption, 1, "ADOPT", mark_as_anothers),
    MOVED(disabling, MARK, REMOVAL, for_removal, 1, "DISABLE", disown),
    MOVED(removal, MARK, REMOVAL, for_removal, 1, "DELETE_DISTRIBUTION", disown),
    MOVED(removal_of_the_control, CONTROL, REMOVAL, for_removal, 1, "DELETE_OAC", disown_control),
    MOVED(release, ANOTHERS, RELEASE, for_release, 1, "RELEASE", mark_as_anothers),
    {.name = "every_action_is_tried",
     .since = "0.9",
     .function = every_action_is_tried,
     .needs = STRANGERS}, /* not where next to nothing is tried */
    {.name = NULL},
};
