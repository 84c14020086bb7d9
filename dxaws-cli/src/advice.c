/* SPDX-License-Identifier: MIT */
/* Advice: which row fits an error, and what it says then. */
#include "advice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/core.h>

#include "failure.h"
#include "output/terminal.h"

enum { NAME_SIZE = 256 };

static const char *const context_names[] = {
    [ADVICE_ANYWHERE] = "anywhere", [ADVICE_SITE] = "site",     [ADVICE_SECTION] = "section",
    [ADVICE_PLANNED] = "planned",   [ADVICE_CHANGE] = "change", [ADVICE_SIMULATED] = "simulated",
    [ADVICE_REAL] = "real",         [ADVICE_SAVED] = "saved",
};

const char *advice_context_name(enum advice_context context)
{
    return context_names[context];
}

static bool holds(enum advice_context context, const struct options *options)
{
    const struct command *command = options->command;
    unsigned verb = command ? command->verb : 0;
    unsigned planned = options->planned ? 0 : verb; /* what a plan is made from comes too late */
    switch (context) {
    case ADVICE_ANYWHERE:
        return command != NULL;
    case ADVICE_SITE:
        return (planned & VERBS_FILE) && command->group == NULL;
    case ADVICE_SECTION:
        return (planned & VERBS_FILE) && command->group != NULL;
    case ADVICE_PLANNED:
        return planned & VERBS_PLANNED;
    case ADVICE_SAVED:
        return options->planned != NULL;
    case ADVICE_CHANGE:
        return verb & VERBS_CHANGE;
    case ADVICE_SIMULATED:
        return (verb & VERBS_FILE) && options->base == ADAPTER_MEMORY;
    case ADVICE_REAL:
        return (verb & VERBS_ADAPTER) && options->base == ADAPTER_AWS;
    }
    return false;
}

static bool fits(const struct advice *advice, const struct options *options,
                 const dxaws_error *error)
{
    const char *path = dxaws_error_path(error);
    const char *resource = dxaws_error_resource(error);
    bool needs = advice->command != NULL && (strstr(advice->command, "{resource}") != NULL ||
                                             strstr(advice->command, "{zone}") != NULL);
    /* What may be adopted is named with its kind. */
    bool consents = advice->command != NULL && strstr(advice->command, "--adopt=") != NULL;
    if (advice->code != NULL ? strcmp(advice->code, dxaws_error_code(error)) != 0
                             : advice->kind != dxaws_error_get_kind(error)) {
        return false;
    }
    return (advice->domain == NULL || strcmp(advice->domain, dxaws_error_domain(error)) == 0) &&
           (advice->path == NULL || strcmp(advice->path, path ? path : "") == 0) &&
           (!needs || resource != NULL) && (!consents || strchr(resource, '/') != NULL) &&
           holds(advice->context, options);
}

const struct advice *advice_find(const dxaws_error *error, const struct options *options,
                                 const dxaws_error **about)
{
    for (; error != NULL; error = dxaws_error_cause(error)) {
        for (const struct advice *advice = advice_rows; advice->text != NULL; advice++) {
            if (fits(advice, options, error)) {
                *about = error;
                return advice;
            }
        }
    }
    return NULL;
}

/* The name of a zone that would hold @a name: its parent's, or its own where that is a top level.
 */
static void name_zone(const char *name, char zone[NAME_SIZE])
{
    char bare[NAME_SIZE];
    snprintf(bare, sizeof bare, "%s", name);
    size_t size = strlen(bare);
    if (size > 0 && bare[size - 1] == '.') {
        bare[size - 1] = '\0';
    }
    const char *parent = strchr(bare, '.');
    snprintf(zone, NAME_SIZE, "%s", parent && strchr(parent + 1, '.') ? parent + 1 : bare);
}

/* A word for a shell, without the blank before it. */
static void print_bare_word(FILE *stream, const char *word)
{
    char *quoted = NULL;
    size_t size;
    FILE *memory = open_memstream(&quoted, &size);
    if (memory != NULL) {
        failure_print_word(memory, word);
        fputs(fclose(memory) == 0 ? quoted + 1 : "", stream);
    }
    free(quoted);
}

