/* SPDX-License-Identifier: MIT */
/* Replay: answers from a recording. Equal requests are answered in the order they were recorded,
 * so that polls replay as they went; a request that was not recorded is an error. */
#include "cassette.h"
#include "decorators.h"

#include <dxaws/extend/tree.h>
#include <dxaws/kit/json.h>

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct replay {
    const dxaws_module *module;
    pthread_mutex_t lock;
    json_t *lines;    /* this module's operations that were not replayed yet */
    json_t *supports; /* the kinds that the recorded provider could perform */
};

static dxaws_error *diverges(const struct replay *replay, const char *op, const json_t *in)
{
    const json_t *next = json_array_get(replay->lines, 0);
    char *asked = in ? json_dumps(in, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_INVALID_STATE, replay->module->name, "ReplayDiverged",
        "the recording has no %s with %s; its next operation is %s; record it again", op,
        asked ? asked : "{}", next ? dx_text(next, "op") : "none: it has ended");
    free(asked);
    return error;
}

static json_t *take(struct replay *replay, const char *op, const json_t *in)
{
    size_t index;
    json_t *line;
    json_array_foreach(replay->lines, index, line) {
        if (strcmp(dx_text(line, "op"), op) == 0 && json_equal(json_object_get(line, "in"), in)) {
            json_incref(line);
            json_array_remove(replay->lines, index);
            return line;
        }
    }
    return NULL;
}

static dxaws_error *answer(const json_t *line, dxaws_document **observed)
{
    const json_t *failure = json_object_get(line, "error");
    if (failure == NULL) {
        return dxaws_document_new(dxaws_tree_copy(json_object_get(line, "out")), observed);
    }
    char *text = json_dumps(failure, JSON_COMPACT);
    dxaws_error *error = dxaws_error_parse(text);
    free(text);
    return error ? error : dxaws_error_out_of_memory();
}

/* Takes @a in over. */
static dxaws_error *replay_op(struct replay *replay, dxaws_context *context, const char *kind,
                              json_t *in, dxaws_document **observed)
{
    dxaws_error *error = dxaws_context_check(context);
    char *op = cassette_op(replay->module->name, kind);
    if (error == NULL && (op == NULL || in == NULL)) {
        error = dxaws_error_out_of_memory();
    }
    if (error == NULL && !cassette_redact(in)) {
        error = dxaws_error_out_of_memory();
    }
    if (error == NULL) {
        pthread_mutex_lock(&replay->lock);
        json_t *line = take(replay, op, in);
        error = line ? NULL : diverges(replay, op, in);
        pthread_mutex_unlock(&replay->lock);
        error = line ? answer(line, observed) : error;
        json_decref(line);
    }
    free(op);
    json_decref(in);
    return error;
}

static dxaws_error *replay_read(void *self, dxaws_context *context, const dxaws_document *wanted,
                                dxaws_document **observed)
{
    return replay_op(self, context, NULL, dxaws_tree_copy(dxaws_document_tree(wanted)), observed);
}

static dxaws_error *replay_perform(void *self, dxaws_context *context, const dxaws_action *action,
                                   const dxaws_document *before, dxaws_document **after)
{
    (void)before;
    return replay_op(self, context, dxaws_action_kind(action), cassette_payload(action), after);
}

static bool replay_supports(void *self, const char *kind)
{
    const struct replay *replay = self;
    size_t index;
    json_t *known;
    json_array_foreach(replay->supports, index, known) {
        if (json_is_string(known) && strcmp(json_string_value(known), kind) == 0) {
            return true;
        }
    }
    return false;
}

static void replay_destroy(void *self)
{
    struct replay *replay = self;
    json_decref(replay->lines);
    json_decref(replay->supports);
    pthread_mutex_destroy(&replay->lock);
    free(replay);
}

static const dxaws_provider_ops replay_ops = {
    .size = sizeof replay_ops,
    .name = "replay",
    .destroy = replay_destroy,
    .read = replay_read,
    .perform = replay_perform,
    .supports = replay_supports,
};

