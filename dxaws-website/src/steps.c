/* SPDX-License-Identifier: MIT */
/* The steps of a site, as tables. Plan, apply and destroy all follow them; a new step is a row. */
#include "steps.h"

#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

#include "addresses.h"
#include "content.h"
#include "former.h"
#include "how.h"

static const char *const policy_kinds[] = {"PUT_POLICY", NULL};
static const char *const wait_kinds[] = {"WAIT_DEPLOYED", NULL};
static const char *const invalidate_kinds[] = {"INVALIDATE", NULL};
static const char *const forget_kinds[] = {"WAIT_INVALIDATED", NULL};
static const char *const index_kinds[] = {"PUT_INDEX", NULL};
static const char *const delete_kinds[] = {"DELETE_FUNCTION", NULL};
static const char *const tag_kinds[] = {"PUT_TAGS", NULL};
static const char *const first_kinds[] = {"ADOPT", "PUT_TAGS", NULL};
static const char *const later_kinds[] = {"ADOPT",      "PUT_TAGS",         "WAIT_DEPLOYED",
                                          "INVALIDATE", "WAIT_INVALIDATED", NULL};

/* What is run somewhere cannot be deleted. */
static bool lets_function_go(const struct site *site, const struct module_plans *plans)
{
    return addresses_are_run(site) && plan_has_kind(plans->of[MODULE_FUNCTION], "DELETE_FUNCTION");
}

/* Who waits for nothing leaves it to the next run. */
static bool wants_function_gone(const struct site *site, const struct module_plans *plans)
{
    return !lets_function_go(site, plans) || how_waits(site->options) != DXAWS_WAIT_NONE;
}

/* A name must not point to a distribution before it answers: wait when records will change. */
static bool wants_deployed(const struct site *site, const struct module_plans *plans)
{
    dxaws_wait wait = how_waits(site->options);
    const dxaws_plan *records = plans->of[MODULE_DNS];
    return wait == DXAWS_WAIT_DEPLOYED ||
           (wait == DXAWS_WAIT_ACCEPTED &&
            ((records != NULL && dxaws_plan_count(records) > 0) || lets_function_go(site, plans)));
}

/* What says that all is well comes after what makes it so: the edge is asked to forget, and is
 * waited for where that is asked for. */
static bool wants_forgotten(const struct site *site, const struct module_plans *plans)
{
    (void)plans;
    return how_waits(site->options) == DXAWS_WAIT_DEPLOYED;
}

/* Something that was remembered need not be any more. */
static bool wants_settling(const struct site *site, const struct module_plans *plans)
{
    (void)plans;
    return !json_equal(site->current.marks, site->current.marks_left);
}

/* Who fetched from another bucket goes on without an error: this one lets it in before. */
static bool lets_in_first(const struct site *site, const struct module_plans *plans)
{
    (void)plans;
    return content_moves(site);
}

static bool lets_in_later(const struct site *site, const struct module_plans *plans)
{
    return !lets_in_first(site, plans);
}

static const struct step apply_steps[] = {
    {.name = "bucket", .module = MODULE_S3, .wave = 0, .without = policy_kinds},
    {.name = "certificate", .module = MODULE_ACM, .wave = 0},
    /* Before the distribution changes: it is ours, what it had is remembered, and no name of an
     * earlier domain leads to it any more. */
    {.name = "tags", .module = MODULE_CLOUDFRONT, .wave = 1, .only = first_kinds},
    {.name = STEP_FORMER_RECORDS, .module = MODULE_DNS, .wave = 1, .former = true},
    /* A distribution cannot run what is not published. */
    {.name = "function",
     .module = MODULE_FUNCTION,
     .wave = 1,
     .without = delete_kinds,
     .publishes = true},
    /* What is served is there before who serves it. */
    {.name = "content",
     .module = MODULE_CONTENT,
     .wave = 1,
     .without = index_kinds,
     .publishes = true},
    {.name = "first-policy",
     .module = MODULE_S3,
     .wave = 1,
     .only = policy_kinds,
     .wanted = lets_in_first},
    {.name = "distribution", .module = MODULE_CLOUDFRONT, .wave = 2, .without = later_kinds},
    /* The policy names the distribution, so it comes after one that is new. */
    {.name = "policy",
     .module = MODULE_S3,
     .wave = 3,
     .only = policy_kinds,
     .wanted = lets_in_later},
    {.name = "deployed",
     .module = MODULE_CLOUDFRONT,
     .wave = 3,
     .only = wait_kinds,
     .wanted = wants_deployed},
    {.name = "records", .module = MODULE_DNS, .wave = 4},
    {.name = "invalidation",
     .module = MODULE_CLOUDFRONT,
     .wave = 4,
     .only = invalidate_kinds,
     .publishes = true},
    {.name = STEP_FORMER_ZONE, .module = MODULE_DNS, .wave = 5, .former = true},
    {.name = STEP_FORMER_CERTIFICATE, .module = MODULE_ACM, .wave = 5, .former = true},
    {.name = "unused-function",
     .module = MODULE_FUNCTION,
     .wave = 5,
     .only = delete_kinds,
     .wanted = wants_function_gone},
    {.name = "forgotten",
     .module = MODULE_CLOUDFRONT,
     .wave = 5,
     .only = forget_kinds,
     .publishes = true,
     .wanted = wants_forgotten},
    /* Says that all is well: until then the next run does it again. */
    {.name = "published",
     .module = MODULE_CONTENT,
     .wave = 6,
     .only = index_kinds,
     .publishes = true},
    {.name = STEP_SETTLED,
     .module = MODULE_CLOUDFRONT,
     .wave = 6,
     .only = tag_kinds,
     .wanted = wants_settling},
};

