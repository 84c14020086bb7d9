/* SPDX-License-Identifier: MIT */
/* Whether what is to be taken over is there. */
#include "adoption.h"

#include <dxaws/extend/error.h>

#include "error-codes.h"

static dxaws_error *check(const struct subject *subject, const dxaws_document *current,
                          const char *identity)
{
    const dxaws_module *module = subject->module;
    if (module->adoptable != NULL && module->adoptable(module, current, identity)) {
        return NULL;
    }
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_REFUSED, "cli", DXAWS_CLI_ERROR_NOTHING_TO_ADOPT,
                        "adopt %.200s: there is none of that name here; name it as a plan or a "
                        "refusal prints it, such as bucket/NAME, or leave it out",
                        identity);
    dxaws_error_set_resource(error, identity);
    return error;
}

dxaws_error *adoption_check(const struct run *run, const struct subject *subject,
                            const dxaws_document *current)
{
    const struct options *options = run->options;
    dxaws_error *error = NULL;
    for (size_t i = 0; i < options->adopt_count && error == NULL; i++) {
        error = check(subject, current, options->adopt[i]);
    }
    return error == NULL && options->command->verb == VERB_ADOPT
               ? check(subject, current, options->second_operand)
               : error;
}
