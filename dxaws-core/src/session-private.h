/* SPDX-License-Identifier: MIT */
/* What a session holds, and what calls need of it. */
#ifndef DXAWS_CORE_SESSION_PRIVATE_H
#define DXAWS_CORE_SESSION_PRIVATE_H

#include <pthread.h>
#include <stdatomic.h>

#include <dxaws/session.h>

#include "credentials/credentials.h"
#include "credentials/refresh.h"
#include "credentials/sources.h"
#include "credentials/sts.h"
#include "http.h"
#include "settings.h"
#include "traffic.h"

/* Where a bucket was found to be. */
struct aws_bucket_region {
    struct aws_bucket_region *next;
    char *region;
    char bucket[];
};

struct dxaws_session {
    atomic_uint references;
    /* Guards what is found on first use: settings (immutable once loaded), region, caller. */
    pthread_mutex_t find_lock;
    bool loaded;
    struct aws_settings settings;
    char *instance_region; /* on AWS compute, where nothing else names one */
    char *source;          /* where the credentials come from */
    char *caller_key;      /* whose access key the caller has */
    struct aws_caller caller;
    struct aws_refresh refresh;
    pthread_mutex_t chain_lock; /* held while the sources are asked */
    struct aws_source_memory memory;
    bool warned; /* of what the files have that is ignored */
    pthread_mutex_t bucket_lock;
    struct aws_bucket_region *buckets;
    unsigned bucket_count;
    struct aws_http_pool *pool;
    struct aws_traffic traffic;
};

/* The settings, loaded on first use; borrowed. */
dxaws_error *aws_session_settings(dxaws_session *session, const struct aws_settings **settings);
/* The credentials, found on first use, renewed when it is time. The caller unrefs them. */
dxaws_error *aws_session_credentials(dxaws_session *session, dxaws_context *context,
                                     struct aws_credentials **credentials);
/* A service said that these have expired. False when no others can be had now. */
bool aws_session_refuse(dxaws_session *session, dxaws_context *context,
                        const struct aws_credentials *credentials);
/* For the refresher: asks the chain. @param self the session. */
dxaws_error *aws_session_fetch_credentials(void *self, dxaws_context *context,
                                           struct aws_credentials **credentials);

/* The region that a bucket is known to be in, to be freed; NULL when none is known. */
char *aws_session_bucket_region(dxaws_session *session, const char *bucket);
/* Remembers it; without memory it is only found again. */
void aws_session_remember_bucket(dxaws_session *session, const char *bucket, const char *region);

#endif
