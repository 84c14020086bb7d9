/* SPDX-License-Identifier: MIT */
/* The answer of each write of a site's life is lost in turn, whichever module's it is: nothing is
 * made twice, nothing untrue is said, and the next run completes it. */
#include <check.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>

#include "fixture.h"

/* Loses the answer of the nth write from now. */
struct thief {
    atomic_int writes;
    int wanted; /* 0: none */
    atomic_int taken;
    char operation[100];
};

/* As core says it when a connection broke each time. */
static dxaws_error *answered(void *self, dxaws_memory_account *account, const char *service,
                             const char *operation, bool write)
{
    struct thief *thief = self;
    (void)account;
    if (!write || atomic_fetch_add(&thief->writes, 1) + 1 != thief->wanted) {
        return NULL;
    }
    snprintf(thief->operation, sizeof thief->operation, "%s %s", service, operation);
    atomic_store(&thief->taken, 1);
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "core", "ConnectionError",
                        "%s %s: broke before the whole answer arrived", service, operation);
    dxaws_error_set_retryable(error, true);
    dxaws_error_set_repeated(error, true);
    return error;
}

static const dxaws_memory_watch_ops watching = {.size = sizeof watching, .answered = answered};

static dxaws_error *run(struct fixture *fixture, bool destroying)
{
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    return destroying ? dxaws_website_manager_destroy(fixture->website, fixture->context,
                                                      fixture->desired, NULL, &result)
                      : dxaws_website_manager_execute(fixture->website, fixture->context,
                                                      fixture->desired, NULL, &result);
}

static void begin(struct fixture *fixture, struct thief *thief, bool destroying, int wanted)
{
    fixture_open(fixture);
    dxaws_website_desired_set_protect(fixture->desired, false);
    if (destroying) {
        json_decref(converge(fixture));
    }
    *thief = (struct thief){.wanted = wanted};
    dxaws_memory_account_watch(fixture->account, &watching, thief);
}

static void judge(struct fixture *fixture, const struct thief *thief, dxaws_error *error,
                  bool destroying)
{
    ck_assert_msg(atomic_load(&thief->taken), "nothing was lost");
    if (error != NULL) {
        ck_assert_msg(strstr(dxaws_error_message(error), "nothing was changed") == NULL, "%s: %s",
                      thief->operation, dxaws_error_message(error));
        dxaws_error_free(error);
        error = run(fixture, destroying);
    }
    ck_assert_msg(error == NULL, "%s: the next run failed: %s", thief->operation,
                  error ? dxaws_error_message(error) : "");
    if (destroying) {
        assert_no_site(fixture);
    } else {
        assert_one_site(fixture);
        assert_kinds(fixture, "");
    }
}

START_TEST(lost_answer_of_any_write_is_survived)
{
    bool destroying = _i;
    struct fixture fixture;
    struct thief thief;
    begin(&fixture, &thief, destroying, 0);
    must(run(&fixture, destroying));
    int count = atomic_load(&thief.writes);
    fixture_close(&fixture);
    ck_assert_int_ge(count, destroying ? 6 : 9);
    for (int wanted = 1; wanted <= count; wanted++) {
        begin(&fixture, &thief, destroying, wanted);
        judge(&fixture, &thief, run(&fixture, destroying), destroying);
        fixture_close(&fixture);
    }
    printf("%s: the answers of %d writes were lost\n", destroying ? "destroy" : "apply", count);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("lost");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, lost_answer_of_any_write_is_survived, 0, 2);
    return run_suite("lost", tests);
}
