/* SPDX-License-Identifier: MIT */
/* When credentials are renewed, and what happens when they cannot be. */
#include "table.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#include "credentials/refresh.h"

#define MINUTE_MS ((int64_t)60000)
#define THREADS 16

/* ---- windows ---- */

static struct tables windows;

/* rule 31: how early, as a table of lifetimes and what is left of them */
START_TEST(need_depends_on_lifetime_and_what_is_left)
{
    static const char *const names[] = {[AWS_NEED_NOTHING] = "nothing",
                                        [AWS_NEED_ADVISED] = "advised",
                                        [AWS_NEED_MANDATORY] = "mandatory"};
    const json_t *row = tables_row(&windows, (size_t)_i);
    int64_t lifetime_s = json_integer_value(json_object_get(row, "lifetime_s"));
    int64_t left_s = json_integer_value(json_object_get(row, "left_s"));
    const int64_t begin_ms = 1779537600000;
    int64_t end_ms = begin_ms + lifetime_s * 1000;
    enum aws_need need = aws_refresh_need(begin_ms, end_ms, end_ms - left_s * 1000);
    ck_assert_msg(strcmp(names[need], json_string_value(json_object_get(row, "need"))) == 0,
                  "lifetime %lld s, %lld s left: %s", (long long)lifetime_s, (long long)left_s,
                  names[need]);
}
END_TEST

START_TEST(what_never_expires_is_never_renewed)
{
    ck_assert_int_eq(aws_refresh_need(0, INT64_MAX, INT64_MAX - 1), AWS_NEED_NOTHING);
}
END_TEST

/* ---- a source, as told ---- */

struct source {
    _Atomic int64_t now_ms;
    atomic_int fetches;
    int64_t lifetime_ms;    /* INT64_MAX for ever */
    dxaws_error_kind fails; /* 0: it succeeds */
    bool stable;
    int delay_ms; /* of real time */
};

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

struct situation {
    struct source source;
    struct aws_refresh refresh;
    dxaws_context *context;
};

static dxaws_context *context_of(struct source *source)
{
    static const dxaws_clock_ops clock = {sizeof(clock), now, now, pass, half, NULL};
    dxaws_context *context = dxaws_context_new();
    ck_ok(dxaws_context_set_clock(context, &clock, source));
    return context;
}

static void begin(struct situation *s, int64_t lifetime_ms, bool stable)
{
    *s = (struct situation){.source = {.lifetime_ms = lifetime_ms, .stable = stable}};
    s->source.now_ms = 1779537600000;
    aws_refresh_init(&s->refresh, &(struct aws_refresher){&s->source, fetch});
    s->context = context_of(&s->source);
}

static void end(struct situation *s)
{
    aws_refresh_free(&s->refresh);
    dxaws_context_unref(s->context);
}

/* The key there is now, or the error's message; and how often the source was asked so far. */
static void expect(struct situation *s, const char *key, int fetches)
{
    struct aws_credentials *credentials = NULL;
    DXAWS_AUTO(dxaws_error) error = aws_refresh_get(&s->refresh, s->context, 0, &credentials);
    const char *got =
        error ? dxaws_error_message(error) : aws_credentials_access_key_id(credentials);
    ck_assert_str_eq(got, key);
    ck_assert_int_eq(s->source.fetches, fetches);
    aws_credentials_unref(credentials);
}

/* rule 31: kept until the window, renewed in it */
START_TEST(renewed_in_the_window)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    expect(&s, "KEY1", 1);
    s.source.now_ms += 45 * MINUTE_MS;
    expect(&s, "KEY1", 1);
    s.source.now_ms += 1;
    expect(&s, "KEY2", 2);
    expect(&s, "KEY2", 2);
    end(&s);
}
END_TEST

/* rule 31: the old ones are used on, even expired, and the source is left alone for a while */
START_TEST(source_that_is_away_is_borne)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    expect(&s, "KEY1", 1);
    s.source.fails = DXAWS_ERROR_UNAVAILABLE;
    s.source.now_ms += 61 * MINUTE_MS;
    expect(&s, "KEY1", 2);
    s.source.now_ms += 450000 - 1; /* 300 to 600 s; by a half of the jitter */
    expect(&s, "KEY1", 2);
    s.source.now_ms += 1;
    expect(&s, "KEY1", 3);
    s.source.fails = 0;
    s.source.now_ms += 450000;
    expect(&s, "KEY4", 4);
    end(&s);
}
END_TEST

