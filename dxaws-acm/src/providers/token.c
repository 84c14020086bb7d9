/* SPDX-License-Identifier: MIT */
/* The idempotency token of a request. */
#include "token.h"

#include <dxaws/extend/names.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *said(const char *text)
{
    return text ? text : "";
}

bool acm_token(const struct acm_request *request, char token[static ACM_TOKEN_SIZE])
{
    char *text = NULL;
    char digest[DXAWS_DIGEST_SIZE];
    /* A line feed is in none of them, so different requests never make the same text. */
    int length = asprintf(&text, "%s\n%s\n%s\n%s\n%s\n%u", said(request->domain),
                          said(request->region), said(request->key_algorithm), said(request->owner),
                          said(request->account), request->generation);
    if (length < 0) {
        return false;
    }
    bool done = dxaws_digest(text, (size_t)length, digest);
    free(text);
    if (done) {
        digest[ACM_TOKEN_SIZE - 1] = '\0';
        memcpy(token, digest, ACM_TOKEN_SIZE);
    }
    return done;
}
