/* SPDX-License-Identifier: MIT */
/* The fixtures on which the contract suite is run here: one kind of provider each. */
#ifndef DXAWS_DNS_CONTRACT_FIXTURE_H
#define DXAWS_DNS_CONTRACT_FIXTURE_H

#include <dxaws/dns-contract.h>
#include <dxaws/dns-providers.h>
#include <dxaws/kit/double-account.h>
#include <dxaws/kit/lossy-account.h>

/* What the memory-backed fixtures share. */
struct memory_fixture {
    const char *kind;   /* "memory", "dry-run", "recording" or "replay" */
    const char *folder; /* where recordings are */
    unsigned opened;    /* numbers the recordings */
    dxaws_memory_account *account;
    char *zone_id;
    dxaws_context *context; /* of the running case */
    struct dx_lossy lossy;
};
dxaws_error *memory_open(void *self, dxaws_dns_provider **provider, char *zone, size_t size);
void memory_close(void *self);
dxaws_error *memory_context(void *self, dxaws_context **context);
dxaws_error *memory_lose_answers(void *self, int lag_s);
dxaws_error *memory_add_zone(void *self, const char *name, bool is_private);
dxaws_error *memory_put_record(void *self, const char *json);

/* Route53 at a session's endpoint; a zone of its own for each case. */
struct aws_fixture {
    dxaws_session *session;
    unsigned opened;
    unsigned zones;
    char zone_id[40];
};
dxaws_error *aws_open(void *self, dxaws_dns_provider **provider, char *zone, size_t size);
dxaws_error *aws_lose_answers(void *self, int lag_s);
dxaws_error *aws_add_zone(void *self, const char *name, bool is_private);
dxaws_error *aws_put_record(void *self, const char *json);

#endif
