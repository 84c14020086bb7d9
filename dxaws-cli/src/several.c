/* SPDX-License-Identifier: MIT */
/* Several files in one run: which, how each ends, and what all of it comes to. */
#include "several.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <dxaws/extend/error.h>

#include "error-codes.h"
#include "exit-status.h"
#include "options-values.h"
#include "output/terminal.h"
#include "saved-plan.h"

/* A site, one module's section, or a plan of either. */
static dxaws_error *run_one(struct run *run, struct options *options)
{
    const struct command *command = run->options->command;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_error *error = run_read(run);
    if (error == NULL && command->verb == VERB_APPLY) {
        error = saved_plan_find(run, options, &plan);
    }
    return error                    ? error
           : plan != NULL           ? saved_plan_run(run, plan)
           : command->group == NULL ? site_run(run)
                                    : section_run(run);
}

/* Takes @a path over. */
static dxaws_error *add(struct files *files, char *path)
{
    char **grown = path ? realloc(files->paths, (files->count + 1) * sizeof *grown) : NULL;
    if (grown == NULL) {
        free(path);
        return dxaws_error_out_of_memory();
    }
    files->paths = grown;
    files->paths[files->count++] = path;
    return NULL;
}

static int is_manifest(const struct dirent *entry)
{
    static const char *const endings[] = {".yaml", ".yml"};
    size_t size = strlen(entry->d_name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(endings[i]);
        if (entry->d_name[0] != '.' && size > length &&
            strcmp(entry->d_name + size - length, endings[i]) == 0) {
            return 1;
        }
    }
    return 0;
}

static int by_bytes(const struct dirent **one, const struct dirent **other)
{
    return strcmp((*one)->d_name, (*other)->d_name); /* whatever the language */
}

static dxaws_error *add_folder(struct files *files, const char *folder)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_manifest, by_bytes);
    size_t size = strlen(folder);
    bool slash = size > 0 && folder[size - 1] == '/';
    dxaws_error *error = NULL;
    if (count == 0) {
        error = dxaws_error_new(DXAWS_ERROR_NOT_FOUND, "cli", DXAWS_CLI_ERROR_FILE,
                                "holds no manifest; name a folder of files such as site.yaml");
        dxaws_error_set_place(error, folder, 0, 0);
    } else if (count < 0) {
        return add(files, strdup(folder)); /* who reads it says why it cannot be */
    }
    for (int i = 0; i < count; i++) {
        char *path = NULL;
        bool made = error == NULL &&
                    asprintf(&path, "%s%s%s", folder, slash ? "" : "/", entries[i]->d_name) >= 0;
        error = error ? error : add(files, made ? path : NULL);
        free(entries[i]);
    }
    free(entries);
    return error;
}

dxaws_error *several_collect(const struct options *options, struct files *files)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; i < options->operand_count && error == NULL; i++) {
        struct stat about;
        const char *path = options->operands[i];
        bool folder = stat(path, &about) == 0 && S_ISDIR(about.st_mode);
        error = folder ? add_folder(files, path) : add(files, strdup(path));
    }
    return error;
}

void several_clear(struct files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        free(files->paths[i]);
    }
    free(files->paths);
    *files = (struct files){.count = 0};
}

void several_forget(struct run *run, struct options *options)
{
    adapters_close(run);
    free(run->text);
    free(run->bus);
    free(options->planned);
    run->text = NULL;
    run->bus = NULL;
    options->planned = NULL;
    run->status = 0;
}

/* The word for an exit status, and how bad it is: the later, the worse. */
static const int from_best_to_worst[] = {EXIT_DONE,    EXIT_CHANGES, EXIT_TIMEOUT,    EXIT_STALE,
                                         EXIT_REFUSED, EXIT_ERROR,   EXIT_INTERRUPTED};

static size_t badness(int status)
{
    size_t place = 0;
    while (place + 1 < sizeof from_best_to_worst / sizeof *from_best_to_worst &&
           from_best_to_worst[place] != status) {
        place++;
    }
    return place;
}

static const char *word_of(int status)
{
    const struct exit_status *row = exit_statuses;
    while (row->name != NULL && row->status != status) {
        row++;
    }
    return row->name ? row->name : "error";
}

