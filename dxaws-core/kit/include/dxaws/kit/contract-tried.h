/* SPDX-License-Identifier: MIT */
/** @file
 * Whether the hazards of a contract suite, see contract-hazards.h, leave out no kind of action that
 * the module describes. Header only, as contract.h.
 */
#ifndef DXAWS_KIT_CONTRACT_TRIED_H
#define DXAWS_KIT_CONTRACT_TRIED_H

#include <dxaws/kit/contract-hazards.h>

static inline bool dx_contract_has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *found = length > 0 ? strstr(words, word) : NULL; found != NULL;
         found = strstr(found + 1, word)) {
        if ((found == words || found[-1] == ' ') &&
            (found[length] == ' ' || found[length] == '\0')) {
            return true;
        }
    }
    return false;
}

/* Whether a hazard of the suite plans the kind; @a moved, the world moves right before it. */
static inline bool dx_contract_is_tried(dx_contract_tables tables, const char *kind, bool moved)
{
    const struct dx_contract_case *row;
    for (size_t i = 0; (row = dx_contract_at(tables, i)) != NULL; i++) {
        const struct dx_contract_hazard *hazard = (const struct dx_contract_hazard *)row->detail;
        if (hazard != NULL &&
            (moved ? hazard->before != NULL && strcmp(hazard->before, kind) == 0
                   : hazard->before == NULL && dx_contract_has_word(hazard->kinds, kind))) {
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
 * planned by a hazard of the suite, and the world moves before it, but for the kinds @a elsewhere:
 * those for which another case has that. */
static inline dxaws_error *dx_contract_all_tried(dx_contract_tables tables,
                                                 const dxaws_module *module, const char *elsewhere)
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
        if (!dx_contract_member(action, close, "kind", kind, sizeof kind)) {
            continue; /* an object within that of an action, such as a permission */
        }
        dx_contract_member(action, strchr(action, ']'), "flags", flag, sizeof flag);
        if (strcmp(flag, "waits") == 0 || strcmp(flag, "reads") == 0) {
            continue;
        }
        DX_EXPECT(dx_contract_is_tried(tables, kind, false),
                  "no hazard of the suite plans %s: nobody knows what becomes of it when an answer "
                  "is lost",
                  kind);
        DX_EXPECT(dx_contract_is_tried(tables, kind, true) || dx_contract_has_word(elsewhere, kind),
                  "in no hazard of the suite the world moves before %s", kind);
    }
    return NULL;
}

#endif
