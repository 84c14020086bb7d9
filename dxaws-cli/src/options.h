/* SPDX-License-Identifier: MIT */
/* The command line: tables of commands and options, and what one invocation asks for. Help, the
 * manual and the completions are made from the same tables. */
#ifndef DXAWS_CLI_OPTIONS_H
#define DXAWS_CLI_OPTIONS_H

#include <stdio.h>

#include <dxaws/core.h>
#include <jansson.h>

enum verb {
    VERB_VALIDATE = 1 << 0,
    VERB_PLAN = 1 << 1,
    VERB_APPLY = 1 << 2,
    VERB_SHOW = 1 << 3,
    VERB_DESTROY = 1 << 4,
    VERB_ZONE = 1 << 5,
    VERB_RESET = 1 << 6,
    VERB_DOCTOR = 1 << 7,
    VERB_EXPORT = 1 << 8,
    VERB_DESCRIBE = 1 << 9,
    VERB_SCHEMA = 1 << 10,
    VERB_ADOPT = 1 << 11,
    VERB_RELEASE = 1 << 12,
    VERB_LIST = 1 << 13,
    VERB_CNAME = 1 << 14,
    VERB_INIT = 1 << 15,
    VERB_DRIFT = 1 << 16,
    VERB_COMPLETE = 1 << 17,
    VERB_PUBLISH = 1 << 18,
    VERB_SERVE = 1 << 19,
    VERB_REPORT = 1 << 20,
    VERB_VERIFY = 1 << 21,
    VERB_PREFLIGHT = 1 << 22,
    VERB_BOOKS = 1 << 23,
    VERB_BOOK = 1 << 24,
    VERB_RUN = 1 << 25, /* a runbook; what is run is the command that it names */
    /* sets for the table of options */
    VERBS_REMOVE = VERB_DESTROY | VERB_RELEASE,
    VERBS_SIMULATED = VERB_ZONE | VERB_CNAME | VERB_RESET | VERB_SERVE,
    VERBS_CHANGE = VERB_APPLY | VERB_ADOPT | VERB_PUBLISH | VERB_RUN | VERBS_REMOVE,
    VERBS_DIFFER = VERB_PLAN | VERB_DRIFT, /* exit with 2 */
    VERBS_PLANNED = VERBS_DIFFER | VERBS_CHANGE | VERB_PREFLIGHT,
    VERBS_FILE = VERB_VALIDATE | VERB_SHOW | VERBS_PLANNED,
    VERBS_LOOK = VERB_VERIFY | VERB_PREFLIGHT | VERB_RUN, /* at DNS */
    VERBS_SESSION = VERBS_FILE | VERB_LIST | VERB_DOCTOR | VERB_EXPORT,
    VERBS_ACCOUNT = VERB_SHOW | VERB_LIST | VERBS_PLANNED,
    VERBS_NETWORK = VERBS_ACCOUNT | VERB_DOCTOR | VERB_EXPORT,
    VERBS_ADAPTER = VERBS_FILE | VERB_LIST | VERBS_SIMULATED,
    VERBS_ALL = (1 << 26) - 1,
    VERBS_TELL = VERBS_ALL & ~(VERB_EXPORT | VERB_SCHEMA | VERB_REPORT |
                               VERB_COMPLETE), /* print no document of another form */
    /* What an option's commands are of; without either, of anything. */
    OF_SITE = 1 << 28, /* a whole site */
    OF_CONTENT = 1 << 29,
};

/* One command. */
struct command {
    const char *group; /* "s3", "memory"; NULL for those on a whole site */
    const char *name;  /* "plan" */
    enum verb verb;
    /* "SITE.yaml"; NULL for none. Of two, "DOCUMENT [MODULE]", what may be left out is in brackets;
     * of "[WORD...]" there may be any number. */
    const char *operand;
    const char *help;
};

enum option_id {
    OPTION_ADAPTER = 1,
    OPTION_ADOPT,
    OPTION_ALLOW_DESTROY,
    OPTION_BUCKET,
    OPTION_DESTROY,
    OPTION_DETAILED_EXITCODE,
    OPTION_EDGE,
    OPTION_ENDPOINT_URL,
    OPTION_EVENTS,
    OPTION_EXECUTION,
    OPTION_EXTERNAL_ID,
    OPTION_FORMAT,
    OPTION_GRAPH,
    OPTION_HELP,
    OPTION_IAM,
    OPTION_IMPORT,
    OPTION_JSON,
    OPTION_LOCAL,
    OPTION_MFA_CODE,
    OPTION_NO_COLOR,
    OPTION_OUT,
    OPTION_PARALLELISM,
    OPTION_PORT,
    OPTION_PROFILE,
    OPTION_PROGRESS,
    OPTION_QUIET,
    OPTION_REGION,
    OPTION_RESOLVER,
    OPTION_ROLE_ARN,
    OPTION_RUN,
    OPTION_SET,
    OPTION_STATE_MACHINE,
    OPTION_STOP_AFTER,
    OPTION_TIMEOUT,
    OPTION_VERBOSE,
    OPTION_VERSION,
    OPTION_WAIT,
    OPTION_YES,
};

