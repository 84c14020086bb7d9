/* SPDX-License-Identifier: MIT */
/* What options and operands may be, as candidates: from the tables that judge them. */
#include "complete.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/tree.h>
#include <jansson.h>

#include "command-description.h"
#include "import-ids.h"
#include "json-documents.h"
#include "manifest.h"
#include "modules.h"
#include "plan-forms/graph.h"

enum { READ_MS = 500 };

static const char *const manifests[] = {".yaml", ".yml", ".json", NULL};

static void offer_all(const struct completion *completion, const char *const *values)
{
    for (; *values != NULL; values++) {
        complete_offer(completion, *values, NULL);
    }
}

/* What the module, or the program, says of itself; NULL without memory. */
static json_t *description_of(const char *name)
{
    DXAWS_AUTO(dxaws_document) document = NULL;
    const dxaws_module *module = modules_find(name);
    dxaws_error *error = module->describe(module, &document);
    json_t *copy = error ? NULL : json_deep_copy(dxaws_document_tree(document));
    dxaws_error_free(error);
    return copy;
}

static const char *text(const json_t *row, const char *member)
{
    return json_string_value(json_object_get(row, member));
}

/* Goes on behind what is typed already: "--set=" and "region=". */
static void go_on(struct completion *completion, size_t size, char **before)
{
    int made = asprintf(before, "%s%.*s", completion->before, (int)size, completion->typed);
    completion->before = made < 0 ? "" : *before;
    completion->typed += size;
}

static void offer_regions(const struct completion *completion)
{
    for (size_t i = 0; dxaws_region_at(i) != NULL; i++) {
        complete_offer(completion, dxaws_region_at(i), NULL);
    }
}

/* What one of the rows may be; a row has "path" or "name", "type" and "choices". */
static void offer_value(const struct completion *completion, const json_t *row)
{
    static const char *const switches[] = {"true", "false", NULL};
    const char *name = text(row, "path") ? text(row, "path") : text(row, "name");
    size_t index;
    json_t *choice;
    json_array_foreach(json_object_get(row, "choices"), index, choice) {
        complete_offer(completion, json_string_value(choice), NULL);
    }
    if (strcmp(text(row, "type"), "boolean") == 0) {
        offer_all(completion, switches);
    } else if (strcmp(name, "region") == 0) {
        offer_regions(completion);
    }
}

/* "key=" of the file, or behind that what its value may be. */
static void offer_set(struct completion *completion)
{
    bool site = completion->command == NULL || completion->command->group == NULL;
    json_t *module = description_of(site ? "website" : completion->command->group);
    json_t *own = site && module ? command_describe(module) : NULL;
    const char *equals = strchr(completion->typed, '=');
    size_t size = equals ? (size_t)(equals + 1 - completion->typed) : 0;
    size_t index;
    json_t *row;
    json_array_foreach(json_object_get(site ? own : module, site ? "manifest" : "attributes"),
                       index, row) {
        char key[128];
        int length = snprintf(key, sizeof key, "%s=", site ? text(row, "path") : text(row, "name"));
        if (equals == NULL && strcmp(text(row, "type"), "object") != 0) {
            complete_offer(completion, key, text(row, "help"));
        } else if (equals != NULL && (size_t)length == size &&
                   strncmp(key, completion->typed, size) == 0) {
            char *before = NULL;
            struct completion behind = *completion;
            go_on(&behind, size, &before);
            offer_value(&behind, row);
            free(before);
        }
    }
    json_decref(own);
    json_decref(module);
}

/* Kinds of actions as a plan shows them; of waits with "=" behind, for their deadline. */
static void offer_kinds(const struct completion *completion, bool waits)
{
    const char *group = completion->command ? completion->command->group : NULL;
    json_t *module = description_of(group ? group : "website");
    size_t index;
    json_t *action;
    json_array_foreach(json_object_get(module, "actions"), index, action) {
        char kind[96];
        const char *whole = text(action, "kind");
        const char *dot = strrchr(whole, '.');
        const char *own = dot ? dot + 1 : whole;
        snprintf(kind, sizeof kind, "%s%s", own, waits ? "=" : "");
        if (!waits || strncmp(own, "WAIT", 4) == 0) {
            complete_offer(completion, kind, text(action, "help"));
        }
    }
    json_decref(module);
}

