/* SPDX-License-Identifier: MIT */
/* Many threads that need credentials at once. */
#include "refresh-situation.h"

#include <pthread.h>

#include "table.h"

#define THREADS 16

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
    Suite *suite = suite_create("refresh-threads");
    TCase *tests = tcase_create("refresh-threads");
    tcase_add_test(tests, all_wait_for_one_flight);
    tcase_add_test(tests, others_go_on_while_one_renews);
    tcase_add_test(tests, failed_flight_is_shared);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
