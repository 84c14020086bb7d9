/* SPDX-License-Identifier: MIT */
/* The toy module. */
#include "toy.h"

#include <dxaws/extend/error.h>
#include <dxaws/kit/description.h>

#include <stdio.h>

static dxaws_error *toy_plan(struct dx_planner *planner)
{
    dxaws_error *error = dx_planner_from_tables(planner);
    if (error == NULL && json_array_size(planner->actions) > 0 &&
        !json_is_false(json_object_get(planner->desired, "present"))) {
        dx_planner_action(planner, "WARM_UP", "warming up");
    }
    return error;
}

static dxaws_error *toy_converged(const char *kind, const json_t *payload, const json_t *observed,
                                  struct dx_wait_state *state)
{
    (void)kind;
    const char *warmth = dx_text(observed, "warmth");
    if (warmth != NULL && strcmp(warmth, "burnt") == 0) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "toy", "Burnt", "toy %s: it is burnt",
                               dx_text(payload, "name"));
    }
    state->done = warmth != NULL && strcmp(warmth, "warm") == 0;
    snprintf(state->why, sizeof state->why, "the lamp is %s", warmth ? warmth : "dark");
    return NULL;
}

static bool toy_simulate(const char *kind, const json_t *payload, json_t *observed)
{
    (void)payload;
    bool whole = true;
    if (strcmp(kind, "BUY") == 0) {
        dx_put(&whole, observed, "colour", json_string("white"));
        dx_put(&whole, observed, "brightness", json_integer(0));
    }
    if (strcmp(kind, "WARM_UP") == 0) {
        dx_put(&whole, observed, "warmth", json_string("warm"));
    }
    return whole;
}

static const char *const patterns[] = {"dots", "stripes", NULL};

static const struct dx_attribute attributes[] = {
    {.name = "name",
     .type = DX_TEXT,
     .flags = DX_IDENTITY | DX_REQUIRED,
     .check = dx_check_not_empty},
    {.name = "timeout_s", .type = DX_INTEGER, .flags = DX_OPTION},
    {.name = "present", .type = DX_BOOLEAN},
    {.name = "colour", .type = DX_TEXT, .action = "PAINT"},
    {.name = "color", .type = DX_TEXT, .deprecated_since = "0.9", .use = "colour"},
    {.name = "brightness", .type = DX_INTEGER, .action = "DIM"},
    {.name = "pattern", .type = DX_TEXT, .since = "1.1", .choices = patterns},
    {.name = "parts", .type = DX_LIST, .flags = DX_OPTION},
    {.name = "exists", .type = DX_BOOLEAN, .flags = DX_OUTPUT},
    {.name = "warmth", .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = "serial", .type = DX_TEXT, .flags = DX_OUTPUT | DX_HIDDEN},
};

typedef dxaws_error *toy_read_function(void *self, dxaws_context *context,
                                       const struct dx_state *wanted, struct dx_state *observed);
typedef dxaws_error *toy_function(void *self, dxaws_context *context, const dxaws_action *action,
                                  struct dx_state *observed);

/* The toy's typed protocol. */
struct toy_ops {
    size_t size;
    const char *name;
    void (*destroy)(void *self);
    toy_read_function *get_current;
    toy_function *buy;
    toy_function *paint;
    toy_function *dim;
    toy_function *warm_up;
    toy_function *throw_away;
};

static const struct dx_action_spec actions[] = {
    {.kind = "BUY", .slot = offsetof(struct toy_ops, buy), .flags = DX_CREATES},
    {.kind = "PAINT",
     .slot = offsetof(struct toy_ops, paint),
     .permissions = DX_ALLOW(DX_MAY("toy:Paint toy:Look", "{arn} arn:toy:{name}"),
                             DX_MAY_WHEN("toy:Strip", "*", DX_WHEN_REMOVING))},
    {.kind = "DIM", .slot = offsetof(struct toy_ops, dim), .permissions = DX_ALLOW_READS},
    {.kind = "WARM_UP",
     .slot = offsetof(struct toy_ops, warm_up),
     .flags = DX_WAITS,
     .expected_s = 20,
     .timeout_s = 60,
     .level = DXAWS_WAIT_DEPLOYED},
    {.kind = "THROW_AWAY", .slot = offsetof(struct toy_ops, throw_away), .flags = DX_DESTROYS},
};

static const struct dx_permission reads[] = {
    DX_MAY("toy:Look", "*"),
    DX_MAY_WITH("toy:See", "arn:toy:{name}", "colour"),
    DX_MAY_WHEN("toy:Count", "*", DX_WHEN_ABSENT),
    {.actions = NULL},
};

static const struct dx_error_code errors[] = {{"Burnt", "INVALID_STATE"}, {"Broken", "Any kind"}};

