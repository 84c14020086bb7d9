/* SPDX-License-Identifier: MIT */
/* The fixtures on which the contract suite is run here: one kind of provider each. */
#ifndef DXAWS_ACM_CONTRACT_FIXTURE_H
#define DXAWS_ACM_CONTRACT_FIXTURE_H

#include <dxaws/acm-contract.h>
#include <dxaws/acm-providers.h>
#include <dxaws/kit/double-account.h>
#include <dxaws/kit/lossy-account.h>
#include <jansson.h>

/* What the memory-backed fixtures share. */
struct memory_fixture {
    const char *kind;   /* "memory", "dry-run", "recording" or "replay" */
    const char *folder; /* where recordings are */
    unsigned opened;    /* numbers the recordings */
    dxaws_memory_account *account;
    dxaws_context *context; /* of the running case */
    struct dx_lossy lossy;
};
dxaws_error *memory_open(void *self, dxaws_acm_provider **provider, dxaws_dns_manager **dns);
void memory_close(void *self);
dxaws_error *memory_make_context(void *self, dxaws_context **context);
dxaws_error *memory_break(void *self, const char *domain, const char *region,
                          dxaws_acm_contract_breakage breakage);
dxaws_error *memory_lose_answers(void *self, int lag_s);

/* The AWS double at AWS_ENDPOINT_URL. */
struct aws_fixture {
    dxaws_session *session;
    char zone_id[40];
    char distribution[40]; /* what uses a certificate */
    char etag[60];
};
dxaws_error *aws_open(void *self, dxaws_acm_provider **provider, dxaws_dns_manager **dns);
dxaws_error *aws_break(void *self, const char *domain, const char *region,
                       dxaws_acm_contract_breakage breakage);
dxaws_error *aws_lose_answers(void *self, int lag_s);
/* Asks the double itself, not a service in it. @a output may be NULL. */
dxaws_error *aws_ask_double(struct aws_fixture *fixture, const char *method, const char *path,
                            const char *body, json_t **output);
/* How many certificates of the name there are; takes all faults away first. */
dxaws_error *aws_count(struct aws_fixture *fixture, const char *domain, const char *region,
                       size_t *count);

#endif
