/* SPDX-License-Identifier: MIT */
/* Looking for what carries a site's mark, in all modules at once. */
#ifndef DXAWS_WEBSITE_LOOKING_H
#define DXAWS_WEBSITE_LOOKING_H

#include "manager.h"

/* What one module finds, or that it may not look; both of who asked. */
struct looking {
    enum module module;
    dxaws_document *found;
    dxaws_error *denied;
};

/* Fills what each finds that carries the mark of @a owner, or any mark for NULL. An error is that
 * of the one which explains the others; not to be allowed to look is none. */
dxaws_error *look_for_marked(dxaws_website_manager *manager, dxaws_context *context, int limit,
                             const char *owner, struct looking *looking, size_t count);

/* The list of what it found; borrowed, NULL of nothing. */
const json_t *looking_found(const struct looking *looking);

void looking_clear(struct looking *looking, size_t count);

#endif
