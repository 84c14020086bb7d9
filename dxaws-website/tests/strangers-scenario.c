/* SPDX-License-Identifier: MIT */
/* Scenarios: from a seed, in words, run, and made as small as still fails. */
#include "strangers.h"

#include <dxaws/kit/settles.h>

#include <stdio.h>
#include <string.h>

static const char *const kind_names[] = {"bucket", "certificate", "distribution", "access control",
                                         "record"};
static const char *const verb_names[] = {"plan", "apply", "destroy", "adopt", "release"};
static const char *const disturbance_names[] = {"",
                                                "killed before call",
                                                "failing at call",
                                                "losing the answer to call",
                                                "and somebody acts before call",
                                                "killed after call"};

void scenario_make(struct scenario *scenario, uint64_t seed)
{
    enum { CALLS = 90, ACTS = 11 * 12, PER_KIND = 4 };
    struct dx_random random = {.state = seed};
    *scenario = (struct scenario){.seed = seed};
    for (int kind = 0; kind < THING_KINDS; kind++) {
        /* None is as likely as some, or a site of our own would be rare. */
        unsigned count = dx_random_chance(&random, 50) ? dx_random_below(&random, PER_KIND) : 0;
        for (unsigned i = 0; i < count; i++) {
            scenario->things[scenario->thing_count++] =
                (struct thing){.kind = (enum thing_kind)kind,
                               .manifest = dx_random_below(&random, MANIFESTS),
                               .variant = dx_random_below(&random, 100000),
                               .tags = dx_random_below(&random, 100)};
        }
    }
    scenario->command_count = 1 + dx_random_below(&random, MOST_COMMANDS);
    for (size_t i = 0; i < scenario->command_count; i++) {
        bool first = i == 0 && dx_random_chance(&random, 60);
        scenario->commands[i] = (struct command){
            .verb = first ? APPLY : (enum verb)dx_random_below(&random, VERBS),
            .manifest = dx_random_chance(&random, 50) ? 0 : dx_random_below(&random, MANIFESTS),
            .disturbance = dx_random_chance(&random, 60)
                               ? NOTHING
                               : (enum disturbance)dx_random_below(&random, DISTURBANCES),
            .at = 1 + dx_random_below(&random, CALLS),
            .hand = dx_random_below(&random, ACTS),
            .firmly = dx_random_chance(&random, 50),
        };
    }
}

void scenario_print(const struct scenario *scenario)
{
    for (size_t i = 0; i < scenario->thing_count; i++) {
        const struct thing *thing = &scenario->things[i];
        printf("  given: a %s of somebody, like manifest %u's (variant %u, tags %u)\n",
               kind_names[thing->kind], thing->manifest, thing->variant, thing->tags);
    }
}

static void print_command(const struct command *command, const char *said)
{
    printf("  %s%s manifest %u", command->firmly ? "firmly " : "", verb_names[command->verb],
           command->manifest);
    if (command->disturbance != NOTHING) {
        printf(", %s %u", disturbance_names[command->disturbance], command->at);
    }
    if (command->disturbance == HAND) {
        printf(" (act %u)", command->hand);
    }
    printf(": %s\n", said);
}

bool scenario_holds(const struct scenario *scenario, char wrong[1000])
{
    struct world world;
    world_open(&world, scenario);
    for (size_t i = 0; i < scenario->command_count && world.wrong[0] == '\0'; i++) {
        run_command(&world, &scenario->commands[i]);
        if (scenario->aloud) {
            print_command(&scenario->commands[i], world.said);
        }
    }
    if (world.wrong[0] == '\0') {
        run_end(&world, scenario);
    }
    world_close(&world);
    snprintf(wrong, 1000, "%s", world.wrong);
    return wrong[0] == '\0';
}

/* Whether it fails by the same rule without something; then that is left out. */
static bool shrinks_to(struct scenario *scenario, const struct scenario *smaller, char rule)
{
    char wrong[1000];
    if (scenario_holds(smaller, wrong) || wrong[1] != rule) {
        return false;
    }
    *scenario = *smaller;
    return true;
}

static bool drop_something(struct scenario *scenario, char rule)
{
    struct scenario smaller;
    for (size_t i = 0; i < scenario->thing_count; i++) {
        smaller = *scenario;
        smaller.thing_count--;
        memmove(&smaller.things[i], &smaller.things[i + 1],
                (smaller.thing_count - i) * sizeof *smaller.things);
        if (shrinks_to(scenario, &smaller, rule)) {
            return true;
        }
    }
    for (size_t i = 0; i < scenario->command_count; i++) {
        smaller = *scenario;
        smaller.command_count--;
        memmove(&smaller.commands[i], &smaller.commands[i + 1],
                (smaller.command_count - i) * sizeof *smaller.commands);
        if (shrinks_to(scenario, &smaller, rule)) {
            return true;
        }
        smaller = *scenario;
        smaller.commands[i].disturbance = NOTHING;
        if (scenario->commands[i].disturbance != NOTHING && shrinks_to(scenario, &smaller, rule)) {
            return true;
        }
    }
    return false;
}

void scenario_shrink(struct scenario *scenario)
{
    char wrong[1000];
    if (!scenario_holds(scenario, wrong)) {
        while (drop_something(scenario, wrong[1])) {
        }
    }
}
