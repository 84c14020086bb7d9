/* SPDX-License-Identifier: MIT */
/* The session: everything is found on first use and then shared by all threads. */
#include "session-private.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "partitions.h"

#define BUCKET_LIMIT 1000

/* libxml2's first use sets up its globals without a lock. */
static pthread_once_t once = PTHREAD_ONCE_INIT;

dxaws_error *dxaws_session_new(const dxaws_session_options *options, dxaws_session **session)
{
    if (!session) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NullArgument",
                               "dxaws_session_new() needs a result");
    }
    pthread_once(&once, xmlInitParser);
    dxaws_session *self = calloc(1, sizeof(*self));
    if (!self) {
        return dxaws_error_out_of_memory();
    }
    atomic_init(&self->references, 1);
    pthread_mutex_init(&self->find_lock, NULL);
    pthread_mutex_init(&self->chain_lock, NULL);
    pthread_mutex_init(&self->bucket_lock, NULL);
    aws_traffic_init(&self->traffic);
    aws_refresh_init(&self->refresh, &(struct aws_refresher){self, aws_session_fetch_credentials});
    self->pool = aws_http_pool_new();
    dxaws_error *error = aws_settings_init(&self->settings, options);
    if (!error && !self->pool) {
        error = dxaws_error_out_of_memory();
    }
    if (error) {
        dxaws_session_unref(self);
        return error;
    }
    self->settings.session = self;
    aws_http_pool_set_transport(self->pool, &self->settings.options.transport);
    *session = self;
    return NULL;
}

dxaws_session *dxaws_session_ref(dxaws_session *session)
{
    if (session) {
        atomic_fetch_add_explicit(&session->references, 1, memory_order_relaxed);
    }
    return session;
}

dxaws_session *dxaws_session_unref(dxaws_session *session)
{
    if (!session || atomic_fetch_sub_explicit(&session->references, 1, memory_order_acq_rel) != 1) {
        return NULL;
    }
    aws_http_pool_free(session->pool);
    aws_refresh_free(&session->refresh);
    aws_source_memory_free(&session->memory);
    aws_settings_free(&session->settings);
    free(session->instance_region);
    free(session->source);
    free(session->caller_key);
    aws_caller_free(&session->caller);
    while (session->buckets) {
        struct aws_bucket_region *entry = session->buckets;
        session->buckets = entry->next;
        free(entry->region);
        free(entry);
    }
    aws_traffic_free(&session->traffic);
    pthread_mutex_destroy(&session->bucket_lock);
    pthread_mutex_destroy(&session->chain_lock);
    pthread_mutex_destroy(&session->find_lock);
    free(session);
    return NULL;
}

/* With find_lock held. */
static dxaws_error *load(dxaws_session *session)
{
    if (session->loaded) {
        return NULL;
    }
    dxaws_error *error = aws_settings_load(&session->settings);
    session->loaded = !error;
    return error;
}

dxaws_error *aws_session_settings(dxaws_session *session, const struct aws_settings **settings)
{
    pthread_mutex_lock(&session->find_lock);
    dxaws_error *error = load(session);
    pthread_mutex_unlock(&session->find_lock);
    if (!error) {
        *settings = &session->settings;
    }
    return error;
}

/* The instance's own, asked for once. */
static dxaws_error *instance_region(dxaws_session *session, dxaws_context *context,
                                    const char **region)
{
    pthread_mutex_lock(&session->find_lock);
    *region = session->instance_region;
    pthread_mutex_unlock(&session->find_lock);
    if (*region) {
        return NULL;
    }
    char *found = NULL;
    dxaws_error *error = aws_instance_region(&session->settings, context, &found);
    if (error || !found || !aws_region_is_valid(found)) {
        free(found);
        return error;
    }
    pthread_mutex_lock(&session->find_lock);
    if (session->instance_region) {
        free(found);
    } else {
        session->instance_region = found;
    }
    *region = session->instance_region;
    pthread_mutex_unlock(&session->find_lock);
    return NULL;
}

dxaws_error *dxaws_session_get_region(dxaws_session *session, dxaws_context *context,
                                      const char **region)
{
    if (!session || !region) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NullArgument",
                               "the region needs a session and a result");
    }
    const struct aws_settings *settings;
    dxaws_error *error = aws_session_settings(session, &settings);
    if (error) {
        return error;
    }
    const char *found = settings->region;
    if (!found && settings->options.aws_compute) {
        error = instance_region(session, context, &found);
    }
    if (error) {
        return error;
    }
    if (!found) {
        struct aws_buffer why = {0};
        aws_settings_append_note_about(settings, settings->profile, &why);
        error = why.failed ? dxaws_error_out_of_memory()
                           : dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NoRegion",
                                             "no AWS region is configured: set AWS_REGION, or "
                                             "\"region\" in profile \"%s\" of %s%s",
                                             settings->profile, settings->config_file,
                                             aws_buffer_string(&why));
        aws_buffer_free(&why);
        return error;
    }
    *region = found;
    return NULL;
}

char *aws_session_bucket_region(dxaws_session *session, const char *bucket)
{
    char *region = NULL;
    pthread_mutex_lock(&session->bucket_lock);
    for (struct aws_bucket_region *entry = session->buckets; entry; entry = entry->next) {
        if (strcmp(entry->bucket, bucket) == 0) {
            region = strdup(entry->region);
            break;
        }
    }
    pthread_mutex_unlock(&session->bucket_lock);
    return region;
}

void aws_session_remember_bucket(dxaws_session *session, const char *bucket, const char *region)
{
    char *copy = strdup(region);
    if (!copy) {
        return;
    }
    pthread_mutex_lock(&session->bucket_lock);
    struct aws_bucket_region *entry = session->buckets;
    while (entry && strcmp(entry->bucket, bucket) != 0) {
        entry = entry->next;
    }
    size_t size = strlen(bucket) + 1;
    if (!entry && session->bucket_count < BUCKET_LIMIT &&
        (entry = calloc(1, sizeof(*entry) + size))) {
        memcpy(entry->bucket, bucket, size);
        entry->next = session->buckets;
        session->buckets = entry;
        session->bucket_count++;
    }
    if (entry) {
        free(entry->region);
        entry->region = copy;
        copy = NULL;
    }
    pthread_mutex_unlock(&session->bucket_lock);
    free(copy);
}
