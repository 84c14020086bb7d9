/* SPDX-License-Identifier: MIT */
/* The simulated account: its transactions and its calls. */
#include "memory-buckets.h"

#include <limits.h>
#include <pthread.h>

#include <jansson.h>

START_TEST(abort_takes_everything_back)
{
    DXAWS_AUTO(dxaws_memory_account) account = open_account(NULL);
    ck_assert_ptr_null(dxaws_memory_account_path(account));
    put(account, "a", "{\"v\":1}");
    ck_ok(dxaws_memory_begin(account, NULL));
    ck_ok(dxaws_memory_put(account, "s3", "bucket", "a", "{\"v\":2}"));
    ck_ok(dxaws_memory_put(account, "s3", "bucket", "b", "{}"));
    ck_assert_uint_eq(dxaws_memory_next_number(account, "n"), 1);
    dxaws_memory_abort(account);
    ck_ok(dxaws_memory_begin(account, NULL));
    ck_assert_str_eq(dxaws_memory_get(account, "s3", "bucket", "a"), "{\"v\":1}");
    ck_assert_ptr_null(dxaws_memory_get(account, "s3", "bucket", "b"));
    ck_assert_uint_eq(dxaws_memory_next_number(account, "n"), 1);
    ck_ok(dxaws_memory_commit(account));
}
END_TEST

/* Whatever was done to one document, however often; and what is removed is not there meanwhile. */
START_TEST(abort_brings_back_what_was_removed)
{
    const char *id;
    const char *json;
    DXAWS_AUTO(dxaws_memory_account) account = open_account(NULL);
    put(account, "a", "{\"v\":1}");
    put(account, "b", "{\"v\":2}");
    ck_ok(dxaws_memory_begin(account, NULL));
    dxaws_memory_remove(account, "s3", "bucket", "a");
    dxaws_memory_remove(account, "s3", "bucket", "a");
    ck_assert_ptr_null(dxaws_memory_get(account, "s3", "bucket", "a"));
    ck_assert(dxaws_memory_at(account, "s3", "bucket", 0, &id, &json));
    ck_assert_str_eq(id, "b");
    ck_assert(!dxaws_memory_at(account, "s3", "bucket", 1, &id, &json));
    ck_ok(dxaws_memory_put(account, "s3", "bucket", "a", "{\"v\":3}"));
    dxaws_memory_remove(account, "s3", "bucket", "b");
    dxaws_memory_abort(account);
    ck_ok(dxaws_memory_begin(account, NULL));
    ck_assert_str_eq(dxaws_memory_get(account, "s3", "bucket", "a"), "{\"v\":1}");
    ck_assert_str_eq(dxaws_memory_get(account, "s3", "bucket", "b"), "{\"v\":2}");
    dxaws_memory_remove(account, "s3", "bucket", "a");
    ck_ok(dxaws_memory_commit(account));
    ck_ok(dxaws_memory_begin(account, NULL));
    ck_assert(dxaws_memory_at(account, "s3", "bucket", 0, &id, &json));
    ck_assert_str_eq(id, "b");
    ck_assert_ptr_null(dxaws_memory_get(account, "s3", "bucket", "a"));
    dxaws_memory_abort(account);
}
END_TEST

/* What memory providers make each call of. */
START_TEST(a_call_that_is_refused_changes_nothing_and_one_that_is_not_is_kept)
{
    dxaws_memory_account *account = open_account(NULL);
    json_t *bucket = json_pack("{ss}", "region", "eu-west-1");
    ck_ok(dxaws_memory_begin_call(account, NULL, "s3", "CreateBucket", true));
    ck_ok(dxaws_memory_put_tree(account, "s3", "bucket", "b", bucket));
    dxaws_error *error = dxaws_memory_refusal(DXAWS_ERROR_CONFLICT, "s3", "CreateBucket", "b",
                                              "BucketAlreadyExists", 409, "the name is taken");
    error = dxaws_memory_end_call(account, error);
    ck_assert_str_eq(dxaws_error_message(error),
                     "s3 CreateBucket b: BucketAlreadyExists: the name is taken");
    ck_assert_str_eq(dxaws_error_domain(error), "core");
    ck_assert_str_eq(dxaws_error_code(error), DXAWS_CORE_ERROR_SERVICE);
    ck_assert_str_eq(dxaws_error_aws_code(error), "BucketAlreadyExists");
    ck_assert_int_eq(dxaws_error_http_status(error), 409);
    ck_assert_str_eq(dxaws_error_resource(error), "b");
    dxaws_error_free(error);
    ck_ok(dxaws_memory_begin_call(account, NULL, "s3", "CreateBucket", true));
    ck_assert_ptr_null(dxaws_memory_get_tree(account, "s3", "bucket", "b"));
    ck_assert_ptr_null(dxaws_memory_get_tree(account, "s3", "bucket", NULL));
    ck_ok(dxaws_memory_put_tree(account, "s3", "bucket", "b", bucket));
    ck_assert_ptr_eq(dxaws_memory_put_tree(account, "s3", "bucket", "c", NULL),
                     dxaws_error_out_of_memory());
    ck_ok(dxaws_memory_end_call(account, NULL));
    ck_ok(dxaws_memory_begin_call(account, NULL, "s3", "HeadBucket", false));
    json_t *found = dxaws_memory_get_tree(account, "s3", "bucket", "b");
    ck_assert(json_equal(found, bucket));
    ck_ok(dxaws_memory_end_call(account, NULL));
    uint64_t calls = 0;
    uint64_t writes = 0;
    dxaws_memory_account_calls(account, &calls, &writes);
    ck_assert_uint_eq(calls, 3);
    ck_assert_uint_eq(writes, 2);
    json_decref(found);
    json_decref(bucket);
    dxaws_memory_account_unref(account);
}
END_TEST

