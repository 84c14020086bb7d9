/* SPDX-License-Identifier: MIT */
/** @file
 * What every action of every module is tried with in the contract suites: it is performed twice, as
 * after an answer that was lost; the service loses the answers of writes, while lists lag; and the
 * world moves between the plan and the action. A suite says in hazards how each kind comes to be
 * planned; contract-tried.h fails it for a kind that none of them plans. Header only, as
 * contract.h.
 */
#ifndef DXAWS_KIT_CONTRACT_HAZARDS_H
#define DXAWS_KIT_CONTRACT_HAZARDS_H

#include <dxaws/kit/contract.h>
#include <dxaws/module.h>
#include <dxaws/provider.h>

/** How some kinds come to be planned, and what happens then: the `detail` of cases. */
struct dx_contract_hazard {
    const char *kinds; /**< what is planned, separated by blanks */
    /** Leads there; *desired is the caller's, of the suite's type. May set the run's options. */
    dxaws_error *(*prepare)(struct run *run, void **desired);
    size_t left;        /**< how many resources there are when it is done */
    const char *before; /**< the kind right before which the world moves; NULL: it does not */
    dxaws_error *(*move)(struct run *run, const void *desired); /**< moves it */
};

/** One hazard being run: what there is of the suite, and what it can do. */
struct dx_contract_trial {
    struct run *run;
    const struct dx_contract_hazard *hazard;
    const void *desired;
    dxaws_context *context;
    dxaws_provider *provider; /**< of the run's manager; borrowed */
    dxaws_error *(*plan)(struct run *run, const void *desired, dxaws_plan **plan);
    dxaws_error *(*execute)(struct run *run, const void *desired);
    /** From here on the run's manager works through another provider, which is borrowed. */
    dxaws_error *(*work_through)(struct run *run, dxaws_provider *provider);
    dxaws_error *(*lose_answers)(struct run *run, int lag_s);
    /** Fails unless all is as it is desired, and nothing is there twice. */
    dxaws_error *(*check)(struct run *run, const void *desired);
    /** All that there is, whosever it is: a text for free(). */
    dxaws_error *(*read)(struct run *run, const void *desired, char **text);
};

/** A provider between a manager and another one: it performs everything twice, or has the world
 * move right before a kind. */
struct dx_disturbed {
    dxaws_provider *inner;
    const struct dx_contract_trial *trial; /**< NULL: it performs twice */
    char **moved;                          /**< all there is when it has moved */
};

static inline dxaws_error *dx_disturbed_read(void *self, dxaws_context *context,
                                             const dxaws_document *wanted,
                                             dxaws_document **observed)
{
    const struct dx_disturbed *disturbed = (const struct dx_disturbed *)self;
    return dxaws_provider_read(disturbed->inner, context, wanted, observed);
}

static inline dxaws_error *dx_move_before(const struct dx_disturbed *disturbed, const char *kind)
{
    const struct dx_contract_trial *trial = disturbed->trial;
    if (*disturbed->moved != NULL || strcmp(kind, trial->hazard->before) != 0) {
        return NULL;
    }
    DX_TRY(trial->hazard->move(trial->run, trial->desired));
    return trial->read(trial->run, trial->desired, disturbed->moved);
}

static inline dxaws_error *dx_disturbed_perform(void *self, dxaws_context *context,
                                                const dxaws_action *action,
                                                const dxaws_document *before,
                                                dxaws_document **after)
{
    const struct dx_disturbed *disturbed = (const struct dx_disturbed *)self;
    if (disturbed->trial != NULL) {
        DX_TRY(dx_move_before(disturbed, dxaws_action_kind(action)));
        return dxaws_provider_perform(disturbed->inner, context, action, before, after);
    }
    DXAWS_AUTO(dxaws_document) lost = NULL;
    DX_TRY(dxaws_provider_perform(disturbed->inner, context, action, before, &lost));
    return dxaws_provider_perform(disturbed->inner, context, action, before, after);
}

static inline bool dx_disturbed_supports(void *self, const char *kind)
{
    return dxaws_provider_supports(((const struct dx_disturbed *)self)->inner, kind);
}

static inline void dx_disturbed_destroy(void *self)
{
    dxaws_provider_unref(((struct dx_disturbed *)self)->inner);
    free(self);
}

/** Has the run work through a disturbed provider from here on. */
static inline dxaws_error *dx_disturb(const struct dx_contract_trial *trial, char **moved)
{
    static const dxaws_provider_ops ops = {
        .size = sizeof ops,
        .name = "disturbed",
        .destroy = dx_disturbed_destroy,
        .read = dx_disturbed_read,
        .perform = dx_disturbed_perform,
        .supports = dx_disturbed_supports,
    };
    struct dx_disturbed *disturbed = (struct dx_disturbed *)calloc(1, sizeof(*disturbed));
    dxaws_provider *outer = NULL;
    if (disturbed == NULL) {
        return dxaws_error_out_of_memory();
    }
    *disturbed = (struct dx_disturbed){dxaws_provider_ref(trial->provider),
                                       moved != NULL ? trial : NULL, moved};
    dxaws_error *error =
        dxaws_provider_new(dxaws_provider_module(trial->provider), &ops, disturbed, &outer);
    if (error != NULL) {
        dx_disturbed_destroy(disturbed);
        return error;
    }
    error = trial->work_through(trial->run, outer);
    dxaws_provider_unref(outer);
    return error;
}

