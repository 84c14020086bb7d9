/* SPDX-License-Identifier: MIT */
/* AWS is busy: refusals that pass by themselves are waited for, and one run makes the whole site. A
 * deadline and a cancellation end that wait, and it is safe to run again. */
#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>
#include <dxaws/kit/settles.h>

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "fixture.h"

#define SECONDS INT64_C(1000)
#define MINUTES (60 * SECONDS)

/* What is refused, and until when. */
struct refusal {
    const char *operation; /* NULL: any */
    const char *code;
    dxaws_error_kind kind;
    int64_t lasts_ms; /* from the first on; 0: for ever */
    unsigned percent;
};

struct busy {
    struct fixture fixture;
    pthread_mutex_t lock; /* parts of a site are made side by side */
    const struct refusal *refusal;
    struct dx_random random;
    int64_t first_ms;
    unsigned refused;
    unsigned cancel_at; /* so many refusals; 0: never */
};

static bool refuses(struct busy *busy, const char *operation)
{
    const struct refusal *refusal = busy->refusal;
    int64_t now = atomic_load(&busy->fixture.clock.now_ms);
    bool meant = refusal->operation == NULL || strcmp(refusal->operation, operation) == 0;
    bool over =
        busy->refused > 0 && refusal->lasts_ms > 0 && now - busy->first_ms >= refusal->lasts_ms;
    if (!meant || over || !dx_random_chance(&busy->random, refusal->percent)) {
        return false;
    }
    busy->first_ms = busy->refused++ == 0 ? now : busy->first_ms;
    if (busy->refused == busy->cancel_at) {
        dxaws_context_cancel(busy->fixture.context);
    }
    return true;
}

static dxaws_error *called(void *self, dxaws_memory_account *account, const char *service,
                           const char *operation, bool write)
{
    struct busy *busy = self;
    const struct refusal *refusal = busy->refusal;
    (void)account;
    (void)write;
    pthread_mutex_lock(&busy->lock);
    bool refused = refuses(busy, operation);
    pthread_mutex_unlock(&busy->lock);
    if (!refused) {
        return NULL;
    }
    dxaws_error *error = dxaws_error_new(refusal->kind, "core", "ServiceError", "%s %s: %s",
                                         service, operation, refusal->code);
    dxaws_error_set_aws(error, refusal->code, 400, "id");
    return error;
}

static const dxaws_memory_watch_ops watch = {.size = sizeof watch, .called = called};

static void open_busy(struct busy *busy, const struct refusal *refusal, uint64_t seed)
{
    *busy = (struct busy){.refusal = refusal, .random = {.state = seed}};
    pthread_mutex_init(&busy->lock, NULL);
    fixture_open(&busy->fixture);
    dxaws_memory_account_watch(busy->fixture.account, &watch, busy);
}

static void close_busy(struct busy *busy)
{
    dxaws_memory_account_watch(busy->fixture.account, NULL, NULL);
    fixture_close(&busy->fixture);
    pthread_mutex_destroy(&busy->lock);
}

static const struct refusal throttling = {NULL, "Throttling", DXAWS_ERROR_THROTTLED, 0, 30};
static const struct refusal lasting[] = {
    {"ChangeResourceRecordSets", "PriorRequestNotComplete", DXAWS_ERROR_CONFLICT, 60 * SECONDS,
     100},
    {"CreateBucket", "OperationAborted", DXAWS_ERROR_CONFLICT, 30 * MINUTES, 100},
    {"CreateDistributionWithTags", "InvalidViewerCertificate", DXAWS_ERROR_INVALID_ARGUMENT,
     5 * MINUTES, 100},
};

