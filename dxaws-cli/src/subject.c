/* SPDX-License-Identifier: MIT */
/* plan, apply, show and destroy: what they print and how they end. */
#include "subject.h"

#include <stdlib.h>

#include "confirm.h"
#include "failure.h"
#include "output/plan.h"
#include "output/table.h"

static void print_plan(const struct run *run, const struct subject *subject, const dxaws_plan *plan)
{
    const struct plan_style style = {
        .colors = run->colors, .verbose = run->options->verbose, .subject = subject->name};
    plan_print(stdout, plan, &style);
    fflush(stdout); /* before the progress on the other stream */
}

static json_t *plan_json(const dxaws_plan *plan)
{
    return json_loads(dxaws_plan_format(plan), 0, NULL);
}

/* A site's document has one member a module; each gets a heading. */
static void print_current(const struct run *run, const struct subject *subject, const char *current)
{
    json_t *document = subject->ops == &site_ops ? json_loads(current, 0, NULL) : NULL;
    const char *module;
    json_t *part;
    if (document == NULL) {
        printf("%s\n", subject->name);
        table_print(stdout, current, run->colors);
        return;
    }
    json_object_foreach(document, module, part) {
        char *text = json_dumps(part, 0);
        printf("%s\n", module);
        table_print(stdout, text, run->colors);
        free(text);
    }
    json_decref(document);
}

static dxaws_error *show(struct run *run, const struct subject *subject)
{
    char *current = NULL;
    dxaws_error *error =
        subject->ops->show(run->managers, run->context, subject->desired, &current);
    if (error != NULL) {
        return error;
    }
    if (run->options->json) {
        return run_print_json("dxaws.show/1", json_pack("{so}", "current", run_json(current)));
    }
    print_current(run, subject, current);
    free(current);
    return NULL;
}

static dxaws_error *plan_only(struct run *run, const struct subject *subject)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_error *error = subject->ops->plan(run->managers, run->context, subject->desired, &plan);
    if (error != NULL) {
        return error;
    }
    run->status = dxaws_plan_count(plan) > 0 ? EXIT_CHANGES : 0;
    if (run->options->json) {
        return run_print_json("dxaws.plan/1", json_pack("{so}", "plan", plan_json(plan)));
    }
    print_plan(run, subject, plan);
    return NULL;
}

/* After the apply; takes @a result over. */
static dxaws_error *report(struct run *run, const struct subject *subject, const dxaws_plan *plan,
                           char *result)
{
    bool destroys = run->options->command->verb == VERB_DESTROY;
    bool changed = dxaws_plan_count(plan) > 0;
    if (run->options->json) {
        const char *outcome = !changed ? "noop" : destroys ? "destroyed" : "applied";
        return run_print_json("dxaws.apply/1",
                              json_pack("{ss sb so so}", "outcome", outcome, "dry_run",
                                        run->options->dry_run, "plan", plan_json(plan), "result",
                                        run_json(result)));
    }
    if (changed) {
        printf("%s: %s %s.\n", run->options->dry_run ? "Dry run, nothing was changed" : "Done",
               subject->name, destroys ? "is removed" : "is as it should be");
    }
    if (!destroys) {
        table_print(stdout, result, run->colors);
    }
    free(result);
    return NULL;
}

/* apply and destroy: the desired document says which. */
static dxaws_error *change(struct run *run, const struct subject *subject)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    char *result = NULL;
    bool destroys = run->options->command->verb == VERB_DESTROY;
    dxaws_error *error = subject->ops->plan(run->managers, run->context, subject->desired, &plan);
    if (error != NULL) {
        return error;
    }
    if (!run->options->json) {
        print_plan(run, subject, plan);
    }
    /* Who typed the site's name has confirmed. */
    if (dxaws_plan_count(plan) > 0 && run->options->allow_destroy == NULL) {
        error = confirm(run, destroys ? "Remove all this" : "Apply this plan");
    }
    error = error ? error : subject->ops->apply(run->managers, run->context, plan, &result);
    progress_end(run->progress);
    run->progress = NULL;
    return error ? error : report(run, subject, plan, result);
}

dxaws_error *subject_run(struct run *run, const struct subject *subject)
{
    switch (run->options->command->verb) {
    case VERB_SHOW:
        return show(run, subject);
    case VERB_PLAN:
        return plan_only(run, subject);
    default:
        return change(run, subject);
    }
}