static bool is_own(const struct replay *replay, const json_t *line)
{
    const char *op = dx_text(line, "op");
    size_t length = strlen(replay->module->name);
    return op != NULL && strncmp(op, replay->module->name, length) == 0 && op[length] == '.';
}

static bool is_header(const json_t *line)
{
    const char *format = dx_text(line, "format");
    return format != NULL && strcmp(format, "dxaws-cassette") == 0 &&
           json_integer_value(json_object_get(line, "version")) == 1;
}

static dxaws_error *cannot_read(const char *path)
{
    return errno == ENOMEM
               ? dxaws_error_out_of_memory()
               : dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "Recording",
                                 "the recording \"%s\" cannot be read: %s", path, strerror(errno));
}

static dxaws_error *malformed(const char *path, size_t number)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "Recording",
                           "%s:%zu: not a recording of dxaws, version 1: expected one", path,
                           number);
}

/* It says what was asked, and what was answered: a document, or an error. */
static dxaws_error *check_operation(const json_t *line, const char *path, size_t number)
{
    const json_t *failure = json_object_get(line, "error");
    bool answered = json_is_object(json_object_get(line, "out"));
    if (failure != NULL) {
        char *text = json_dumps(failure, JSON_COMPACT | JSON_ENCODE_ANY);
        dxaws_error *error = text ? dxaws_error_parse(text) : dxaws_error_out_of_memory();
        free(text);
        if (error != NULL && text == NULL) {
            return error;
        }
        answered = error != NULL;
        dxaws_error_free(error);
    }
    return json_is_object(json_object_get(line, "in")) && answered ? NULL : malformed(path, number);
}

/* One line; @a header: whether there was one before. */
static dxaws_error *load_line(struct replay *replay, json_t *line, bool *header, const char *path,
                              size_t number)
{
    const char *module = dx_text(line, "module");
    if (is_header(line)) {
        *header = true;
        if (module != NULL && strcmp(module, replay->module->name) == 0) {
            json_decref(replay->supports);
            replay->supports = json_incref(json_object_get(line, "supports"));
        }
        return NULL;
    }
    if (!json_is_object(line) || !*header) {
        return malformed(path, number);
    }
    if (!is_own(replay, line)) {
        return NULL;
    }
    dxaws_error *error = check_operation(line, path, number);
    if (error == NULL && json_array_append(replay->lines, line) != 0) {
        error = dxaws_error_out_of_memory();
    }
    return error;
}

static dxaws_error *load(struct replay *replay, FILE *stream, const char *path)
{
    char *text = NULL;
    size_t size = 0;
    size_t number = 0;
    bool header = false;
    dxaws_error *error = NULL;
    while (error == NULL && getline(&text, &size, stream) > 0) {
        json_error_t where;
        json_t *line = json_loads(text, JSON_REJECT_DUPLICATES, &where);
        error = line == NULL && dxaws_tree_out_of_memory(&where, text)
                    ? dxaws_error_out_of_memory()
                    : load_line(replay, line, &header, path, ++number);
        json_decref(line);
    }
    if (error == NULL && !feof(stream)) {
        error = cannot_read(path);
    }
    free(text);
    return error;
}

dxaws_error *replay_new(const dxaws_module *module, const char *path, dxaws_provider **provider)
{
    if (path == NULL) {
        return decorator_needs("replay", "a path");
    }
    FILE *stream = fopen(path, "re");
    if (stream == NULL) {
        return cannot_read(path);
    }
    struct replay *replay = calloc(1, sizeof *replay);
    if (replay == NULL) {
        fclose(stream);
        return dxaws_error_out_of_memory();
    }
    replay->module = module;
    pthread_mutex_init(&replay->lock, NULL);
    replay->lines = json_array();
    dxaws_error *error = replay->lines ? load(replay, stream, path) : dxaws_error_out_of_memory();
    fclose(stream);
    if (error == NULL) {
        error = dxaws_provider_new(module, &replay_ops, replay, provider);
    }
    if (error != NULL) {
        replay_destroy(replay);
    }
    return error;
}
