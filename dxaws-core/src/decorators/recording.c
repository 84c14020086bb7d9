/* SPDX-License-Identifier: MIT */
/* Recording: passes every operation on, and writes down what was asked and answered. */
#include "cassette.h"
#include "decorators.h"

#include <dxaws/extend/tree.h>
#include <dxaws/kit/json.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct recording {
    dxaws_provider *inner;
    int fd; /* O_APPEND: one write() a line keeps lines whole, across providers too */
    pthread_mutex_t lock;
    json_t *kinds; /* what its last header says that it can do */
};

static dxaws_error *write_line(const struct recording *recording, json_t *object)
{
    char *text = object ? json_dumps(object, JSON_COMPACT) : NULL;
    json_decref(object);
    char *line = NULL;
    if (text == NULL || asprintf(&line, "%s\n", text) < 0) {
        free(text);
        return dxaws_error_out_of_memory();
    }
    size_t size = strlen(line);
    ssize_t written = write(recording->fd, line, size);
    free(line);
    free(text);
    if (written != (ssize_t)size) {
        return dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "core", "Recording",
                               "the recording cannot be written: %s", strerror(errno));
    }
    return NULL;
}

/* The answer first: a failing operation stays the failure that the caller hears of. @param before
 * what a write was given of what had been observed, of which it may read; NULL for a read. */
static dxaws_error *record(const struct recording *recording, const char *kind, json_t *in,
                           const dxaws_document *before, const dxaws_document *observed,
                           int64_t elapsed_ms, dxaws_error *outcome)
{
    char *op = cassette_op(dxaws_provider_module(recording->inner)->name, kind);
    bool whole = true;
    json_t *line = json_pack("{ss ss so sI}", "kind", "op", "op", op, "in", in, "t_ms",
                             (json_int_t)elapsed_ms);
    free(op);
    if (before != NULL) {
        dx_put(&whole, line, "before", dxaws_tree_copy(dxaws_document_tree(before)));
    }
    if (outcome == NULL) {
        dx_put(&whole, line, "out", dxaws_tree_copy(dxaws_document_tree(observed)));
    } else {
        char *text = dxaws_error_format(outcome);
        dx_put(&whole, line, "error", text ? json_loads(text, 0, NULL) : NULL);
        free(text);
    }
    whole = cassette_redact(line) && whole;
    dxaws_error *error = write_line(recording, dx_whole(whole, line));
    if (outcome != NULL) {
        dxaws_error_free(error);
        return outcome;
    }
    return error;
}

/* Gives what was answered to the caller, unless there was an error. */
static dxaws_error *hand_over(dxaws_error *error, dxaws_document *answered, dxaws_document **output)
{
    if (error != NULL) {
        dxaws_document_unref(answered);
        return error;
    }
    *output = answered;
    return NULL;
}

static dxaws_error *recording_read(void *self, dxaws_context *context, const dxaws_document *wanted,
                                   dxaws_document **observed)
{
    struct recording *recording = self;
    int64_t start = dxaws_context_monotonic_ms(context);
    dxaws_document *read = NULL;
    dxaws_error *error = dxaws_provider_read(recording->inner, context, wanted, &read);
    error = record(recording, NULL, dxaws_tree_copy(dxaws_document_tree(wanted)), NULL, read,
                   dxaws_context_monotonic_ms(context) - start, error);
    return hand_over(error, read, observed);
}

static dxaws_error *recording_perform(void *self, dxaws_context *context,
                                      const dxaws_action *action, const dxaws_document *before,
                                      dxaws_document **after)
{
    struct recording *recording = self;
    int64_t start = dxaws_context_monotonic_ms(context);
    dxaws_document *made = NULL;
    dxaws_error *error = dxaws_provider_perform(recording->inner, context, action, before, &made);
    error = record(recording, dxaws_action_kind(action), cassette_payload(action), before, made,
                   dxaws_context_monotonic_ms(context) - start, error);
    return hand_over(error, made, after);
}

