/* SPDX-License-Identifier: MIT */
/* The steps of a plan: what is done one after the other, and what at the same time. */
#ifndef DXAWS_CLI_PLAN_FORMS_STEPS_H
#define DXAWS_CLI_PLAN_FORMS_STEPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

/* One of them, as far as something is to be done in it. */
struct plan_step {
    const char *name; /* borrowed from the plan; "" where the module has none */
    json_int_t wave;
    size_t first; /* its actions in the plan, which need not stand together */
    size_t last;
    int64_t expected_s;
};

struct plan_steps {
    struct plan_step *items;
    size_t count;
};

/* In order of their first actions. Which wave each is of says the @a description of the plan's
 * module, by which it is performed. False without memory. */
bool plan_steps_read(const json_t *plan, const json_t *description, struct plan_steps *steps);
void plan_steps_clear(struct plan_steps *steps);

bool plan_step_has(const struct plan_step *step, const json_t *action);
/* How long the plan usually takes: of each wave as long as its longest step. */
int64_t plan_steps_expected_s(const struct plan_steps *steps);

#endif
