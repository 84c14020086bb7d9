/* SPDX-License-Identifier: MIT */
/* Tables of cases: JSON files that say where their facts come from. A further one of the same form
 * is run when it lies beside ours in data/, or in the folder that DXAWS_TEST_TABLES names. What a
 * table has that the test does not understand ends the program: nothing is passed over. */
#ifndef DXAWS_CORE_TABLE_H
#define DXAWS_CORE_TABLE_H

#include <jansson.h>

#include "testing.h"

enum { TABLE_LIMIT = 64 };

/*
 * A table is {"origin": "where its facts come from", "cases": [...]}. One from elsewhere may also
 * be a bare list, or have "description" or "docs" in place of the origin, and "tests" of "cases".
 * The members of a case are told as "name:TYPE ...": s text, i integer, n number, b boolean, o
 * object, a list, * anything; with a "!" behind it, it must be there. null is as good as nothing.
 */
struct tables {
    const char *members;
    json_t *files[TABLE_LIMIT];
    char *names[TABLE_LIMIT];
    size_t count;
    size_t rows; /* of all together */
};

/* All files of that name, such as "worlds-*.json". */
void tables_open(struct tables *tables, const char *pattern, const char *members);
/* One more, whatever its name: from the command line. */
void tables_add(struct tables *tables, const char *path);
/* Borrowed. */
json_t *tables_row(const struct tables *tables, size_t index);
const char *tables_file(const struct tables *tables, size_t index);
/* Whether it says its origin; others tell errors in other words. */
bool tables_is_ours(const struct tables *tables, size_t index);
void tables_close(struct tables *tables);

/* Opens, checks each row, closes; how many there were. */
size_t tables_each(const char *pattern, const char *members,
                   void (*check)(const char *name, const json_t *row));

/* Ends the program when the object has something else than these members. */
void table_understand(const char *file, const char *row, const json_t *object, const char *members);

/* Of a row: borrowed, NULL for none; 0 for none. */
static inline const char *table_text(const json_t *row, const char *name)
{
    return json_string_value(json_object_get(row, name));
}

static inline int64_t table_number(const json_t *row, const char *name)
{
    return json_integer_value(json_object_get(row, name));
}

static inline bool table_flag(const json_t *row, const char *name)
{
    return json_is_true(json_object_get(row, name));
}

/* Its name, or what it says of itself. */
const char *table_name(const json_t *row);

#endif
