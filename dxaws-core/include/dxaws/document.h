/* SPDX-License-Identifier: MIT */
/** @file
 * Documents: JSON objects that are read once and then only passed on. A Desired, what was observed,
 * a Result and a module's description are documents wherever all modules are treated alike, see
 * <dxaws/module.h>. Texts are for the edges of a program; between functions a document costs
 * nothing to hand over.
 *
 * A document never changes, so that any number of threads may read one.
 */
#ifndef DXAWS_DOCUMENT_H
#define DXAWS_DOCUMENT_H

#include <dxaws/base.h>
#include <dxaws/error.h>

DXAWS_BEGIN_DECLS

/** A JSON object. Refcounted, immutable. @since 0.9 */
typedef struct dxaws_document dxaws_document;

/** Reads a JSON object; the caller owns the reference. INVALID_ARGUMENT, code InvalidDocument,
 * saying where and why, when the text is none or has a member twice. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_document_parse(const char *json,
                                                             dxaws_document **document);
/** The canonical text: sorted members, no white space. Borrowed; made when it is first asked for.
 * NULL without memory. @since 0.9 */
DXAWS_API const char *dxaws_document_text(const dxaws_document *document);
DXAWS_API dxaws_document *dxaws_document_ref(dxaws_document *document);
DXAWS_API dxaws_document *dxaws_document_unref(dxaws_document *document);
static inline void dxaws_document_cleanup(dxaws_document **pointer)
{
    *pointer = dxaws_document_unref(*pointer);
}

DXAWS_END_DECLS

#endif