/* The bucket's policy goes with the bucket; what uses a certificate goes before it. The
 * distribution remembers what the site left, so that goes before the distribution. */
static const struct step destroy_steps[] = {
    {.name = "records", .module = MODULE_DNS, .wave = 0},
    {.name = STEP_FORMER_RECORDS, .module = MODULE_DNS, .wave = 0, .former = true},
    {.name = STEP_FORMER_ZONE, .module = MODULE_DNS, .wave = 0, .former = true},
    {.name = STEP_FORMER_CERTIFICATE, .module = MODULE_ACM, .wave = 1, .former = true},
    {.name = STEP_FORMER_BUCKET, .module = MODULE_S3, .wave = 1, .former = true},
    {.name = "distribution", .module = MODULE_CLOUDFRONT, .wave = 2},
    {.name = STEP_USED_CERTIFICATE, .module = MODULE_ACM, .wave = 3, .former = true},
    {.name = "certificate", .module = MODULE_ACM, .wave = 3},
    {.name = "function", .module = MODULE_FUNCTION, .wave = 3},
    {.name = "bucket", .module = MODULE_S3, .wave = 3},
};

const struct step *steps_of(bool present, size_t *count)
{
    *count = present ? sizeof apply_steps / sizeof *apply_steps
                     : sizeof destroy_steps / sizeof *destroy_steps;
    return present ? apply_steps : destroy_steps;
}

const struct step *step_named(bool present, const char *name)
{
    size_t count;
    const struct step *steps = steps_of(present, &count);
    for (size_t i = 0; name != NULL && i < count; i++) {
        if (strcmp(steps[i].name, name) == 0) {
            return &steps[i];
        }
    }
    return NULL;
}

bool plan_has_kind(const dxaws_plan *plan, const char *kind)
{
    for (size_t i = 0; plan != NULL && i < dxaws_plan_count(plan); i++) {
        if (strcmp(dxaws_action_kind(dxaws_plan_at(plan, i)), kind) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_among(const char *const *kinds, const char *kind)
{
    for (size_t i = 0; kinds[i] != NULL; i++) {
        if (strcmp(kinds[i], kind) == 0) {
            return true;
        }
    }
    return false;
}

static bool takes(const struct step *step, const char *kind)
{
    return (step->only == NULL || is_among(step->only, kind)) &&
           (step->without == NULL || !is_among(step->without, kind));
}

dxaws_error *step_share(const struct step *step, const dxaws_plan *plan, dxaws_plan **share)
{
    bool whole = true;
    json_t *document = dx_members(dxaws_plan_tree(plan));
    json_t *actions = json_array();
    json_t *elsewhere = json_array();
    size_t index;
    json_t *action;
    json_array_foreach(json_object_get(dxaws_plan_tree(plan), "actions"), index, action) {
        json_t *kind = json_object_get(action, "kind");
        bool taken = takes(step, json_string_value(kind));
        dx_append(&whole, taken ? actions : elsewhere, json_incref(taken ? action : kind));
    }
    dx_put(&whole, document, "actions", actions);
    dx_put(&whole, document, DX_ELSEWHERE, elsewhere);
    return dxaws_plan_new(dx_whole(whole, document), share);
}
