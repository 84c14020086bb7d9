/* SPDX-License-Identifier: MIT */
/* The tables of commands and options: to add one, add a row. */
#include "options.h"

#include <string.h>

#include "sections.h"

#define SECTION(group_name, thing, module)                                                         \
    , {group_name, "plan", VERB_PLAN, "FILE", "show what would be done to " thing},                \
        {group_name, "drift", VERB_DRIFT, "FILE", "show what differs, unable to write"},           \
        {group_name, "apply", VERB_APPLY, "FILE", "do it"},                                        \
        {group_name, "show", VERB_SHOW, "FILE", "show what is there"},                             \
    {                                                                                              \
        group_name, "destroy", VERB_DESTROY, "FILE", "remove it"                                   \
    }

const struct command commands[] = {
    {NULL, "init", VERB_INIT, "[FILE]",
     "write a manifest to begin with, site.yaml, with everything that may be in it"},
    {NULL, "validate", VERB_VALIDATE, "SITE.yaml...", "check the manifest and its folder, offline"},
    {NULL, "preflight", VERB_PREFLIGHT, "SITE.yaml...",
     "look for what would stop an apply, in the account and in DNS, and write nothing; exits 3 "
     "when "
     "anything would"},
    {NULL, "plan", VERB_PLAN, "SITE.yaml...",
     "show what apply would do; exits 2 when that is anything"},
    {NULL, "drift", VERB_DRIFT, "SITE.yaml...",
     "show what differs from the manifest, by means that cannot write; exits 2 when anything does"},
    {NULL, "apply", VERB_APPLY, "SITE.yaml...", "make the site what the manifest says"},
    {NULL, "publish", VERB_PUBLISH, "SITE.yaml...",
     "publish the folder that the manifest names to the site that is there, and nothing else"},
    {NULL, "show", VERB_SHOW, "SITE.yaml...", "show what is there"},
    {NULL, "verify", VERB_VERIFY, "SITE.yaml...",
     "look at the site as a visitor does: DNS, certificate, redirects, a missing page, and whether "
     "its pages are what the folder has; exits 1 when anything is wrong"},
    {NULL, "destroy", VERB_DESTROY, "SITE.yaml...", "remove the site"},
    {NULL, "adopt", VERB_ADOPT, "SITE.yaml IDENTITY",
     "apply, and take over what is named, such as bucket/NAME, as a refusal prints it"},
    {NULL, "release", VERB_RELEASE, "SITE.yaml",
     "let go of the site: take the marks off, and leave all else as it is"} SECTIONS(SECTION),
    {NULL, "list", VERB_LIST, NULL,
     "show all sites of the account, and whatever else carries a mark"},
    {NULL, "report", VERB_REPORT, "EVENTS",
     "make a page of what a run did and waited for, to look at in a browser, from the file that "
     "--events=FILE wrote"},
    {NULL, "describe", VERB_DESCRIBE, "[MODULE]",
     "show what a module consists of, or with \"command\" the program: attributes, actions, "
     "errors, events; options, the manifest's keys, exit statuses"},
    {NULL, "schema", VERB_SCHEMA, "DOCUMENT [MODULE]",
     "print the JSON Schema of a document: desired, current, result, plan, options, event, error, "
     "manifest, or one of --json such as dxaws.plan/1"},
    {NULL, "doctor", VERB_DOCTOR, NULL,
     "show whose credentials are used and from where, region, endpoints, clock, "
     "and what is wrong"},
    {"credentials", "export", VERB_EXPORT, NULL,
     "print the credentials, for credential_process in the profile of another tool"},
    {"memory", "zone", VERB_ZONE, "NAME", "make a hosted zone in the simulated account"},
    {"memory", "cname", VERB_CNAME, "NAME VALUE",
     "make a CNAME where no zone of the simulated account holds the name, as the DNS elsewhere"},
    {"memory", "reset", VERB_RESET, NULL, "empty the simulated account"},
    {"memory", "serve", VERB_SERVE, NULL,
     "show the sites of the simulated account in a browser: on this machine, until Ctrl-C"},
    {"runbook", "list", VERB_BOOKS, NULL,
     "show the runbooks: what is done when, here or by a state machine"},
    {"runbook", "show", VERB_BOOK, "NAME",
     "show one: when, with what, what it may change, how it ends, what then"},
    {"runbook", "run", VERB_RUN, "NAME [SITE.yaml...]",
     "do it: here by the command that takes the same steps, or with --state-machine on Step "
     "Functions"},
    {NULL, "complete", VERB_COMPLETE, "[WORD...]",
     "print what the last word could become: for shells, which ask as in dxaws complete -- pl"},
    {.name = NULL},
};

