/* SPDX-License-Identifier: MIT */
/* The codes of errors of the domain "cli", in `--json` and in `dxaws describe`. A code is stable,
 * and a release only ever adds some; one that is not known is judged by its kind. Before each stand
 * the kinds that it comes with. */
#ifndef DXAWS_CLI_ERROR_CODES_H
#define DXAWS_CLI_ERROR_CODES_H

/** INVALID_ARGUMENT: the file for events cannot be opened. */
#define DXAWS_CLI_ERROR_EVENTS_FILE "EventsFile"
/** INVALID_ARGUMENT, NOT_FOUND, PERMISSION: a file cannot be read. */
#define DXAWS_CLI_ERROR_FILE "FileError"
/** INVALID_ARGUMENT: a key of an earlier release, which has another name now. */
#define DXAWS_CLI_ERROR_FORMER_KEY "FormerKey"
/** INVALID_ARGUMENT: a value of the manifest cannot be. */
#define DXAWS_CLI_ERROR_MANIFEST "ManifestError"
/** INVALID_ARGUMENT: there is no place for the simulated account's file. */
#define DXAWS_CLI_ERROR_MEMORY_FILE "MemoryFile"
/** INVALID_ARGUMENT: a manifest lacks a key that it needs. */
#define DXAWS_CLI_ERROR_MISSING_KEY "MissingKey"
/** UNSUPPORTED: a module needs another one, which this program does not have. */
#define DXAWS_CLI_ERROR_NO_MODULE "NoModule"
/** INVALID_ARGUMENT: nothing says which region, the file neither. */
#define DXAWS_CLI_ERROR_NO_REGION "NoRegion"
/** REFUSED: nobody agreed to the changes. */
#define DXAWS_CLI_ERROR_NOT_CONFIRMED "NotConfirmed"
/** INVALID_ARGUMENT: a key that is for later releases. */
#define DXAWS_CLI_ERROR_NOT_SUPPORTED "NotSupported"
/** UNAVAILABLE: standard output cannot be written. */
#define DXAWS_CLI_ERROR_OUTPUT "OutputError"
/** INVALID_ARGUMENT: a profile gets its credentials from an export of itself. */
#define DXAWS_CLI_ERROR_PROFILE_LOOP "ProfileLoop"
/** REFUSED: a protected site is destroyed with its name alone. */
#define DXAWS_CLI_ERROR_PROTECTED "Protected"
/** REFUSED: secrets are not shown on a terminal unasked. */
#define DXAWS_CLI_ERROR_SECRET_ON_TERMINAL "SecretOnTerminal"
/** INVALID_ARGUMENT: a key that no manifest has. */
#define DXAWS_CLI_ERROR_UNKNOWN_KEY "UnknownKey"
/** INVALID_ARGUMENT: the command line cannot be understood. */
#define DXAWS_CLI_ERROR_USAGE "UsageError"
/** INVALID_ARGUMENT: a value of a file is of another type than it must be. */
#define DXAWS_CLI_ERROR_WRONG_TYPE "WrongType"
/** INVALID_ARGUMENT: a file is no YAML, or uses what configuration files do without. */
#define DXAWS_CLI_ERROR_YAML "YamlError"
/** INVALID_ARGUMENT: a hosted zone's name cannot be one. */
#define DXAWS_CLI_ERROR_ZONE_NAME "ZoneName"

struct cli_error_code {
    const char *code;
    const char *kinds; /* "INVALID_ARGUMENT, NOT_FOUND" */
};

/* The table; ends with a row whose code is NULL. */
extern const struct cli_error_code cli_errors[];

#endif