static inline dxaws_error *dx_contract_begin(const struct dx_contract_trial *trial)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(trial->plan(trial->run, trial->desired, &plan));
    return dx_contract_kinds(plan, trial->hazard->kinds);
}

/** An action that is done already is a success, whatever was answered the first time. */
static inline dxaws_error *dx_contract_twice(const struct dx_contract_trial *trial)
{
    DX_TRY(dx_contract_begin(trial));
    DX_TRY(dx_disturb(trial, NULL));
    DX_TRY(trial->execute(trial->run, trial->desired));
    return trial->check(trial->run, trial->desired);
}

static inline dxaws_error_kind dx_contract_root(const dxaws_error *error)
{
    while (dxaws_error_cause(error) != NULL) {
        error = dxaws_error_cause(error);
    }
    return dxaws_error_get_kind(error);
}

/** What a run says that lost an answer is true: the service did not answer, so that nobody knows
 * whether it was done. Borrows @a error. */
static inline dxaws_error *dx_contract_lost(const dxaws_error *error)
{
    dxaws_error_kind kind = dx_contract_root(error);
    DX_EXPECT(kind == DXAWS_ERROR_UNAVAILABLE &&
                  strstr(dxaws_error_message(error), "othing was ") == NULL,
              "an answer was lost, and it is told as %s: %s", dxaws_error_kind_name(kind),
              dxaws_error_message(error));
    return NULL;
}

/** The answers of writes are lost, and lists lag: each run says what is true, and the next one goes
 * on, until all is done, once. */
static inline dxaws_error *dx_contract_survive(const struct dx_contract_trial *trial, int lag_s)
{
    enum { RUNS = 8 };
    struct run *run = trial->run;
    DX_TRY(dx_contract_begin(trial));
    DX_TRY(trial->lose_answers(run, lag_s));
    dxaws_error *error = trial->execute(run, trial->desired);
    for (int i = 0; i < RUNS && error != NULL; i++) {
        dxaws_error *untrue = dx_contract_lost(error);
        dxaws_error_free(error);
        DX_TRY(untrue);
        error = trial->execute(run, trial->desired);
    }
    DX_TRY(error);
    int64_t end = dxaws_context_monotonic_ms(trial->context) + lag_s * INT64_C(1000) + 60000;
    while ((error = trial->check(run, trial->desired)) != NULL &&
           dxaws_context_monotonic_ms(trial->context) < end) {
        dxaws_error_free(error);
        DX_TRY(dxaws_context_sleep_ms(trial->context, 1000));
    }
    return error;
}

/* STALE or CONFLICT, whether or not something was done before, or a service is its cause. */
static inline bool dx_contract_is_moved(const dxaws_error *error)
{
    bool moved = false;
    for (; error != NULL && !moved; error = dxaws_error_cause(error)) {
        moved = dxaws_error_get_kind(error) == DXAWS_ERROR_STALE ||
                dxaws_error_get_kind(error) == DXAWS_ERROR_CONFLICT;
    }
    return moved;
}

/** The world moves right before an action: STALE or CONFLICT, and from then on nothing is written.
 */
static inline dxaws_error *dx_contract_moved(const struct dx_contract_trial *trial)
{
    char *moved = NULL;
    char *after = NULL;
    DX_TRY(dx_contract_begin(trial));
    DX_TRY(dx_disturb(trial, &moved));
    dxaws_error *error = trial->execute(trial->run, trial->desired);
    /* What disturbs ends here, before what cleans up. */
    dxaws_error *calm = trial->work_through(trial->run, trial->provider);
    if (calm != NULL) {
        dxaws_error_free(error);
        error = calm;
    } else if (dx_contract_is_moved(error)) {
        dxaws_error_free(error);
        error = trial->read(trial->run, trial->desired, &after);
    } else if (error == NULL) {
        error = dxaws_error_new(DXAWS_ERROR_INTERNAL, "contract", "Failed",
                                "it succeeded, and %s should not have", trial->hazard->before);
    }
    if (error == NULL && (moved == NULL || strcmp(moved, after) != 0)) {
        error = dxaws_error_new(DXAWS_ERROR_INTERNAL, "contract", "Failed",
                                "when the world had moved it was \"%s\", and is \"%s\"",
                                moved ? moved : "never", after);
    }
    /* What tidies up afterwards works through the run's manager as well, and this here ends. */
    dxaws_error *restored = trial->work_through(trial->run, trial->provider);
    if (error == NULL) {
        error = restored;
    } else {
        dxaws_error_free(restored);
    }
    free(moved);
    free(after);
    return error;
}

/** For a suite that has nothing to note before a hazard. */
static inline dxaws_error *dx_contract_note_nothing(struct run *run)
{
    (void)run;
    return NULL;
}

