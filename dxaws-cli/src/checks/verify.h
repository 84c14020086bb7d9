/* SPDX-License-Identifier: MIT */
/* A site as a visitor sees it, checked. */
#ifndef DXAWS_CLI_CHECKS_VERIFY_H
#define DXAWS_CLI_CHECKS_VERIFY_H

#include "../run.h"
#include "findings.h"
#include "visit.h"

/* dxaws verify, of the website's document. */
dxaws_error *verify_run(struct run *run, const json_t *document);

/* verify-answers.c: what requests of the host itself show. False: nobody answers there, and nothing
 * more can be said. */
dxaws_error *verify_answers(struct visitor *visitor, const json_t *document, int64_t now_ms,
                            struct findings *findings, bool *answers);
/* verify-pages.c: whether what is served is what the folder has. */
dxaws_error *verify_pages(struct run *run, struct visitor *visitor, const json_t *document,
                          struct findings *findings);

/* verify-bucket.c: whether the bucket serves nobody but the edge. */
dxaws_error *verify_bucket(struct run *run, const json_t *document, struct findings *findings);

/* verify-redirects.c: whether the hosts that lead to the site do. */
dxaws_error *verify_redirects(struct visitor *visitor, const json_t *document, int64_t now_ms,
                              struct findings *findings);

/* The text of a member, NULL for none. */
static inline const char *verify_text(const json_t *document, const char *name)
{
    return json_string_value(json_object_get(document, name));
}

#endif
