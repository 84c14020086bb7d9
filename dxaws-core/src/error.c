/* SPDX-License-Identifier: MIT */
/* Errors: construction and details. */
#include <dxaws/error-codes.h>
#include <dxaws/error.h>
#include <dxaws/extend/error.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

struct dxaws_error {
    dxaws_error_kind kind;
    char *domain;
    char *code;
    char *message;
    char *aws_code;
    char *request_id;
    char *operation;
    char *resource;
    char *path;
    char *file;
    size_t line;
    size_t column;
    int http_status;
    bool retryable;
    bool repeated;
    bool is_name;
    dxaws_error *cause;
};

static char out_of_memory_domain[] = "core";
static char out_of_memory_code[] = DXAWS_CORE_ERROR_OUT_OF_MEMORY;
static char out_of_memory_message[] = "out of memory";

/* Never written to: every setter leaves it alone, and free() ignores it. */
static const struct dxaws_error out_of_memory = {
    .kind = DXAWS_ERROR_OUT_OF_MEMORY,
    .domain = out_of_memory_domain,
    .code = out_of_memory_code,
    .message = out_of_memory_message,
};

static const char *const kind_names[] = {
    [DXAWS_ERROR_INVALID_ARGUMENT] = "INVALID_ARGUMENT",
    [DXAWS_ERROR_NOT_FOUND] = "NOT_FOUND",
    [DXAWS_ERROR_CONFLICT] = "CONFLICT",
    [DXAWS_ERROR_PERMISSION] = "PERMISSION",
    [DXAWS_ERROR_UNAUTHENTICATED] = "UNAUTHENTICATED",
    [DXAWS_ERROR_THROTTLED] = "THROTTLED",
    [DXAWS_ERROR_UNAVAILABLE] = "UNAVAILABLE",
    [DXAWS_ERROR_TIMEOUT] = "TIMEOUT",
    [DXAWS_ERROR_CANCELLED] = "CANCELLED",
    [DXAWS_ERROR_UNSUPPORTED] = "UNSUPPORTED",
    [DXAWS_ERROR_PARTIAL] = "PARTIAL",
    [DXAWS_ERROR_PROTOCOL] = "PROTOCOL",
    [DXAWS_ERROR_INVALID_STATE] = "INVALID_STATE",
    [DXAWS_ERROR_OUT_OF_MEMORY] = "OUT_OF_MEMORY",
    [DXAWS_ERROR_INTERNAL] = "INTERNAL",
    [DXAWS_ERROR_REFUSED] = "REFUSED",
    [DXAWS_ERROR_STALE] = "STALE",
};
enum { MOST_MESSAGE = 2000 };
enum { KIND_COUNT = sizeof kind_names / sizeof *kind_names };

dxaws_error *dxaws_error_out_of_memory(void)
{
    /* The cast is safe: no function of this file writes to the singleton. */
    return (dxaws_error *)(uintptr_t)&out_of_memory;
}

static bool is_writable(const dxaws_error *error)
{
    return error != NULL && error != &out_of_memory;
}

static dxaws_error *error_allocate(dxaws_error_kind kind, const char *domain, const char *code)
{
    dxaws_error *error = calloc(1, sizeof *error);
    if (error == NULL) {
        return NULL;
    }
    error->kind = kind;
    error->domain = strdup(domain ? domain : "core");
    error->code = strdup(code ? code : "Error");
    if (error->domain == NULL || error->code == NULL) {
        dxaws_error_free(error);
        return NULL;
    }
    return error;
}

/* JSON cannot hold what is not UTF-8. Without memory for looking, it counts as such. */
static bool is_utf8(const char *text)
{
    json_t *probe = json_string(text);
    json_decref(probe);
    return probe != NULL;
}

/* A message is one line: what came from a service or a file must not break a terminal or a log. */
static void flatten(char *text)
{
    bool utf8 = is_utf8(text);
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < 0x20 || *text == 0x7f) {
            *text = ' ';
        } else if (!utf8 && (unsigned char)*text >= 0x80) {
            *text = '?';
        }
    }
}

/* Cuts the middle out of a message that somebody's value has made longer than anybody reads: its
 * beginning says what it is about, its end what would be right. Never within a character. */
static void shorten(char *text)
{
    static const char cut[] = " ... ";
    size_t length = strlen(text);
    if (length <= MOST_MESSAGE) {
        return;
    }
    size_t head = MOST_MESSAGE / 2;
    size_t tail = length - (MOST_MESSAGE - head - strlen(cut));
    while (((unsigned char)text[head] & 0xc0) == 0x80) {
        head--;
    }
    while (((unsigned char)text[tail] & 0xc0) == 0x80) {
        tail++;
    }
    memcpy(text + head, cut, strlen(cut));
    memmove(text + head + strlen(cut), text + tail, length - tail + 1);
}

dxaws_error *dxaws_error_new(dxaws_error_kind kind, const char *domain, const char *code,
                             const char *format, ...)
{
    dxaws_error *error = error_allocate(kind, domain, code);
    if (error == NULL) {
        return dxaws_error_out_of_memory();
    }
    va_list values;
    va_start(values, format);
    if (vasprintf(&error->message, format, values) < 0) {
        error->message = NULL;
    }
    va_end(values);
    if (error->message == NULL) {
        dxaws_error_free(error);
        return dxaws_error_out_of_memory();
    }
    flatten(error->message);
    shorten(error->message);
    return error;
}

