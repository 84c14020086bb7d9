/* SPDX-License-Identifier: MIT */
/* The changes of one transaction of the simulated account, which can be taken back one by one: a
 * copy of the whole account at each write would grow with what is in it. */
#ifndef DXAWS_MEMORY_CHANGES_H
#define DXAWS_MEMORY_CHANGES_H

#include <stdbool.h>

#include <jansson.h>

struct memory_change;

/* The latest first; all zeros for none. */
struct memory_changes {
    struct memory_change *last;
};

/* Sets a member, taking @a value over; NULL removes it: until the changes are kept, null stands in
 * its place, so that it can come back without memory. False without memory. */
bool memory_change(struct memory_changes *changes, json_t *object, const char *key, json_t *value);
/* Takes away what was removed; the changes can be undone still. */
void memory_changes_settle(const struct memory_changes *changes);
/* Takes all of them back. False without memory, of one that was settled. */
bool memory_changes_undo(struct memory_changes *changes);
void memory_changes_keep(struct memory_changes *changes);

#endif
