/* SPDX-License-Identifier: MIT */
/* Plans for people. */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <dxaws/extend/tree.h>

#include "duration.h"
#include "tally.h"
#include "terminal.h"

enum { CHANGES_SHOWN = 8, VALUE_SHOWN = 60, MEMBERS_SHOWN = 4 };

void kind_split(const char *kind, const char *default_module, struct kind_name *name)
{
    const char *dot = strchr(kind, '.');
    if (dot != NULL && (size_t)(dot - kind) < sizeof name->module) {
        snprintf(name->module, sizeof name->module, "%.*s", (int)(dot - kind), kind);
        name->kind = dot + 1;
    } else {
        snprintf(name->module, sizeof name->module, "%.23s", default_module);
        name->kind = kind;
    }
}

static enum color color_of(char sign)
{
    return sign == '+'   ? COLOR_GREEN
           : sign == '-' ? COLOR_RED
           : sign == '~' ? COLOR_YELLOW
                         : COLOR_DIM;
}

/* A few texts and numbers under names, as "reason new, size 7"; NULL for any other value. To be
 * freed. */
static char *flat_text(const json_t *value)
{
    size_t count = json_object_size(value);
    char *text = count > 0 && count <= MEMBERS_SHOWN ? strdup("") : NULL;
    const char *name;
    json_t *member;
    json_object_foreach((json_t *)(uintptr_t)value, name, member) {
        char *longer = NULL;
        const char *comma = text != NULL && text[0] != '\0' ? ", " : "";
        int made = text == NULL              ? -1
                   : json_is_string(member)  ? asprintf(&longer, "%s%s%s %s", text, comma, name,
                                                        json_string_value(member))
                   : json_is_integer(member) ? asprintf(&longer, "%s%s%s %lld", text, comma, name,
                                                        (long long)json_integer_value(member))
                                             : -1;
        free(text);
        text = made >= 0 ? longer : NULL;
    }
    return text;
}

/* A value as people read it: strings without quotes. To be freed. */
static char *value_text(const char *json)
{
    if (json != NULL && strcmp(json, DXAWS_KNOWN_AFTER_APPLY) == 0) {
        return strdup("(known after apply)");
    }
    json_t *value = json ? json_loads(json, JSON_DECODE_ANY, NULL) : NULL;
    const char *text = json_string_value(value);
    char *copy = flat_text(value);
    if (copy == NULL) {
        copy = strdup(text && text[0] ? text : json ? json : "nothing");
    }
    json_decref(value);
    return copy;
}

/* Where two long values must begin to be shown for their first difference to be seen. */
static size_t first_shown(const char *before, const char *after)
{
    size_t same = 0;
    while (before[same] != '\0' && before[same] == after[same]) {
        same++;
    }
    if (same < VALUE_SHOWN / 2 || (strlen(before) <= VALUE_SHOWN && strlen(after) <= VALUE_SHOWN)) {
        return 0;
    }
    size_t first = same - VALUE_SHOWN / 3;
    while (first > 0 && ((unsigned char)before[first] & 0xC0) == 0x80) {
        first--; /* not in the middle of a character */
    }
    return first;
}

static void print_value(FILE *stream, const char *text, size_t first, bool whole)
{
    fputs(first > 0 ? "..." : "", stream);
    print_shortened(stream, text + first, whole ? strlen(text) : VALUE_SHOWN);
}

static void print_change(FILE *stream, const struct plan_style *style, const char *path,
                         const char *before, const char *after)
{
    char *old = value_text(before);
    char *new = value_text(after);
    size_t first = 0;
    print_safely(stream, path);
    if (old != NULL && new != NULL) {
        if (before == NULL) {
            fputs(" = ", stream);
        } else {
            first = style->verbose ? 0 : first_shown(old, new);
            fputs(" ", stream);
            print_value(stream, old, first, style->verbose);
            fputs(" -> ", stream);
        }
        print_value(stream, new, first, style->verbose);
    }
    free(old);
    free(new);
}

static void print_tail(FILE *stream, const struct plan_style *style, const dxaws_action *action,
                       const char *kind)
{
    fprintf(stream, "   %s(", color_code(style->colors, COLOR_DIM));
    print_safely(stream, kind);
    if (dxaws_action_expected_s(action) > 0) {
        char text[32];
        duration_format(dxaws_action_expected_s(action), text, sizeof text);
        fprintf(stream, ", about %s", text);
    }
    fprintf(stream, ")%s\n", color_code(style->colors, COLOR_NONE));
}

