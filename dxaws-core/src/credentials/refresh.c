/* SPDX-License-Identifier: MIT */
/* One flight for all threads; and, while the source is away, the old credentials rather than none.
 */
#include "refresh.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "timestamp.h"

#define MINUTE_MS ((int64_t)60000)
#define APART_MS 1000 /* between two answers of a source that gives what hardly lasts */
#define SLICE_MS 50   /* how often a waiting thread looks at its context */

enum aws_need aws_refresh_need(int64_t obtained_ms, int64_t expires_ms, int64_t now_ms)
{
    if (expires_ms == INT64_MAX) {
        return AWS_NEED_NOTHING;
    }
    int64_t lifetime = expires_ms - obtained_ms;
    int64_t left = expires_ms - now_ms;
    int64_t advisory = lifetime <= 20 * MINUTE_MS  ? 5 * MINUTE_MS
                       : lifetime < 90 * MINUTE_MS ? 15 * MINUTE_MS
                                                   : 60 * MINUTE_MS;
    if (left < MINUTE_MS) {
        return AWS_NEED_MANDATORY;
    }
    return left < advisory ? AWS_NEED_ADVISED : AWS_NEED_NOTHING;
}

void aws_refresh_init(struct aws_refresh *refresh, const struct aws_refresher *refresher)
{
    *refresh = (struct aws_refresh){.refresher = *refresher};
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&refresh->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    pthread_mutex_init(&refresh->lock, NULL);
}

void aws_refresh_free(struct aws_refresh *refresh)
{
    aws_credentials_unref(refresh->current);
    dxaws_error_free(refresh->failure);
    pthread_cond_destroy(&refresh->changed);
    pthread_mutex_destroy(&refresh->lock);
}

/* An error has one owner, and several threads are told of it. */
static dxaws_error *copy_error(const dxaws_error *error)
{
    char *text = dxaws_error_format(error);
    dxaws_error *copy = text ? dxaws_error_parse(text) : NULL;
    free(text);
    return copy ? copy : dxaws_error_out_of_memory();
}

/* Whether the source may answer otherwise soon, without anybody doing anything. */
static bool is_recoverable(const dxaws_error *error)
{
    if (strcmp(dxaws_error_code(error), "ExpiredCredentials") == 0) {
        return true;
    }
    switch (dxaws_error_get_kind(error)) {
    case DXAWS_ERROR_THROTTLED:
    case DXAWS_ERROR_UNAVAILABLE:
    case DXAWS_ERROR_TIMEOUT:
    case DXAWS_ERROR_PROTOCOL:
    case DXAWS_ERROR_OUT_OF_MEMORY:
        return true;
    default:
        return dxaws_error_is_retryable(error);
    }
}

/* The thread that flew was stopped, which says nothing to the others. */
static bool is_personal(const dxaws_error *error)
{
    dxaws_error_kind kind = dxaws_error_get_kind(error);
    return kind == DXAWS_ERROR_CANCELLED || kind == DXAWS_ERROR_TIMEOUT ||
           kind == DXAWS_ERROR_OUT_OF_MEMORY;
}

static dxaws_error *check_fresh(const struct aws_credentials *credentials, int64_t now_ms)
{
    int64_t expires_ms = aws_credentials_expires_ms(credentials);
    if (expires_ms > now_ms) {
        return NULL;
    }
    char time[AWS_TIMESTAMP_SIZE];
    aws_timestamp_format(expires_ms, time);
    return dxaws_error_new(DXAWS_ERROR_UNAUTHENTICATED, "core", "ExpiredCredentials",
                           "the credentials from the %s expired at %s: obtain new ones",
                           aws_credentials_source(credentials), time);
}

/* ---- all below with the lock held ---- */

static void wait_for_flight(struct aws_refresh *refresh)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += SLICE_MS * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_cond_timedwait(&refresh->changed, &refresh->lock, &until);
}

/* Whether those that are there may be used for want of better ones, which were asked for. */
static bool may_go_on(const struct aws_refresh *refresh, bool recoverable, int64_t now_ms)
{
    if (!refresh->current) {
        return false;
    }
    int64_t left = aws_credentials_expires_ms(refresh->current) - now_ms;
    if (left >= MINUTE_MS) { /* it was only advised, or a service said so */
        return true;
    }
    return recoverable && aws_credentials_is_stable(refresh->current);
}

/* Whether they were obtained just now. */
static bool is_new(const struct aws_refresh *refresh, int64_t now_ms)
{
    int64_t age = now_ms - refresh->obtained_ms;
    return age >= 0 && age < APART_MS && aws_credentials_expires_ms(refresh->current) > now_ms;
}

static enum aws_need need(const struct aws_refresh *refresh, int64_t now_ms)
{
    if (!refresh->current) {
        return AWS_NEED_MANDATORY;
    }
    enum aws_need need =
        refresh->refused ? AWS_NEED_MANDATORY
                         : aws_refresh_need(refresh->obtained_ms,
                                            aws_credentials_expires_ms(refresh->current), now_ms);
    bool waits = now_ms < refresh->next_try_ms && may_go_on(refresh, true, now_ms);
    return waits || (!refresh->refused && is_new(refresh, now_ms)) ? AWS_NEED_NOTHING : need;
}

