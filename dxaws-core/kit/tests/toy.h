/* SPDX-License-Identifier: MIT */
/* A toy module for tests of the kit: a lamp that is bought, painted, dimmed, warmed up, thrown
 * away; and a clock that only moves when somebody sleeps. */
#ifndef DXAWS_KIT_TOY_H
#define DXAWS_KIT_TOY_H

#include <dxaws/kit/check.h>
#include <dxaws/kit/module.h>

extern const struct dx_schema toy_schema;
extern const dxaws_module toy_module;

/* The lamp as it is, and how it behaves. */
struct toy {
    bool exists;
    char colour[32];
    int brightness;
    int warm_after;        /* looks at it until it is warm */
    bool burnt;            /* it will never be warm */
    bool no_brightness;    /* the provider neither reports nor dims */
    bool colour_on_demand; /* reports the colour only to who asks for it */
    int stale_reads;       /* so many reads after painting do not know of it; -1: none ever does */
    char before_paint[32];
    int stale_left;
    bool dims_when_painted;
    bool forgets_brightness;  /* it is not reported any more when it was set */
    bool stays;               /* it is there again when it was thrown away */
    const char *refusal;      /* AWS's code; until then, or to that share of all, it is refused: */
    const char *refused;      /* the one kind of action; "read"; NULL: everything */
    int64_t refused_until_ms; /* on the context's monotonic clock */
    unsigned refused_percent;
    unsigned chance; /* of the last one; a seed */
    int refusals;
    int reads;
    int most_reads; /* the next one fails; 0: none does */
    int actions;
    dxaws_context *cancel_while_waiting;
};

dxaws_provider *toy_provider(struct toy *toy); /* borrows the toy */
struct dx_manager *toy_manager(dxaws_provider *provider);

/* A Desired from JSON; the caller clears it. */
struct dx_state toy_desired(const char *json);

/* Plans, and gives the kinds as a text that the caller frees. */
char *toy_kinds(struct dx_manager *manager, const char *json);
/* Executes; the result, when there is one, as JSON that the caller frees. */
dxaws_error *toy_execute(struct dx_manager *manager, dxaws_context *context, const char *json,
                         char **result);

/* A context on a clock that stands still but for sleeping. */
dxaws_context *toy_context(void);

#define ck_kinds(manager, json, kinds)                                                             \
    do {                                                                                           \
        char *ck_found_kinds = toy_kinds((manager), (json));                                       \
        ck_assert_str_eq(ck_found_kinds, (kinds));                                                 \
        free(ck_found_kinds);                                                                      \
    } while (0)

#endif