/* As many services as a test may think of, whatever their names. */
START_TEST(calls_fail_as_often_as_asked_for)
{
    DXAWS_AUTO(dxaws_memory_account) account = open_account(NULL);
    enum { SERVICES = 40 };
    char services[SERVICES][64];
    for (int i = 0; i < SERVICES; i++) {
        snprintf(services[i], sizeof services[i], "service-with-a-long-name-%d", i);
        dxaws_memory_account_fail_next(account, services[i], 1 + i % 2);
    }
    dxaws_memory_account_fail_next(account, "s3", UINT_MAX);
    dxaws_memory_account_fail_next(account, services[0], 0);
    for (int i = 0; i < SERVICES; i++) {
        for (int k = 0; i && k <= i % 2; k++) {
            ck_error(dxaws_memory_call(account, NULL, services[i], "Get", false),
                     DXAWS_ERROR_UNAVAILABLE, services[i]);
        }
        ck_ok(dxaws_memory_call(account, NULL, services[i], "Get", false));
    }
    ck_ok(dxaws_memory_call(account, NULL, "service", "Get", false));
    ck_error(dxaws_memory_call(account, NULL, "s3", "Get", false), DXAWS_ERROR_UNAVAILABLE, "s3");
}
END_TEST

START_TEST(resources_are_walked_in_order)
{
    DXAWS_AUTO(dxaws_memory_account) account = open_account(NULL);
    static const char *const ids[] = {"c", "a", "b"};
    for (size_t i = 0; i < 3; i++) {
        put(account, ids[i], "{}");
    }
    ck_ok(dxaws_memory_begin(account, NULL));
    char order[8] = "";
    const char *id;
    const char *json;
    for (size_t i = 0; dxaws_memory_at(account, "s3", "bucket", i, &id, &json); i++) {
        strcat(order, id);
    }
    ck_assert_str_eq(order, "abc");
    ck_error(dxaws_memory_put(account, "s3", "bucket", "d", "[]"), DXAWS_ERROR_INVALID_ARGUMENT,
             "must be a JSON object");
    dxaws_memory_abort(account);
}
END_TEST

/* What one who watches was told, in one line; and what is to happen. */
struct watcher {
    char told[400];
    const char *fails; /* the operation that is never performed */
    const char *loses; /* the one whose answer is lost */
};

static void tell(struct watcher *watcher, const char *what, const char *text)
{
    size_t length = strlen(watcher->told);
    snprintf(watcher->told + length, sizeof watcher->told - length, "%s %s;", what, text);
}

static dxaws_error *told_error(const char *wanted, const char *operation)
{
    return wanted != NULL && strcmp(wanted, operation) == 0
               ? dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "test", "Lost", "%s", operation)
               : NULL;
}

/* Somebody else makes a bucket before each call that writes. */
static dxaws_error *told_call(void *self, dxaws_memory_account *account, const char *service,
                              const char *operation, bool write)
{
    struct watcher *watcher = self;
    tell(watcher, service, operation);
    if (write) {
        put(account, "somebody's", "{}");
    }
    return told_error(watcher->fails, operation);
}

