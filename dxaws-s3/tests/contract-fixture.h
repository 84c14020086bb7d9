/* SPDX-License-Identifier: MIT */
/* The fixtures on which the contract suite is run here: one kind of provider each. */
#ifndef DXAWS_S3_CONTRACT_FIXTURE_H
#define DXAWS_S3_CONTRACT_FIXTURE_H

#include <dxaws/kit/double-account.h>
#include <dxaws/kit/lossy-account.h>
#include <dxaws/s3-contract.h>
#include <dxaws/s3-providers.h>

/* What the memory-backed fixtures share. */
struct memory_fixture {
    const char *kind;   /* "memory", "dry-run", "recording" or "replay" */
    const char *folder; /* where recordings are */
    unsigned opened;    /* numbers the recordings */
    dxaws_memory_account *account;
    dxaws_context *context; /* of the running case */
    struct dx_lossy lossy;
};
dxaws_error *memory_open(void *self, dxaws_s3_provider **provider);
void memory_close(void *self);
dxaws_error *memory_context(void *self, dxaws_context **context);
dxaws_error *memory_lose_answers(void *self, int lag_s);
dxaws_error *memory_break(void *self, const char *bucket, dxaws_s3_contract_breakage breakage);

/* The AWS double at AWS_ENDPOINT_URL; self is the session. */
dxaws_error *aws_open(void *self, dxaws_s3_provider **provider);
/* POST /double/...: what only the double can do. */
dxaws_error *aws_control(dxaws_session *session, const char *path, const char *body);
dxaws_error *aws_lose_answers(void *self, int lag_s);
dxaws_error *aws_break(void *self, const char *bucket, dxaws_s3_contract_breakage breakage);

#endif
