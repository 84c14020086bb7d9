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

void tally_print(FILE *stream, const dxaws_plan *plan, bool done)
{
    const char *separator = "";
    for (size_t sort = 0; sort < sizeof sorts / sizeof *sorts; sort++) {
        size_t found = 0;
        for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
            const dxaws_action *action = dxaws_plan_at(plan, i);
            struct kind_name name;
            kind_split(dxaws_action_kind(action), "", &name);
            found += tally_sign(action, name.kind) == sorts[sort].sign;
        }
        if (found > 0) {
            fprintf(stream, "%s%zu %s", separator, found,
                    done ? sorts[sort].done : sorts[sort].planned);
            separator = ", ";
        }
    }
}
