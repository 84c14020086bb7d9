/* SPDX-License-Identifier: MIT */
/* Planning a publication, and simulating one. Pure. */
#include "content-schema.h"

#include <dxaws/kit/ownership.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include "state.h"

enum {
    SHOWN = 20,       /* so many objects of an action are named, above that they are counted */
    FEW_REMOVED = 10, /* so many may vanish without a word */
};

static const char *key_of(const struct content_run *run, const struct content_change *change)
{
    return change->wanted != CONTENT_ABSENT
               ? entries_key(&run->wanted, (size_t)change->wanted)
               : entries_key(&run->index.entries, (size_t)change->known);
}

static int64_t size_of(const struct content_run *run, const struct content_change *change)
{
    return change->wanted != CONTENT_ABSENT ? run->wanted.items[change->wanted].size
                                            : run->index.entries.items[change->known].size;
}

/* Each object with its reason. */
static void name_each(struct dx_planner *planner, json_t *action, const struct content_run *run,
                      const struct content_change *changes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        json_t *what = json_pack("{ss sI}", "reason", content_reason_name(changes[i].reason),
                                 "size", (json_int_t)size_of(run, &changes[i]));
        bool removes = changes[i].reason == CONTENT_EXPIRED;
        planner->out_of_memory = planner->out_of_memory || what == NULL;
        dx_planner_change(planner, action, key_of(run, &changes[i]), removes ? what : NULL,
                          removes ? NULL : what);
        json_decref(what);
    }
}

/* How many there are of each reason. */
static void count_all(struct dx_planner *planner, json_t *action, const struct content_run *run,
                      const struct content_change *changes, size_t count)
{
    for (int reason = CONTENT_NEW; reason <= CONTENT_EXPIRED; reason++) {
        json_int_t objects = 0;
        json_int_t bytes = 0;
        for (size_t i = 0; i < count; i++) {
            objects += changes[i].reason == (enum content_reason)reason;
            bytes +=
                changes[i].reason == (enum content_reason)reason ? size_of(run, &changes[i]) : 0;
        }
        json_t *what =
            objects > 0 ? json_pack("{sI sI}", "objects", objects, "bytes", bytes) : NULL;
        if (what != NULL) {
            dx_planner_change(planner, action, content_reason_name((enum content_reason)reason),
                              reason == CONTENT_EXPIRED ? what : NULL,
                              reason == CONTENT_EXPIRED ? NULL : what);
        }
        planner->out_of_memory = planner->out_of_memory || (objects > 0 && what == NULL);
        json_decref(what);
    }
}

/* An action on a set of objects, if there is any. */
static void plan_set(struct dx_planner *planner, const char *kind, const struct content_run *run,
                     const struct content_change *changes, size_t count, bool always)
{
    if (count == 0 && !always) {
        return;
    }
    json_t *action = dx_planner_action(planner, kind, count > 0 ? "drift" : "taken over");
    (count > SHOWN ? count_all : name_each)(planner, action, run, changes, count);
}

/* What is written, stage by stage; of a claim that is taken over all stages, since nobody knows
 * what its holder does until then. */
static void plan_writes(struct dx_planner *planner, const struct content_run *run, bool takes_over)
{
    static const char *const kinds[] = {CONTENT_DO_ASSETS, CONTENT_DO_PAGES, CONTENT_DO_ENTRIES};
    size_t count = 0;
    size_t first = 0;
    struct content_change *changes = run_writes(run, CONTENT_ENTRIES, &count);
    planner->out_of_memory = planner->out_of_memory || changes == NULL;
    for (int stage = CONTENT_ASSETS; changes != NULL && stage <= CONTENT_ENTRIES; stage++) {
        size_t next = first;
        while (next < count && run->wanted.items[changes[next].wanted].stage <= stage) {
            next++;
        }
        plan_set(planner, kinds[stage - 1], run, changes + first, next - first, takes_over);
        first = next;
    }
    free(changes);
}

