/* SPDX-License-Identifier: MIT */
/* The codes of errors of the program itself. */
#include "error-codes.h"

#include <stddef.h>

const struct cli_error_code cli_errors[] = {
    {DXAWS_CLI_ERROR_EVENTS_FILE, "INVALID_ARGUMENT", "the file for events cannot be opened"},
    {DXAWS_CLI_ERROR_FILE, "INVALID_ARGUMENT, NOT_FOUND, PERMISSION, REFUSED",
     "a file cannot be read or written, or is there already"},
    {DXAWS_CLI_ERROR_FORMER_KEY, "INVALID_ARGUMENT",
     "a key of an earlier release, which has another name now"},
    {DXAWS_CLI_ERROR_MANIFEST, "INVALID_ARGUMENT", "a value of the manifest cannot be"},
    {DXAWS_CLI_ERROR_MEMORY_FILE, "INVALID_ARGUMENT",
     "there is no place for the simulated account's file"},
    {DXAWS_CLI_ERROR_MFA_CODE, "UNAUTHENTICATED", "there is no code of a multi-factor device"},
    {DXAWS_CLI_ERROR_MISSING_KEY, "INVALID_ARGUMENT", "a manifest lacks a key that it needs"},
    {DXAWS_CLI_ERROR_NO_MODULE, "UNSUPPORTED",
     "a module needs another one, which this program does not have"},
    {DXAWS_CLI_ERROR_NO_REGION, "INVALID_ARGUMENT", "nothing says which region, the file neither"},
    {DXAWS_CLI_ERROR_NOT_BUILT, "UNSUPPORTED",
     "the program was built without a library that the command needs"},
    {DXAWS_CLI_ERROR_NOT_CONFIRMED, "REFUSED", "nobody agreed to the changes"},
    {DXAWS_CLI_ERROR_NOTHING_TO_ADOPT, "REFUSED", "what is to be taken over is not there"},
    {DXAWS_CLI_ERROR_NOT_SUPPORTED, "INVALID_ARGUMENT", "a key that is for later releases"},
    {DXAWS_CLI_ERROR_OUTPUT, "UNAVAILABLE", "standard output cannot be written"},
    {DXAWS_CLI_ERROR_PORT_IN_USE, "UNAVAILABLE", "the port to serve at cannot be had"},
    {DXAWS_CLI_ERROR_PROFILE_LOOP, "INVALID_ARGUMENT",
     "a profile gets its credentials from an export of itself"},
    {DXAWS_CLI_ERROR_PROTECTED, "REFUSED", "a protected site is destroyed with its name alone"},
    {DXAWS_CLI_ERROR_READ_ONLY, "UNSUPPORTED", "a run that only looks would have written"},
    {DXAWS_CLI_ERROR_RESOLVER, "INVALID_ARGUMENT", "a DNS server cannot be asked"},
    {DXAWS_CLI_ERROR_SECRET_ON_TERMINAL, "REFUSED", "secrets are not shown on a terminal unasked"},
    {DXAWS_CLI_ERROR_UNKNOWN_KEY, "INVALID_ARGUMENT", "a key that no manifest has"},
    {DXAWS_CLI_ERROR_USAGE, "INVALID_ARGUMENT", "the command line cannot be understood"},
    {DXAWS_CLI_ERROR_WRONG_ACCOUNT, "REFUSED",
     "the credentials are of another account than the manifest names"},
    {DXAWS_CLI_ERROR_WRONG_TYPE, "INVALID_ARGUMENT",
     "a value of a file is of another type than it must be"},
    {DXAWS_CLI_ERROR_YAML, "INVALID_ARGUMENT",
     "a file is no YAML, or uses what configuration files do without"},
    {DXAWS_CLI_ERROR_ZONE_NAME, "INVALID_ARGUMENT", "a hosted zone's name cannot be one"},
    {.code = NULL},
};
