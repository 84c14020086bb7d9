/* SPDX-License-Identifier: MIT */
/* The names of members of content's documents. */
#ifndef DXAWS_S3_CONTENT_MEMBERS_H
#define DXAWS_S3_CONTENT_MEMBERS_H

#include <dxaws/s3-content.h>

/* A Desired. */
#define DOC_BUCKET "bucket"
#define DOC_REGION "region"
#define DOC_PREFIX "prefix"
#define DOC_ACCOUNT "account"
#define DOC_AWAITS "awaits_bucket"
#define DOC_FORGETS "forgets_copies"
#define DOC_EXISTING "existing"
#define DOC_PRUNE "prune_ms"
#define DOC_SOURCE "source"
#define DOC_PUBLISH "publish"
#define DOC_EXCLUDE "exclude"
#define DOC_LINKS "links"
#define DOC_RULES "rules"
#define DOC_OBJECTS "objects"
#define DOC_TEXT "text"
#define DOC_HEADERS "headers"
#define DOC_RESUMES "resumes"

/* A Current. */
#define DOC_WANTED "wanted"
#define DOC_LISTED "listed"
#define DOC_SEEN "seen"
#define DOC_INDEX "index"
#define DOC_INDEX_ETAG "index_etag"
#define DOC_INDEX_MS "index_modified_ms"
#define DOC_NOW_MS "service_time_ms"
#define DOC_LAST_WRITE_MS "last_write_ms"
#define DOC_CLAIM "claim"
#define DOC_ENDED "ended"
#define DOC_OVERTAKEN "overtaken"
#define DOC_SETTLED "settled"
#define DOC_STALE "stale"
#define DOC_ALL_STALE "all_stale"
#define DOC_REFERENCE "reference"
#define DOC_WRITTEN "written"
#define DOC_REMOVED_COUNT "removed"
#define DOC_BYTES_WRITTEN "bytes"
#define DOC_NOTES "notes"

/* An index's first line. */
#define DOC_MUTABLE "mutable"
#define DOC_UPLOADS "uploads" /* of its claim */

/* What a consent to replace what others put there begins with. */
#define CONTENT_CONSENT "content"

/* Action kinds. */
#define CONTENT_DO_CLAIM "CLAIM"
#define CONTENT_DO_ABORT "ABORT_UPLOADS"
#define CONTENT_DO_ASSETS "PUT_ASSETS"
#define CONTENT_DO_PAGES "PUT_PAGES"
#define CONTENT_DO_ENTRIES "PUT_ENTRIES"
#define CONTENT_DO_DELETE "DELETE_OBJECTS"
#define CONTENT_DO_SETTLE "SETTLE"
#define CONTENT_DO_INDEX "PUT_INDEX"
#define CONTENT_DO_FORGET "DELETE_INDEX"

#endif
