/* SPDX-License-Identifier: MIT */
#include "refresh-situation.h"

#include <stdio.h>
#include <time.h>

#include "table.h"

static int64_t now(void *self)
{
    return ((struct source *)self)->now_ms;
}

static void pass(void *self, int64_t ms)
{
    ((struct source *)self)->now_ms += ms;
}

static double half(void *self)
{
    (void)self;
    return 0.5;
}

static dxaws_error *fetch(void *self, dxaws_context *context, struct aws_credentials **credentials)
{
    (void)context;
    struct source *source = self;
    int number = atomic_fetch_add(&source->fetches, 1) + 1;
    if (source->delay_ms) {
        nanosleep(&(struct timespec){source->delay_ms / 1000, source->delay_ms % 1000 * 1000000L},
                  NULL);
    }
    if (source->fails) {
        return dxaws_error_new(source->fails, "test", "Told", "the source is told to fail");
    }
    char key[16];
    snprintf(key, sizeof(key), "KEY%d", number);
    *credentials = aws_credentials_new(&(struct aws_credentials_fields){
        .access_key_id = key,
        .secret = "canary",
        .source = "test",
        .renewable = true,
        .stable = source->stable,
        .expires_ms =
            source->lifetime_ms == INT64_MAX ? INT64_MAX : source->now_ms + source->lifetime_ms,
    });
    return NULL;
}

static dxaws_context *context_of(struct source *source)
{
    static const dxaws_clock_ops clock = {sizeof(clock), now, now, pass, half, NULL};
    dxaws_context *context = dxaws_context_new();
    ck_ok(dxaws_context_set_clock(context, &clock, source));
    return context;
}

void begin(struct situation *s, int64_t lifetime_ms, bool stable)
{
    *s = (struct situation){.source = {.lifetime_ms = lifetime_ms, .stable = stable}};
    s->source.now_ms = BEGIN_MS;
    aws_refresh_init(&s->refresh, &(struct aws_refresher){&s->source, fetch});
    s->context = context_of(&s->source);
}

void end(struct situation *s)
{
    aws_refresh_free(&s->refresh);
    dxaws_context_unref(s->context);
}

struct aws_credentials *obtain(struct situation *s)
{
    struct aws_credentials *credentials = NULL;
    ck_ok(aws_refresh_get(&s->refresh, s->context, 0, &credentials));
    return credentials;
}

void expect(struct situation *s, const char *key, int fetches)
{
    struct aws_credentials *credentials = NULL;
    DXAWS_AUTO(dxaws_error) error = aws_refresh_get(&s->refresh, s->context, 0, &credentials);
    const char *got =
        error ? dxaws_error_message(error) : aws_credentials_access_key_id(credentials);
    ck_assert_str_eq(got, key);
    ck_assert_int_eq(s->source.fetches, fetches);
    aws_credentials_unref(credentials);
}
