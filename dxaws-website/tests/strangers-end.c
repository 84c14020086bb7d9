/* SPDX-License-Identifier: MIT */
/* (4) When all that was applied is destroyed, what still carries our mark was named. */
#include "strangers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const types[][2] = {{"s3", "bucket"},
                                       {"acm", "certificate"},
                                       {"cloudfront", "distribution"},
                                       {"cloudfront", "oac"}};

/* What the plan of an end leaves, or why there is none, is told. */
static bool destroy_one(struct world *world, unsigned manifest, char **told)
{
    const struct command command = {.verb = DESTROY, .manifest = manifest, .firmly = true};
    char *more = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    run_command(world, &command);
    /* What is left is named each time, so the plan of nothing more has it. */
    DXAWS_AUTO(dxaws_error) error = end_plan(world, manifest, &plan);
    bool refused = error != NULL && (dxaws_error_get_kind(error) == DXAWS_ERROR_CONFLICT ||
                                     dxaws_error_get_kind(error) == DXAWS_ERROR_REFUSED);
    if (error != NULL && !refused) {
        world_wrong(world, "(4) the end of manifest %u: %s", manifest, dxaws_error_message(error));
    }
    const char *text = error ? dxaws_error_message(error) : dxaws_plan_text(plan);
    if (asprintf(&more, "%s\n%s\n%s", *told, world->said, text) >= 0) {
        free(*told);
        *told = more;
    }
    return refused;
}

/* Whether it is named with its last part, as an ARN's. */
static bool is_told(const char *told, const char *id)
{
    const char *slash = strrchr(id, '/');
    return strstr(told, slash ? slash + 1 : id) != NULL;
}

/* What is ours after all ends is among what they told. */
static void check_named(struct world *world, const char *told)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        json_t *all = world_all(world, types[i][0], types[i][1]);
        const char *id;
        json_t *document;
        json_object_foreach(all, id, document) {
            if (whose_is(NULL, types[i][1], id, document) != NOT_OURS && !is_told(told, id)) {
                char *text = json_dumps(document, JSON_COMPACT);
                world_wrong(world, "(4) %s %s is ours, left by all ends and named by none: %.600s",
                            types[i][1], id, text);
                free(text);
            }
        }
        json_decref(all);
    }
}

void run_end(struct world *world, const struct scenario *scenario)
{
    char *told = strdup("");
    bool used[MANIFESTS] = {false};
    bool refused = false; /* which says why, and is no end: everything is as it was */
    for (size_t i = 0; i < scenario->command_count; i++) {
        used[scenario->commands[i].manifest] |=
            scenario->commands[i].verb == APPLY || scenario->commands[i].verb == ADOPT;
    }
    for (unsigned round = 0; round < 2; round++) { /* what one uses, another may wait for */
        free(told);
        told = strdup("");
        refused = false;
        for (unsigned i = 0; i < MANIFESTS && world->wrong[0] == '\0'; i++) {
            if (used[i]) {
                refused = destroy_one(world, i, &told) || refused;
            }
        }
    }
    if (!refused && world->wrong[0] == '\0') {
        check_named(world, told);
    }
    free(told);
}

/* Or it is the record of a certificate that is told, and goes with that. */
static bool is_record_told(struct world *world, const char *told, const char *name)
{
    json_t *certificates = world_all(world, "acm", "certificate");
    bool found = strstr(told, name) != NULL;
    const char *arn;
    json_t *certificate;
    json_object_foreach(certificates, arn, certificate) {
        const char *own =
            json_string_value(json_object_get(json_object_get(certificate, "record"), "name"));
        found = found || (own != NULL && strcmp(own, name) == 0 && is_told(told, arn));
    }
    json_decref(certificates);
    return found;
}

void run_only_end(struct world *world, unsigned manifest)
{
    char *told = strdup("");
    if (destroy_one(world, manifest, &told)) {
        world_wrong(world, "(4) the end of manifest %u is refused: %s", manifest, told);
    }
    if (world->wrong[0] == '\0') {
        check_named(world, told);
    }
    json_t *zone = first_of(&world->fixture, "route53", "zone", NULL);
    size_t index;
    json_t *record;
    json_array_foreach(json_object_get(zone, "records"), index, record) {
        const char *type = json_string_value(json_object_get(record, "type"));
        const char *name = json_string_value(json_object_get(record, "name"));
        if (strcmp(type, "NS") != 0 && strcmp(type, "SOA") != 0 &&
            !is_record_told(world, told, name)) {
            world_wrong(world, "(4) record %s %s stays and is named by none", name, type);
        }
    }
    json_decref(zone);
    free(told);
}