static void print_adapter(FILE *stream, const struct options *options)
{
    char *adapter = NULL;
    if (options->memory_file != NULL && asprintf(&adapter, "memory=%s", options->memory_file) > 0) {
        fputs(" --adapter", stream);
        failure_print_word(stream, adapter);
    }
    free(adapter);
}

/* One of the files that the command was given. */
static bool is_operand(const struct options *options, const char *argument)
{
    for (size_t i = 0; i < options->operand_count; i++) {
        if (options->operands[i] == argument) {
            return true;
        }
    }
    return false;
}

/* The same command; of one file among several, for that file alone. */
static void print_again(FILE *stream, const struct options *options)
{
    bool several = options->operand != options->operands[0];
    bool named = false;
    fputs("dxaws", stream);
    for (int i = 0; i < options->count; i++) {
        if (!several || !is_operand(options, options->arguments[i])) {
            failure_print_word(stream, options->arguments[i]);
        } else if (!named) {
            failure_print_word(stream, options->operand);
            named = true;
        }
    }
}

static void print_placeholder(FILE *stream, const char *name, const struct options *options,
                              const dxaws_error *about)
{
    const char *resource = dxaws_error_resource(about);
    char zone[NAME_SIZE];
    if (strncmp(name, "again}", 6) == 0) {
        print_again(stream, options);
    } else if (strncmp(name, "planned}", 8) == 0) {
        print_safely(stream, options->planned);
    } else if (strncmp(name, "adapter}", 8) == 0) {
        print_adapter(stream, options);
    } else if (strncmp(name, "zone}", 5) == 0) {
        name_zone(resource, zone);
        print_bare_word(stream, zone);
    } else {
        print_bare_word(stream, resource);
    }
}

char *advice_fill(const char *text, const struct options *options, const dxaws_error *about)
{
    char *filled = NULL;
    size_t size;
    FILE *stream = text ? open_memstream(&filled, &size) : NULL;
    if (stream == NULL) {
        return NULL;
    }
    while (*text != '\0') {
        size_t length = strcspn(text, "{");
        fwrite(text, 1, length, stream);
        text += length;
        if (*text == '{') {
            print_placeholder(stream, text + 1, options, about);
            text += strcspn(text, "}") + 1;
        }
    }
    if (fclose(stream) != 0) {
        free(filled);
        return NULL;
    }
    return filled;
}

/* "write bucket: {force_empty: true} into site.yaml" */
static void print_edit(FILE *stream, const struct advice *advice, const struct options *options)
{
    const char *dot = strchr(advice->key, '.');
    if (advice->value == NULL) {
        fprintf(stream, "take \"%s\" out of", advice->key);
        failure_print_word(stream, options->operand);
    } else {
        int section = dot ? (int)(dot - advice->key) : 0;
        fputs("write ", stream);
        fprintf(stream, dot ? "%.*s: {%s: %s}" : "%.*s%s: %s", section, advice->key,
                dot ? dot + 1 : advice->key, advice->value);
        fputs(" into", stream);
        failure_print_word(stream, options->operand);
    }
}

char *advice_line(const struct advice *advice, const struct options *options,
                  const dxaws_error *about)
{
    char *line = NULL;
    size_t size;
    char *command = advice_fill(advice->command, options, about);
    FILE *stream = open_memstream(&line, &size);
    if (stream == NULL) {
        free(command);
        return NULL;
    }
    fprintf(stream, "%s: %s%s", advice->text, command ? command : "",
            command && advice->key ? ", or " : "");
    if (advice->key != NULL) {
        print_edit(stream, advice, options);
    }
    free(command);
    if (fclose(stream) != 0) {
        free(line);
        return NULL;
    }
    return line;
}

json_t *advice_json(const struct advice *advice, const struct options *options,
                    const dxaws_error *about)
{
    char *command = advice_fill(advice->command, options, about);
    json_t *made =
        json_pack("{ss ss* ss*}", "text", advice->text, "command", command, "key", advice->key);
    if (advice->key != NULL) {
        json_object_set_new(made, "value",
                            advice->value ? json_string(advice->value) : json_null());
    }
    free(command);
    return made;
}
