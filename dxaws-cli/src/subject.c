/* SPDX-License-Identifier: MIT */
/* plan, apply, show and destroy: what they print and how they end. */
#include "subject.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <dxaws/extend/tree.h>

#include "adoption.h"
#include "import-ids.h"
#include "confirm.h"
#include "duration.h"
#include "failure.h"
#include "output/plan.h"
#include "output/table.h"
#include "output/tally.h"
#include "output/terminal.h"
#include "plan-account.h"
#include "plan-events.h"
#include "plan-forms/print.h"
#include "plan-forms/steps.h"
#include "saved-plan.h"

/* Also a file may say so, with `present: false`. */
static bool removes(const struct subject *subject)
{
    return json_is_false(json_object_get(dxaws_document_tree(subject->desired), "present"));
}

/* How long a plan usually takes; 0 when that cannot be told. */
static int64_t expected_s(const struct subject *subject, const dxaws_plan *plan)
{
    DXAWS_AUTO(dxaws_document) description = NULL;
    struct plan_steps steps = {0};
    dxaws_error *error = subject->module->describe(subject->module, &description);
    bool whole = error == NULL &&
                 plan_steps_read(dxaws_plan_tree(plan), dxaws_document_tree(description), &steps);
    int64_t seconds = whole ? plan_steps_expected_s(&steps) : 0;
    plan_steps_clear(&steps);
    dxaws_error_free(error);
    return seconds;
}

static void print_plan(const struct run *run, const struct subject *subject, FILE *stream,
                       const dxaws_plan *plan)
{
    const struct plan_style style = {.colors = terminal_has_colors(stream, run->options->no_color),
                                     .verbose = run->options->verbose,
                                     .drift = run->options->command->verb == VERB_DRIFT,
                                     .removes = removes(subject),
                                     .expected_s = expected_s(subject, plan),
                                     .subject = subject->name};
    plan_print(stream, plan, &style);
    fflush(stream); /* before the progress on the other one */
}

/* A new reference to what is only ever read. */
static json_t *shared(const json_t *tree)
{
    return json_incref((json_t *)(uintptr_t)tree);
}

/* With the digests of its text, for who hands it on. NULL without memory. */
static json_t *plan_json(const dxaws_plan *plan)
{
    const char *text = dxaws_plan_text(plan);
    return text ? json_loads(text, 0, NULL) : NULL;
}

static void print_document(const struct run *run, const json_t *document)
{
    char *text = json_dumps(document, 0);
    table_print(stdout, text, run->colors);
    free(text);
}

/* A site's document has one member a module; each gets a heading. */
static void print_current(const struct run *run, const struct subject *subject,
                          const json_t *current)
{
    const char *module;
    json_t *part;
    if (modules_find(json_object_iter_key(json_object_iter((json_t *)(uintptr_t)current))) ==
        NULL) {
        print_safely(stdout, subject->name);
        fputc('\n', stdout);
        print_document(run, current);
        return;
    }
    json_object_foreach((json_t *)(uintptr_t)current, module, part) {
        if (!json_is_object(part)) {
            continue; /* the site's own, for its plan */
        }
        print_safely(stdout, module);
        fputc('\n', stdout);
        print_document(run, part);
    }
}

static dxaws_error *read_current(struct run *run, const struct subject *subject,
                                 dxaws_document **current)
{
    dxaws_manager *manager = NULL;
    dxaws_error *error = managers_open(run->managers, subject->module, &manager);
    return error ? error
                 : subject->module->read(subject->module, manager, run->context, subject->desired,
                                         current);
}

static dxaws_error *show(struct run *run, const struct subject *subject)
{
    DXAWS_AUTO(dxaws_document) current = NULL;
    json_t *shown = NULL;
    dxaws_error *error = read_current(run, subject, &current);
    error = error ? error : modules_visible(subject->module, current, &shown);
    if (error != NULL) {
        return error;
    }
    if (run->options->json) {
        return run_print_json(run, "dxaws.show/1", json_pack("{so}", "current", shown));
    }
    print_current(run, subject, shown);
    json_decref(shown);
    return NULL;
}

/* Reads what is there, and plans what leads from there to what is wanted. */
static dxaws_error *make_plan(struct run *run, const struct subject *subject, dxaws_plan **plan)
{
    DXAWS_AUTO(dxaws_document) current = NULL;
    plan_events_start(run->context, subject->module, subject->name);
    dxaws_error *error = read_current(run, subject, &current);
    error = error ? error
                  : subject->module->plan(subject->module, subject->desired, current, subject->how,
                                          plan);
    error = error ? error : adoption_check(run, subject, current);
    plan_events_done(run->context, subject->module, subject->name, error ? NULL : *plan, error);
    return error;
}