/* One option. */
struct option {
    enum option_id id;
    const char *name;     /* "adapter", without dashes */
    char letter;          /* 'q'; 0 for none */
    const char *argument; /* "ADAPTER"; NULL for none */
    int verbs;            /* the commands that take it, and OF_... */
    const char *help;
};

/* The tables; each ends with a row whose name is NULL. */
extern const struct command commands[];
extern const struct option options_table[];

/* Whether that command takes it. */
bool option_is_for(const struct option *option, const struct command *command);

enum { OPERANDS_MAX = 256, SETS_MAX = 32, CONSENTS_MAX = 16, WAITS_MAX = 16 };

/* What is shown while something happens: what fits the stream, lines, or nothing. */
enum progress_form { PROGRESS_AUTO, PROGRESS_PLAIN, PROGRESS_NONE };

/* Where the effects happen: a base, and at most one layer on top. */
enum adapter_base { ADAPTER_AWS = 1, ADAPTER_MEMORY, ADAPTER_REPLAY, ADAPTER_LAMBDA };

/* What was asked for. Strings are borrowed from the arguments. */
struct options {
    const char *const *arguments; /* as they were given */
    int count;
    const struct command *command;
    const char *group; /* of commands, where help is asked about all of them */
    const char *operands[OPERANDS_MAX];
    size_t operand_count;
    const char *operand; /* the first of them, or NULL; the second one */
    const char *second_operand;
    enum adapter_base base;
    const char *memory_file; /* NULL for the default one */
    const char *replay_file;
    const char *function_prefix; /* what the names of functions of AWS Lambda begin with */
    const char *record_file;     /* NULL: no recording */
    bool dry_run;
    const char *allow_destroy;
    const char *edge;     /* of verify: where requests go; NULL: where DNS leads */
    const char *resolver; /* the DNS server that is asked; NULL: the machine's */
    const char *endpoint_url;
    const char *events;
    const char *external_id;
    const char *mfa_code;
    const char *out; /* of plan: the file that keeps it, of report: of the page; NULL for none */
    const char *profile;
    const char *region;
    const char *role_arn;
    const char *sets[SETS_MAX + 1]; /* ends with NULL */
    size_t set_count;
    int64_t timeout_s; /* of the whole run; 0 for none */
    struct {
        const char *kind; /* up to its "=" */
        int64_t timeout_s;
    } waits[WAITS_MAX]; /* of a kind of wait */
    size_t wait_count;
    const char *adopt[CONSENTS_MAX];
    size_t adopt_count;
    const char *stop_after;
    const char *runbook;       /* which one is run; NULL for none */
    const char *state_machine; /* by that machine, by its ARN; NULL: here */
    const char *execution;     /* of it, by name; NULL: a new one */
    const char *bucket;        /* where what a machine is told of many is put; NULL for none */
    const char *import;        /* for which tool the ids are printed; NULL: none */
    dxaws_wait wait;
    int parallelism;   /* 0: not given */
    int port;          /* 0: not given */
    int run_number;    /* of report; 0: the last one */
    bool destroy;      /* of plan */
    const char *graph; /* of plan: the language of its graph, printed instead; NULL: none */
    bool iam;          /* of plan: its policy is printed, not the plan */
    enum progress_form progress;
    bool flat_exit; /* differences end with 0, too */
    char *planned;  /* the command that made the plan that is applied; NULL: it is made now */
    bool help;
    bool json;
    bool local;
    bool no_color;
    bool quiet;
    bool verbose;
    bool version;
    bool yes;
};

/* Reads the arguments, without the program's name. INVALID_ARGUMENT names the option and what
 * would be right. */
dxaws_error *options_parse(int count, const char *const *arguments, struct options *options);

/* How to plan and apply, of what was asked for; @a made is the caller's. @a actions are those of
 * the module's description, whose kinds the options may name; another one is INVALID_ARGUMENT. */
dxaws_error *options_how(const struct options *options, const json_t *actions,
                         dxaws_apply_options **made);

/* The help of one command; with NULL, of those of a group; with NULL for both, of all. */
void help_print(FILE *stream, const struct command *command, const char *group);

#endif