/* rule 31: but not those of a process or another source of the program's own */
START_TEST(unstable_source_must_answer_once_they_have_expired)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, false);
    expect(&s, "KEY1", 1);
    s.source.fails = DXAWS_ERROR_UNAVAILABLE;
    s.source.now_ms += 50 * MINUTE_MS;
    expect(&s, "KEY1", 2); /* only advised */
    s.source.now_ms += 11 * MINUTE_MS;
    expect(&s, "the source is told to fail", 3);
    end(&s);
}
END_TEST

/* rule 31: an error that does not pass is told, and kept for a few seconds */
START_TEST(final_error_is_kept_for_a_while)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    s.source.fails = DXAWS_ERROR_PERMISSION;
    expect(&s, "the source is told to fail", 1);
    expect(&s, "the source is told to fail", 1);
    s.source.now_ms += 3000; /* 1 to 5 s; by a half of the jitter */
    expect(&s, "the source is told to fail", 2);
    s.source.fails = 0;
    s.source.now_ms += 3000;
    expect(&s, "KEY3", 3);
    s.source.fails = DXAWS_ERROR_PERMISSION;
    s.source.now_ms += 60 * MINUTE_MS;
    expect(&s, "the source is told to fail", 4);
    end(&s);
}
END_TEST

/* rule 31: without any, an error that may pass is raised, and the next caller tries again */
START_TEST(passing_error_without_credentials_is_not_kept)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    s.source.fails = DXAWS_ERROR_UNAVAILABLE;
    expect(&s, "the source is told to fail", 1);
    expect(&s, "the source is told to fail", 2);
    end(&s);
}
END_TEST

/* rule 31: an answer that has already expired is a failure */
START_TEST(expired_answer_is_a_failure)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    expect(&s, "KEY1", 1);
    s.source.lifetime_ms = 0;
    s.source.now_ms += 61 * MINUTE_MS;
    expect(&s, "KEY1", 2);
    end(&s);
}
END_TEST

/* rule 31: what a service refuses is renewed at once, once */
START_TEST(refused_credentials_are_renewed)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    struct aws_credentials *credentials = NULL;
    ck_ok(aws_refresh_get(&s.refresh, s.context, 0, &credentials));
    ck_assert(aws_refresh_refuse(&s.refresh, s.context, 0, credentials));
    expect(&s, "KEY2", 2);
    ck_assert(
        aws_refresh_refuse(&s.refresh, s.context, 0, credentials)); /* the old ones: already done */
    expect(&s, "KEY2", 2);
    aws_credentials_unref(credentials);
    end(&s);
}
END_TEST

/* ---- the table of states ---- */

enum state { VALID, ADVISORY, MANDATORY, EXPIRED, REFUSED, STATES };
enum outcome { SUCCESS, RECOVERABLE, FINAL, BACKOFF, OUTCOMES };

/* What a caller gets: N new ones, O the old ones, E the error; and "!" when the source was asked.
 */
static const char *const what_comes[2][STATES][OUTCOMES] = {
    /* stable: those of a role or a machine, better old than none */
    {{"O", "O", "O", "O"},
     {"N!", "O!", "O!", "O"},
     {"N!", "O!", "E!", "O"},
     {"N!", "O!", "E!", "O"},
     {"N!", "O!", "O!", "O"}},
    /* of a process or of the program's own */
    {{"O", "O", "O", "O"},
     {"N!", "O!", "O!", "O"},
     {"N!", "E!", "E!", "E!"},
     {"N!", "E!", "E!", "E!"},
     {"N!", "O!", "O!", "O"}},
};

/* How long after they were obtained, for an hour. */
static const int64_t ages_ms[STATES] = {[VALID] = MINUTE_MS,
                                        [ADVISORY] = 50 * MINUTE_MS,
                                        [MANDATORY] = 60 * MINUTE_MS - 30000,
                                        [EXPIRED] = 61 * MINUTE_MS,
                                        [REFUSED] = MINUTE_MS};

/* A backoff begins with a refresh that fails while it is only advised. */
static void begin_backoff(struct situation *s, enum state state)
{
    s->source.now_ms += state == REFUSED ? 0 : ages_ms[ADVISORY] - ages_ms[state];
    int64_t later_ms = s->source.now_ms;
    if (state == MANDATORY || state == EXPIRED) { /* shortly before */
        s->source.now_ms = 1779537600000 + 60 * MINUTE_MS - MINUTE_MS;
        later_ms = 1779537600000 + ages_ms[state];
    }
    s->source.fails = DXAWS_ERROR_UNAVAILABLE;
    struct aws_credentials *credentials = NULL;
    ck_ok(aws_refresh_get(&s->refresh, s->context, 0, &credentials));
    aws_credentials_unref(credentials);
    s->source.now_ms = later_ms;
}

