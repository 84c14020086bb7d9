/* SPDX-License-Identifier: MIT */
/* What the options of the command line are set to. */
#include "options-values.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "duration.h"
#include "error-codes.h"
#include "import-ids.h"
#include "mfa.h"

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
        return usage_error(
            "--adapter %s: there is another one of aws, memory and replay already; name one", text);
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
    return usage_error("--adapter %.60s must be aws, memory[=FILE], replay=FILE, dry-run or "
                       "record=FILE",
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
    options->wait = dxaws_wait_parse(text);
    return options->wait != DXAWS_WAIT_DEFAULT
               ? NULL
               : usage_error("--wait %.60s must be none, accepted or deployed", text);
}

static dxaws_error *take_parallelism(struct options *options, const char *text)
{
    char *end;
    long number = strtol(text, &end, 10);
    if (*end != '\0' || number < 1 || number > 64) {
        return usage_error("--parallelism %.60s must be 1 to 64", text);
    }
    options->parallelism = (int)number;
    return NULL;
}

/* "localhost:4566": what only wants a scheme to be a URL. */
static bool is_host(const char *text)
{
    return text[strcspn(text, " \t/\\@")] == '\0';
}

dxaws_error *options_take(struct options *options, const struct option *option, const char *text)
{
    switch (option->id) {
    case OPTION_ADAPTER:
        return take_adapter(options, text);
    case OPTION_SET:
        return take_set(options, text);
    case OPTION_TIMEOUT:
        return take_timeout(options, text);
    case OPTION_ADOPT:
        return take_adopt(options, text);
    case OPTION_WAIT:
        return take_wait(options, text);
    case OPTION_PARALLELISM:
        return take_parallelism(options, text);
    case OPTION_STOP_AFTER:
        options->stop_after = text;
        break;
    case OPTION_ALLOW_DESTROY:
        options->allow_destroy = text;
        break;
    case OPTION_ENDPOINT_URL:
        options->endpoint_url = text;
        return strstr(text, "://") != NULL
                   ? NULL
                   : usage_error("--endpoint-url %.60s must be a URL such as http://%.60s", text,
                                 is_host(text) ? text : "localhost:4566");
    case OPTION_FORMAT:
        return strcmp(text, "process") == 0 ? NULL
                                            : usage_error("--format %.60s must be process", text);
    case OPTION_IMPORT:
        options->import = text;
        return strcmp(text, IMPORT_TERRAFORM) == 0 || strcmp(text, IMPORT_CLOUDFORMATION) == 0
                   ? NULL
                   : usage_error("--import %.60s must be " IMPORT_TERRAFORM
                                 " or " IMPORT_CLOUDFORMATION,
                                 text);
    case OPTION_EXTERNAL_ID:
        options->external_id = text;
        break;
    case OPTION_MFA_CODE:
        options->mfa_code = text;
        return mfa_is_code(text)
                   ? NULL
                   : usage_error("--mfa-code must be the six digits that the device shows");
    case OPTION_ROLE_ARN:
        options->role_arn = text;
        break;
    case OPTION_DESTROY:
        options->destroy = true;
        break;
    case OPTION_DETAILED_EXITCODE:
        options->flat_exit = strcmp(text, "no") == 0;
        return options->flat_exit || strcmp(text, "yes") == 0
                   ? NULL
                   : usage_error("--detailed-exitcode %.60s must be yes or no", text);
    case OPTION_OUT:
        options->out = text;
        break;
    case OPTION_EVENTS:
        options->events = text;
        break;
    case OPTION_PROFILE:
        options->profile = text;
        break;
    case OPTION_REGION:
        options->region = text;
        break;
    case OPTION_HELP:
        options->help = true;
        break;
    case OPTION_JSON:
        options->json = true;
        break;
    case OPTION_NO_COLOR:
        options->no_color = true;
        break;
    case OPTION_QUIET:
        options->quiet = true;
        break;
    case OPTION_VERBOSE:
        options->verbose = true;
        break;
    case OPTION_VERSION:
        options->version = true;
        break;
    case OPTION_YES:
        options->yes = true;
        break;
    }
    return NULL;
}
