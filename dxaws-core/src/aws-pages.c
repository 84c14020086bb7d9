/* SPDX-License-Identifier: MIT */
/* Lists that are answered page by page. */
#include <dxaws/extend/error.h>

#include <stdlib.h>
#include <string.h>

#include "aws-request.h"

/* A list that is walked: the token of the page to come, and one of an earlier page. Where pages
 * come again in a circle of any length, the earlier one does, since it is taken anew after twice as
 * many pages as before. */
struct walk {
    char *token; /* NULL: the first page, and at the end */
    char *earlier;
    size_t pages; /* since the earlier one */
    size_t limit;
};

/* A list of no service goes in circles sooner. */
enum { FIRST_LIMIT = 32 };

static dxaws_error *repeated(const dxaws_aws_request *request, const char *which)
{
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "RepeatedPage",
                        "%s %s: a page names %s as the next one: the list would never end",
                        request->service, request->operation, which);
    dxaws_error_set_operation(error, request->operation);
    dxaws_error_set_resource(error, request->resource ? request->resource : request->bucket);
    return error;
}

static bool is_same(const char *left, const char *right)
{
    return left && right && strcmp(left, right) == 0;
}

/* Goes on to the next page, whose token is taken. */
static void step(struct walk *walk, char *next)
{
    free(walk->token);
    walk->token = next;
    if (next && ++walk->pages >= walk->limit) {
        free(walk->earlier);
        walk->earlier = strdup(next); /* without memory it is not found out until later */
        walk->pages = 0;
        walk->limit *= 2;
    }
}

/* Reads an answer to the request for the walk's page. */
static dxaws_error *read_page(const dxaws_aws_pages_ops *ops, void *self,
                              const dxaws_aws_request *request, struct walk *walk)
{
    char *next = NULL;
    bool stop = false;
    dxaws_error *error = ops->read(self, request, &next, &stop);
    if (!error && !stop && is_same(next, walk->token)) {
        error = repeated(request, "itself");
    } else if (!error && !stop && is_same(next, walk->earlier)) {
        error = repeated(request, "an earlier one");
    }
    if (error || stop) {
        free(next);
        next = NULL;
    }
    step(walk, next);
    return error;
}

static dxaws_error *ask_page(dxaws_session *session, dxaws_context *context,
                             const dxaws_aws_pages_ops *ops, void *self, struct walk *walk)
{
    dxaws_aws_request *request = ops->request(self, walk->token);
    dxaws_error *error =
        request ? dxaws_aws_call(session, context, request) : dxaws_error_out_of_memory();
    if (!error) {
        error = read_page(ops, self, request, walk);
    }
    dxaws_aws_request_free(request);
    return error;
}

dxaws_error *dxaws_aws_call_pages(dxaws_session *session, dxaws_context *context,
                                  const dxaws_aws_pages_ops *ops, void *self,
                                  dxaws_aws_request *first)
{
    if (!session || !ops || !ops->request || !ops->read) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NullArgument",
                               "a list of pages needs a session, a request and a reader");
    }
    struct walk walk = {.limit = FIRST_LIMIT};
    dxaws_error *error =
        first ? dxaws_aws_request_take_error(first) : ask_page(session, context, ops, self, &walk);
    if (!error && first) {
        error = read_page(ops, self, first, &walk);
    }
    while (!error && walk.token) {
        error = ask_page(session, context, ops, self, &walk);
    }
    free(walk.token);
    free(walk.earlier);
    return error;
}