const struct option options_table[] = {
    {OPTION_ADAPTER, "adapter", 0, "ADAPTER", VERBS_ADAPTER,
     "where it happens: aws (the default), memory[=FILE] (a simulated account), replay=FILE, "
     "lambda=PREFIX (functions of AWS Lambda); and on top of one of them dry-run or record=FILE, "
     "with a second --adapter"},
    {OPTION_ADOPT, "adopt", 0, "IDENTITY", VERBS_PLANNED,
     "take over what exists and is not ours, named as the plan or the error names it; may be "
     "repeated"},
    /* Of content it allows a large part to be removed. */
    {OPTION_ALLOW_DESTROY, "allow-destroy", 0, "NAME", VERBS_PLANNED | OF_SITE | OF_CONTENT,
     "destroy the site of that name although the manifest protects it; where the site serves "
     "another domain than the file says, that domain: it goes off the air"},
    {OPTION_BUCKET, "bucket", 0, "NAME", VERB_RUN,
     "where the list of documents is put for a state machine that is told of many sites"},
    {OPTION_DESTROY, "destroy", 0, NULL, VERB_PLAN, "show what destroy would do"},
    {OPTION_DETAILED_EXITCODE, "detailed-exitcode", 0, "YES", VERBS_DIFFER | VERB_RUN,
     "no: exit with 0 also when there is something to do, and not with 2; the default is yes"},
    {OPTION_EDGE, "edge", 0, "HOST[:PORT[:HTTP-PORT]]", VERB_VERIFY | VERB_RUN,
     "look there instead of where DNS leads, such as d111111abcdef8.cloudfront.net before a move"},
    {OPTION_ENDPOINT_URL, "endpoint-url", 0, "URL", VERBS_NETWORK,
     "send every request there instead of to AWS"},
    {OPTION_EVENTS, "events", 0, "FILE", VERBS_NETWORK,
     "append what happens to FILE as JSON Lines; - is standard output"},
    {OPTION_EXECUTION, "execution", 0, "NAME", VERB_RUN,
     "name of the state machine's execution; one of that name that is there is followed on"},
    {OPTION_EXTERNAL_ID, "external-id", 0, "ID", VERBS_SESSION,
     "what the owner of the role of --role-arn demands to be told"},
    {OPTION_FORMAT, "format", 0, "FORMAT", VERB_EXPORT,
     "process (the default): the JSON of credential_process"},
    {OPTION_GRAPH, "graph", 0, "LANGUAGE", VERB_PLAN,
     "print what waits for what as a graph, in the language dot (of graphviz) or mermaid, and not "
     "the plan"},
    {OPTION_HELP, "help", 'h', NULL, VERBS_ALL, "show this help"},
    {OPTION_IAM, "iam", 0, NULL, VERB_PLAN,
     "print the least policy, of IAM, that reading and doing what is planned need, and not the "
     "plan"},
    {OPTION_IMPORT, "import", 0, "TOOL", VERB_RELEASE,
     "print the ids with which terraform, or cloudformation, imports what is let go"},
    {OPTION_JSON, "json", 0, NULL, VERBS_TELL, "print one JSON document on standard output"},
    {OPTION_LOCAL, "local", 0, NULL, VERB_RUN, "do it here, as without --state-machine"},
    {OPTION_MFA_CODE, "mfa-code", 0, "CODE", VERBS_SESSION,
     "what the device shows that a profile names with mfa_serial; else it is asked for"},
    {OPTION_NO_COLOR, "no-color", 0, NULL, VERBS_ALL, "no colours; NO_COLOR does the same"},
    {OPTION_OUT, "out", 'o', "FILE", VERB_PLAN | VERB_REPORT,
     "keep the plan in FILE, too: dxaws apply FILE does that and nothing else; report: write the "
     "page there and not to standard output"},
    {OPTION_PARALLELISM, "parallelism", 0, "N", VERBS_CHANGE | OF_SITE,
     "do at most N steps at the same time, 1 to 64; the default is 16"},
    {OPTION_PORT, "port", 0, "N", VERB_SERVE,
     "serve at that port of 127.0.0.1, 1 to 65535; the default is one that is free"},
    {OPTION_PROFILE, "profile", 0, "NAME", VERBS_SESSION,
     "profile of the AWS configuration files to use"},
    {OPTION_PROGRESS, "progress", 0, "FORM", VERBS_NETWORK,
     "auto (the default): lines that are redrawn on a terminal; plain: lines that stay, for logs; "
     "none, as -q"},
    {OPTION_QUIET, "quiet", 'q', NULL, VERBS_ALL, "no progress"},
    {OPTION_REGION, "region", 0, "REGION", VERBS_SESSION, "region, where the file names none"},
    {OPTION_RESOLVER, "resolver", 0, "ADDRESS[:PORT]", VERBS_LOOK,
     "ask that DNS server instead of the machine's, such as 9.9.9.9"},
    {OPTION_ROLE_ARN, "role-arn", 0, "ARN", VERBS_SESSION,
     "role to assume with the credentials that are found"},
    {OPTION_RUN, "run", 0, "N", VERB_REPORT,
     "the Nth run of the file, which has one more each time; the default is the last"},
    {OPTION_SET, "set", 0, "KEY=VALUE", VERBS_FILE | VERBS_LOOK | VERB_INIT,
     "set one key of the file, such as protect=false or bucket.name=files; may be repeated"},
    {OPTION_STATE_MACHINE, "state-machine", 0, "ARN", VERB_RUN,
     "have it done by that machine of Step Functions, and tell how it goes; Ctrl-C leaves it "
     "running"},
    {OPTION_STOP_AFTER, "stop-after", 0, "KIND", VERBS_CHANGE,
     "end when the last action of that kind is done, such as WAIT_ISSUED; the next run goes on"},
    {OPTION_TIMEOUT, "timeout", 0, "[KIND=]DURATION", VERBS_NETWORK | VERB_VERIFY,
     "stop after that time, such as 10m, and exit with 4; with a kind of wait, such as "
     "WAIT_DEPLOYED=1h, wait for that no longer; may be repeated"},
    {OPTION_VERBOSE, "verbose", 'v', NULL, VERBS_ALL,
     "more detail: plain progress with every poll, causes of errors"},
    {OPTION_VERSION, "version", 0, NULL, VERBS_ALL, "show the version"},
    {OPTION_WAIT, "wait", 0, "LEVEL", VERBS_PLANNED,
     "how much to wait for: none (what a later action needs), accepted, or deployed everywhere"},
    {OPTION_YES, "yes", 'y', NULL, VERBS_CHANGE | VERB_EXPORT,
     "do not ask before changing anything; export: print secrets on a terminal too"},
    {.name = NULL},
};

bool option_is_for(const struct option *option, const struct command *command)
{
    int scope = option->verbs & (OF_SITE | OF_CONTENT);
    bool of_content = command->group != NULL && strcmp(command->group, "content") == 0;
    bool site = command->group == NULL || command->verb == VERB_RUN;
    int of = site ? OF_SITE : of_content ? OF_CONTENT : 0;
    return (scope == 0 || scope & of) && option->verbs & (int)command->verb;
}
