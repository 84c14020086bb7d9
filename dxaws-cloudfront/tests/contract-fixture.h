/* SPDX-License-Identifier: MIT */
/* The fixtures on which the contract suite is run here: one kind of provider each. */
#ifndef DXAWS_CLOUDFRONT_CONTRACT_FIXTURE_H
#define DXAWS_CLOUDFRONT_CONTRACT_FIXTURE_H

#include <dxaws/cloudfront-contract.h>
#include <dxaws/cloudfront-providers.h>
#include <dxaws/kit/double-account.h>
#include <dxaws/kit/lossy-account.h>

/* What the memory-backed fixtures share. */
struct memory_fixture {
    const char *kind;   /* "memory", "dry-run", "recording" or "replay" */
    const char *folder; /* where recordings are */
    unsigned opened;    /* numbers the recordings */
    dxaws_memory_account *account;
    dxaws_context *context; /* of the running case */
    struct dx_lossy lossy;
};
dxaws_error *memory_open(void *self, dxaws_cloudfront_provider **provider);
void memory_close(void *self);
dxaws_error *memory_certificate(void *self, const char *domain, char *arn, size_t size);
dxaws_error *memory_break(void *self, const char *name, const char *id,
                          dxaws_cloudfront_contract_breakage breakage);
dxaws_error *memory_context(void *self, dxaws_context **context);
dxaws_error *memory_lose_answers(void *self, int lag_s);
dxaws_error *memory_strangers(void *self, const char *id, char **text);

/* The AWS double at AWS_ENDPOINT_URL; self is the session. */
dxaws_error *aws_open(void *self, dxaws_cloudfront_provider **provider);
/* POST /double/...: what only the double can do. */
dxaws_error *aws_control(dxaws_session *session, const char *path, const char *body);
dxaws_error *aws_lose_answers(void *self, int lag_s);
dxaws_error *aws_certificate(void *self, const char *domain, char *arn, size_t size);
dxaws_error *aws_break(void *self, const char *name, const char *id,
                       dxaws_cloudfront_contract_breakage breakage);

#define API "/2020-05-31/"
#define XMLNS " xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\""

/* Sends a request with a body, which may be NULL. */
dxaws_error *aws_send(dxaws_session *session, dxaws_aws_request *request, const char *body);
/* The id of the account's only access control. */
dxaws_error *aws_find_oac(dxaws_session *session, char *id, size_t size);
void aws_arn_of(const char *id, char *arn, size_t size);

/* contract-strangers.c: see enum dxaws_cloudfront_contract_breakage. */
dxaws_error *aws_take_alias(dxaws_session *session, const char *name);
dxaws_error *aws_take_alias_elsewhere(dxaws_session *session, const char *name);
dxaws_error *aws_add_copy(dxaws_session *session, const char *name, const char *id);
dxaws_error *aws_share_oac(dxaws_session *session);
dxaws_error *aws_add_oac(dxaws_session *session, const char *name);
dxaws_error *aws_strangers(void *self, const char *id, char **text);

#endif
