/* SPDX-License-Identifier: MIT */
/* What to do about an error, in the words of who types commands and writes files. A module gives
 * facts and a code: the same fault is mended in one way in a manifest, and in another in a section.
 */
#ifndef DXAWS_CLI_ADVICE_H
#define DXAWS_CLI_ADVICE_H

#include <jansson.h>

#include "options.h"

/* In which runs a row holds. */
enum advice_context {
    ADVICE_ANYWHERE = 1,
    ADVICE_SITE,      /* a manifest */
    ADVICE_SECTION,   /* one module's file */
    ADVICE_PLANNED,   /* a run that plans what should be there */
    ADVICE_CHANGE,    /* a run that changes something */
    ADVICE_SAVED,     /* a run that applies a plan made before */
    ADVICE_SIMULATED, /* on the simulated account */
    ADVICE_REAL,      /* not on it, with a command that could be */
};

/* One piece of advice. In `command` and `value`, {again} is the command line as it was given,
 * {resource} what the error is about, {zone} the zone that would hold it, {adapter} the option that
 * leads to the same simulated account, {planned} the command that made the plan. */
struct advice {
    const char *domain; /* of the error; NULL: any */
    const char *code;   /* NULL: any, by its kind */
    dxaws_error_kind kind;
    enum advice_context context;
    const char *path;    /* of the error, when it is given; "": an error without one */
    const char *text;    /* what for: "to agree" */
    const char *command; /* what to run; NULL: nothing */
    const char *key;     /* what to write into the file, "bucket.force_empty"; NULL: nothing */
    const char *value;   /* as YAML; NULL: the key goes */
    bool follows;        /* the message begins with a remedy of its own */
};

/* The table; ends with a row without text. */
extern const struct advice advice_rows[];

/* "site", "change", ... */
const char *advice_context_name(enum advice_context context);

/* The first row that fits the error, or what caused it, which then is *about. NULL: none. */
const struct advice *advice_find(const dxaws_error *error, const struct options *options,
                                 const dxaws_error **about);

/* The command or value of a row as it is for this error, for free(); NULL for none, or without
 * memory. */
char *advice_fill(const char *text, const struct options *options, const dxaws_error *about);
/* One line of it, for free(): "to agree: dxaws apply site.yaml --yes". */
char *advice_line(const struct advice *advice, const struct options *options,
                  const dxaws_error *about);
/* The same in parts: {"text", "command", "key", "value"}; of a key without a value, null. */
json_t *advice_json(const struct advice *advice, const struct options *options,
                    const dxaws_error *about);

#endif
