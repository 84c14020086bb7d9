/* SPDX-License-Identifier: MIT */
/** @file
 * XML over libxml2: reading by local names, writing by appending, everything escaped. No network,
 * no entities (rule 45). A document is for one thread at a time.
 */
#ifndef DXAWS_KIT_XML_H
#define DXAWS_KIT_XML_H

#include <dxaws/core.h>
#include <libxml/tree.h>

/**
 * Parses a body. PROTOCOL, naming @a what (such as "s3 GetBucketTagging"), when it is not
 * well-formed, or when its root is not @a root (local name; NULL for any) and is empty, an error or
 * a web page. A root of another name that holds something is taken: whoever reads it looks for what
 * there must be in it. So is an empty one that is named after the operation, which @a what ends
 * with: <GetBucketTaggingResponse>, Result or Output, as servers do that are made from AWS's
 * models.
 * @param document to be released with xmlFreeDoc().
 */
dxaws_error *dx_xml_parse(const char *what, const char *body, size_t size, const char *root,
                          xmlDoc **document);

/** The first child element of that local name, or NULL. */
xmlNode *dx_xml_child(const xmlNode *parent, const char *name);
/** The next sibling element of that local name, or NULL. */
xmlNode *dx_xml_next(const xmlNode *node, const char *name);
/** The descendant at a path such as "Owner/ID", or NULL. */
xmlNode *dx_xml_find(const xmlNode *parent, const char *path);
/** The text at a path; NULL when there is no such element; release with free(). */
char *dx_xml_text(const xmlNode *parent, const char *path);
/** True when the text at the path is @a text. */
bool dx_xml_is(const xmlNode *parent, const char *path, const char *text);

/** A document with one root element in that default namespace (NULL for none). */
xmlDoc *dx_xml_new(const char *root, const char *xmlns);
/** Appends an element; @a text may be NULL. NULL without memory, or with a NULL parent. */
xmlNode *dx_xml_add(xmlNode *parent, const char *name, const char *text);
/** Replaces the text of a child, which is made when missing (appended). */
xmlNode *dx_xml_set(xmlNode *parent, const char *name, const char *text);
/** The document as text, on one line without declaration, as the AWS SDKs send it; release with
 * free(). NULL without memory. */
char *dx_xml_format(const xmlDoc *document);

#endif