static void offer_adapters(struct completion *completion)
{
    static const char *const adapters[] = {"aws",     "memory",  "memory=", "dry-run",
                                           "record=", "replay=", "lambda=", NULL};
    const char *equals = strchr(completion->typed, '=');
    if (equals == NULL) {
        offer_all(completion, adapters);
        return;
    }
    char *before = NULL;
    struct completion behind = *completion;
    go_on(&behind, (size_t)(equals + 1 - completion->typed), &before);
    complete_files(&behind, NULL);
    free(before);
}

/* The names that a manifest consents with: of the site, and of what goes off the air. */
static void offer_consents(const struct completion *completion)
{
    static const char *const keys[] = {"site", "domain", NULL};
    struct yaml_tree tree = {.root = NULL};
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    dxaws_context_set_timeout_ms(context, READ_MS); /* a pipe may have nobody behind it */
    dxaws_error *error = completion->file ? yaml_load(completion->file, context, &tree) : NULL;
    for (const char *const *key = keys; tree.root != NULL && *key != NULL; key++) {
        const struct yaml_node *node = yaml_member(tree.root, *key);
        if (node != NULL && node->text != NULL) {
            complete_offer(completion, node->text, NULL);
        }
    }
    if (tree.root != NULL) {
        yaml_clear(&tree);
    }
    dxaws_error_free(error);
}

void complete_option(struct completion *completion, const struct option *option)
{
    static const char *const answers[] = {"no", "yes", NULL};
    static const char *const formats[] = {"process", NULL};
    static const char *const languages[] = {GRAPH_DOT, GRAPH_MERMAID, NULL};
    static const char *const tools[] = {IMPORT_TERRAFORM, IMPORT_CLOUDFORMATION, NULL};
    static const char *const forms[] = {"auto", "plain", "none", NULL};
    static const char *const levels[] = {"none", "accepted", "deployed", NULL};
    switch (option->id) {
    case OPTION_ADAPTER:
        offer_adapters(completion);
        break;
    case OPTION_ALLOW_DESTROY:
        offer_consents(completion);
        break;
    case OPTION_DETAILED_EXITCODE:
        offer_all(completion, answers);
        break;
    case OPTION_EVENTS:
    case OPTION_OUT:
        complete_files(completion, NULL);
        break;
    case OPTION_FORMAT:
        offer_all(completion, formats);
        break;
    case OPTION_GRAPH:
        offer_all(completion, languages);
        break;
    case OPTION_IMPORT:
        offer_all(completion, tools);
        break;
    case OPTION_PROFILE:
        complete_profiles(completion);
        break;
    case OPTION_PROGRESS:
        offer_all(completion, forms);
        break;
    case OPTION_REGION:
        offer_regions(completion);
        break;
    case OPTION_SET:
        offer_set(completion);
        break;
    case OPTION_STOP_AFTER:
    case OPTION_TIMEOUT:
        offer_kinds(completion, option->id == OPTION_TIMEOUT);
        break;
    case OPTION_WAIT:
        offer_all(completion, levels);
        break;
    default:
        break; /* what nobody here can know */
    }
}

static void offer_modules(const struct completion *completion)
{
    for (size_t i = 0; modules_at(i) != NULL; i++) {
        complete_offer(completion, modules_at(i)->name, NULL);
    }
}

static void offer_documents(const struct completion *completion)
{
    static const char *const forms[] = {"desired", "current", "result",   "plan", "options",
                                        "event",   "error",   "manifest", NULL};
    offer_all(completion, forms);
    for (const struct json_document *document = json_documents; document->schema; document++) {
        complete_offer(completion, document->schema, NULL);
    }
}

void complete_operand(const struct completion *completion)
{
    const char *operand = completion->command->operand ? completion->command->operand : "";
    bool many = strstr(operand, "...") != NULL;
    for (size_t i = 0; i < completion->operand_count && !many; i++) {
        operand = strchr(operand, ' ') ? strchr(operand, ' ') + 1 : "";
    }
    if (strncmp(operand, "SITE.yaml", strlen("SITE.yaml")) == 0 ||
        strncmp(operand, "FILE", strlen("FILE")) == 0 ||
        strncmp(operand, "EVENTS", strlen("EVENTS")) == 0 ||
        strncmp(operand, "[FILE", strlen("[FILE")) == 0) {
        complete_files(completion, manifests);
    } else if (strncmp(operand, "[MODULE", strlen("[MODULE")) == 0) {
        offer_modules(completion);
        if (completion->command->verb == VERB_DESCRIBE) {
            complete_offer(completion, "command", NULL);
        }
    } else if (strncmp(operand, "DOCUMENT", strlen("DOCUMENT")) == 0) {
        offer_documents(completion);
    }
}
