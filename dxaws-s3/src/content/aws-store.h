/* SPDX-License-Identifier: MIT */
/* The calls of content/store.h on S3. */
#ifndef DXAWS_S3_AWS_STORE_H
#define DXAWS_S3_AWS_STORE_H

#include "store.h"
#include "../providers/service.h"

/* A place's `self` is a session. */
extern const struct content_store aws_store;

/* aws-store-look.c: what is there, one object a call. */
dxaws_error *aws_store_look(const struct content_place *place, dxaws_context *context,
                            const char *const *keys, size_t count, struct content_entries *seen,
                            struct content_headers *headers);
dxaws_error *aws_store_holds_index(const struct content_place *place, dxaws_context *context,
                                   const char *etag, bool *holds);
/* aws-store-index.c */
dxaws_error *aws_store_get_index(const struct content_place *place, dxaws_context *context,
                                 struct index_reader *reader, char **etag, int64_t *modified_ms,
                                 int64_t *now_ms, struct content_entries *listed);
dxaws_error *aws_store_put_index(const struct content_place *place, dxaws_context *context,
                                 const void *data, size_t size, const char *if_match,
                                 struct content_index_put *outcome);
/* A list's first page, and the list from there on; NULL: from the beginning. */
dxaws_aws_request *aws_store_list_request(const struct content_place *place);
dxaws_error *aws_store_list(const struct content_place *place, dxaws_context *context,
                            dxaws_aws_request *first, struct content_entries *listed);
/* aws-store-sweep.c */
dxaws_error *aws_store_sweep_index(const struct content_place *place, dxaws_context *context);
/* aws-store-parts.c: a set of large objects, each in parts. */
dxaws_error *aws_store_put_parts(const struct content_place *place, dxaws_context *context,
                                 struct content_put *const *puts, size_t count);
/* aws-store-uploads.c */
dxaws_error *aws_store_list_uploads(const struct content_place *place, dxaws_context *context,
                                    struct content_uploads *uploads);
dxaws_error *aws_store_abort_uploads(const struct content_place *place, dxaws_context *context,
                                     const struct content_uploads *uploads);
/* A request about the object of a key below the prefix; NULL without memory. */
dxaws_aws_request *aws_store_request(const struct content_place *place, const char *operation,
                                     const char *method, const char *key);
/* Calls them all, at most 16 at a time; their outcomes are in them. Those of no memory are NULL. */
dxaws_error *aws_store_call(const struct content_place *place, dxaws_context *context,
                            dxaws_aws_request **requests, size_t count);
/* The ETag of an answer without quotes, for free(); NULL for none, and without memory. */
char *aws_store_etag(const dxaws_aws_request *answered);
/* The same of an ETag that was read. */
char *aws_store_unquoted(const char *etag);
bool aws_store_is_absent(const dxaws_error *error);
/* What an object is sent with. */
void aws_store_add_headers(dxaws_aws_request *request, const json_t *headers);
/* The condition of a write, and whether it did not hold: another was there, or none. */
void aws_store_add_condition(dxaws_aws_request *request, const char *if_match);
bool aws_store_is_refused(const dxaws_error *error);

#endif