void dxaws_error_free(dxaws_error *error)
{
    while (is_writable(error)) {
        dxaws_error *cause = error->cause;
        free(error->domain);
        free(error->code);
        free(error->message);
        free(error->aws_code);
        free(error->request_id);
        free(error->operation);
        free(error->resource);
        free(error->path);
        free(error->file);
        free(error);
        error = cause;
    }
}

dxaws_error_kind dxaws_error_get_kind(const dxaws_error *error)
{
    return error->kind;
}

const char *dxaws_error_domain(const dxaws_error *error)
{
    return error->domain;
}

const char *dxaws_error_code(const dxaws_error *error)
{
    return error->code;
}

const char *dxaws_error_message(const dxaws_error *error)
{
    return error->message;
}

const char *dxaws_error_aws_code(const dxaws_error *error)
{
    return error->aws_code;
}

int dxaws_error_http_status(const dxaws_error *error)
{
    return error->http_status;
}

const char *dxaws_error_request_id(const dxaws_error *error)
{
    return error->request_id;
}

const char *dxaws_error_operation(const dxaws_error *error)
{
    return error->operation;
}

const char *dxaws_error_resource(const dxaws_error *error)
{
    return error->resource;
}

const char *dxaws_error_path(const dxaws_error *error)
{
    return error->path;
}

bool dxaws_error_is_about_name(const dxaws_error *error)
{
    return error->is_name;
}

const char *dxaws_error_file(const dxaws_error *error)
{
    return error->file;
}

size_t dxaws_error_line(const dxaws_error *error)
{
    return error->line;
}

size_t dxaws_error_column(const dxaws_error *error)
{
    return error->column;
}

bool dxaws_error_is_retryable(const dxaws_error *error)
{
    return error->retryable;
}

const dxaws_error *dxaws_error_cause(const dxaws_error *error)
{
    return error->cause;
}

const dxaws_error *dxaws_error_find(const dxaws_error *error, const char *domain, const char *code)
{
    while (error != NULL && ((domain != NULL && strcmp(error->domain, domain) != 0) ||
                             strcmp(error->code, code) != 0)) {
        error = error->cause;
    }
    return error;
}

const char *dxaws_error_kind_name(dxaws_error_kind kind)
{
    if ((int)kind <= 0 || (int)kind >= KIND_COUNT) {
        return kind_names[DXAWS_ERROR_INTERNAL];
    }
    return kind_names[kind];
}

dxaws_error_kind dxaws_error_kind_from_name(const char *name)
{
    for (int kind = 1; name != NULL && kind < KIND_COUNT; kind++) {
        if (strcmp(kind_names[kind], name) == 0) {
            return (dxaws_error_kind)kind;
        }
    }
    return DXAWS_ERROR_INTERNAL;
}

static void replace(char **slot, const char *text)
{
    char *copy = text ? strdup(text) : NULL;
    if (copy != NULL) {
        flatten(copy);
        free(*slot);
        *slot = copy;
    }
}

void dxaws_error_set_aws(dxaws_error *error, const char *aws_code, int http_status,
                         const char *request_id)
{
    if (is_writable(error)) {
        replace(&error->aws_code, aws_code);
        replace(&error->request_id, request_id);
        error->http_status = http_status;
    }
}

void dxaws_error_set_operation(dxaws_error *error, const char *operation)
{
    if (is_writable(error)) {
        replace(&error->operation, operation);
    }
}

void dxaws_error_set_resource(dxaws_error *error, const char *resource)
{
    if (is_writable(error)) {
        replace(&error->resource, resource);
    }
}

void dxaws_error_set_path(dxaws_error *error, const char *path, bool is_name)
{
    char *copy = path ? strdup(path) : NULL; /* as it is: it is looked up, not shown */
    if (is_writable(error) && copy != NULL) {
        free(error->path);
        error->path = copy;
        error->is_name = is_name;
    } else {
        free(copy);
    }
}

void dxaws_error_set_place(dxaws_error *error, const char *file, size_t line, size_t column)
{
    if (is_writable(error)) {
        replace(&error->file, file);
        error->line = line;
        error->column = column;
    }
}

void dxaws_error_set_retryable(dxaws_error *error, bool retryable)
{
    if (is_writable(error)) {
        error->retryable = retryable;
    }
}

void dxaws_error_set_repeated(dxaws_error *error, bool repeated)
{
    if (is_writable(error)) {
        error->repeated = repeated;
    }
}

bool dxaws_error_was_repeated(const dxaws_error *error)
{
    return error != NULL && error->repeated;
}

void dxaws_error_set_cause(dxaws_error *error, dxaws_error *cause)
{
    if (is_writable(error)) {
        dxaws_error_free(error->cause);
        error->cause = cause;
    } else {
        dxaws_error_free(cause);
    }
}

bool dxaws_error_is_refusal(const dxaws_error *error, const char *aws_code)
{
    return error != NULL && error->aws_code != NULL && aws_code != NULL &&
           strcmp(error->aws_code, aws_code) == 0;
}

dxaws_error *dxaws_error_explain(dxaws_error *refusal, dxaws_error *meaning)
{
    if (refusal != NULL) {
        dxaws_error_set_aws(meaning, refusal->aws_code, refusal->http_status, refusal->request_id);
        dxaws_error_set_operation(meaning, refusal->operation);
        dxaws_error_set_resource(meaning, refusal->resource);
        dxaws_error_set_repeated(meaning, refusal->repeated);
    }
    dxaws_error_set_cause(meaning, refusal);
    return meaning;
}
