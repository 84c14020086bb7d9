/* SPDX-License-Identifier: MIT */
/* The codes of errors of the domain "cli", in `--json` and in `dxaws describe`. A code is stable,
 * and a release only ever adds some; one that is not known is judged by its kind. */
#ifndef DXAWS_CLI_ERROR_CODES_H
#define DXAWS_CLI_ERROR_CODES_H

#define DXAWS_CLI_ERROR_EVENTS_FILE "EventsFile"
#define DXAWS_CLI_ERROR_EXECUTION_ENDED "ExecutionEnded"
#define DXAWS_CLI_ERROR_EXECUTION_TAKEN "ExecutionTaken"
#define DXAWS_CLI_ERROR_FILE "FileError"
#define DXAWS_CLI_ERROR_FORMER_KEY "FormerKey"
#define DXAWS_CLI_ERROR_MANIFEST "ManifestError"
#define DXAWS_CLI_ERROR_MEMORY_FILE "MemoryFile"
#define DXAWS_CLI_ERROR_MFA_CODE "MfaCode"
#define DXAWS_CLI_ERROR_MISSING_KEY "MissingKey"
#define DXAWS_CLI_ERROR_NO_MODULE "NoModule"
#define DXAWS_CLI_ERROR_NO_PERMISSIONS "NoPermissions"
#define DXAWS_CLI_ERROR_NO_REGION "NoRegion"
#define DXAWS_CLI_ERROR_NOT_BUILT "NotBuilt"
#define DXAWS_CLI_ERROR_NOT_CONFIRMED "NotConfirmed"
#define DXAWS_CLI_ERROR_NOTHING_TO_ADOPT "NothingToAdopt"
#define DXAWS_CLI_ERROR_NOT_SUPPORTED "NotSupported"
#define DXAWS_CLI_ERROR_OUTPUT "OutputError"
#define DXAWS_CLI_ERROR_PORT_IN_USE "PortInUse"
#define DXAWS_CLI_ERROR_PROFILE_LOOP "ProfileLoop"
#define DXAWS_CLI_ERROR_PROTECTED "Protected"
#define DXAWS_CLI_ERROR_READ_ONLY "ReadOnly"
#define DXAWS_CLI_ERROR_RESOLVER "Resolver"
#define DXAWS_CLI_ERROR_SECRET_ON_TERMINAL "SecretOnTerminal"
#define DXAWS_CLI_ERROR_UNKNOWN_KEY "UnknownKey"
#define DXAWS_CLI_ERROR_USAGE "UsageError"
#define DXAWS_CLI_ERROR_WRONG_ACCOUNT "WrongAccount"
#define DXAWS_CLI_ERROR_WRONG_TYPE "WrongType"
#define DXAWS_CLI_ERROR_YAML "YamlError"
#define DXAWS_CLI_ERROR_ZONE_NAME "ZoneName"

struct cli_error_code {
    const char *code;
    const char *kinds; /* "INVALID_ARGUMENT, NOT_FOUND" */
    const char *help;  /* one line, for the manual */
};

/* The table; ends with a row whose code is NULL. */
extern const struct cli_error_code cli_errors[];

#endif
