/* SPDX-License-Identifier: MIT */
/* What the options of the command line are set to. */
#include "options-values.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "duration.h"
#include "error-codes.h"
#include "import-ids.h"
#include "mfa.h"
#include "plan-forms/graph.h"

enum { PARALLELISM_MAX = 64, PORT_MAX = 65535, RUN_MAX = 1000000, EXECUTION_MAX = 80 };

dxaws_error *usage_error(const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", DXAWS_CLI_ERROR_USAGE, "%s", text);
}

static dxaws_error *set_base(struct options *options, enum adapter_base base, const char *text)
{
    if (options->base != 0) {
        return usage_error("--adapter %s: there is another one of aws, memory, replay and lambda "
                           "already; name one",
                           text);
    }
    options->base = base;
    return NULL;
}

static dxaws_error *set_layer(struct options *options, bool dry_run, const char *record,
                              const char *text)
{
    if (options->dry_run || options->record_file != NULL) {
        return usage_error(
            "--adapter %s: there is another one of dry-run and record already; name one", text);
    }
    options->dry_run = dry_run;
    options->record_file = record;
    return NULL;
}

static dxaws_error *take_adapter(struct options *options, const char *text)
{
    const char *equals = strchr(text, '=');
    size_t size = equals ? (size_t)(equals - text) : strlen(text);
    const char *file = equals ? equals + 1 : NULL;
    bool memory = size == 6 && strncmp(text, "memory", size) == 0;
    bool record = size == 6 && strncmp(text, "record", size) == 0;
    bool replay = size == 6 && strncmp(text, "replay", size) == 0;
    bool lambda = size == 6 && strncmp(text, "lambda", size) == 0;
    if (lambda && (file == NULL || *file == '\0')) {
        return usage_error("--adapter %s needs what the functions' names begin with: --adapter "
                           "lambda=dxaws-",
                           text);
    }
    if (lambda) {
        options->function_prefix = file;
        return set_base(options, ADAPTER_LAMBDA, text);
    }
    if (((record || replay) && file == NULL) || (file != NULL && *file == '\0')) {
        return usage_error("--adapter %s needs a file: --adapter %.*s=FILE", text, (int)size, text);
    }
    if (memory) {
        options->memory_file = file;
        return set_base(options, ADAPTER_MEMORY, text);
    }
    if (replay) {
        options->replay_file = file;
        return set_base(options, ADAPTER_REPLAY, text);
    }
    if (record) {
        return set_layer(options, false, file, text);
    }
    if (strcmp(text, "aws") == 0) {
        return set_base(options, ADAPTER_AWS, text);
    }
    if (strcmp(text, "dry-run") == 0) {
        return set_layer(options, true, NULL, text);
    }
    return usage_error("--adapter %.60s must be aws, memory[=FILE], replay=FILE, lambda=PREFIX, "
                       "dry-run or record=FILE",
                       text);
}

static dxaws_error *take_set(struct options *options, const char *text)
{
    if (options->set_count == SETS_MAX) {
        return usage_error("--set %.60s: more than %d of them; write them into the file", text,
                           SETS_MAX);
    }
    options->sets[options->set_count++] = text;
    return NULL;
}

/* "10m" is of the whole run, "WAIT_ISSUED=45m" of that kind of wait. */
static dxaws_error *take_timeout(struct options *options, const char *text)
{
    const char *equals = strchr(text, '=');
    int64_t *timeout_s = &options->timeout_s;
    if (equals != NULL) {
        if (options->wait_count == WAITS_MAX) {
            return usage_error("--timeout %.60s: name at most %d kinds of waits", text, WAITS_MAX);
        }
        options->waits[options->wait_count].kind = text;
        timeout_s = &options->waits[options->wait_count].timeout_s;
        options->wait_count++;
    }
    return equals != text && duration_parse(equals ? equals + 1 : text, timeout_s)
               ? NULL
               : usage_error("--timeout %.60s must be a duration such as 90s, 10m or 1h, or a kind "
                             "of wait with one, such as WAIT_DEPLOYED=1h",
                             text);
}

