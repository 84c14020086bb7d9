/* SPDX-License-Identifier: MIT */
/* How many actions of which sort. */
#include "tally.h"

#include <string.h>

#include "plan.h"

static bool begins_with_one_of(const char *text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strncmp(text, *words, strlen(*words)) == 0) {
            return true;
        }
    }
    return false;
}

char tally_sign(const dxaws_action *action, const char *kind)
{
    static const char *const makes[] = {"CREATE", "REQUEST", "ENSURE_OAC", NULL};
    static const char *const removes[] = {"DESTROY", "DELETE", "REMOVE", NULL};
    static const char *const waits[] = {"WAIT", NULL};
    static const char *const settings[] = {"PUT", "RELEASE", NULL};
    if (begins_with_one_of(kind, makes)) {
        return '+';
    }
    if (begins_with_one_of(kind, removes)) {
        return '-';
    }
    if (begins_with_one_of(kind, waits)) {
        return '.';
    }
    const dxaws_change *change;
    bool any_before = false;
    bool any_after = false;
    for (size_t i = 0; (change = dxaws_action_change_at(action, i)) != NULL; i++) {
        any_before |= dxaws_change_before(change) != NULL;
        any_after |= dxaws_change_after(change) != NULL;
    }
    if (any_before && !any_after) {
        return begins_with_one_of(kind, settings) ? '~' : '-'; /* what loses tags stays */
    }
    return any_after && !any_before ? '+' : '~';
}

bool tally_removes(const dxaws_plan *plan)
{
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        struct kind_name name;
        const dxaws_action *action = dxaws_plan_at(plan, i);
        kind_split(dxaws_action_kind(action), "", &name);
        if (tally_sign(action, name.kind) == '-') {
            return true;
        }
    }
    return false;
}

static const struct {
    char sign;
    const char *planned;
    const char *done;
} sorts[] = {
    {'+', "to make", "made"},
    {'~', "to change", "changed"},
    {'-', "to remove", "removed"},
    {'.', "to wait for", "waited for"},
};

/* Whether a plan has an action of that kind for that resource. NULL has all. */
static bool has(const dxaws_plan *plan, const dxaws_action *action)
{
    bool found = plan == NULL;
    for (size_t i = 0; !found && i < dxaws_plan_count(plan); i++) {
        const dxaws_action *other = dxaws_plan_at(plan, i);
        found = strcmp(dxaws_action_kind(other), dxaws_action_kind(action)) == 0 &&
                strcmp(dxaws_action_resource(other), dxaws_action_resource(action)) == 0;
    }
    return found;
}

/* How many actions of a sort both plans have. */
static size_t count(char sign, const dxaws_plan *plan, const dxaws_plan *left)
{
    size_t found = 0;
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        const dxaws_action *action = dxaws_plan_at(plan, i);
        struct kind_name name;
        kind_split(dxaws_action_kind(action), "", &name);
        found += tally_sign(action, name.kind) == sign && has(left, action);
    }
    return found;
}

static size_t print(FILE *stream, const dxaws_plan *plan, const dxaws_plan *left, bool done)
{
    size_t told = 0;
    for (size_t sort = 0; sort < sizeof sorts / sizeof *sorts; sort++) {
        size_t found = count(sorts[sort].sign, plan, left);
        if (found > 0) {
            fprintf(stream, "%s%zu %s", told ? ", " : "", found,
                    done ? sorts[sort].done : sorts[sort].planned);
            told += found;
        }
    }
    return told;
}

void tally_print(FILE *stream, const dxaws_plan *plan)
{
    print(stream, plan, NULL, false);
}

void tally_print_done(FILE *stream, const dxaws_plan *plan, const dxaws_plan *left)
{
    size_t told = print(stream, plan, left, true);
    size_t before = dxaws_plan_count(plan) - told;
    if (before > 0) {
        fprintf(stream, "%s%zu done already", told ? ", " : "", before);
    }
}