static void plan_removal(struct dx_planner *planner, const struct content_run *run, bool takes_over)
{
    size_t count = 0;
    struct content_change *changes = calloc(run->made.expired + 1, sizeof *changes);
    planner->out_of_memory = planner->out_of_memory || changes == NULL;
    for (size_t i = 0; changes != NULL && i < run->made.count; i++) {
        if (run->made.changes[i].reason == CONTENT_EXPIRED) {
            changes[count++] = run->made.changes[i];
        }
    }
    plan_set(planner, CONTENT_DO_DELETE, run, changes, count, takes_over);
    free(changes);
}

static void plan_claim(struct dx_planner *planner, const struct content_run *run)
{
    char by[DXAWS_DIGEST_SIZE];
    char wants[DXAWS_DIGEST_SIZE];
    bool whole = run_name(run, by, wants);
    json_t *action = dx_planner_action(planner, CONTENT_DO_CLAIM,
                                       index_claim(&run->index) ? "taken over" : "not published");
    planner->out_of_memory = planner->out_of_memory || !whole;
    dx_planner_payload(planner, action, DOC_CLAIM, json_string(whole ? by : ""));
}

/* The first that is not wanted any more. */
static const char *vanished_key(const struct content_run *run)
{
    const struct content_entries *known = &run->index.entries;
    for (size_t i = 0; i < run->made.count; i++) {
        const struct content_change *change = &run->made.changes[i];
        if (change->wanted == CONTENT_ABSENT && change->listed != CONTENT_ABSENT &&
            known->items[change->known].time_ms == 0) {
            return entries_key(known, (size_t)change->known);
        }
    }
    return "";
}

/* Objects that vanish in one run are told of before they go, and many of them are a build that
 * broke. */
static dxaws_error *check_vanished(const struct dx_planner *planner, const struct content_run *run)
{
    size_t vanished = run->made.vanished;
    const char *bucket = run->place.bucket.name;
    const char *allowed = dxaws_apply_options_allow_destroy(planner->options);
    if (vanished <= FEW_REMOVED || 3 * vanished <= run->made.published ||
        (allowed != NULL && strcmp(allowed, bucket) == 0)) {
        return NULL;
    }
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_INVALID_STATE, "s3", DXAWS_S3_ERROR_REMOVES_TOO_MUCH,
        "s3 %s: allow to destroy \"%s\" if that is meant: %zu of %zu published objects are not "
        "wanted any more, such as \"%s\"",
        bucket, bucket, vanished, run->made.published, vanished_key(run));
    dxaws_error_set_resource(error, bucket);
    return error;
}

/* What others put under keys that are wanted is overwritten when that is meant, and not by whoever
 * only names a folder with such a file. */
static dxaws_error *check_others(const struct dx_planner *planner, const struct content_run *run)
{
    char consent[600];
    const char *bucket = run->place.bucket.name;
    const char *existing = dx_text(planner->desired, DOC_EXISTING);
    const char *first = NULL;
    size_t count = 0;
    for (size_t i = 0; i < run->made.count; i++) {
        const struct content_change *change = &run->made.changes[i];
        if (change->of_others && change->wanted != CONTENT_ABSENT) {
            first = first ? first : entries_key(&run->wanted, (size_t)change->wanted);
            count++;
        }
    }
    snprintf(consent, sizeof consent, CONTENT_CONSENT "/%s", bucket);
    if (count == 0 || existing == NULL || strcmp(existing, DXAWS_S3_CONTENT_EXISTING_REFUSE) != 0 ||
        dxaws_apply_options_adopts(planner->options, consent)) {
        return NULL;
    }
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_CONFLICT, "s3", DXAWS_MODULE_ERROR_NOT_OURS,
        "s3 %s: adopt \"%s\" to replace what is there, or publish under other names: %zu %s not "
        "ours, such as \"%s\"",
        bucket, consent, count, count == 1 ? "object is" : "objects are", first);
    dxaws_error_set_resource(error, consent);
    return error;
}