static const struct dx_refusal refusals[] = {
    {.aws_code = "Busy", .patience_s = 3600, .why = "the lamp is busy"},
    {.aws_code = "Drying", .action = "PAINT", .unless = "never", .patience_s = 600},
};

static const struct dx_former formers[] = {{.name = "light", .use = "brightness"}};

const struct dx_schema toy_schema = {
    .module = "toy",
    .identity = "name",
    .attributes = attributes,
    .attribute_count = sizeof attributes / sizeof *attributes,
    .actions = actions,
    .action_count = sizeof actions / sizeof *actions,
    .reads = reads,
    .errors = errors,
    .error_count = sizeof errors / sizeof *errors,
    .refusals = refusals,
    .refusal_count = sizeof refusals / sizeof *refusals,
    .formers = formers,
    .former_count = sizeof formers / sizeof *formers,
    .plan = toy_plan,
    .converged = toy_converged,
    .simulate = toy_simulate,
};

const dxaws_module toy_module = DX_MODULE("toy", "0.0.0", &toy_schema);

/* What a service says that has too much to do, or is busy with the lamp. */
static dxaws_error *refuse(struct toy *toy, dxaws_context *context, const char *what)
{
    bool concerned = toy->refusal && (toy->refused == NULL || strcmp(toy->refused, what) == 0);
    toy->chance = toy->chance * 1103515245U + 12345U;
    if (!concerned || (dxaws_context_monotonic_ms(context) >= toy->refused_until_ms &&
                       (toy->chance >> 16) % 100 >= toy->refused_percent)) {
        return NULL;
    }
    toy->refusals++;
    dxaws_error *error = dxaws_error_new(
        strcmp(toy->refusal, "Throttling") == 0 ? DXAWS_ERROR_THROTTLED : DXAWS_ERROR_CONFLICT,
        "core", "ServiceError", "toy: %s", toy->refusal);
    dxaws_error_set_aws(error, toy->refusal, 400, NULL);
    return error;
}

static dxaws_error *toy_read(void *self, dxaws_context *context, const struct dx_state *wanted,
                             struct dx_state *observed)
{
    struct toy *toy = self;
    dxaws_error *error = refuse(toy, context, "read");
    if (error != NULL) {
        return error;
    }
    if (toy->most_reads > 0 && toy->reads >= toy->most_reads) {
        return dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "core", "ServiceError", "toy: no answer");
    }
    toy->reads++;
    bool stale = toy->stale_left != 0;
    toy->stale_left -= toy->stale_left > 0;
    dx_state_set_boolean(observed, "exists", toy->exists);
    dx_state_set_text(observed, "name", dx_state_text(wanted, "name"));
    if (!toy->exists) {
        return NULL;
    }
    if (!toy->colour_on_demand || dx_state_get(wanted, "colour") != NULL) {
        dx_state_set_text(observed, "colour", stale ? toy->before_paint : toy->colour);
    }
    if (!toy->no_brightness) {
        dx_state_set_integer(observed, "brightness", toy->brightness);
    }
    dx_state_set_text(observed, "serial",
                      "arn:aws:toy:eu-west-1:999988887777:lamp/AKIA0123456789ABCDEF");
    return NULL;
}

static void warm_up(struct toy *toy, struct dx_state *observed)
{
    if (toy->cancel_while_waiting != NULL) {
        dxaws_context_cancel(toy->cancel_while_waiting);
    }
    dx_state_set_text(observed, "warmth",
                      toy->burnt              ? "burnt"
                      : toy->warm_after-- > 0 ? "cold"
                                              : "warm");
}

static dxaws_error *toy_perform(void *self, dxaws_context *context, const dxaws_action *action,
                                struct dx_state *observed)
{
    struct toy *toy = self;
    const char *kind = dxaws_action_kind(action);
    dxaws_error *error = refuse(toy, context, kind);
    if (error != NULL) {
        return error;
    }
    json_t *payload = dx_action_payload(action);
    if (payload == NULL) {
        return dxaws_error_out_of_memory();
    }
    toy->actions++;
    if (strcmp(kind, "BUY") == 0) {
        toy->exists = true;
        strcpy(toy->colour, "white");
        toy->brightness = 0;
    } else if (strcmp(kind, "PAINT") == 0) {
        snprintf(toy->before_paint, sizeof toy->before_paint, "%s", toy->colour);
        toy->stale_left = toy->stale_reads;
        snprintf(toy->colour, sizeof toy->colour, "%s", dx_text(payload, "colour"));
        toy->brightness = toy->dims_when_painted ? 1 : toy->brightness;
    } else if (strcmp(kind, "DIM") == 0) {
        toy->brightness = (int)json_integer_value(json_object_get(payload, "brightness"));
        toy->no_brightness = toy->forgets_brightness;
    } else if (strcmp(kind, "THROW_AWAY") == 0) {
        toy->exists = toy->stays;
    } else {
        warm_up(toy, observed);
    }
    json_decref(payload);
    return NULL;
}

