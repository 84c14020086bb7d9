/* SPDX-License-Identifier: MIT */
/* What happens to each action of a function: it is performed twice, the answers of its writes are
 * lost, or the world moves right before it. */
#include "function.h"

#include <dxaws/cloudfront-function-provider.h>
#include <dxaws/kit/contract-hazards.h>
#include <dxaws/kit/contract-tried.h>

static dxaws_error *for_creation(struct run *run, void **desired)
{
    *desired = function_run_desired(run);
    return NULL;
}

static dxaws_error *for_update(struct run *run, void **desired)
{
    DX_TRY(for_creation(run, desired));
    DX_TRY(function_run_execute(run, *desired));
    dxaws_cloudfront_function_desired_set_code(*desired, NEW_CODE);
    return NULL;
}

static dxaws_error *for_publication(struct run *run, void **desired)
{
    DX_TRY(for_creation(run, desired));
    DX_TRY(function_run_execute(run, *desired));
    DX_TRY(function_run_break(run, DXAWS_CLOUDFRONT_FUNCTION_BREAK_DRAFT));
    dxaws_cloudfront_function_desired_set_code(*desired,
                                               DXAWS_CLOUDFRONT_FUNCTION_CONTRACT_OTHER_CODE);
    return NULL;
}

static dxaws_error *for_removal(struct run *run, void **desired)
{
    DX_TRY(for_creation(run, desired));
    DX_TRY(function_run_execute(run, *desired));
    dxaws_cloudfront_function_desired_set_present(*desired, false);
    return NULL;
}

#define MOVES(name, breakage)                                                                      \
    static dxaws_error *name(struct run *run, const void *desired)                                 \
    {                                                                                              \
        (void)desired;                                                                             \
        return function_run_break(run, breakage);                                                  \
    }
MOVES(make, DXAWS_CLOUDFRONT_FUNCTION_BREAK_FOREIGN)
MOVES(disown, DXAWS_CLOUDFRONT_FUNCTION_BREAK_COMMENT)
MOVES(draft, DXAWS_CLOUDFRONT_FUNCTION_BREAK_DRAFT)

static dxaws_error *read_all(struct run *run, const void *desired, char **text)
{
    DXAWS_AUTO(dxaws_cloudfront_function_current) current = NULL;
    DX_TRY(dxaws_cloudfront_function_manager_get_current(run->manager, run->context, desired,
                                                         &current));
    const char *const parts[] = {dxaws_cloudfront_function_current_code(current),
                                 dxaws_cloudfront_function_current_draft(current),
                                 dxaws_cloudfront_function_current_comment(current),
                                 dxaws_cloudfront_function_current_etag(current)};
    size_t size = 100;
    for (size_t i = 0; i < 4; i++) {
        size += parts[i] ? strlen(parts[i]) : 0;
    }
    *text = (char *)calloc(1, size);
    for (size_t i = 0; *text != NULL && i < 4; i++) {
        strcat(strcat(*text, parts[i] ? parts[i] : "none"), "\n");
    }
    return *text ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *check(struct run *run, const void *desired)
{
    const struct dx_contract_hazard *hazard = run->row->detail;
    DXAWS_AUTO(dxaws_cloudfront_function_current) current = NULL;
    DX_TRY(function_run_expect_plan(run, desired, ""));
    DX_TRY(dxaws_cloudfront_function_manager_get_current(run->manager, run->context, desired,
                                                         &current));
    DX_EXPECT(dxaws_cloudfront_function_current_exists(current) == (hazard->left > 0),
              "the function is %s there", hazard->left > 0 ? "not" : "still");
    return NULL;
}

static dxaws_error *work_through(struct run *run, dxaws_provider *base)
{
    DXAWS_AUTO(dxaws_cloudfront_function_provider) provider = NULL;
    run->manager = dxaws_cloudfront_function_manager_unref(run->manager);
    DX_TRY(dxaws_cloudfront_function_provider_from(base, &provider));
    return dxaws_cloudfront_function_manager_new(provider, NULL, &run->manager);
}

#define run_execute function_run_execute
#define run_lose_answers function_run_lose_answers
DX_HAZARDS(dxaws_cloudfront_function, dx_contract_note_nothing)

static dxaws_error *every_action_is_tried(struct run *run)
{
    (void)run;
    return dx_contract_all_tried(function_run_tables(), dxaws_cloudfront_function_module(), "");
}

#define BREAKING DXAWS_CLOUDFRONT_FUNCTION_LACKS_BREAKING
#define LOST DXAWS_CLOUDFRONT_FUNCTION_LACKS_LOSE_ANSWERS
#define TRIED(title, bits, ...) DX_HAZARD_CASES(title, "0.9", bits, LOST, LOST, __VA_ARGS__)

const struct dx_contract_case function_hazard_cases[] = {
    TRIED(creation, 0, CREATION, for_creation, 1),
    TRIED(update, 0, UPDATE, for_update, 1),
    TRIED(publication, BREAKING, "PUBLISH_FUNCTION", for_publication, 1),
    TRIED(removal, 0, "DELETE_FUNCTION", for_removal, 0),
    DX_MOVED_CASE(creation, "0.9", BREAKING, CREATION, for_creation, 1, "CREATE_FUNCTION", make),
    DX_MOVED_CASE(update, "0.9", BREAKING, UPDATE, for_update, 1, "UPDATE_FUNCTION", disown),
    DX_MOVED_CASE(publication, "0.9", BREAKING, UPDATE, for_update, 1, "PUBLISH_FUNCTION", draft),
    DX_MOVED_CASE(removal, "0.9", BREAKING, "DELETE_FUNCTION", for_removal, 1, "DELETE_FUNCTION",
                  disown),
    {.name = "every_action_is_tried",
     .since = "0.9",
     .function = every_action_is_tried,
     .needs = BREAKING},
    {.name = NULL},
};