/* rule 31: in which state, with which outcome, what comes of it; twice, since nothing may be worse
 * the second time than a backoff that has begun */
START_TEST(credentials_are_as_the_table_of_states_says)
{
    bool stable = _i / (STATES * OUTCOMES) == 0;
    enum state state = (enum state)(_i / OUTCOMES % STATES);
    enum outcome outcome = (enum outcome)(_i % OUTCOMES);
    struct situation s;
    begin(&s, 60 * MINUTE_MS, stable);
    struct aws_credentials *old = NULL;
    ck_ok(aws_refresh_get(&s.refresh, s.context, 0, &old));
    s.source.now_ms += ages_ms[state];
    if (state == REFUSED) {
        ck_assert(aws_refresh_refuse(&s.refresh, s.context, 0, old));
    }
    if (outcome == BACKOFF && state != VALID) {
        begin_backoff(&s, state);
    }
    s.source.fails = outcome == SUCCESS ? 0
                     : outcome == FINAL ? DXAWS_ERROR_PERMISSION
                                        : DXAWS_ERROR_UNAVAILABLE;
    const char *wanted = what_comes[stable ? 0 : 1][state][outcome];
    int before = s.source.fetches;
    struct aws_credentials *got = NULL;
    dxaws_error *error = aws_refresh_get(&s.refresh, s.context, 0, &got);
    char seen[3] = {error        ? 'E'
                    : got == old ? 'O'
                                 : 'N',
                    s.source.fetches > before ? '!' : '\0', 0};
    ck_assert_msg(strcmp(seen, wanted) == 0, "%s, state %d, outcome %d: %s, wanted %s",
                  stable ? "stable" : "not stable", state, outcome, seen, wanted);
    if (got == old && !error) { /* no storm: whatever a service says of them */
        int asked = s.source.fetches;
        for (int i = 0; i < 60 && state != VALID; i++) {
            ck_assert(!aws_refresh_refuse(&s.refresh, s.context, 0, old));
            struct aws_credentials *again = NULL;
            ck_ok(aws_refresh_get(&s.refresh, s.context, 0, &again));
            ck_assert_ptr_eq(again, old);
            aws_credentials_unref(again);
        }
        ck_assert_int_eq(s.source.fetches, asked);
    }
    dxaws_error_free(error);
    aws_credentials_unref(got);
    aws_credentials_unref(old);
    end(&s);
}
END_TEST

/* rule 31: a refusal is looked into again once the backoff is over */
START_TEST(refused_ones_are_renewed_once_their_source_is_back)
{
    struct situation s;
    begin(&s, 300 * MINUTE_MS, true);
    struct aws_credentials *old = NULL;
    ck_ok(aws_refresh_get(&s.refresh, s.context, 0, &old));
    ck_assert(aws_refresh_refuse(&s.refresh, s.context, 0, old));
    s.source.fails = DXAWS_ERROR_UNAVAILABLE;
    expect(&s, "KEY1", 2);
    s.source.fails = 0;
    s.source.now_ms += 450000 - 1;
    expect(&s, "KEY1", 2);
    s.source.now_ms += 1;
    expect(&s, "KEY3", 3);
    aws_credentials_unref(old);
    end(&s);
}
END_TEST

/* rule 31: a source whose credentials last less than a minute is asked once a second, not by each
 * call */
START_TEST(what_hardly_lasts_is_fetched_once_a_second)
{
    struct situation s;
    begin(&s, 30000, true);
    expect(&s, "KEY1", 1);
    for (int i = 0; i < 99; i++) {
        s.source.now_ms += 10;
        expect(&s, "KEY1", 1);
    }
    s.source.now_ms += 10;
    expect(&s, "KEY2", 2);
    s.source.lifetime_ms = 500; /* never used when they have expired */
    s.source.now_ms += 1000;
    expect(&s, "KEY3", 3);
    s.source.now_ms += 500;
    expect(&s, "KEY4", 4);
    end(&s);
}
END_TEST

