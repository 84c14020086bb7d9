/* SPDX-License-Identifier: MIT */
/* What a caller gets in each state of the credentials, whatever comes of asking their source. */
#include "refresh-situation.h"
#include "table.h"

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
        s->source.now_ms = BEGIN_MS + 60 * MINUTE_MS - MINUTE_MS;
        later_ms = BEGIN_MS + ages_ms[state];
    }
    s->source.fails = DXAWS_ERROR_UNAVAILABLE;
    aws_credentials_unref(obtain(s));
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
    struct aws_credentials *old = obtain(&s);
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
            struct aws_credentials *again = obtain(&s);
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
    struct aws_credentials *old = obtain(&s);
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

int main(void)
{
    Suite *suite = suite_create("refresh-states");
    TCase *tests = tcase_create("refresh-states");
    tcase_add_loop_test(tests, credentials_are_as_the_table_of_states_says, 0,
                        2 * STATES * OUTCOMES);
    tcase_add_test(tests, refused_ones_are_renewed_once_their_source_is_back);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
