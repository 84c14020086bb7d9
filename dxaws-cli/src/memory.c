/* SPDX-License-Identifier: MIT */
/* The commands on the simulated account itself. */
#include "run.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/dns-providers.h>
#include <dxaws/extend/memory.h>

#include "error-codes.h"
#include "output/terminal.h"

/* The id of the zone of that name (with its final dot), to be free()d, or NULL. */
static dxaws_error *find_zone(struct run *run, const char *name, char **id)
{
    dxaws_error *error = dxaws_memory_begin(run->account, run->context);
    const char *found;
    const char *text;
    for (size_t i = 0; error == NULL && *id == NULL &&
                       dxaws_memory_at(run->account, "route53", "zone", i, &found, &text);
         i++) {
        json_t *zone = json_loads(text, 0, NULL);
        const char *other = json_string_value(json_object_get(zone, "name"));
        if (other != NULL && strcmp(other, name) == 0 &&
            !json_is_true(json_object_get(zone, "private"))) {
            *id = strdup(found);
        }
        json_decref(zone);
    }
    if (error == NULL) {
        dxaws_memory_abort(run->account);
    }
    return error;
}

/* What is typed for a name, and is a URL, an address, a wildcard or a single label. */
static bool is_zone_name(const char *name)
{
    const char *dot = strchr(name, '.');
    return dot != NULL && dot[1] != '\0' && strpbrk(name, ":*@? ") == NULL &&
           strstr(name, "//") == NULL && strspn(name, "0123456789.") < strlen(name);
}

static dxaws_error *zone(struct run *run, const char *given)
{
    char name[260];
    char *id = NULL;
    size_t size = strlen(given);
    snprintf(name, sizeof name, "%.253s%s", given, size > 0 && given[size - 1] == '.' ? "" : ".");
    for (char *letter = name; *letter != '\0'; letter++) {
        *letter = (char)tolower((unsigned char)*letter);
    }
    if (size == 0 || size > 253 || !is_zone_name(name)) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", DXAWS_CLI_ERROR_ZONE_NAME,
                               "zone \"%.60s\" must be a domain name such as example.com", given);
    }
    dxaws_error *error = find_zone(run, name, &id);
    bool there = id != NULL;
    if (error == NULL && !there) {
        error = dxaws_dns_memory_create_zone(run->account, run->context, name, false, &id);
    }
    if (error == NULL && run->options->json) {
        error = run_print_json(
            run, "dxaws.memory/1",
            json_pack("{s{ss ss sb}}", "zone", "id", id, "name", name, "created", !there));
    } else if (error == NULL) {
        fputs("Zone ", stdout);
        print_safely(stdout, given);
        printf(" %s (%s).\n", there ? "is there already" : "made", id);
    }
    free(id);
    return error;
}

static dxaws_error *cname(struct run *run, const char *name, const char *value)
{
    dxaws_error *error =
        dxaws_dns_memory_create_cname_elsewhere(run->account, run->context, name, value);
    if (error == NULL && run->options->json) {
        return run_print_json(run, "dxaws.memory/1",
                              json_pack("{s{ss ss}}", "cname", "name", name, "value", value));
    }
    if (error == NULL) {
        fputs("Made, where no zone of the simulated account has it: ", stdout);
        print_safely(stdout, name);
        fputs(" CNAME ", stdout);
        print_safely(stdout, value);
        fputs(".\n", stdout);
    }
    return error;
}

static dxaws_error *reset(struct run *run)
{
    dxaws_error *error = dxaws_memory_account_reset(run->account, run->context);
    if (error == NULL && run->options->json) {
        return run_print_json(run, "dxaws.memory/1", json_pack("{sb}", "reset", true));
    }
    if (error == NULL) {
        puts("The simulated account is empty.");
    }
    return error;
}

dxaws_error *memory_run(struct run *run)
{
    dxaws_error *error = adapters_open_account(run);
    if (error != NULL) {
        return error;
    }
    const struct options *options = run->options;
    switch (options->command->verb) {
    case VERB_ZONE:
        return zone(run, options->operand);
    case VERB_CNAME:
        return cname(run, options->operand, options->second_operand);
    case VERB_SERVE:
        return serve_run(run);
    default:
        return reset(run);
    }
}