static dxaws_error *take_adopt(struct options *options, const char *text)
{
    if (options->adopt_count == CONSENTS_MAX) {
        return usage_error("--adopt %.60s: more than %d of them; write them into the file", text,
                           CONSENTS_MAX);
    }
    options->adopt[options->adopt_count++] = text;
    return NULL;
}

static dxaws_error *take_wait(struct options *options, const char *text)
{
    options->wait = dxaws_wait_from_name(text);
    return options->wait != DXAWS_WAIT_DEFAULT
               ? NULL
               : usage_error("--wait %.60s must be none, accepted or deployed", text);
}

static dxaws_error *take_number(const char *name, const char *text, int most, int *number)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (*end != '\0' || value < 1 || value > most) {
        return usage_error("--%s %.60s must be 1 to %d", name, text, most);
    }
    *number = (int)value;
    return NULL;
}

static dxaws_error *take_progress(struct options *options, const char *text)
{
    static const char *const forms[] = {
        [PROGRESS_AUTO] = "auto", [PROGRESS_PLAIN] = "plain", [PROGRESS_NONE] = "none"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (strcmp(text, forms[i]) == 0) {
            options->progress = (enum progress_form)i;
            return NULL;
        }
    }
    return usage_error("--progress %.60s must be auto, plain or none", text);
}

/* "localhost:4566": what only wants a scheme to be a URL. */
static bool is_host(const char *text)
{
    return text[strcspn(text, " \t/\\@")] == '\0';
}

/* Options that are what is typed, or that they were there. */
static bool take_as_it_is(struct options *options, enum option_id id, const char *text)
{
    static const struct {
        enum option_id id;
        size_t place;
        bool is_switch;
    } rows[] = {
        {OPTION_ALLOW_DESTROY, offsetof(struct options, allow_destroy), false},
        {OPTION_BUCKET, offsetof(struct options, bucket), false},
        {OPTION_EDGE, offsetof(struct options, edge), false},
        {OPTION_DESTROY, offsetof(struct options, destroy), true},
        {OPTION_EVENTS, offsetof(struct options, events), false},
        {OPTION_EXTERNAL_ID, offsetof(struct options, external_id), false},
        {OPTION_HELP, offsetof(struct options, help), true},
        {OPTION_IAM, offsetof(struct options, iam), true},
        {OPTION_JSON, offsetof(struct options, json), true},
        {OPTION_LOCAL, offsetof(struct options, local), true},
        {OPTION_NO_COLOR, offsetof(struct options, no_color), true},
        {OPTION_OUT, offsetof(struct options, out), false},
        {OPTION_PROFILE, offsetof(struct options, profile), false},
        {OPTION_QUIET, offsetof(struct options, quiet), true},
        {OPTION_REGION, offsetof(struct options, region), false},
        {OPTION_RESOLVER, offsetof(struct options, resolver), false},
        {OPTION_ROLE_ARN, offsetof(struct options, role_arn), false},
        {OPTION_STOP_AFTER, offsetof(struct options, stop_after), false},
        {OPTION_VERBOSE, offsetof(struct options, verbose), true},
        {OPTION_VERSION, offsetof(struct options, version), true},
        {OPTION_YES, offsetof(struct options, yes), true},
    };
    const bool given = true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].id == id) {
            memcpy((char *)options + rows[i].place,
                   rows[i].is_switch ? (const void *)&given : &text,
                   rows[i].is_switch ? sizeof given : sizeof text);
            return true;
        }
    }
    return false;
}

static dxaws_error *take_detail(struct options *options, const char *text)
{
    options->flat_exit = strcmp(text, "no") == 0;
    return options->flat_exit || strcmp(text, "yes") == 0
               ? NULL
               : usage_error("--detailed-exitcode %.60s must be yes or no", text);
}