static void told_change(void *self, dxaws_memory_account *account,
                        const dxaws_memory_change *change)
{
    char text[200];
    ck_assert_uint_eq(change->size, sizeof *change);
    ck_assert_str_eq(change->caller, "s3");
    ck_assert_ptr_nonnull(dxaws_memory_get(account, "s3", "bucket", "somebody's"));
    snprintf(text, sizeof text, "%s %s/%s/%s %s to %s", change->operation, change->service,
             change->type, change->id, change->before ? change->before : "none",
             change->after ? change->after : "none");
    tell(self, "change", text);
}

static dxaws_error *told_answer(void *self, dxaws_memory_account *account, const char *service,
                                const char *operation, bool write)
{
    const struct watcher *watcher = self;
    tell(self, write ? "wrote" : "read", service);
    ck_assert_uint_ge(count_buckets(account), write ? 1 : 0); /* the transaction is over */
    return told_error(watcher->loses, operation);
}

static dxaws_error *call_once(dxaws_memory_account *account, const char *operation,
                              const char *document)
{
    dxaws_error *error = dxaws_memory_begin_call(account, NULL, "s3", operation, true);
    if (error == NULL && document != NULL) {
        ck_ok(dxaws_memory_put(account, "s3", "bucket", "a", document));
    } else if (error == NULL) {
        dxaws_memory_remove(account, "s3", "bucket", "a");
    }
    return error ? error : dxaws_memory_end_call(account, NULL);
}

START_TEST(who_watches_sees_each_change_and_decides_what_is_answered)
{
    static const dxaws_memory_watch_ops ops = {
        .size = sizeof ops, .called = told_call, .changed = told_change, .answered = told_answer};
    DXAWS_AUTO(dxaws_memory_account) account = open_account(NULL);
    struct watcher watcher = {.fails = "Fails", .loses = "Loses"};
    dxaws_memory_account_watch(account, &ops, &watcher);
    ck_ok(call_once(account, "Create", "{\"v\":1}"));
    ck_error(call_once(account, "Fails", "{}"), DXAWS_ERROR_UNAVAILABLE, "Fails");
    ck_error(call_once(account, "Loses", "{\"v\":2}"), DXAWS_ERROR_UNAVAILABLE, "Loses");
    ck_ok(call_once(account, "Delete", NULL));
    ck_ok(call_once(account, "Delete", NULL)); /* there is nothing any more */
    ck_ok(dxaws_memory_begin_call(account, NULL, "s3", "List", false));
    ck_ok(dxaws_memory_put(account, "s3", "bucket", "a", "{}")); /* time did it */
    ck_ok(dxaws_memory_end_call(account, NULL));
    ck_assert_str_eq(watcher.told,
                     "s3 Create;change Create s3/bucket/a none to {\"v\":1};wrote s3;s3 Fails;"
                     "s3 Loses;change Loses s3/bucket/a {\"v\":1} to {\"v\":2};wrote s3;"
                     "s3 Delete;change Delete s3/bucket/a {\"v\":2} to none;wrote s3;"
                     "s3 Delete;wrote s3;s3 List;read s3;");
    dxaws_memory_account_watch(account, NULL, NULL);
    ck_ok(call_once(account, "Fails", "{}"));
}
END_TEST

static void *begin_with_deadline(void *account)
{
    dxaws_context *context = dxaws_context_new();
    dxaws_context_set_timeout_ms(context, 50);
    dxaws_error *error = dxaws_memory_begin(account, context);
    dxaws_context_unref(context);
    return error;
}

START_TEST(waiting_for_another_thread_ends_at_the_deadline)
{
    DXAWS_AUTO(dxaws_memory_account) account = open_account(NULL);
    ck_ok(dxaws_memory_begin(account, NULL));
    pthread_t thread;
    void *error = NULL;
    ck_assert_int_eq(pthread_create(&thread, NULL, begin_with_deadline, account), 0);
    ck_assert_int_eq(pthread_join(thread, &error), 0);
    dxaws_memory_abort(account);
    ck_error(error, DXAWS_ERROR_TIMEOUT, "deadline");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("memory account");
    tcase_set_timeout(cases, 30);
    tcase_add_test(cases, abort_takes_everything_back);
    tcase_add_test(cases, abort_brings_back_what_was_removed);
    tcase_add_test(cases, a_call_that_is_refused_changes_nothing_and_one_that_is_not_is_kept);
    tcase_add_test(cases, calls_fail_as_often_as_asked_for);
    tcase_add_test(cases, who_watches_sees_each_change_and_decides_what_is_answered);
    tcase_add_test(cases, resources_are_walked_in_order);
    tcase_add_test(cases, waiting_for_another_thread_ends_at_the_deadline);
    Suite *suite = suite_create("memory account");
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
