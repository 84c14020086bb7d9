/* SPDX-License-Identifier: MIT */
/* What other programs of this kind call things: whoever comes from one types its words first. */
#include "peers-words.h"

#include <stddef.h>
#include <string.h>

struct word {
    const char *theirs;
    const char *ours;
};

/* Those of Terraform and OpenTofu, the AWS CLI, CDK, SAM, Pulumi, Serverless, Copilot, Hugo and
 * octoDNS, as far as they mean the same. */
static const struct word command_words[] = {
    {"up", "apply SITE.yaml"},
    {"deploy", "apply SITE.yaml"},
    {"create", "apply SITE.yaml"},
    {"update", "apply SITE.yaml"},
    {"sync", "apply SITE.yaml"},
    {"push", "apply SITE.yaml"},
    {"down", "destroy SITE.yaml"},
    {"remove", "destroy SITE.yaml"},
    {"delete", "destroy SITE.yaml"},
    {"rm", "destroy SITE.yaml"},
    {"teardown", "destroy SITE.yaml"},
    {"diff", "plan SITE.yaml"},
    {"preview", "plan SITE.yaml"},
    {"refresh", "drift SITE.yaml"},
    {"status", "show SITE.yaml"},
    {"info", "show SITE.yaml"},
    {"output", "show SITE.yaml --json"},
    {"outputs", "show SITE.yaml --json"},
    {"lint", "validate SITE.yaml"},
    {"check", "validate SITE.yaml"},
    {"import", "adopt SITE.yaml IDENTITY"},
    {"forget", "release SITE.yaml"},
    {"ls", "list"},
    {"precheck", "preflight SITE.yaml"},
    {"test", "verify SITE.yaml"},
    {"health", "verify SITE.yaml"},
    {"serve", "memory serve"},
    {"server", "memory serve"},
    {"whoami", "doctor"},
    {"version", "--version"},
    {NULL, NULL},
};

static const struct word option_words[] = {
    {"auto-approve", "--yes"},
    {"force", "--yes"},
    {"output", "--json"},
    {"var", "--set=KEY=VALUE"},
    {"parameter-overrides", "--set=KEY=VALUE"},
    {"dryrun", "--adapter dry-run"},
    {"debug", "--verbose"},
    {"silent", "--quiet"},
    {"concurrency", "--parallelism=N"},
    {"jobs", "--parallelism=N"},
    {"import", "--adopt=IDENTITY"},
    {NULL, NULL},
};

static const char *find(const struct word *words, const char *theirs)
{
    while (words->theirs != NULL && strcmp(words->theirs, theirs) != 0) {
        words++;
    }
    return words->ours;
}

const char *peers_command(const char *word)
{
    return find(command_words, word);
}

const char *peers_option(const char *word)
{
    return find(option_words, word);
}