static void print_action(FILE *stream, const struct plan_style *style, const dxaws_action *action,
                         const char *module)
{
    struct kind_name name;
    kind_split(dxaws_action_kind(action), module, &name);
    char sign = tally_sign(action, name.kind);
    size_t count = dxaws_action_change_count(action);
    const dxaws_change *change;
    fprintf(stream, "%s%c%s ", color_code(style->colors, color_of(sign)), sign,
            color_code(style->colors, COLOR_NONE));
    print_safely(stream, name.module);
    fputc(' ', stream);
    print_safely(stream, dxaws_action_resource(action));
    if (count == 1 && (change = dxaws_action_change_at(action, 0)) != NULL) {
        fputs("  ", stream);
        print_change(stream, style, dxaws_change_path(change), dxaws_change_before(change),
                     dxaws_change_after(change));
    } else if (count == 0 && dxaws_action_reason(action) != NULL && style->verbose) {
        fputs("  ", stream);
        print_safely(stream, dxaws_action_reason(action));
    }
    print_tail(stream, style, action, name.kind);
    size_t shown = style->verbose || count <= CHANGES_SHOWN ? count : CHANGES_SHOWN - 1;
    for (size_t i = 0; count > 1 && i < shown; i++) {
        if ((change = dxaws_action_change_at(action, i)) != NULL) {
            fputs("      ", stream);
            print_change(stream, style, dxaws_change_path(change), dxaws_change_before(change),
                         dxaws_change_after(change));
            fputs("\n", stream);
        }
    }
    if (shown < count) {
        fprintf(stream, "      and %zu more (-v shows them)\n", count - shown);
    }
}

/* What a plan leaves as it is, and people should know of. */
static void print_notes(FILE *stream, const dxaws_plan *plan, const struct plan_style *style)
{
    size_t index;
    json_t *note;
    json_array_foreach(json_object_get(dxaws_plan_tree(plan), "notes"), index, note) {
        fprintf(stream, "%sNote:%s ", color_code(style->colors, COLOR_YELLOW),
                color_code(style->colors, COLOR_NONE));
        print_safely(stream, json_string_value(note));
        fputs("\n", stream);
    }
}

/* One line a thing: what it is, why it is left, and what to do about it. */
static void print_left(FILE *stream, const dxaws_plan *plan, const struct plan_style *style)
{
    const dxaws_left *left;
    for (size_t i = 0; (left = dxaws_plan_left_at(plan, i)) != NULL; i++) {
        fprintf(stream, "%sLeft:%s ", color_code(style->colors, COLOR_YELLOW),
                color_code(style->colors, COLOR_NONE));
        print_safely(stream, dxaws_left_kind(left));
        fputs(" ", stream);
        print_safely(stream, dxaws_left_identity(left));
        fputs(": ", stream);
        print_safely(stream, dxaws_left_why(left));
        fputs(dxaws_left_remedy(left) ? "; " : "", stream);
        print_safely(stream, dxaws_left_remedy(left) ? dxaws_left_remedy(left) : "");
        fputs("\n", stream);
    }
}

/* Whatever is not done all the same. */
static void print_rest(FILE *stream, const dxaws_plan *plan, const struct plan_style *style)
{
    print_notes(stream, plan, style);
    print_left(stream, plan, style);
}

void plan_print(FILE *stream, const dxaws_plan *plan, const struct plan_style *style)
{
    size_t count = dxaws_plan_count(plan);
    int64_t seconds = 0;
    if (count == 0) {
        fputs(style->drift ? "No drift: " : "Nothing to do: ", stream);
        fputs(style->removes ? "there is nothing of " : "", stream);
        print_safely(stream, style->subject);
        fputs(style->removes ? ".\n" : " is as it should be.\n", stream);
        print_rest(stream, plan, style);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const dxaws_action *action = dxaws_plan_at(plan, i);
        print_action(stream, style, action, dxaws_plan_module(plan));
        seconds += dxaws_action_expected_s(action);
    }
    seconds = style->expected_s > 0 ? style->expected_s : seconds;
    fputs(style->drift ? "Drift: " : "Plan: ", stream);
    tally_print(stream, plan);
    if (seconds > 0) {
        char text[32];
        duration_format(seconds, text, sizeof text);
        fprintf(stream, ", about %s", text);
    }
    fputs(".\n", stream);
    print_rest(stream, plan, style);
}