START_TEST(of_all_calls_a_third_is_refused)
{
    enum { WORLDS = 20, MORE_THAN_ATTEMPTS = 10 };
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct busy busy;
        open_busy(&busy, &throttling, seed);
        json_decref(converge(&busy.fixture));
        dxaws_memory_account_watch(busy.fixture.account, NULL, NULL);
        ck_assert_uint_gt(busy.refused, MORE_THAN_ATTEMPTS);
        assert_one_site(&busy.fixture);
        assert_settled(&busy.fixture);
        close_busy(&busy);
    }
}
END_TEST

START_TEST(what_lasts_for_minutes_is_waited_for)
{
    struct busy busy;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    open_busy(&busy, &lasting[_i], 1);
    /* One after the other: half an hour that jumps by is none in which ACM could have issued. */
    dxaws_apply_options_set_parallelism(options, 1);
    busy.fixture.options = options;
    json_decref(converge(&busy.fixture));
    ck_assert_uint_gt(busy.refused, 3);
    ck_assert_int_ge(atomic_load(&busy.fixture.clock.now_ms) - busy.first_ms, lasting[_i].lasts_ms);
    assert_one_site(&busy.fixture);
    assert_settled(&busy.fixture);
    close_busy(&busy);
}
END_TEST

/* What decides the exit status: the first that is not PARTIAL. */
static const dxaws_error *reason(const dxaws_error *error)
{
    while (dxaws_error_get_kind(error) == DXAWS_ERROR_PARTIAL) {
        error = dxaws_error_cause(error);
    }
    return error;
}

static dxaws_error *execute(struct busy *busy)
{
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    return dxaws_website_manager_execute(busy->fixture.website, busy->fixture.context,
                                         busy->fixture.desired, NULL, &result);
}

START_TEST(a_deadline_ends_the_wait_and_says_that_it_is_safe_to_run_again)
{
    struct busy busy;
    open_busy(&busy, &lasting[_i], 1);
    dxaws_context *whole = busy.fixture.context;
    busy.fixture.context = dxaws_context_new_child(whole, 6 * MINUTES);
    struct refusal for_ever = lasting[_i];
    for_ever.lasts_ms = 0;
    busy.refusal = &for_ever;
    DXAWS_AUTO(dxaws_error) error = execute(&busy);
    dxaws_context_unref(busy.fixture.context);
    busy.fixture.context = whole;
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(reason(error)), DXAWS_ERROR_TIMEOUT);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "safe to run again"));
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), for_ever.code));
    dxaws_memory_account_watch(busy.fixture.account, NULL, NULL);
    json_decref(converge(&busy.fixture));
    assert_one_site(&busy.fixture);
    close_busy(&busy);
}
END_TEST

START_TEST(a_cancellation_ends_the_wait)
{
    struct busy busy;
    open_busy(&busy, &lasting[_i], 1);
    dxaws_context *whole = busy.fixture.context;
    busy.fixture.context = dxaws_context_new_child(whole, DXAWS_NO_TIMEOUT);
    busy.cancel_at = 3;
    DXAWS_AUTO(dxaws_error) error = execute(&busy);
    dxaws_context_unref(busy.fixture.context);
    busy.fixture.context = whole;
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(reason(error)), DXAWS_ERROR_CANCELLED);
    ck_assert_uint_eq(busy.refused, 3);
    dxaws_memory_account_watch(busy.fixture.account, NULL, NULL);
    json_decref(converge(&busy.fixture));
    assert_one_site(&busy.fixture);
    close_busy(&busy);
}
END_TEST

int main(void)
{
    enum { LASTING = sizeof lasting / sizeof *lasting };
    TCase *tests = tcase_create("patience");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, of_all_calls_a_third_is_refused);
    tcase_add_loop_test(tests, what_lasts_for_minutes_is_waited_for, 0, LASTING);
    tcase_add_loop_test(tests, a_deadline_ends_the_wait_and_says_that_it_is_safe_to_run_again, 0,
                        LASTING);
    tcase_add_loop_test(tests, a_cancellation_ends_the_wait, 0, LASTING);
    return run_suite("patience", tests);
}
