/* SPDX-License-Identifier: MIT */
/* Plans in files. */
#include "saved-plan.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include "command-line.h"
#include "error-codes.h"
#include "failure.h"
#include "listeners.h"
#include "options-values.h"
#include "output-file.h"
#include "plan-account.h"
#include "subject.h"

#define SCHEMA "dxaws.plan/1"

dxaws_error *saved_plan_write(const struct run *run, const char *account, json_t *plan)
{
    char *again = command_line(run->options);
    json_t *document = json_pack("{ss ss so ss* ss*}", "schema", SCHEMA, "command", again, "plan",
                                 plan, "account", account, "event_bus", run->bus);
    char *text = document ? json_dumps(document, JSON_SORT_KEYS | JSON_INDENT(2)) : NULL;
    char *line = NULL;
    int size = text ? asprintf(&line, "%s\n", text) : -1;
    dxaws_error *error = size < 0 ? dxaws_error_out_of_memory()
                                  : output_file_write(run->options->out, "the plan", line);
    json_decref(document);
    free(again);
    free(text);
    free(size < 0 ? NULL : line);
    return error;
}

/* What changes a plan comes too late for one that is made. */
static dxaws_error *check_options(const struct options *options)
{
    const char *late = options->set_count > 0                ? "set"
                       : options->adopt_count > 0            ? "adopt"
                       : options->allow_destroy              ? "allow-destroy"
                       : options->wait != DXAWS_WAIT_DEFAULT ? "wait"
                                                             : NULL;
    return late ? usage_error("--%s comes too late for a plan that is made; give it to dxaws plan, "
                              "and apply what that writes",
                              late)
                : NULL;
}

static dxaws_error *check_module(const struct options *options, const dxaws_plan *plan)
{
    const char *group = options->command->group;
    const char *module = dxaws_plan_module(plan);
    bool site = strcmp(module, "website") == 0;
    if (strcmp(module, group ? group : "website") == 0) {
        return NULL;
    }
    return modules_find(module) == NULL
               ? usage_error(
                     "it is a plan of the module \"%.40s\", which this dxaws does not have; "
                     "use the one that made it",
                     module)
               : usage_error("it is a plan of %.40s; give it to: dxaws %s%sapply %.200s",
                             site ? "a site" : module, site ? "" : module, site ? "" : " ",
                             options->operand);
}

dxaws_error *saved_plan_find(struct run *run, struct options *options, dxaws_plan **plan)
{
    size_t blanks = strspn(run->text, " \t\r\n");
    json_t *document =
        run->text[blanks] == '{' ? json_loadb(run->text, run->text_size, 0, NULL) : NULL;
    const char *schema = json_string_value(json_object_get(document, "schema"));
    dxaws_error *error = NULL;
    if (schema != NULL && strcmp(schema, SCHEMA) == 0) {
        char *text = json_dumps(json_object_get(document, "plan"), JSON_ENCODE_ANY);
        error = dxaws_plan_parse(text ? text : "null", plan);
        free(text);
        const char *command = json_string_value(json_object_get(document, "command"));
        options->planned = strdup(command ? command : "dxaws plan SITE.yaml");
        error = error ? error : check_module(options, *plan);
        error = error ? error : check_options(options);
        const char *bus = json_string_value(json_object_get(document, "event_bus"));
        error = error ? error : listeners_take_bus(run, bus);
    } else if (schema != NULL && strncmp(schema, SCHEMA, strlen(SCHEMA) - 1) == 0) {
        error = usage_error("it is a \"%.40s\", of another release than this one, which reads "
                            "\"%s\"; use that one, or plan again",
                            schema, SCHEMA);
    }
    dxaws_error_set_place(error, options->operand, 0, 0);
    json_decref(document);
    return error;
}

dxaws_error *saved_plan_run(struct run *run, const dxaws_plan *plan)
{
    const dxaws_module *module = modules_find(dxaws_plan_module(plan));
    DXAWS_AUTO(dxaws_apply_options) how = NULL;
    DXAWS_AUTO(dxaws_document) desired = NULL;
    dxaws_error *error = modules_how(module, run->options, &how);
    error = error ? error : dxaws_document_parse(dxaws_plan_desired(plan), &desired);
    error = error ? error : adapters_open(run);
    error = error ? error : plan_account_check(run, plan);
    const struct subject subject = {.module = module,
                                    .name = dxaws_plan_resource(plan),
                                    .desired = desired,
                                    .how = how,
                                    .plan = plan};
    return error ? error : subject_run(run, &subject);
}
