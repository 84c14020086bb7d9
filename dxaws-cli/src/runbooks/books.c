/* SPDX-License-Identifier: MIT */
#include "books.h"

#include <stdio.h>
#include <string.h>

#include "../options-values.h"

json_t *books_all(void)
{
    json_t *books = json_array();
    for (const char *const *text = runbooks_text; *text != NULL && books != NULL; text++) {
        if (json_array_append_new(books, json_loads(*text, 0, NULL)) != 0) {
            json_decref(books);
            books = NULL;
        }
    }
    return books;
}

const char *book_text(const json_t *book, const char *member)
{
    const char *text = json_string_value(json_object_get(book, member));
    return text ? text : "";
}

bool book_is_of_many(const json_t *book)
{
    return strcmp(book_text(book, "takes"), "list") == 0;
}

int book_status(const json_t *book, const char *outcome)
{
    size_t index;
    json_t *end;
    json_array_foreach(json_object_get(book, "ends"), index, end) {
        if (strcmp(book_text(end, "outcome"), outcome) == 0) {
            return (int)json_integer_value(json_object_get(end, "exit"));
        }
    }
    return -1;
}

dxaws_error *books_find(const char *name, json_t **book)
{
    json_t *books = books_all();
    char list[200] = "";
    size_t index;
    json_t *one;
    *book = NULL;
    json_array_foreach(books, index, one) {
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "", book_text(one, "name"));
        if (strcmp(book_text(one, "name"), name) == 0) {
            *book = json_incref(one);
        }
    }
    bool whole = books != NULL;
    json_decref(books);
    if (*book != NULL) {
        return NULL;
    }
    return whole ? usage_error("there is no runbook \"%.40s\"; there are: %s", name, list)
                 : dxaws_error_out_of_memory();
}