/* rule 31: times are compared with the services' clock */
START_TEST(skew_counts)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    expect(&s, "KEY1", 1);
    struct aws_credentials *credentials = NULL;
    ck_ok(aws_refresh_get(&s.refresh, s.context, 50 * MINUTE_MS, &credentials));
    ck_assert_str_eq(aws_credentials_access_key_id(credentials), "KEY2");
    aws_credentials_unref(credentials);
    end(&s);
}
END_TEST

/* ---- threads ---- */

struct crowd {
    struct situation *situation;
    atomic_int failed;
    atomic_int old;
};

static void *use(void *self)
{
    struct crowd *crowd = self;
    struct aws_credentials *credentials = NULL;
    dxaws_error *error =
        aws_refresh_get(&crowd->situation->refresh, crowd->situation->context, 0, &credentials);
    if (error) {
        crowd->failed++;
    } else if (strcmp(aws_credentials_access_key_id(credentials), "KEY1") == 0) {
        crowd->old++;
    }
    dxaws_error_free(error);
    aws_credentials_unref(credentials);
    return NULL;
}

static void gather(struct crowd *crowd)
{
    pthread_t threads[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_create(&threads[i], NULL, use, crowd), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
}

/* rule 31: sixteen threads, expired credentials, one flight; all of them get the new ones */
START_TEST(all_wait_for_one_flight)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    expect(&s, "KEY1", 1);
    s.source.now_ms += 60 * MINUTE_MS;
    s.source.delay_ms = 200;
    struct crowd crowd = {.situation = &s};
    gather(&crowd);
    ck_assert_int_eq(s.source.fetches, 2);
    ck_assert_int_eq(crowd.failed, 0);
    ck_assert_int_eq(crowd.old, 0);
    end(&s);
}
END_TEST

/* rule 31: in the advisory window one thread renews, and the others do not wait */
START_TEST(others_go_on_while_one_renews)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    expect(&s, "KEY1", 1);
    s.source.now_ms += 50 * MINUTE_MS;
    s.source.delay_ms = 300 * slowness();
    struct crowd crowd = {.situation = &s};
    gather(&crowd);
    ck_assert_int_eq(s.source.fetches, 2);
    ck_assert_int_eq(crowd.failed, 0);
    ck_assert_int_ge(crowd.old, THREADS / 2);
    end(&s);
}
END_TEST

/* rule 31: a flight that fails fails for all who waited for it, and is not repeated by each */
START_TEST(failed_flight_is_shared)
{
    struct situation s;
    begin(&s, 60 * MINUTE_MS, true);
    s.source.fails = DXAWS_ERROR_PERMISSION;
    s.source.delay_ms = 200;
    struct crowd crowd = {.situation = &s};
    gather(&crowd);
    ck_assert_int_eq(s.source.fetches, 1);
    ck_assert_int_eq(crowd.failed, THREADS);
    end(&s);
}
END_TEST

int main(void)
{
    tables_open(&windows, "refresh-windows*.json", "name:s lifetime_s:i! left_s:i! need:s!");
    Suite *suite = suite_create("refresh");
    TCase *tests = tcase_create("refresh");
    tcase_add_loop_test(tests, need_depends_on_lifetime_and_what_is_left, 0, (int)windows.rows);
    tcase_add_test(tests, what_never_expires_is_never_renewed);
    tcase_add_test(tests, renewed_in_the_window);
    tcase_add_test(tests, source_that_is_away_is_borne);
    tcase_add_test(tests, unstable_source_must_answer_once_they_have_expired);
    tcase_add_test(tests, final_error_is_kept_for_a_while);
    tcase_add_test(tests, passing_error_without_credentials_is_not_kept);
    tcase_add_test(tests, expired_answer_is_a_failure);
    tcase_add_test(tests, refused_credentials_are_renewed);
    tcase_add_loop_test(tests, credentials_are_as_the_table_of_states_says, 0,
                        2 * STATES * OUTCOMES);
    tcase_add_test(tests, refused_ones_are_renewed_once_their_source_is_back);
    tcase_add_test(tests, what_hardly_lasts_is_fetched_once_a_second);
    tcase_add_test(tests, skew_counts);
    tcase_add_test(tests, all_wait_for_one_flight);
    tcase_add_test(tests, others_go_on_while_one_renews);
    tcase_add_test(tests, failed_flight_is_shared);
    suite_add_tcase(suite, tests);
    int result = run_suite(suite);
    tables_close(&windows);
    return result;
}
