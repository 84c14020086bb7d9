/* SPDX-License-Identifier: MIT */
/* What is asked of a document, and where a value of it is. */
#ifndef DXAWS_KIT_DOCUMENT_H
#define DXAWS_KIT_DOCUMENT_H

#include <dxaws/kit/state.h>

/* The first thing that is not as the rows say; what an observed document has besides is let be. */
dxaws_error *document_check(const struct dx_schema *schema, enum dx_role role,
                            const json_t *document);

enum { DOCUMENT_PATH_SIZE = 128, DOCUMENT_NO_INDEX = -1 };

/* What stands before a member's name, such as "bucket." or "error_responses[2].". */
void document_path(char path[DOCUMENT_PATH_SIZE], const char *outer, const char *name, int index);

/* What was meant by a name that no row has: one that is not far, or goes on; NULL: none is near. */
const char *document_nearest(const struct dx_attribute *rows, size_t count, const char *name);

/* What a schema knows of a document: members without a row are left out where there are rows. A
 * new reference; NULL without memory. */
json_t *document_known(const struct dx_schema *schema, const json_t *document);

/* An error about a canonical form, whose lists may be in another order, with the place in what was
 * said. Takes and returns @a error, which may be NULL. */
dxaws_error *places_said(const struct dx_schema *schema, const json_t *said,
                         const json_t *canonical, dxaws_error *error);

#endif