static const struct toy_ops whole = {
    .size = sizeof whole,
    .name = "toy",
    .get_current = toy_read,
    .buy = toy_perform,
    .paint = toy_perform,
    .dim = toy_perform,
    .warm_up = toy_perform,
    .throw_away = toy_perform,
};

static dxaws_error *call_read(dx_function function, void *self, dxaws_context *context,
                              const struct dx_state *wanted, struct dx_state *observed)
{
    return ((toy_read_function *)function)(self, context, wanted, observed);
}

static dxaws_error *call_perform(dx_function function, void *self, dxaws_context *context,
                                 const dxaws_action *action, struct dx_state *observed)
{
    return ((toy_function *)function)(self, context, action, observed);
}

/* Forwards; what is supported depends on what the toy is just now. */
struct outer {
    struct toy *toy;
    dxaws_provider *inner;
};

static void outer_destroy(void *self)
{
    struct outer *outer = self;
    dxaws_provider_unref(outer->inner);
    free(outer);
}

static dxaws_error *outer_read(void *self, dxaws_context *context, const dxaws_document *wanted,
                               dxaws_document **observed)
{
    return dxaws_provider_read(((struct outer *)self)->inner, context, wanted, observed);
}

static dxaws_error *outer_perform(void *self, dxaws_context *context, const dxaws_action *action,
                                  const dxaws_document *before, dxaws_document **after)
{
    return dxaws_provider_perform(((struct outer *)self)->inner, context, action, before, after);
}

static bool outer_supports(void *self, const char *kind)
{
    const struct outer *outer = self;
    return (!outer->toy->no_brightness || strcmp(kind, "DIM") != 0) &&
           dxaws_provider_supports(outer->inner, kind);
}

dxaws_provider *toy_provider(struct toy *toy)
{
    static const struct dx_protocol protocol = {
        .size = sizeof(struct toy_ops),
        .get_current = offsetof(struct toy_ops, get_current),
        .read = call_read,
        .perform = call_perform,
    };
    static const dxaws_provider_ops forwarding = {
        .size = sizeof forwarding,
        .name = "toy",
        .destroy = outer_destroy,
        .read = outer_read,
        .perform = outer_perform,
        .supports = outer_supports,
    };
    struct outer *outer = calloc(1, sizeof *outer);
    dxaws_provider *provider = NULL;
    ck_assert_ptr_nonnull(outer);
    outer->toy = toy;
    ck_ok(dx_typed_provider_new(&toy_module, &protocol, &whole, toy, &outer->inner));
    ck_ok(dxaws_provider_new(&toy_module, &forwarding, outer, &provider));
    return provider;
}

struct dx_manager *toy_manager(dxaws_provider *provider)
{
    struct dx_manager *manager = NULL;
    ck_ok(dx_manager_new(sizeof *manager, provider, &manager));
    return manager;
}

struct dx_state toy_desired(const char *json)
{
    struct dx_state desired;
    ck_assert(dx_state_init(&desired, &toy_schema));
    ck_ok(dx_state_parse(&desired, DX_DESIRED, json));
    return desired;
}

char *toy_kinds(struct dx_manager *manager, const char *json)
{
    struct dx_state desired = toy_desired(json);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dx_manager_plan(manager, NULL, &desired, NULL, &plan));
    dx_state_clear(&desired);
    char *kinds = calloc(1, 200);
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        strcat(kinds, i ? " " : "");
        strcat(kinds, dxaws_action_kind(dxaws_plan_at(plan, i)));
    }
    return kinds;
}

dxaws_error *toy_execute(struct dx_manager *manager, dxaws_context *context, const char *json,
                         char **result)
{
    struct dx_state desired = toy_desired(json);
    struct dx_state *made = NULL;
    dxaws_error *error =
        dx_manager_execute(manager, context, &desired, NULL, sizeof(struct dx_state), &made);
    dx_state_clear(&desired);
    ck_assert((error == NULL) == (made != NULL));
    if (result != NULL && made != NULL) {
        *result = dx_state_format(made);
    }
    dx_state_free(made);
    return error;
}

static int64_t still_time(void *self)
{
    return *(const int64_t *)self;
}

static void still_sleep(void *self, int64_t ms)
{
    *(int64_t *)self += ms;
}

static double still_jitter(void *self)
{
    (void)self;
    return 0.5;
}

dxaws_context *toy_context(void)
{
    static const dxaws_clock_ops ops = {
        .size = sizeof ops,
        .now_ms = still_time,
        .monotonic_ms = still_time,
        .sleep_ms = still_sleep,
        .jitter = still_jitter,
        .destroy = free,
    };
    dxaws_context *context = dxaws_context_new();
    int64_t *time = calloc(1, sizeof *time);
    ck_ok(dxaws_context_set_clock(context, &ops, time));
    return context;
}
