/* SPDX-License-Identifier: MIT */
/* Any bytes as a plan: refused in one line, or a plan whose text reads back as that plan, which has
 * the same text and hash. */
#include <dxaws/extend/tree.h>
#include <dxaws/kit/fuzz-main.h>
#include <dxaws/plan.h>

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

static void read_all(const dxaws_plan *plan)
{
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        const dxaws_action *action = dxaws_plan_at(plan, i);
        const dxaws_change *change;
        if (!dxaws_action_kind(action) || !dxaws_action_resource(action) ||
            dxaws_action_payload(action)[0] != '{') {
            abort();
        }
        for (size_t k = 0; (change = dxaws_action_change_at(action, k)) != NULL; k++) {
            if (!dxaws_change_path(change)) {
                abort();
            }
        }
    }
    if (dxaws_plan_desired(plan)[0] != '{' || dxaws_plan_observed(plan)[0] != '{') {
        abort();
    }
}

static void print_and_parse(const dxaws_plan *plan)
{
    dxaws_plan *again = NULL;
    if (dxaws_plan_parse(dxaws_plan_text(plan), &again) != NULL) {
        abort();
    }
    read_all(again);
    if (strcmp(dxaws_plan_text(plan), dxaws_plan_text(again)) != 0 ||
        strcmp(dxaws_plan_hash(plan), dxaws_plan_hash(again)) != 0 ||
        dxaws_plan_is_complete(plan) != dxaws_plan_is_complete(again) ||
        !json_equal(dxaws_plan_tree(plan), dxaws_plan_tree(again))) {
        abort();
    }
    dxaws_plan_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *json = strndup((const char *)data, size);
    dxaws_plan *plan = NULL;
    dxaws_error *error = json ? dxaws_plan_parse(json, &plan) : NULL;
    if (error && strchr(dxaws_error_message(error), '\n')) {
        abort();
    }
    dxaws_error_free(error);
    if (plan) {
        read_all(plan);
        print_and_parse(plan);
    }
    dxaws_plan_free(plan);
    free(json);
    return 0;
}
