/* SPDX-License-Identifier: MIT */
/* Whether what is to be taken over is there. */
#include "adoption.h"

#include <string.h>

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include "error-codes.h"

/* Where a thing is observed. */
static const struct {
    const char *kind;
    const char *module;
} things[] = {
    {"access_control", "cloudfront"},
    {"bucket", "s3"},
    {"certificate", "acm"},
    {"distribution", "cloudfront"},
    {"function", "function"},
    {"function", "cloudfront"},
    {"record", "dns"},
};

/* Whether it is a name, or an ARN, of what the consent names. */
static bool is_name_of(const char *text, const char *consent)
{
    const char *name = strchr(consent, '/') + 1;
    const char *last = strrchr(text, ':');
    return strcmp(text, name) == 0 || (last != NULL && strcmp(last + 1, consent) == 0);
}

/* Whether it stands anywhere in it, but as a member of what is said not to exist. */
static bool holds(const json_t *value, const char *consent)
{
    bool found = false;
    bool absent = json_is_false(json_object_get(value, "exists"));
    const char *name;
    size_t index;
    json_t *item;
    json_object_foreach((json_t *)(uintptr_t)value, name, item) {
        found =
            found || (json_is_string(item) ? !absent && is_name_of(json_string_value(item), consent)
                                           : holds(item, consent));
    }
    json_array_foreach((json_t *)(uintptr_t)value, index, item) {
        found = found || (json_is_string(item) ? is_name_of(json_string_value(item), consent)
                                               : holds(item, consent));
    }
    return found;
}

/* Where a thing of that kind is observed by the module, or by one of those it consists of. */
static const json_t *part_of(const struct subject *subject, const json_t *current,
                             const char *identity, size_t length, const char **module)
{
    const json_t *part = NULL;
    *module = NULL;
    for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
        if (strlen(things[i].kind) == length && strncmp(things[i].kind, identity, length) == 0 &&
            part == NULL) {
            *module = things[i].module;
            part = strcmp(subject->module->name, *module) == 0 ? current
                                                               : json_object_get(current, *module);
        }
    }
    return part;
}

static dxaws_error *refuse(const char *identity, const char *remedy)
{
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_REFUSED, "cli", DXAWS_CLI_ERROR_NOTHING_TO_ADOPT,
                        "adopt %.200s: %s", identity, remedy);
    dxaws_error_set_resource(error, identity);
    return error;
}

static dxaws_error *check(const struct subject *subject, const json_t *current,
                          const char *identity)
{
    size_t length = strcspn(identity, "/");
    const char *module;
    const json_t *part = part_of(subject, current, identity, length, &module);
    if (module == NULL) {
        return refuse(identity, "begin with bucket/, certificate/, distribution/, access_control/, "
                                "function/ or record/, as a plan or a refusal prints it");
    }
    bool looked_for = identity[length] == '/' && strcmp(module, "dns") != 0;
    return looked_for && !holds(part, identity)
               ? refuse(identity, "there is none of that name here; name it as a plan or a refusal "
                                  "prints it, or leave it out")
               : NULL;
}

dxaws_error *adoption_check(const struct run *run, const struct subject *subject,
                            const dxaws_document *current)
{
    const struct options *options = run->options;
    const json_t *tree = dxaws_document_tree(current);
    dxaws_error *error = NULL;
    for (size_t i = 0; i < options->adopt_count && error == NULL; i++) {
        error = check(subject, tree, options->adopt[i]);
    }
    return error == NULL && options->command->verb == VERB_ADOPT
               ? check(subject, tree, options->second_operand)
               : error;
}
