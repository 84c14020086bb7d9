/* SPDX-License-Identifier: MIT */
/* A plan of content where its bucket is not, and where another one has its name. */
#include <dxaws/kit/stale-plan.h>

#include <dxaws/extend/memory.h>
#include <dxaws/s3-content.h>

#define BASE "{\"bucket\":\"stale-plan\",\"region\":\"eu-west-1\",\"prune_ms\":0"
#define OLD                                                                                        \
    BASE ",\"objects\":{\"index.html\":{\"text\":\"<p>\"},\"a.js\":{\"text\":\"1;\"},"             \
         "\"old.html\":{\"text\":\"<p>old\"},\"mask.svg\":{\"text\":\"<svg/>\"}}}"
#define NEW                                                                                        \
    BASE ",\"objects\":{\"index.html\":{\"text\":\"<p>new\"},\"a.js\":{\"text\":\"2;\"},"          \
         "\"about.html\":{\"text\":\"<p>about\"}}}"

static void make_bucket(dxaws_memory_account *account, dxaws_context *context)
{
    ck_ok(dxaws_memory_begin(account, context));
    ck_ok(dxaws_memory_put(account, "s3", "bucket", "stale-plan", "{\"region\":\"eu-west-1\"}"));
    ck_ok(dxaws_memory_commit(account));
}

static const struct dx_stale_row rows[] = {
    {.desired = NEW},
    {.before = OLD, .desired = NEW},
    {.before = OLD, .desired = BASE ",\"present\":false}"},
};

/* Of who takes over what another one began. */
static const char *const untried[] = {"ABORT_UPLOADS", "SETTLE", NULL};

START_TEST(a_plan_says_that_its_content_is_gone)
{
    const struct dx_stale_subject subject = {
        .modules = {dxaws_s3_content_module()},
        .prepare = make_bucket,
        .prepare_other = _i ? make_bucket : NULL,
        .rows = rows + _i, /* what was empty is the same in an empty bucket */
        .row_count = sizeof rows / sizeof *rows - (size_t)_i,
        .untried = untried,
    };
    dx_check_stale_plans(&subject);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("stale");
    tcase_add_loop_test(cases, a_plan_says_that_its_content_is_gone, 0, 2);
    return run_suite("content stale", cases);
}