/* Where the plan is kept, and what that is good for. */
static void print_saved(const struct run *run)
{
    const char *file = run->options->out;
    const char *group = run->options->command->group;
    if (file != NULL) {
        fputs("The plan is in ", stdout);
        print_safely(stdout, file);
        printf("; to do that and nothing else: dxaws %s%sapply", group ? group : "",
               group ? " " : "");
        failure_print_word(stdout, file);
        fputc('\n', stdout);
    }
}

/* plan and drift. */
static dxaws_error *plan_only(struct run *run, const struct subject *subject)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_error *error = make_plan(run, subject, &plan);
    if (error != NULL) {
        return error;
    }
    bool differs = dxaws_plan_count(plan) > 0;
    bool drift = run->options->command->verb == VERB_DRIFT;
    run->status = differs ? EXIT_CHANGES : 0;
    char buffer[DXAWS_ACCOUNT_SIZE];
    const char *account = plan_account(plan, buffer);
    error = run->options->out ? saved_plan_write(run, account, plan_json(plan)) : NULL;
    if (error == NULL && plan_is_printed_otherwise(run->options)) {
        return plan_print_otherwise(run, subject, plan, account);
    }
    if (error == NULL && run->options->json) {
        json_t *shown = plan_json(plan);
        return drift ? run_print_json(run, "dxaws.drift/1",
                                      json_pack("{sb so}", "drifted", differs, "plan", shown))
                     : run_print_json(run, "dxaws.plan/1",
                                      json_pack("{so ss* ss*}", "plan", shown, "account", account,
                                                "event_bus", run->bus));
    }
    if (error == NULL) {
        print_plan(run, subject, stdout, plan);
        print_saved(run);
    }
    return error;
}

/* How an apply ended. @a rest is NULL when nothing is left. */
static const char *outcome_of(const struct run *run, const struct subject *subject,
                              const dxaws_plan *plan, const dxaws_plan *rest)
{
    bool releases = run->options->command->verb == VERB_RELEASE;
    return rest != NULL                  ? "stopped"
           : dxaws_plan_count(plan) == 0 ? "noop"
           : releases                    ? "released"
           : removes(subject)            ? "destroyed"
                                         : "applied";
}

/* How it ended. */
struct applied {
    const dxaws_plan *plan;
    const dxaws_plan *left; /* of it when it began; NULL where that is not known */
    const dxaws_plan *rest; /* that is left still; NULL for nothing */
    const dxaws_document *result;
};

/* What was done of what was @a left, and how long it took. Of a dry run the plan has said it. */
static void print_tally(const struct run *run, const dxaws_plan *plan, const dxaws_plan *left)
{
    int64_t took_s = (dxaws_context_monotonic_ms(run->context) - run->start_ms + 500) / 1000;
    if (!run->options->dry_run) {
        char text[32];
        duration_format(took_s > 0 ? took_s : 1, text, sizeof text);
        fputc(' ', stdout);
        tally_print_done(stdout, plan, left);
        printf(" in %s.", text);
    }
    fputc('\n', stdout);
}

static const char *participle(const struct run *run, const struct subject *subject,
                              const dxaws_plan *plan)
{
    if (run->options->command->verb == VERB_RELEASE) {
        return "released";
    }
    if (removes(subject)) {
        return tally_removes(plan) ? "removed" : "given back";
    }
    return run->options->command->verb == VERB_PUBLISH ? "published" : "as it should be";
}

static void print_outcome(const struct run *run, const struct subject *subject,
                          const struct applied *applied)
{
    const dxaws_plan *plan = applied->plan;
    const dxaws_plan *rest = applied->rest;
    if (rest != NULL) {
        size_t left = dxaws_plan_count(rest);
        printf("Stopped after %s as asked for: %zu action%s of ", run->options->stop_after, left,
               left == 1 ? "" : "s");
        print_safely(stdout, subject->name);
        printf(" %s left; run it again to go on.\n", left == 1 ? "is" : "are");
    } else if (dxaws_plan_count(plan) > 0) {
        bool dry = run->options->dry_run;
        fputs(dry ? "Dry run, nothing was changed: " : "Done: ", stdout);
        print_safely(stdout, subject->name);
        printf(" %s %s.", dry ? "would be" : "is", participle(run, subject, plan));
        print_tally(run, plan, applied->left);
    }
}

