/* SPDX-License-Identifier: MIT */
/* The calls of ACM that a provider is made from, one operation each. What to do with them (which
 * certificate is ours, which token to ask with, what is done already) is written once, in reading.c
 * and operations.c; the calls themselves twice: over HTTP in aws.c, and on the simulated account in
 * memory.c.
 *
 * Certificates are what certificates.h says. A refusal of the service is an error with its AWS
 * code; a certificate that is not there is NOT_FOUND. Outputs are new references. */
#ifndef DXAWS_ACM_SERVICE_H
#define DXAWS_ACM_SERVICE_H

#include <pthread.h>

#include <dxaws/credentials.h>
#include <dxaws/acm-providers.h>

#include "certificates.h"

/* Where a call goes, and what it is about. */
struct acm_target {
    dxaws_context *context;
    const char *region;
    const char *domain;
};

/* What was answered to one of several questions. */
struct acm_answer {
    json_t *found; /* NULL when there is an error */
    dxaws_error *error;
};
enum { ACM_MOST_ANSWERS = 32 };

/* Of several questions at once an error is returned when nothing could be asked. */
struct acm_service {
    const char *needs; /* what self is: "a session" */
    void (*destroy)(void *self);
    /* Every certificate of each of the regions: arrays of summaries. */
    dxaws_error *(*list)(void *self, const struct acm_target *target, const char *const *regions,
                         size_t count, struct acm_answer *answers);
    /* Certificates whole, in the region that each ARN names; with "tags" on request. */
    dxaws_error *(*describe)(void *self, const struct acm_target *target, const char *const *arns,
                             size_t count, bool with_tags, struct acm_answer *answers);
    /* The ARN is for free(); the same for an equal token within the hour. @a payload: the
     * action's. */
    dxaws_error *(*request)(void *self, const struct acm_target *target, const json_t *payload,
                            const char *token, char **arn);
    dxaws_error *(*add_tags)(void *self, const struct acm_target *target, const char *arn,
                             const json_t *tags);
    /* Each of them, unless it has another value by now. */
    dxaws_error *(*remove_tags)(void *self, const struct acm_target *target, const char *arn,
                                const json_t *tags);
    dxaws_error *(*remove)(void *self, const struct acm_target *target, const char *arn);
    /* Whose account it is that is called; "" where nobody says. */
    dxaws_error *(*account)(void *self, dxaws_context *context, char account[DXAWS_ACCOUNT_SIZE]);
};

/* The calls over HTTP; self is a session. */
extern const struct acm_service acm_aws_service;

/* A provider over a service; takes @a self over, and says what it needs when that is NULL. */
dxaws_error *acm_service_provider_new(const char *name, const struct acm_service *service,
                                      void *self, dxaws_acm_provider **provider);

/* The self of a provider over a service. */
struct operations {
    const struct acm_service *service;
    void *self;
    pthread_mutex_t lock;
    /* ACM's lists lag behind: what this process made and deleted, by ARN: {"domain_name", "region",
     * "made"}. */
    json_t *known;
};

#endif