static dxaws_error *take_current(const struct aws_refresh *refresh,
                                 struct aws_credentials **credentials)
{
    *credentials = aws_credentials_ref(refresh->current);
    return NULL;
}

static void replace(struct aws_refresh *refresh, int64_t now_ms, struct aws_credentials *fresh)
{
    aws_credentials_unref(refresh->current);
    refresh->current = fresh;
    refresh->obtained_ms = now_ms;
    refresh->refused = false;
    refresh->next_try_ms = 0;
}

/* The flight is over; *error is what the thread that flew is to be told. */
static void land(struct aws_refresh *refresh, dxaws_context *context, int64_t now_ms,
                 struct aws_credentials *fresh, dxaws_error **error)
{
    refresh->flying = false;
    dxaws_error_free(refresh->failure);
    refresh->failure = NULL;
    refresh->failure_until_ms = 0;
    pthread_cond_broadcast(&refresh->changed);
    if (!*error) {
        replace(refresh, now_ms, fresh);
        return;
    }
    if (dxaws_error_get_kind(*error) == DXAWS_ERROR_CANCELLED) {
        return;
    }
    bool recoverable = is_recoverable(*error);
    double jitter = dxaws_context_jitter(context);
    int64_t soon_ms = now_ms + 1000 + (int64_t)(4000 * jitter);
    if (may_go_on(refresh, recoverable, now_ms)) {
        refresh->next_try_ms =
            recoverable ? now_ms + 5 * MINUTE_MS + (int64_t)(5 * MINUTE_MS * jitter) : soon_ms;
        dxaws_error_free(*error);
        *error = NULL;
        return;
    }
    if (is_personal(*error)) {
        return;
    }
    refresh->failure = copy_error(*error);
    refresh->failure_until_ms = recoverable ? 0 : soon_ms;
}

/* Obtains credentials, letting go of the lock meanwhile. */
static dxaws_error *fly(struct aws_refresh *refresh, dxaws_context *context, int64_t skew_ms,
                        struct aws_credentials **credentials)
{
    refresh->flying = true;
    refresh->flight++;
    pthread_mutex_unlock(&refresh->lock);
    struct aws_credentials *fresh = NULL;
    dxaws_error *error = refresh->refresher.fetch(refresh->refresher.self, context, &fresh);
    int64_t now_ms = dxaws_context_now_ms(context) + skew_ms;
    if (!error) {
        error = check_fresh(fresh, now_ms);
    }
    if (error) {
        aws_credentials_unref(fresh);
    }
    pthread_mutex_lock(&refresh->lock);
    land(refresh, context, now_ms, fresh, &error);
    return error ? error : take_current(refresh, credentials);
}

/* Waits for a flight that another thread began. *again: look anew at what there is. */
static dxaws_error *join(struct aws_refresh *refresh, dxaws_context *context, bool *again)
{
    unsigned flight = refresh->flight;
    while (refresh->flying && refresh->flight == flight) {
        wait_for_flight(refresh);
        dxaws_error *error = dxaws_context_check(context);
        if (error) {
            return error;
        }
    }
    *again = refresh->flight != flight || !refresh->failure;
    return *again ? NULL : copy_error(refresh->failure);
}

dxaws_error *aws_refresh_get(struct aws_refresh *refresh, dxaws_context *context, int64_t skew_ms,
                             struct aws_credentials **credentials)
{
    pthread_mutex_lock(&refresh->lock);
    dxaws_error *error = NULL;
    bool again = true;
    while (again) {
        again = false;
        int64_t now_ms = dxaws_context_now_ms(context) + skew_ms;
        enum aws_need needed = need(refresh, now_ms);
        if (needed == AWS_NEED_NOTHING || (needed == AWS_NEED_ADVISED && refresh->flying)) {
            error = take_current(refresh, credentials);
        } else if (refresh->flying) {
            error = join(refresh, context, &again);
        } else if (refresh->failure && now_ms < refresh->failure_until_ms) {
            error = copy_error(refresh->failure);
        } else {
            error = fly(refresh, context, skew_ms, credentials);
        }
    }
    pthread_mutex_unlock(&refresh->lock);
    return error;
}

void aws_refresh_offer(struct aws_refresh *refresh, int64_t now_ms,
                       struct aws_credentials *credentials)
{
    if (aws_credentials_expires_ms(credentials) <= now_ms) {
        return;
    }
    pthread_mutex_lock(&refresh->lock);
    replace(refresh, now_ms, aws_credentials_ref(credentials));
    pthread_mutex_unlock(&refresh->lock);
}

bool aws_refresh_refuse(struct aws_refresh *refresh, dxaws_context *context, int64_t skew_ms,
                        const struct aws_credentials *credentials)
{
    pthread_mutex_lock(&refresh->lock);
    bool useful = true; /* others are there already */
    if (refresh->current == credentials) {
        useful = aws_credentials_is_renewable(credentials);
        refresh->refused = useful;
        useful = useful && dxaws_context_now_ms(context) + skew_ms >= refresh->next_try_ms;
    }
    pthread_mutex_unlock(&refresh->lock);
    return useful;
}
