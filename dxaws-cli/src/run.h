/* SPDX-License-Identifier: MIT */
/* One run of the program: its context, session, adapters and streams. */
#ifndef DXAWS_CLI_RUN_H
#define DXAWS_CLI_RUN_H

#include <dxaws/core.h>
#include <jansson.h>

#include "options.h"
#include "output/progress.h"

struct listeners;
struct managers;
struct yaml_tree;

/* What commands work with. */
struct run {
    const struct options *options;
    dxaws_context *context;
    dxaws_session *session;
    dxaws_memory_account *account; /* NULL unless the adapter is memory */
    struct managers *managers;     /* NULL until adapters_open() */
    struct progress *progress;
    struct listeners *listeners; /* NULL until adapters_open() */
    char *bus;                   /* of EventBridge, that the file names; NULL for none */
    bool several;    /* files in one run: the document and the consent of one is not of all */
    json_t *printed; /* an array that takes what --json would print; NULL: print it */
    char *text;      /* the file that the command is given, as it was read */
    size_t text_size;
    int64_t start_ms; /* when the apply began, of the context's clock */
    bool colors;      /* on standard output */
    int status;       /* the exit status of a success */
};

/* One implementation a verb. They print, set `status`, and return what went wrong. */
dxaws_error *site_run(struct run *run);
/* What site_run() would do, for one who does it elsewhere: the document of the manifest that was
 * read, checked, and how; both are the caller's, also after an error. @a account is the one where
 * it would be done; what names another is refused. */
dxaws_error *site_desired(struct run *run, const char *account, json_t **document,
                          dxaws_apply_options **how);
/* runbooks/: the table of them; one by commands, or by a state machine. */
dxaws_error *books_run(struct run *run);
dxaws_error *local_run(struct run *run, struct options *options);
dxaws_error *machine_run(struct run *run, struct options *options);
dxaws_error *section_run(struct run *run);
dxaws_error *memory_run(struct run *run);
/* edge/serve.c: until it is cancelled. The account is open. */
dxaws_error *serve_run(struct run *run);
dxaws_error *init_run(struct run *run);
dxaws_error *list_run(struct run *run);
dxaws_error *describe_run(struct run *run);
dxaws_error *schema_run(struct run *run);
dxaws_error *report_run(struct run *run);
dxaws_error *complete_run(struct run *run);
dxaws_error *doctor_run(struct run *run);
dxaws_error *credentials_run(struct run *run);

/* Connects the managers as --adapter says; the first thing that may fail for want of
 * credentials. Sets the progress sink. */
dxaws_error *adapters_open(struct run *run);
void adapters_close(struct run *run);
/* The progress and --events alone, for commands without managers. */
dxaws_error *adapters_open_progress(struct run *run);
/* Opens the simulated account that --adapter names, or the default one, and its clock. */
dxaws_error *adapters_open_account(struct run *run);

/* Reads the file that the command is given, once: standard input cannot be read again. */
dxaws_error *run_read(struct run *run);
/* What was read, as a tree. */
dxaws_error *run_parse(const struct run *run, struct yaml_tree *tree);
/* Whether it is about what leads to nothing being there: destroy, release, and a plan of them. */
bool run_removes(const struct run *run);

/* The deadline of --timeout, from now on. */
void run_set_timeout(const struct run *run);

/* Refuses a misspelled region of a document, at its place, unless another server than AWS is
 * configured for that service, which may have it. */
dxaws_error *run_check_region(struct run *run, const char *service, const json_t *document);
/* An error about "/region" where that is @a configured, and not the file's (NULL): it says so, and
 * is about no place in the file. Takes and returns @a error. */
dxaws_error *run_explain_region(const struct run *run, const char *configured, dxaws_error *error);
/* The region for a file that names none; NULL when there is none to be found and @a required is
 * false. */
dxaws_error *run_region(struct run *run, bool required, const char **region);

/* Prints a document of --json: {"schema": schema, ...}; takes @a members over. Of several runs in
 * one it is kept for the document of all. */
dxaws_error *run_print_json(const struct run *run, const char *schema, json_t *members);
/* Tells what went wrong, in both forms; the exit status. */
int run_fail(const struct run *run, const dxaws_error *error);
/* A document as a value; takes @a text (to be free()d) over. NULL without memory. */
json_t *run_json(char *text);

#endif
