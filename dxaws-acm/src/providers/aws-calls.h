/* SPDX-License-Identifier: MIT */
/* The API calls of ACM, each as one function. */
#ifndef DXAWS_ACM_AWS_CALLS_H
#define DXAWS_ACM_AWS_CALLS_H

#include <pthread.h>

#include "aws-shapes.h"

/* The provider. */
struct acm_aws {
    dxaws_session *session;
    pthread_mutex_t lock;
    /* What this process made and deleted, by ARN: {"domain_name", "region", "made"}. */
    json_t *known;
};

/* Where a call goes, and what it is about. */
struct acm_target {
    struct acm_aws *aws;
    dxaws_context *context;
    const char *region;
    const char *domain;
};

/* ACM's lists lag behind: what this process made or deleted it has to know by itself. */
void acm_aws_remember(const struct acm_target *target, const char *arn, bool made);
bool acm_aws_has_deleted(const struct acm_target *target, const char *arn);

/* The protocol's get_current. */
dxaws_error *acm_aws_get_current(void *self, dxaws_context *context,
                                 const dxaws_acm_desired *wanted, dxaws_acm_current *current);

/* All certificates of the region, appended. */
dxaws_error *acm_list(const struct acm_target *target, json_t *certificates);
/* Appends the certificates of several regions; one that cannot be read is appended as a text. */
dxaws_error *acm_list_regions(const struct acm_target *target, const char *const *regions,
                              size_t count, json_t *certificates);
dxaws_error *acm_describe(const struct acm_target *target, const char *arn, json_t **certificate);
/* Describes several at once, each with its tags if asked for. Those that are gone are left out. */
dxaws_error *acm_describe_all(const struct acm_target *target, const json_t *certificates,
                              bool with_tags, json_t *described);
/* Takes those ARNs away whose certificates are listed, but gone. */
dxaws_error *acm_confirm(const struct acm_target *target, json_t *arns);
dxaws_error *acm_request(const struct acm_target *target, const json_t *payload, const char *token,
                         char **arn);
dxaws_error *acm_add_tags(const struct acm_target *target, const char *arn, const json_t *tags);
dxaws_error *acm_remove_tags(const struct acm_target *target, const char *arn, const json_t *keys);
dxaws_error *acm_delete(const struct acm_target *target, const char *arn);

#endif
