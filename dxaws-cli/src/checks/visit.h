/* SPDX-License-Identifier: MIT */
/* A site as a visitor has it: one request at a time, by libcurl. */
#ifndef DXAWS_CLI_CHECKS_VISIT_H
#define DXAWS_CLI_CHECKS_VISIT_H

#include <stdbool.h>
#include <stdint.h>

#include <dxaws/context.h>
#include <dxaws/error.h>
#include <jansson.h>

enum { VISIT_DIGEST_SIZE = 65, VISIT_ERROR_SIZE = 300 };

/* What came of one request; released with visit_clear(). */
struct visit {
    bool answered;
    bool untrusted;               /* there was no answer because of the certificate */
    char error[VISIT_ERROR_SIZE]; /* why there was none, in libcurl's words */
    long status;
    long http;       /* 1, 2 or 3 */
    json_t *headers; /* by their names in lower case */
    int64_t size;
    char digest[VISIT_DIGEST_SIZE]; /* SHA-256 of the body */
    int64_t expires_ms;             /* of the certificate; 0: not known */
};

struct visitor;

/* @a edge is where all requests go, "HOST[:PORT[:HTTP-PORT]]"; NULL: where DNS leads. For
 * visitor_close(). */
dxaws_error *visitor_open(dxaws_context *context, const char *edge, struct visitor **visitor);
void visitor_close(struct visitor *visitor);

/* Asks for a URL; no redirect is followed. CANCELLED and TIMEOUT as the context says.
 * @param encoding "identity", or what may be sent instead; the digest is of what was decoded */
dxaws_error *visit(struct visitor *visitor, const char *url, const char *encoding,
                   struct visit *visit);
void visit_clear(struct visit *visit);
/* A header, borrowed; NULL for none. */
const char *visit_header(const struct visit *visit, const char *name);

#endif
