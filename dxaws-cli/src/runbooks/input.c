/* SPDX-License-Identifier: MIT */
#include "input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/options.h>

#include "../failure.h"
#include "../several.h"
#include "books.h"
#include "runbook-options.h"

/* A folder is not where the machine is. */
static void leave_content(json_t *document, const char *path)
{
    if (json_object_get(document, "content") != NULL) {
        json_object_del(document, "content");
        fputs("dxaws: the machine does not have the folder; publish it afterwards: dxaws publish",
              stderr);
        failure_print_word(stderr, path);
        fputc('\n', stderr);
    }
}

/* The document and the options of one manifest, as the command of that step would have them. */
static dxaws_error *read_file(struct run *run, struct options *options, const char *path,
                              json_t **made)
{
    const char *end = strstr(options->state_machine, ":stateMachine:");
    char account[DXAWS_ACCOUNT_SIZE];
    json_t *document = NULL;
    DXAWS_AUTO(dxaws_apply_options) how = NULL;
    snprintf(account, sizeof account, "%s", end - (DXAWS_ACCOUNT_SIZE - 1));
    free(run->text);
    run->text = NULL;
    options->operand = path;
    dxaws_error *error = run_read(run);
    error = error ? error : site_desired(run, account, &document, &how);
    char *text = error ? NULL : dxaws_apply_options_format(how);
    if (error == NULL) {
        leave_content(document, path);
        *made = json_pack("{sO so}", "desired", document, "options", run_json(text));
        error = *made ? NULL : dxaws_error_out_of_memory();
    }
    json_decref(document);
    return error;
}

/* Each as the first step has it, but for the last of two, which goes. */
static dxaws_error *read_files(struct run *run, struct options *options, const json_t *book,
                               json_t *inputs)
{
    struct files files = {.count = 0};
    bool move = strcmp(book_text(book, "takes"), "move") == 0;
    dxaws_error *error = several_collect(options, &files);
    for (size_t i = 0; i < files.count && error == NULL; i++) {
        json_t *made = NULL;
        options->command = runbook_command(book, move && i == 1 ? 2 : 0);
        error = read_file(run, options, files.paths[i], &made);
        if (error == NULL && json_array_append_new(inputs, made) != 0) {
            error = dxaws_error_out_of_memory();
        }
    }
    options->command = runbook_command(book, 0);
    options->operand = options->operands[0];
    several_clear(&files);
    return error;
}

/* The same member of each of their documents, or with NULL all of it. */
static json_t *members_of(const json_t *inputs, const char *member)
{
    json_t *list = json_array();
    size_t index;
    json_t *one;
    json_array_foreach((json_t *)(uintptr_t)inputs, index, one) {
        json_t *document = json_object_get(one, "desired");
        json_array_append(list, member ? json_object_get(document, member) : document);
    }
    return list;
}

dxaws_error *input_make(struct run *run, struct options *options, const json_t *book,
                        json_t **input)
{
    const char *kind = book_text(book, "takes");
    json_t *inputs = json_array();
    dxaws_error *error =
        inputs ? read_files(run, options, book, inputs) : dxaws_error_out_of_memory();
    if (error != NULL) {
        json_decref(inputs);
        return error;
    }
    if (strcmp(kind, "list") == 0) {
        *input = members_of(inputs, NULL);
    } else if (strcmp(kind, "names") == 0) {
        *input = json_pack("{so}", "sites", members_of(inputs, "site"));
    } else {
        *input = json_incref(json_array_get(inputs, 0));
    }
    json_t *former = json_array_get(inputs, 1);
    if (strcmp(kind, "move") == 0 && former != NULL) {
        json_object_set_new(former, "module", json_string("website"));
        json_object_set(*input, "former", former);
    }
    json_decref(inputs);
    return *input ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *input_hand_over(const struct execution *execution, const json_t *book,
                             const json_t *input, char **text)
{
    const char *bucket = execution->run->options->bucket;
    char key[120];
    json_t *where = NULL;
    dxaws_error *error = NULL;
    if (book_is_of_many(book)) {
        snprintf(key, sizeof key, "runbooks/%s.json", execution->name);
        error = object_write(execution->run, bucket, key, input);
        where = json_pack("{ss ss}", "bucket", bucket, "key", key);
    }
    *text = error ? NULL : json_dumps(where ? where : input, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(where);
    return error || *text ? error : dxaws_error_out_of_memory();
}