static dxaws_error *take_endpoint(struct options *options, const char *text)
{
    options->endpoint_url = text;
    return strstr(text, "://") != NULL
               ? NULL
               : usage_error("--endpoint-url %.60s must be a URL such as http://%.60s", text,
                             is_host(text) ? text : "localhost:4566");
}

static dxaws_error *take_graph(struct options *options, const char *text)
{
    options->graph = text;
    return strcmp(text, GRAPH_DOT) == 0 || strcmp(text, GRAPH_MERMAID) == 0
               ? NULL
               : usage_error("--graph %.60s must be " GRAPH_DOT " or " GRAPH_MERMAID, text);
}

static dxaws_error *take_import(struct options *options, const char *text)
{
    options->import = text;
    return strcmp(text, IMPORT_TERRAFORM) == 0 || strcmp(text, IMPORT_CLOUDFORMATION) == 0
               ? NULL
               : usage_error(
                     "--import %.60s must be " IMPORT_TERRAFORM " or " IMPORT_CLOUDFORMATION, text);
}

/* Names that need no quoting anywhere; Step Functions takes some more. */
static dxaws_error *take_execution(struct options *options, const char *text)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    size_t size = strlen(text);
    options->execution = text;
    return size <= EXECUTION_MAX && strspn(text, letters) == size
               ? NULL
               : usage_error("--execution %.90s must be at most %d letters, digits, -, _ and .",
                             text, EXECUTION_MAX);
}

static dxaws_error *take_machine(struct options *options, const char *text)
{
    const char *at = strncmp(text, "arn:", 4) == 0 ? strstr(text, ":states:") : NULL;
    at = at ? strchr(at + strlen(":states:"), ':') : NULL;
    bool right = at != NULL && strspn(at + 1, "0123456789") == DXAWS_ACCOUNT_SIZE - 1 &&
                 strncmp(at + DXAWS_ACCOUNT_SIZE, ":stateMachine:", 14) == 0 &&
                 at[DXAWS_ACCOUNT_SIZE + 14] != '\0' && strpbrk(text, " \"\\") == NULL;
    options->state_machine = text;
    return right ? NULL
                 : usage_error("--state-machine %.60s must be an ARN, "
                               "arn:aws:states:REGION:ACCOUNT:stateMachine:NAME",
                               text);
}

dxaws_error *options_take(struct options *options, const struct option *option, const char *text)
{
    if (take_as_it_is(options, option->id, text)) {
        return NULL;
    }
    switch (option->id) {
    case OPTION_ADAPTER:
        return take_adapter(options, text);
    case OPTION_ADOPT:
        return take_adopt(options, text);
    case OPTION_DETAILED_EXITCODE:
        return take_detail(options, text);
    case OPTION_ENDPOINT_URL:
        return take_endpoint(options, text);
    case OPTION_EXECUTION:
        return take_execution(options, text);
    case OPTION_FORMAT:
        return strcmp(text, "process") == 0 ? NULL
                                            : usage_error("--format %.60s must be process", text);
    case OPTION_GRAPH:
        return take_graph(options, text);
    case OPTION_IMPORT:
        return take_import(options, text);
    case OPTION_MFA_CODE:
        options->mfa_code = text;
        return mfa_is_code(text)
                   ? NULL
                   : usage_error("--mfa-code must be the six digits that the device shows");
    case OPTION_PARALLELISM:
        return take_number(option->name, text, PARALLELISM_MAX, &options->parallelism);
    case OPTION_PORT:
        return take_number(option->name, text, PORT_MAX, &options->port);
    case OPTION_PROGRESS:
        return take_progress(options, text);
    case OPTION_RUN:
        return take_number(option->name, text, RUN_MAX, &options->run_number);
    case OPTION_SET:
        return take_set(options, text);
    case OPTION_STATE_MACHINE:
        return take_machine(options, text);
    case OPTION_TIMEOUT:
        return take_timeout(options, text);
    case OPTION_WAIT:
        return take_wait(options, text);
    default:
        return NULL;
    }
}
