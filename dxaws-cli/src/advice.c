/* SPDX-License-Identifier: MIT */
/* On a real account a hosted zone is somebody's decision; on a simulated one it is a command. */
#include "advice.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/dns-errors.h>
#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include "failure.h"

enum { NAME_SIZE = 256 };

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

/* The command that makes the zone, for a shell; for free(). NULL without memory. */
static char *zone_command(const struct options *options, const char *name)
{
    char zone[NAME_SIZE];
    char *command = NULL;
    size_t size;
    FILE *stream = open_memstream(&command, &size);
    if (stream == NULL) {
        return NULL;
    }
    name_zone(name, zone);
    fputs("dxaws memory zone", stream);
    failure_print_word(stream, zone);
    if (options->memory_file != NULL) {
        fputs(" --adapter", stream);
        char *adapter = NULL;
        failure_print_word(
            stream, asprintf(&adapter, "memory=%s", options->memory_file) > 0 ? adapter : "memory");
        free(adapter);
    }
    if (fclose(stream) != 0) {
        free(command);
        return NULL;
    }
    return command;
}

dxaws_error *advice_add(const struct run *run, const struct subject *subject, dxaws_error *error)
{
    const dxaws_error *missed =
        dxaws_error_find(error, NULL, DXAWS_DNS_ERROR_HOSTED_ZONE_NOT_FOUND);
    const char *name = missed ? dxaws_error_resource(missed) : NULL;
    /* A zone that the file names was meant to be there. */
    const json_t *named = json_object_get(dxaws_document_tree(subject->desired), "zone");
    if (name == NULL || run->options->base != ADAPTER_MEMORY || json_is_string(named)) {
        return error;
    }
    char *command = zone_command(run->options, name);
    if (command == NULL) {
        return error;
    }
    dxaws_error *advised = dxaws_error_new(
        dxaws_error_get_kind(error), dxaws_error_domain(error), dxaws_error_code(error),
        "%s; on this simulated account: %s", dxaws_error_message(error), command);
    dxaws_error_set_cause(advised, error);
    free(command);
    return advised;
}
