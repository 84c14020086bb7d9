/* SPDX-License-Identifier: MIT */
/** @file
 * What every action of every module is tried with in the contract suites: it is performed twice, as
 * after an answer that was lost; the service loses the answers of writes, while lists lag; and the
 * world moves between the plan and the action. A suite says in hazards how each kind comes to be
 * planned, and a kind that none of them plans fails the suite. Header only, as contract.h.
 */
#ifndef DXAWS_KIT_CONTRACT_HAZARDS_H
#define DXAWS_KIT_CONTRACT_HAZARDS_H

#include <dxaws/kit/contract.h>
#include <dxaws/module.h>
#include <dxaws/provider.h>

/** How some kinds come to be planned: the `detail` of cases. */
struct dx_contract_hazard {
    const char *kinds; /**< what is planned then, separated by blanks */
    /** Leads there; *desired is the caller's, of the suite's type. May set the run's options. */
    dxaws_error *(*prepare)(struct run *run, void **desired);
    size_t left; /**< how many resources there are when it is done */
};

static inline dxaws_error *dx_twice_read(void *self, dxaws_context *context,
                                         const dxaws_document *wanted, dxaws_document **observed)
{
    return dxaws_provider_read(self, context, wanted, observed);
}

static inline dxaws_error *dx_twice_perform(void *self, dxaws_context *context,
                                            const dxaws_action *action,
                                            const dxaws_document *before, dxaws_document **after)
{
    DXAWS_AUTO(dxaws_document) lost = NULL;
    dxaws_error *error = dxaws_provider_perform(self, context, action, before, &lost);
    return error ? error : dxaws_provider_perform(self, context, action, before, after);
}

static inline bool dx_twice_supports(void *self, const char *kind)
{
    return dxaws_provider_supports(self, kind);
}

static inline void dx_twice_destroy(void *self)
{
    dxaws_provider_unref(self);
}

/** A provider that performs each action, loses what was answered, and performs it again: an action
 * that is done already is a success. Takes a reference to @a inner. */
static inline dxaws_error *dx_twice_provider_new(dxaws_provider *inner, dxaws_provider **outer)
{
    static const dxaws_provider_ops ops = {
        .size = sizeof ops,
        .name = "twice",
        .destroy = dx_twice_destroy,
        .read = dx_twice_read,
        .perform = dx_twice_perform,
        .supports = dx_twice_supports,
    };
    dxaws_error *error =
        dxaws_provider_new(dxaws_provider_module(inner), &ops, dxaws_provider_ref(inner), outer);
    if (error != NULL) {
        dxaws_provider_unref(inner);
    }
    return error;
}

/** What a run says that lost an answer is true: the service did not answer, so that nobody knows
 * whether it was done. Borrows @a error. */
static inline dxaws_error *dx_contract_lost(const dxaws_error *error)
{
    const dxaws_error *root = error;
    while (dxaws_error_cause(root) != NULL) {
        root = dxaws_error_cause(root);
    }
    DX_EXPECT(dxaws_error_get_kind(root) == DXAWS_ERROR_UNAVAILABLE &&
                  strstr(dxaws_error_message(error), "othing was ") == NULL,
              "an answer was lost, and it is told as %s: %s",
              dxaws_error_kind_name(dxaws_error_get_kind(root)), dxaws_error_message(error));
    return NULL;
}

static inline bool dx_contract_has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *found = strstr(words, word); found != NULL; found = strstr(found + 1, word)) {
        if ((found == words || found[-1] == ' ') &&
            (found[length] == ' ' || found[length] == '\0')) {
            return true;
        }
    }
    return false;
}

static inline bool dx_contract_is_planned(dx_contract_tables tables, const char *kind)
{
    const struct dx_contract_case *row;
    for (size_t i = 0; (row = dx_contract_at(tables, i)) != NULL; i++) {
        const struct dx_contract_hazard *hazard = row->detail;
        if (hazard != NULL && dx_contract_has_word(hazard->kinds, kind)) {
            return true;
        }
    }
    return false;
}

/** The text of a member, from @a text on and before @a end; false when there is none. */
static inline bool dx_contract_member(const char *text, const char *end, const char *name,
                                      char *value, size_t size)
{
    char quoted[40];
    snprintf(quoted, sizeof quoted, "\"%s\"", name);
    const char *found = strstr(text, quoted);
    found = found != NULL && found < end ? strchr(found + strlen(quoted), '"') : NULL;
    if (found == NULL || found >= end) {
        return false;
    }
    snprintf(value, size, "%.*s", (int)strcspn(found + 1, "\""), found + 1);
    return true;
}

/** Fails unless every kind that the module describes, but for those that only wait or read, is
 * planned by a hazard of the suite, or is one of @a never, which are never planned. */
static inline dxaws_error *dx_contract_all_planned(dx_contract_tables tables,
                                                   const dxaws_module *module, const char *never)
{
    DXAWS_AUTO(dxaws_document) description = NULL;
    DX_TRY(module->describe(module, &description));
    /* In order of their names: what follows the actions are the attributes. */
    const char *action = strstr(dxaws_document_text(description), "\"actions\"");
    const char *end = action ? strstr(action, "\"attributes\"") : NULL;
    DX_EXPECT(end != NULL, "%s describes no actions", module->name);
    while ((action = strchr(action + 1, '{')) != NULL && action < end) {
        char kind[80] = "";
        char flag[40] = "";
        const char *close = strchr(action, '}');
        dx_contract_member(action, close, "kind", kind, sizeof kind);
        dx_contract_member(action, strchr(action, ']'), "flags", flag, sizeof flag);
        DX_EXPECT(strcmp(flag, "waits") == 0 || strcmp(flag, "reads") == 0 ||
                      dx_contract_has_word(never, kind) || dx_contract_is_planned(tables, kind),
                  "no hazard of the suite plans %s: nobody knows what becomes of it when the "
                  "world moves, or an answer is lost",
                  kind);
    }
    return NULL;
}

#endif
