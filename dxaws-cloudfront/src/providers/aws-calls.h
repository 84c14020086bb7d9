/* SPDX-License-Identifier: MIT */
/* One signed request at a time, as all of CloudFront's calls need it (aws-calls.c), and the calls
 * for origin access controls (aws-oac.c). */
#ifndef DXAWS_CLOUDFRONT_AWS_CALLS_H
#define DXAWS_CLOUDFRONT_AWS_CALLS_H

#include "aws-shapes.h"

/* To "/<version>/<path>/<id>"; the id may be NULL. NULL without memory. */
dxaws_aws_request *aws_new_request(const char *operation, const char *method, const char *path,
                                   const char *id);
/* Adds a body, which is released. */
dxaws_error *aws_set_body(dxaws_aws_request *request, char *body);
/* @a self is the session; the request may be NULL, for want of memory. */
dxaws_error *aws_call(void *self, dxaws_context *context, dxaws_aws_request *request);
/* What was answered; borrowed from the request. */
struct aws_answer aws_answer_of(const dxaws_aws_request *request, const char *operation);

/* aws-conflicts.c: see struct cloudfront_service. */
dxaws_error *aws_list_conflicts(void *self, dxaws_context *context, const char *distribution,
                                const char *alias, json_t **conflicts);
/* aws-certificate.c: see struct cloudfront_service. */
dxaws_error *aws_look_certificate(void *self, dxaws_context *context, const char *arn,
                                  json_t **found);
/* aws-oac.c: see struct cloudfront_service. */
dxaws_error *aws_look_oac(void *self, dxaws_context *context, const char *id, json_t **oac);
dxaws_error *aws_create_oac(void *self, dxaws_context *context, const json_t *wanted,
                            json_t **made);
dxaws_error *aws_update_oac(void *self, dxaws_context *context, const json_t *oac,
                            json_t **changed);
dxaws_error *aws_remove_oac(void *self, dxaws_context *context, const char *id, const char *etag);
/* aws-invalidations.c: see struct cloudfront_service. */
dxaws_error *aws_invalidate(void *self, dxaws_context *context, const char *distribution,
                            const json_t *wanted, json_t **made);
dxaws_error *aws_look_invalidation(void *self, dxaws_context *context, const char *distribution,
                                   const char *id, json_t **found);
dxaws_error *aws_find_invalidation(void *self, dxaws_context *context, const char *distribution,
                                   const char *reference, size_t most, json_t **found);

#endif
