/* SPDX-License-Identifier: MIT */
/* The steps of a plan. */
#include "steps.h"

#include <stdlib.h>
#include <string.h>

static const char *text_of(const json_t *object, const char *member)
{
    const char *text = json_string_value(json_object_get(object, member));
    return text ? text : "";
}

static const char *step_of(const json_t *action)
{
    return text_of(json_object_get(action, "payload"), "step");
}

static bool has_text(const json_t *list, const char *text)
{
    size_t index;
    json_t *one;
    json_array_foreach((json_t *)(uintptr_t)list, index, one) {
        if (json_is_string(one) && strcmp(json_string_value(one), text) == 0) {
            return true;
        }
    }
    return false;
}

/* The wave of a step, "distribution", or of the one that a host has of its own,
 * "distribution/example.com": what is no longer wanted goes in the order of a destroy. */
static json_int_t wave_of(const json_t *plan, const json_t *steps, const char *step)
{
    const json_t *desired = json_object_get(plan, "desired");
    const char *host = strchr(step, '/');
    bool gone = json_is_false(json_object_get(desired, "present")) ||
                (host != NULL && !has_text(json_object_get(desired, "redirects"), host + 1));
    size_t size = host ? (size_t)(host - step) : strlen(step);
    size_t index;
    json_t *one;
    json_array_foreach(json_object_get(steps, gone ? "destroy" : "apply"), index, one) {
        const char *name = text_of(one, "name");
        if (strlen(name) == size && strncmp(name, step, size) == 0) {
            return json_integer_value(json_object_get(one, "wave"));
        }
    }
    return 0;
}

bool plan_step_has(const struct plan_step *step, const json_t *action)
{
    return strcmp(step_of(action), step->name) == 0;
}

bool plan_steps_read(const json_t *plan, const json_t *description, struct plan_steps *steps)
{
    const json_t *actions = json_object_get(plan, "actions");
    const json_t *described = json_object_get(description, "steps");
    steps->count = 0;
    steps->items = calloc(json_array_size(actions) + 1, sizeof *steps->items);
    if (steps->items == NULL) {
        return false;
    }
    size_t index;
    json_t *action;
    json_array_foreach((json_t *)(uintptr_t)actions, index, action) {
        size_t at = 0;
        while (at < steps->count && !plan_step_has(&steps->items[at], action)) {
            at++;
        }
        if (at == steps->count) {
            const char *name = step_of(action);
            steps->items[steps->count++] = (struct plan_step){
                .name = name, .wave = wave_of(plan, described, name), .first = index};
        }
        steps->items[at].last = index;
        steps->items[at].expected_s += json_integer_value(json_object_get(action, "expected_s"));
    }
    return true;
}

void plan_steps_clear(struct plan_steps *steps)
{
    free(steps->items);
    *steps = (struct plan_steps){0};
}

/* The longest of a step's wave is counted once, at the first that is as long. */
static bool is_longest(const struct plan_steps *steps, size_t number)
{
    const struct plan_step *step = &steps->items[number];
    for (size_t i = 0; i < steps->count; i++) {
        const struct plan_step *other = &steps->items[i];
        if (other->wave == step->wave && (other->expected_s > step->expected_s ||
                                          (other->expected_s == step->expected_s && i < number))) {
            return false;
        }
    }
    return true;
}

int64_t plan_steps_expected_s(const struct plan_steps *steps)
{
    int64_t expected_s = 0;
    for (size_t i = 0; i < steps->count; i++) {
        expected_s += is_longest(steps, i) ? steps->items[i].expected_s : 0;
    }
    return expected_s;
}
