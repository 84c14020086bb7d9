/* SPDX-License-Identifier: MIT */
/* Tables of cases, found and checked. */
#include "table.h"

#include <glob.h>
#include <stdarg.h>
#include <stdio.h>

static void refuse(const char *file, const char *row, const char *format, ...) DXAWS_PRINTF(3, 4);
static void refuse(const char *file, const char *row, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s: %s%s", file, row ? row : "", row ? ": " : "");
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(EXIT_FAILURE);
}

const char *table_name(const json_t *row)
{
    const char *name = table_text(row, "name");
    name = name ? name : table_text(row, "docs");
    return name ? name : "a case without a name";
}

/* What is expected, when the value is something else. */
static const char *wrong_type(const json_t *value, char type)
{
    switch (type) {
    case 's':
        return json_is_string(value) ? NULL : "text";
    case 'i':
        return json_is_integer(value) ? NULL : "an integer";
    case 'n':
        return json_is_number(value) ? NULL : "a number";
    case 'b':
        return json_is_boolean(value) ? NULL : "true or false";
    case 'o':
        return json_is_object(value) ? NULL : "an object";
    case 'a':
        return json_is_array(value) ? NULL : "a list";
    default:
        return NULL;
    }
}

/* The type of a member among "name:TYPE ...", or NULL. */
static const char *type_of(const char *members, const char *name)
{
    size_t size = strlen(name);
    for (const char *p = members; *p; p += strcspn(p, " "), p += strspn(p, " ")) {
        if (strncmp(p, name, size) == 0 && p[size] == ':') {
            return p + size + 1;
        }
    }
    return NULL;
}

void table_understand(const char *file, const char *row, const json_t *object, const char *members)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, name, value) {
        const char *type = type_of(members, name);
        const char *expected = type && !json_is_null(value) ? wrong_type(value, *type) : NULL;
        if (!type) {
            refuse(file, row, "\"%s\" is not understood: expected one of %s", name, members);
        } else if (expected) {
            refuse(file, row, "\"%s\" is not understood: expected %s", name, expected);
        }
    }
    for (const char *p = members; *p; p += strcspn(p, " "), p += strspn(p, " ")) {
        char wanted[64] = "";
        size_t size = strcspn(p, ":");
        memcpy(wanted, p, size < sizeof(wanted) ? size : sizeof(wanted) - 1);
        if (p[size + 2] == '!' && !json_object_get(object, wanted)) {
            refuse(file, row, "\"%s\" is missing", wanted);
        }
    }
}

static json_t *cases_of(const json_t *table)
{
    static const char *const names[] = {"cases", "worlds", "tests"};
    if (json_is_array(table)) {
        return (json_t *)(uintptr_t)table;
    }
    json_t *cases = NULL;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && !cases; i++) {
        cases = json_object_get(table, names[i]);
    }
    return cases;
}

void tables_add(struct tables *tables, const char *path)
{
    json_error_t problem;
    json_t *table = json_load_file(path, JSON_REJECT_DUPLICATES, &problem);
    if (!table) {
        fprintf(stderr, "%s line %d: %s\n", path, problem.line, problem.text);
        exit(EXIT_FAILURE);
    }
    if (json_is_object(table)) {
        table_understand(path, NULL, table,
                         "origin:s description:* docs:* cases:a worlds:a tests:a");
    }
    size_t index;
    json_t *row;
    json_t *cases = cases_of(table);
    if (!json_array_size(cases)) {
        refuse(path, NULL, "it has no cases");
    }
    json_array_foreach(cases, index, row) {
        char number[32];
        snprintf(number, sizeof(number), "case %zu", index + 1);
        const char *name = table_text(row, "name") ? table_name(row) : number;
        if (!json_is_object(row)) {
            refuse(path, number, "it is no object");
        }
        table_understand(path, name, row, tables->members);
    }
    if (tables->count == TABLE_LIMIT) {
        refuse(path, NULL, "it is one table too many");
    }
    tables->files[tables->count] = table;
    tables->names[tables->count++] = strdup(path);
    tables->rows += json_array_size(cases);
}

static void find(struct tables *tables, const char *folder, const char *pattern)
{
    char whole[1024];
    glob_t found;
    snprintf(whole, sizeof(whole), "%s/%s", folder, pattern);
    if (glob(whole, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++) {
            tables_add(tables, found.gl_pathv[i]);
        }
        globfree(&found);
    }
}

void tables_open(struct tables *tables, const char *pattern, const char *members)
{
    *tables = (struct tables){.members = members};
    find(tables, TEST_DATA, pattern);
    for (size_t i = 0; i < tables->count; i++) {
        if (!table_text(tables->files[i], "origin")) {
            refuse(tables->names[i], NULL, "it does not say its origin");
        }
    }
    if (!tables->count) {
        refuse(TEST_DATA, NULL, "there is no %s", pattern);
    }
    const char *more = getenv("DXAWS_TEST_TABLES");
    if (more) {
        find(tables, more, pattern);
    }
}

/* Which table has the row, and its number there. */
static size_t locate(const struct tables *tables, size_t *index)
{
    for (size_t i = 0; i < tables->count; i++) {
        size_t size = json_array_size(cases_of(tables->files[i]));
        if (*index < size) {
            return i;
        }
        *index -= size;
    }
    ck_abort_msg("there is no such row");
}

json_t *tables_row(const struct tables *tables, size_t index)
{
    size_t table = locate(tables, &index);
    return json_array_get(cases_of(tables->files[table]), index);
}

const char *tables_file(const struct tables *tables, size_t index)
{
    return tables->names[locate(tables, &index)];
}

bool tables_is_ours(const struct tables *tables, size_t index)
{
    return table_text(tables->files[locate(tables, &index)], "origin") != NULL;
}

void tables_close(struct tables *tables)
{
    for (size_t i = 0; i < tables->count; i++) {
        json_decref(tables->files[i]);
        free(tables->names[i]);
    }
    *tables = (struct tables){0};
}

size_t tables_each(const char *pattern, const char *members,
                   void (*check)(const char *name, const json_t *row))
{
    struct tables tables;
    tables_open(&tables, pattern, members);
    size_t rows = tables.rows;
    for (size_t i = 0; i < rows; i++) {
        const json_t *row = tables_row(&tables, i);
        check(table_name(row), row);
    }
    tables_close(&tables);
    return rows;
}
