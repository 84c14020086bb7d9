/* SPDX-License-Identifier: MIT */
/* What all commands share. */
#include "run.h"

#include <dxaws/extend/error.h>

#include <stdlib.h>
#include <string.h>

#include "error-codes.h"
#include "failure.h"
#include "input-file.h"
#include "yaml-tree.h"

json_t *run_json(char *text)
{
    json_t *value = text ? json_loads(text, 0, NULL) : NULL;
    free(text);
    return value;
}

dxaws_error *run_print_json(const struct run *run, const char *schema, json_t *members)
{
    if (members == NULL || json_object_set_new(members, "schema", json_string(schema)) != 0) {
        json_decref(members);
        return dxaws_error_out_of_memory();
    }
    if (run->printed != NULL) {
        return json_array_append_new(run->printed, members) == 0 ? NULL
                                                                 : dxaws_error_out_of_memory();
    }
    char *text = json_dumps(members, JSON_SORT_KEYS | JSON_INDENT(2));
    json_decref(members);
    if (text == NULL) {
        return dxaws_error_out_of_memory();
    }
    puts(text);
    free(text);
    return NULL;
}

dxaws_error *run_read(struct run *run)
{
    return input_file_read(run->options->operand, run->context, YAML_SIZE_MAX, &run->text,
                           &run->text_size);
}

dxaws_error *run_parse(const struct run *run, struct yaml_tree *tree)
{
    const char *path = run->options->operand;
    return yaml_parse(strcmp(path, "-") == 0 ? "standard input" : path, run->text, run->text_size,
                      tree);
}

int run_fail(const struct run *run, const dxaws_error *error)
{
    if (run->options->json) {
        dxaws_error_free(run_print_json(
            run, "dxaws.error/1", json_pack("{so}", "error", failure_json(error, run->options))));
    }
    failure_print(stderr, error, run->options);
    return failure_status(error);
}

bool run_removes(const struct run *run)
{
    return run->options->destroy || (run->options->command->verb & VERBS_REMOVE) != 0;
}

void run_set_timeout(const struct run *run)
{
    int64_t timeout_s = run->options->timeout_s; /* 0: not given */
    dxaws_context_set_timeout_ms(run->context, timeout_s > 0 ? timeout_s * 1000 : DXAWS_NO_TIMEOUT);
}

dxaws_error *run_check_region(struct run *run, const char *service, const json_t *document)
{
    const char *region = json_string_value(json_object_get(document, "region"));
    dxaws_error *error = region ? dxaws_session_check_region(run->session, service, region) : NULL;
    if (error != NULL && strcmp(dxaws_error_code(error), DXAWS_CORE_ERROR_REGION) != 0) {
        dxaws_error_free(error); /* of what is configured; who calls AWS hears of it */
        error = NULL;
    }
    dxaws_error_set_path(error, "/region", false);
    return error;
}

dxaws_error *run_explain_region(const struct run *run, const char *configured, dxaws_error *error)
{
    const char *path = error ? dxaws_error_path(error) : NULL;
    if (configured == NULL || path == NULL || strcmp(path, "/region") != 0) {
        return error;
    }
    const char *given = run->options->region;
    dxaws_error *told = dxaws_error_new(
        dxaws_error_get_kind(error), dxaws_error_domain(error), dxaws_error_code(error),
        given ? "--region %s must be a region such as eu-west-1"
              : "the region \"%s\" is configured, which is none such as eu-west-1; name one "
                "with --region, or mend what \"dxaws doctor\" shows as its source",
        configured);
    dxaws_error_set_cause(told, error);
    return told;
}

dxaws_error *run_region(struct run *run, bool required, const char **region)
{
    *region = NULL;
    dxaws_error *error = dxaws_session_get_region(run->session, run->context, region);
    if (error == NULL) {
        return NULL;
    }
    if (run->options->base == ADAPTER_MEMORY || !required) {
        dxaws_error_free(error);
        *region = "us-east-1"; /* the simulated account is in no real region */
        return NULL;
    }
    /* The file would not help against another. */
    if (strcmp(dxaws_error_code(error), DXAWS_CORE_ERROR_NO_REGION) != 0) {
        return error;
    }
    dxaws_error *told =
        dxaws_error_new(dxaws_error_get_kind(error), "cli", DXAWS_CLI_ERROR_NO_REGION,
                        "%s: %s; or write it into the file, such as region: eu-west-1",
                        run->options->operand, dxaws_error_message(error));
    dxaws_error_set_cause(told, error);
    return told;
}