static bool recording_supports(void *self, const char *kind)
{
    const struct recording *recording = self;
    return dxaws_provider_supports(recording->inner, kind);
}

static void recording_destroy(void *self)
{
    struct recording *recording = self;
    dxaws_provider_unref(recording->inner);
    if (recording->fd >= 0) {
        close(recording->fd);
    }
    json_decref(recording->kinds);
    pthread_mutex_destroy(&recording->lock);
    free(recording);
}

static void add_kind(bool *whole, json_t *kinds, dxaws_provider *inner, const char *kind)
{
    if (kind != NULL && dxaws_provider_supports(inner, kind)) {
        dx_append(whole, kinds, json_string(kind));
    }
}

/* The kinds that the inner provider can do; NULL without memory. */
static dxaws_error *find_kinds(const struct recording *recording, json_t **kinds)
{
    const dxaws_module *module = dxaws_provider_module(recording->inner);
    DXAWS_AUTO(dxaws_document) document = NULL;
    dxaws_error *error = module->describe(module, &document);
    if (error != NULL) {
        return error;
    }
    const json_t *description = dxaws_document_tree(document);
    json_t *found = json_array();
    bool whole = found != NULL;
    size_t index;
    json_t *action;
    json_array_foreach(json_object_get(description, "actions"), index, action) {
        add_kind(&whole, found, recording->inner, dx_text(action, "kind"));
    }
    add_kind(&whole, found, recording->inner, dx_text(description, "outputs"));
    *kinds = dx_whole(whole, found);
    return *kinds ? NULL : dxaws_error_out_of_memory();
}

/* Says what the inner provider can do, so that a replay can do exactly the same; again when that
 * is known better than before. */
static dxaws_error *write_header(struct recording *recording)
{
    const char *module = dxaws_provider_module(recording->inner)->name;
    json_t *kinds = NULL;
    dxaws_error *error = find_kinds(recording, &kinds);
    pthread_mutex_lock(&recording->lock);
    if (error == NULL && (recording->kinds == NULL || !json_equal(recording->kinds, kinds))) {
        error = write_line(recording, json_pack("{ss ss si ss ss sO}", "kind", "header", "format",
                                                "dxaws-cassette", "version", 1, "module", module,
                                                "dxaws", dxaws_core_version(), "supports", kinds));
        json_decref(recording->kinds);
        recording->kinds = json_incref(kinds);
    }
    pthread_mutex_unlock(&recording->lock);
    json_decref(kinds);
    return error;
}

static dxaws_error *recording_prepare(void *self, dxaws_context *context)
{
    struct recording *recording = self;
    dxaws_error *error = dxaws_provider_prepare(recording->inner, context);
    return error ? error : write_header(recording);
}

static const dxaws_provider_ops recording_ops = {
    .size = sizeof recording_ops,
    .name = "recording",
    .destroy = recording_destroy,
    .read = recording_read,
    .perform = recording_perform,
    .supports = recording_supports,
    .prepare = recording_prepare,
};

dxaws_error *recording_new(dxaws_provider *inner, const char *path, dxaws_provider **provider)
{
    if (inner == NULL || path == NULL) {
        return decorator_needs("recording", "another one to record, and a path");
    }
    struct recording *recording = calloc(1, sizeof *recording);
    if (recording == NULL) {
        return dxaws_error_out_of_memory();
    }
    pthread_mutex_init(&recording->lock, NULL);
    recording->inner = dxaws_provider_ref(inner);
    recording->fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    dxaws_error *error = NULL;
    if (recording->fd < 0) {
        error =
            dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "Recording",
                            "a recording cannot be written to \"%s\": %s", path, strerror(errno));
    } else {
        error = write_header(recording);
    }
    if (error == NULL) {
        error =
            dxaws_provider_new(dxaws_provider_module(inner), &recording_ops, recording, provider);
    }
    if (error != NULL) {
        recording_destroy(recording);
    }
    return error;
}