/* What is let go, for the tool that takes it over. */
static dxaws_error *print_import(const struct run *run, const dxaws_plan *plan)
{
    const char *tool = run->options->import;
    json_t *ids = tool ? import_ids(plan, tool) : NULL;
    if (ids != NULL) {
        import_print(ids, tool);
        json_decref(ids);
        return NULL;
    }
    return tool ? dxaws_error_out_of_memory() : NULL;
}

/* After the apply. */
static dxaws_error *report(struct run *run, const struct subject *subject,
                           const struct applied *applied)
{
    const dxaws_plan *plan = applied->plan;
    if (run->options->json) {
        const char *tool = run->options->import;
        return run_print_json(run, "dxaws.apply/1",
                              json_pack("{ss sb so so* so so*}", "outcome",
                                        outcome_of(run, subject, plan, applied->rest), "dry_run",
                                        run->options->dry_run, "plan", plan_json(plan), "rest",
                                        applied->rest ? plan_json(applied->rest) : NULL, "result",
                                        shared(dxaws_document_tree(applied->result)), "import",
                                        tool ? import_ids(plan, tool) : NULL));
    }
    print_outcome(run, subject, applied);
    /* What a dry run would have made has no ids yet. */
    if (!removes(subject) && !run->options->dry_run) {
        print_document(run, dxaws_document_tree(applied->result));
    }
    return print_import(run, plan);
}

/* Shows the plan, and asks. Who typed the site's name has confirmed. */
static dxaws_error *agree(struct run *run, const struct subject *subject, const dxaws_plan *plan)
{
    bool releases = run->options->command->verb == VERB_RELEASE;
    const char *named = run->options->allow_destroy;
    bool confirmed = run->options->command->verb == VERB_DESTROY && named != NULL &&
                     (!run->several || strcmp(named, subject->name) == 0);
    if (!run->options->json) {
        print_plan(run, subject, stdout, plan);
    }
    if (dxaws_plan_count(plan) == 0 || confirmed) {
        return NULL;
    }
    if (confirm_asks(run) && (run->options->json || !isatty(STDOUT_FILENO))) {
        print_plan(run, subject, stderr, plan); /* where it is asked, it is seen */
    }
    return confirm(run, releases           ? "Let go of all this"
                        : removes(subject) ? "Remove all this"
                                           : "Apply this plan");
}

/* What is left of a plan that was made before; what stands in the way of knowing that is told by
 * applying it. */
static void look_again(struct run *run, const struct subject *subject, dxaws_plan **left)
{
    dxaws_manager *manager = NULL;
    dxaws_error *error = managers_open(run->managers, subject->module, &manager);
    error = error ? error
                  : dxaws_module_plan_again(subject->module, manager, run->context, subject->plan,
                                            left);
    dxaws_error_free(error);
    bool done = *left != NULL && dxaws_plan_count(*left) == 0;
    if (done && dxaws_plan_count(subject->plan) > 0 && !run->options->json) {
        fputs("This plan was done already. ", stdout);
    }
}

/* apply and destroy: the desired document says which. */
static dxaws_error *change(struct run *run, const struct subject *subject)
{
    DXAWS_AUTO(dxaws_plan) made = NULL;
    DXAWS_AUTO(dxaws_plan) rest = NULL;
    DXAWS_AUTO(dxaws_document) result = NULL;
    dxaws_manager *manager = NULL;
    dxaws_error *error = NULL;
    if (subject->plan != NULL) {
        look_again(run, subject, &made);
    } else {
        error = make_plan(run, subject, &made);
    }
    bool done = made != NULL && dxaws_plan_count(made) == 0;
    const dxaws_plan *plan = subject->plan && !done ? subject->plan : made;
    error = error ? error : agree(run, subject, plan);
    error = error ? error : managers_open(run->managers, subject->module, &manager);
    run->start_ms = dxaws_context_monotonic_ms(run->context);
    error = error ? error
                  : subject->module->apply(subject->module, manager, run->context, plan,
                                           subject->plan ? subject->how : NULL, &rest, &result);
    progress_end(run->progress);
    run->progress = NULL;
    const struct applied applied = {plan, made, rest && dxaws_plan_count(rest) > 0 ? rest : NULL,
                                    result};
    return error ? error : report(run, subject, &applied);
}

static dxaws_error *act(struct run *run, const struct subject *subject)
{
    switch (run->options->command->verb) {
    case VERB_SHOW:
        return show(run, subject);
    case VERB_PLAN:
    case VERB_DRIFT:
        return plan_only(run, subject);
    default:
        return change(run, subject);
    }
}

dxaws_error *subject_run(struct run *run, const struct subject *subject)
{
    return act(run, subject);
}
