/* SPDX-License-Identifier: MIT */
/* Documents for people. */
#include "table.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jansson.h>

#include "terminal.h"

enum { PATH_SIZE = 512, WIDEST = 32, DEEPEST = 4, LONGEST_OBJECT = 90 };

struct table {
    FILE *stream;
    bool colors;
    bool measure; /* first run: only find out how wide the names are */
    size_t width;
};

static void print_scalar(FILE *stream, const json_t *value)
{
    const char *text = json_string_value(value);
    char *made = text ? NULL : json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);
    print_safely(stream, text ? text : made ? made : "");
    free(made);
}

/* An object in a list: its members on one line, as far as they fit; --json has all. */
static void print_members_inline(FILE *stream, const json_t *object)
{
    char *text = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&text, &size);
    if (memory == NULL) {
        return;
    }
    const char *key;
    json_t *value;
    const char *separator = "";
    json_object_foreach((json_t *)object, key, value) {
        fputs(separator, memory);
        print_safely(memory, key);
        fputc('=', memory);
        print_scalar(memory, value);
        separator = " ";
    }
    fclose(memory);
    print_shortened(stream, text, LONGEST_OBJECT);
    free(text);
}

/* Without the final dot that files of zones have. */
static void print_name(FILE *stream, const char *name)
{
    size_t size = strlen(name);
    char *shown = strndup(name, size > 1 && name[size - 1] == '.' ? size - 1 : size);
    print_safely(stream, shown ? shown : name);
    free(shown);
}

/* "A     www.example.com -> d111111abcdef8.cloudfront.net". False for what is no DNS record. */
static bool print_record(FILE *stream, const json_t *object)
{
    const char *name = json_string_value(json_object_get(object, "name"));
    const char *type = json_string_value(json_object_get(object, "type"));
    const json_t *alias = json_object_get(object, "alias");
    const char *target = json_string_value(json_object_get(alias, "dns_name"));
    const json_t *values = json_object_get(object, "values");
    target = target ? target : json_string_value(json_object_get(object, "value"));
    if (name == NULL || type == NULL || (target == NULL && json_array_size(values) == 0)) {
        return false;
    }
    print_safely(stream, type);
    fprintf(stream, "%*s ", strlen(type) < 5 ? (int)(5 - strlen(type)) : 0, "");
    print_name(stream, name);
    fputs(" -> ", stream);
    if (target != NULL) {
        print_name(stream, target);
        return true;
    }
    size_t index;
    json_t *value;
    json_array_foreach((json_t *)values, index, value) {
        fputs(index > 0 ? ", " : "", stream);
        print_scalar(stream, value);
    }
    return true;
}

/* A moment as people write it: "1830212747747 (2027-12-31 00:00 UTC)". False for what is none; a
 * duration has not so many milliseconds. */
static bool print_moment(FILE *stream, const char *path, const json_t *value)
{
    static const json_int_t earliest = 100000000000; /* 1973, and three years */
    size_t size = strlen(path);
    json_int_t moment_ms = json_integer_value(value);
    time_t moment = (time_t)(moment_ms / 1000);
    struct tm parts;
    char text[64];
    if (size < 3 || strcmp(path + size - 3, "_ms") != 0 || moment_ms < earliest ||
        gmtime_r(&moment, &parts) == NULL ||
        strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &parts) == 0) {
        return false;
    }
    fprintf(stream, "%" JSON_INTEGER_FORMAT " (%s)", moment_ms, text);
    return true;
}

static void print_row(struct table *table, const char *path, const json_t *value)
{
    size_t size = strlen(path);
    if (table->measure) {
        table->width = size > table->width && size <= WIDEST ? size : table->width;
        return;
    }
    fprintf(table->stream, "  %s", color_code(table->colors, COLOR_DIM));
    print_safely(table->stream, path); /* a key of a tag is anybody's text */
    fprintf(table->stream, "%s%*s  ", color_code(table->colors, COLOR_NONE),
            (int)(size < table->width ? table->width - size : 0), "");
    if (json_is_object(value)) {
        if (!print_record(table->stream, value)) {
            print_members_inline(table->stream, value);
        }
    } else if (!print_moment(table->stream, path, value)) {
        print_scalar(table->stream, value);
    }
    fputc('\n', table->stream);
}

static void print_value(struct table *table, const char *path, json_t *value, int depth);

static void print_members(struct table *table, const char *prefix, json_t *object, int depth)
{
    /* jansson keeps the order of insertion; documents come with sorted keys. */
    const char *key;
    json_t *value;
    if (depth == 0 && json_object_get(object, "url") != NULL) {
        print_value(table, "url", json_object_get(object, "url"), 1);
    }
    json_object_foreach(object, key, value) {
        char path[PATH_SIZE];
        snprintf(path, sizeof path, "%s%s%s", prefix, prefix[0] ? "." : "", key);
        if (depth > 0 || strcmp(key, "url") != 0) {
            print_value(table, path, value, depth + 1);
        }
    }
}

static void print_value(struct table *table, const char *path, json_t *value, int depth)
{
    if (json_is_object(value) && depth < DEEPEST) {
        print_members(table, path, value, depth);
        return;
    }
    if (json_is_array(value) && json_is_object(json_array_get(value, 0)) && depth < DEEPEST) {
        size_t index;
        json_t *item;
        json_array_foreach(value, index, item) {
            print_row(table, path, item);
        }
        return;
    }
    if (!json_is_null(value) && !(json_is_array(value) && json_array_size(value) == 0)) {
        print_row(table, path, value);
    }
}

void table_print(FILE *stream, const char *json, bool colors)
{
    json_t *document = json ? json_loads(json, 0, NULL) : NULL;
    struct table table = {.stream = stream, .colors = colors, .measure = true};
    print_members(&table, "", document, 0);
    table.measure = false;
    print_members(&table, "", document, 0);
    json_decref(document);
}