/* A time in the largest unit that it is a multiple of. */
static void say_time(int64_t ms, char *text, size_t size)
{
    static const struct {
        int64_t ms;
        const char *name;
    } units[] = {{86400000, "day"}, {3600000, "hour"}, {60000, "minute"}, {1000, "second"}};
    size_t i = 0;
    while (i + 1 < sizeof units / sizeof *units && (ms < units[i].ms || ms % units[i].ms != 0)) {
        i++;
    }
    long long count = (long long)((ms + units[i].ms - 1) / units[i].ms);
    snprintf(text, size, "%lld %s%s", count, units[i].name, count == 1 ? "" : "s");
}

/* What vanished since the last run is told of before it goes. */
static void tell_vanished(struct dx_planner *planner, const struct content_run *run)
{
    char why[300];
    char kept[40];
    size_t count = run->made.vanished;
    if (count == 0) {
        return;
    }
    say_time(run->prune_ms, kept, sizeof kept);
    snprintf(why, sizeof why, "%zu published %s not wanted any more, \"%.100s\"%s: %s%s%s", count,
             count == 1 ? "object is" : "objects are", vanished_key(run),
             count == 1 ? "" : " among them", run->prune_ms > 0 ? "kept for " : "",
             run->prune_ms > 0 ? kept : "",
             run->prune_ms > 0 ? ", and removed by the first run after that"
                               : "removed by the next run");
    dx_planner_left(planner, "content", run->place.bucket.name, why, NULL);
}

static dxaws_error *plan_published(struct dx_planner *planner, const struct content_run *run)
{
    bool ours = run_holds_claim(run);
    bool takes_over = index_claim(&run->index) != NULL && !ours;
    if (!run->made.differs && (!run->forgets || run->ended)) {
        return NULL;
    }
    dxaws_error *error = ours ? NULL : check_others(planner, run);
    error = error ? error : check_vanished(planner, run);
    if (error != NULL) {
        return error;
    }
    tell_vanished(planner, run);
    if (!ours) {
        plan_claim(planner, run);
    }
    if (takes_over) {
        dx_planner_action(planner, CONTENT_DO_ABORT, "taken over");
    }
    plan_writes(planner, run, takes_over);
    plan_removal(planner, run, takes_over);
    if (takes_over) {
        dx_planner_action(planner, CONTENT_DO_SETTLE, "taken over");
    }
    dx_planner_action(planner, CONTENT_DO_INDEX, "drift");
    return NULL;
}

/* What was published goes, and the index with it; what others put there stays. */
static void plan_withdrawn(struct dx_planner *planner, const struct content_run *run)
{
    if (run->index.head != NULL) {
        bool ours = run_holds_claim(run);
        bool takes_over = index_claim(&run->index) != NULL && !ours;
        if (!ours) {
            plan_claim(planner, run);
        }
        if (takes_over) {
            dx_planner_action(planner, CONTENT_DO_ABORT, "taken over");
        }
        plan_removal(planner, run, takes_over);
        dx_planner_action(planner, CONTENT_DO_FORGET, "not wanted");
    }
}

static dxaws_error *plan(struct dx_planner *planner, struct content_run *run)
{
    bool awaits = json_is_true(json_object_get(planner->desired, DOC_AWAITS));
    if (run->withdraws && dxaws_apply_options_release(planner->options)) {
        dx_planner_left(planner, "content", run->place.bucket.name,
                        "it stays with what is given back", NULL);
        return NULL;
    }
    if (run->withdraws) {
        plan_withdrawn(planner, run);
        return NULL;
    }
    if (!run->exists && !awaits) {
        return dxaws_error_new(DXAWS_ERROR_NOT_FOUND, "s3", DXAWS_S3_ERROR_NO_SUCH_BUCKET,
                               "s3 %s: make the bucket first: there is none of that name, and "
                               "content is published to one that is there",
                               run->place.bucket.name);
    }
    return run->overtaken ? NULL : plan_published(planner, run);
}

dxaws_error *content_plan_hook(struct dx_planner *planner)
{
    struct content_run run = {.store = NULL};
    dxaws_error *error = state_read(planner->observed, &run);
    state_desire(planner->desired, &run);
    error = error ? error : run_compare(&run);
    error = error ? error : plan(planner, &run);
    run_clear(&run);
    return error;
}
