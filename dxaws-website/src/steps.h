/* SPDX-License-Identifier: MIT */
/* The steps of a site, as tables: which module does what, and after what. */
#ifndef DXAWS_WEBSITE_STEPS_H
#define DXAWS_WEBSITE_STEPS_H

#include "site.h"

/* The plan of each module, NULL where it is unused; of each thing to be removed; and of what is
 * left to do when all that is done, NULL without it. */
struct module_plans {
    dxaws_plan *of[MODULE_COUNT];
    dxaws_plan **former;
    dxaws_plan *settled;
};

/* The step that forgets what was removed; the module is asked for what it is then. */
#define STEP_SETTLED "settled"

struct step {
    const char *name;
    enum module module;
    /* Steps of one wave run at the same time, after all earlier waves. */
    int wave;
    /* A module's actions may be divided among steps: these kinds only, or all but these. */
    const char *const *only;
    const char *const *without;
    /* It removes what the site no longer asks for. */
    bool former;
    /* It publishes, so that it is also taken where nothing else is. */
    bool publishes;
    /* Whether the step is wanted, given all plans; NULL: always. */
    bool (*wanted)(const struct site *site, const struct module_plans *plans);
};

/* The steps that lead to a site, or away from it, in order. */
const struct step *steps_of(bool present, size_t *count);
const struct step *step_named(bool present, const char *name);

/* Whether a plan, which may be NULL, has an action of that kind. */
bool plan_has_kind(const dxaws_plan *plan, const char *kind);

/* The step's share of its module's plan; it may be empty. */
dxaws_error *step_share(const struct step *step, const dxaws_plan *plan, dxaws_plan **share);

#endif