/** Defines the functions of the cases below, for the suite of @a type ("dxaws_s3"). It has a
 * `struct run` with row, context, provider, manager, options and consents, run_execute() and
 * run_lose_answers(), and, of dx_contract_trial, work_through(), check() and read_all(). @a note is
 * called before anything is prepared. */
#define DX_HAZARDS(type, note)                                                                     \
    static dxaws_error *make_plan(struct run *run, const void *desired, dxaws_plan **plan)         \
    {                                                                                              \
        return type##_manager_plan(run->manager, run->context, desired, run->options, plan);       \
    }                                                                                              \
    static dxaws_error *execute(struct run *run, const void *desired)                              \
    {                                                                                              \
        return run_execute(run, desired);                                                          \
    }                                                                                              \
    static dxaws_error *happen(struct run *run,                                                    \
                               dxaws_error *(*function)(const struct dx_contract_trial *trial))    \
    {                                                                                              \
        struct dx_contract_trial trial = {.run = run,                                              \
                                          .hazard = run->row->detail,                              \
                                          .context = run->context,                                 \
                                          .provider = type##_provider_base(run->provider),         \
                                          .plan = make_plan,                                       \
                                          .execute = execute,                                      \
                                          .work_through = work_through,                            \
                                          .lose_answers = run_lose_answers,                        \
                                          .check = check,                                          \
                                          .read = read_all};                                       \
        void *desired = NULL;                                                                      \
        run->consents = dxaws_apply_options_new();                                                 \
        dxaws_error *error = note(run);                                                            \
        error = error ? error : trial.hazard->prepare(run, &desired);                              \
        run->options = run->consents;                                                              \
        trial.desired = desired;                                                                   \
        error = error ? error : function(&trial);                                                  \
        run->options = NULL;                                                                       \
        dxaws_apply_options_free(run->consents);                                                   \
        type##_desired_free(desired);                                                              \
        return error;                                                                              \
    }                                                                                              \
    static dxaws_error *survive_0_s(const struct dx_contract_trial *trial)                         \
    {                                                                                              \
        return dx_contract_survive(trial, 0);                                                      \
    }                                                                                              \
    static dxaws_error *survive_4_s(const struct dx_contract_trial *trial)                         \
    {                                                                                              \
        return dx_contract_survive(trial, 4);                                                      \
    }                                                                                              \
    static dxaws_error *survive_40_s(const struct dx_contract_trial *trial)                        \
    {                                                                                              \
        return dx_contract_survive(trial, 40);                                                     \
    }                                                                                              \
    static dxaws_error *performed_twice(struct run *run)                                           \
    {                                                                                              \
        return happen(run, dx_contract_twice);                                                     \
    }                                                                                              \
    static dxaws_error *answers_lost(struct run *run)                                              \
    {                                                                                              \
        return happen(run, survive_0_s);                                                           \
    }                                                                                              \
    static dxaws_error *answers_lost_and_lists_4_s_late(struct run *run)                           \
    {                                                                                              \
        return happen(run, survive_4_s);                                                           \
    }                                                                                              \
    static dxaws_error *answers_lost_and_lists_40_s_late(struct run *run)                          \
    {                                                                                              \
        return happen(run, survive_40_s);                                                          \
    }                                                                                              \
    static dxaws_error *world_moved(struct run *run)                                               \
    {                                                                                              \
        return happen(run, dx_contract_moved);                                                     \
    }

#define DX_HAZARD_CASE(title, since_release, what, bits, ...)                                      \
    {                                                                                              \
        .name = #title "_" #what, .since = (since_release), .function = (what), .needs = (bits),   \
        .detail = &(const struct dx_contract_hazard)                                               \
        {                                                                                          \
            __VA_ARGS__                                                                            \
        }                                                                                          \
    }

/** The cases of one hazard, of which the rest are the first members: the release that brought the
 * first of its kinds of action, and what its preparation, lost answers and lists that lag need of
 * the fixture. Providers that claim an older release have no such kind, and do not meet them. */
#define DX_HAZARD_CASES(title, since, bits, lost, lag, ...)                                        \
    DX_HAZARD_CASE(title, since, performed_twice, bits, __VA_ARGS__, NULL, NULL),                  \
        DX_HAZARD_CASE(title, since, answers_lost, (bits) | (lost), __VA_ARGS__, NULL, NULL),      \
        DX_HAZARD_CASE(title, since, answers_lost_and_lists_4_s_late, (bits) | (lag), __VA_ARGS__, \
                       NULL, NULL),                                                                \
        DX_HAZARD_CASE(title, since, answers_lost_and_lists_40_s_late, (bits) | (lag),             \
                       __VA_ARGS__, NULL, NULL)

/** The case in which the world moves: all members. */
#define DX_MOVED_CASE(title, since, bits, ...)                                                     \
    DX_HAZARD_CASE(title, since, world_moved, bits, __VA_ARGS__)

/** Blanks, in the text of an observed document, what a provider of a release to come says besides,
 * see future-provider.h: it may be another each time. */
static inline void dx_contract_forget_unknown(char *text)
{
    char *member = strstr(text, "\"of_the_future\"");
    for (; member != NULL && *member != '\0' && *member != '}'; member++) {
        *member = ' ';
    }
}

#endif