static void print_heading(const struct run *run, const char *path, bool first)
{
    /* which says itself what it is about */
    if (!run->options->json && run->options->command->verb != VERB_VALIDATE) {
        fputs(first ? "" : "\n", stdout);
        print_safely(stdout, path);
        fputs(":\n", stdout);
        fflush(stdout); /* before what is said of it on the other stream */
    }
}

/* One file: its exit status. */
static int run_file(struct run *run, struct options *options, const char *path)
{
    options->operand = path;
    run_set_timeout(run);
    dxaws_error *error = run_one(run, options);
    progress_end(run->progress);
    run->progress = NULL;
    int status = error ? run_fail(run, error) : run->status;
    dxaws_error_free(error);
    return status;
}

static dxaws_error *print_json(struct run *run, json_t *sites)
{
    json_decref(run->printed);
    run->printed = NULL;
    return run_print_json(run, "dxaws.sites/1", json_pack("{so}", "sites", sites));
}

/* How many ended how, the worst last. */
static void print_summary(const struct files *files, const int *statuses, size_t begun)
{
    const char *separator = " ";
    printf("\nOf %zu files:", files->count);
    for (size_t i = 0; i < sizeof from_best_to_worst / sizeof *from_best_to_worst; i++) {
        size_t count = 0;
        for (size_t file = 0; file < begun; file++) {
            count += badness(statuses[file]) == i;
        }
        if (count > 0) {
            printf("%s%zu %s", separator, count, word_of(from_best_to_worst[i]));
            separator = ", ";
        }
    }
    if (begun < files->count) {
        printf("%s%zu not begun", separator, files->count - begun);
    }
    puts(".");
    for (size_t file = 0; file < begun; file++) {
        if (badness(statuses[file]) > badness(EXIT_CHANGES)) {
            printf("  %-11s ", word_of(statuses[file]));
            print_safely(stdout, files->paths[file]);
            putchar('\n');
        }
    }
}

static dxaws_error *run_all(struct run *run, struct options *options, const struct files *files)
{
    int worst = 0;
    size_t begun = 0;
    json_t *sites = json_array();
    int *statuses = calloc(files->count, sizeof *statuses);
    if (sites == NULL || statuses == NULL) {
        json_decref(sites);
        free(statuses);
        return dxaws_error_out_of_memory();
    }
    while (begun < files->count && badness(worst) < badness(EXIT_INTERRUPTED)) {
        const char *path = files->paths[begun];
        print_heading(run, path, begun == 0);
        run->printed = options->json ? json_array() : NULL;
        int status = run_file(run, options, path);
        json_array_append_new(sites, json_pack("{ss si sO*}", "file", path, "status", status,
                                               "document", json_array_get(run->printed, 0)));
        json_decref(run->printed);
        run->printed = NULL;
        several_forget(run, options);
        statuses[begun++] = status;
        worst = badness(status) > badness(worst) ? status : worst;
    }
    dxaws_error *error = NULL;
    if (options->json) {
        error = print_json(run, sites);
    } else {
        json_decref(sites);
        print_summary(files, statuses, begun);
    }
    free(statuses);
    run->status = worst;
    return error;
}

/* What is made for one site. */
static dxaws_error *check_alone(const struct options *options)
{
    if (options->out != NULL) {
        return usage_error("--out %.60s: a file holds the plan of one site; name one manifest "
                           "alone",
                           options->out);
    }
    return options->iam || options->graph
               ? usage_error("--%s prints the %s of one site; name one manifest alone",
                             options->iam ? "iam" : "graph", options->iam ? "policy" : "plan")
               : NULL;
}

dxaws_error *several_run(struct run *run, struct options *options)
{
    struct files files = {.count = 0};
    struct stat about;
    bool several = options->operand_count > 1 && strstr(options->command->operand, "...") != NULL;
    bool folder = strstr(options->command->operand, "...") != NULL &&
                  stat(options->operand, &about) == 0 && S_ISDIR(about.st_mode);
    if (!several && !folder) {
        return run_one(run, options);
    }
    dxaws_error *error = check_alone(options);
    error = error ? error : several_collect(options, &files);
    run->several = true;
    error = error ? error : run_all(run, options, &files);
    several_clear(&files);
    return error;
}
