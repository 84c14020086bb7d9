/* SPDX-License-Identifier: MIT */
/* The runbooks: what an operator does when, by the command here or by a state machine. */
#ifndef DXAWS_CLI_RUNBOOKS_BOOKS_H
#define DXAWS_CLI_RUNBOOKS_BOOKS_H

#include <stdbool.h>

#include <dxaws/error.h>
#include <jansson.h>

/* A JSON object each; NULL ends them. */
extern const char *const runbooks_text[];
extern const char *const errors_text[];

/* All of them, new references; NULL without memory. A book has name, title, machine, commands,
 * takes
 * ("document", "list", "move" or "names"), writes, when, input, may_change, ends, next and drill.
 */
json_t *books_all(void);
/* That one, a new reference. INVALID_ARGUMENT, with those that there are. */
dxaws_error *books_find(const char *name, json_t **book);
/* A member that is a text; "" for none. */
const char *book_text(const json_t *book, const char *member);
/* Whether it is about several sites at once. */
bool book_is_of_many(const json_t *book);
/* The exit status that a book has for an outcome; -1 when it does not have it. */
int book_status(const json_t *book, const char *outcome);

#endif
