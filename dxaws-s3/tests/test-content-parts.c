/* SPDX-License-Identifier: MIT */
/* Large objects, uploaded in parts: on the simulated account, with parts of eight bytes. */
#include "publishing-fixture.h"

#include "content/service.h"

enum { PART = 8 };

/* Of 20 bytes: S3's ETag is the MD5 of the MD5 of each part, and how many there are. */
#define LARGE "first...second..last"
#define CHANGED "first...SECOND..last"
#define LARGE_ETAG "27081babefd9b4195c28de8e27bb8014-3"
#define LARGE_SHORT "2708"

static void release(void *self)
{
    dxaws_memory_account_unref(self);
}

static const struct content_service in_small_parts = {
    .needs = "an account", .destroy = release, .store = &memory_store, .part_bytes = PART};

static void begin(int in_file)
{
    DXAWS_AUTO(dxaws_s3_content_provider) provider = NULL;
    open_publishing(in_file);
    place.part_bytes = PART;
    ck_ok(content_service_provider_new("memory", &in_small_parts, dxaws_memory_account_ref(account),
                                       &provider));
    ck_ok(dxaws_s3_content_manager_new(provider, NULL, &manager));
}

static void write_file(const char *name, const char *text)
{
    char path[80];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *stream = fopen(path, "we");
    ck_assert_ptr_nonnull(stream);
    fputs(text, stream);
    fclose(stream);
}

/* Publishes the folder; so many objects are written. */
static dxaws_error *publish(int64_t *written)
{
    DXAWS_AUTO(dxaws_s3_content_desired)
    desired = dxaws_s3_content_desired_new(BUCKET, "eu-west-1");
    DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
    dxaws_s3_content_desired_set_source(desired, folder);
    dxaws_error *error = dxaws_s3_content_manager_execute(manager, context, desired, NULL, &result);
    dxaws_s3_content_result_written(result, written);
    return error;
}

static void expect(const char *what, int64_t expected)
{
    int64_t written = -1;
    ck_ok(publish(&written));
    ck_assert_msg(written == expected, "%s: %lld written", what, (long long)written);
}

/* The uploads that are there, "KEY;" each. */
static const char *unfinished(void)
{
    static char text[200];
    struct content_uploads uploads = {.items = NULL};
    text[0] = '\0';
    ck_ok(memory_store.list_uploads(&place, NULL, &uploads));
    for (size_t i = 0; i < uploads.count; i++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s;", uploads.items[i].key);
    }
    uploads_clear(&uploads);
    return text;
}

/* The index goes, as by hand. */
static void remove_index(void)
{
    static const char *const keys[] = {MEMORY_INDEX_KEY};
    static const char *const etags[] = {""};
    ck_ok(memory_store.remove(&place, NULL, keys, etags, 1));
}

static struct content_entry looked_at(const char *key)
{
    struct content_entries seen = {0};
    struct content_headers headers = {0};
    ck_ok(memory_store.look(&place, NULL, &key, 1, &seen, &headers));
    struct content_entry entry = seen.items[0];
    entries_clear(&seen);
    headers_clear(&headers);
    return entry;
}

START_TEST(a_large_object_lives)
{
    begin(_i);
    write_file("large.bin", LARGE);
    write_file("small.js", "1;");
    expect("first", 2);
    ck_assert_ptr_nonnull(strstr(listed(), "large.bin=" LARGE_SHORT " 20;"));
    ck_assert_uint_eq(looked_at("large.bin").parts, 3);
    ck_assert_uint_eq(looked_at("small.js").parts, 0);
    expect("again", 0);
    remove_index(); /* what S3 tells of it is the digest of digests */
    expect("index lost", 0);
    write_file("large.bin", CHANGED);
    expect("changed", 1);
    remove_index();
    write_file("large.bin", LARGE);
    expect("changed, index lost", 1);
    ck_assert_str_eq(unfinished(), "");
    close_publishing();
}
END_TEST

START_TEST(conditions_are_of_the_completion)
{
    char first[64];
    begin(_i);
    ck_assert_str_eq(put("a", "a", NULL), MD5_A);
    ck_assert_str_eq(put("a", LARGE, NULL), "refused");
    ck_assert_str_eq(put("none", LARGE, MD5_A), "refused");
    snprintf(first, sizeof first, "%s", put("a", LARGE, MD5_A));
    ck_assert_str_eq(first, LARGE_ETAG);
    ck_assert_str_eq(put("a", CHANGED, MD5_A), "refused");
    ck_assert_str_eq(put("a", "a", first), MD5_A);
    ck_assert_str_eq(unfinished(), "");
    given("{\"encryption\":{\"algorithm\":\"SSE-KMS\"}}");
    snprintf(first, sizeof first, "%s", put("a", LARGE, NULL));
    ck_assert_str_ne(first, LARGE_ETAG);
    ck_assert_str_eq(first + 32, "-3");
    ck_assert_str_ne(put("a", LARGE, first), first);
    ck_assert_str_eq(unfinished(), "");
    close_publishing();
}
END_TEST

/* ---- killed */

/* What becomes of which call of a run; and how many there were. */
struct fate {
    int at, calls;
    bool lost;  /* that answer alone; else the run is dead from then on */
    bool after; /* it dies when the call is done */
};

static dxaws_error *killed(void)
{
    return dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "test", "Killed", "killed");
}

static dxaws_error *called(void *self, dxaws_memory_account *of, const char *service,
                           const char *operation, bool write)
{
    struct fate *fate = self;
    (void)of, (void)service, (void)operation, (void)write;
    fate->calls++;
    bool dead = !fate->lost && (fate->after ? fate->calls > fate->at : fate->calls >= fate->at);
    return dead ? killed() : NULL;
}

static dxaws_error *answered(void *self, dxaws_memory_account *of, const char *service,
                             const char *operation, bool write)
{
    const struct fate *fate = self;
    (void)of, (void)service, (void)operation, (void)write;
    return (fate->lost || fate->after) && fate->calls == fate->at ? killed() : NULL;
}

/* Uploads of others, of which one is to a key of ours, and began before anything of ours did. */
#define STRANGERS                                                                                  \
    "{\"uploads\":[{\"key\":\"theirs.bin\",\"upload\":\"x\",\"begun_ms\":9999999999999},"          \
    "{\"key\":\"large.bin\",\"upload\":\"y\",\"begun_ms\":1000}]}"
#define THEIRS "theirs.bin;large.bin;"

static void expect_right(const struct fate *fate)
{
    const struct content_entry large = looked_at("large.bin");
    ck_assert_msg(large.parts == 3 && large.size == 20, "%d: %s", fate->at, listed());
    ck_assert_msg(strcmp(unfinished(), THEIRS) == 0, "%d: %s", fate->at, unfinished());
    expect("at rest", 0);
}

/* Wherever a run is killed, before or after a call, or loses an answer: the next one is right, and
 * nothing is left behind but what strangers began. */
START_TEST(a_killed_upload_leaves_nothing_behind)
{
    static const dxaws_memory_watch_ops ops = {
        .size = sizeof ops, .called = called, .answered = answered};
    for (int at = 1, whole = 0; !whole; at++) {
        struct fate fate = {.at = at, .lost = _i == 2, .after = _i == 1};
        int64_t written = 0;
        begin(0);
        given(STRANGERS);
        write_file("large.bin", LARGE);
        write_file("other.bin", CHANGED);
        dxaws_memory_account_watch(account, &ops, &fate);
        dxaws_error *error = publish(&written);
        whole = fate.calls < at;
        ck_assert(error != NULL || whole || fate.lost);
        dxaws_error_free(error);
        dxaws_memory_account_watch(account, NULL, NULL);
        write_file("large.bin", CHANGED);
        ck_ok(publish(&written));
        expect_right(&fate);
        close_publishing();
    }
}
END_TEST

/* A file that is gone again is not published, and its upload goes all the same. */
START_TEST(an_upload_of_what_is_not_wanted_any_more_goes)
{
    static const dxaws_memory_watch_ops ops = {.size = sizeof ops, .called = called};
    struct fate fate = {.at = 8};
    int64_t written = 0;
    char path[80];
    begin(0);
    write_file("index.html", "");
    write_file("large.bin", LARGE);
    dxaws_memory_account_watch(account, &ops, &fate);
    dxaws_error_free(publish(&written));
    dxaws_memory_account_watch(account, NULL, NULL);
    ck_assert_str_eq(unfinished(), "large.bin;");
    snprintf(path, sizeof path, "%s/large.bin", folder);
    remove(path);
    expect("without it", 1);
    ck_assert_str_eq(unfinished(), "");
    close_publishing();
}
END_TEST

/* ---- files that change */

START_TEST(a_file_that_changes_is_found)
{
    static const char *const texts[] = {CHANGED, "shorter", LARGE "longer", NULL};
    char path[80];
    begin(0);
    write_file("large.bin", LARGE);
    DXAWS_AUTO(dxaws_s3_content_desired)
    desired = dxaws_s3_content_desired_new(BUCKET, "eu-west-1");
    DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_s3_content_desired_set_source(desired, folder);
    ck_ok(dxaws_s3_content_manager_plan(manager, context, desired, NULL, &plan));
    if (texts[_i] != NULL) {
        write_file("large.bin", texts[_i]);
    } else {
        snprintf(path, sizeof path, "%s/large.bin", folder);
        remove(path);
    }
    dxaws_error *error = dxaws_s3_content_manager_apply(manager, context, plan, NULL, &result);
    const dxaws_error *cause = dxaws_error_cause(error) ? dxaws_error_cause(error) : error;
    ck_assert_ptr_nonnull(error);
    ck_assert_msg(strstr(dxaws_error_message(cause), "large.bin") != NULL || texts[_i] == NULL,
                  "%s", dxaws_error_message(cause));
    dxaws_error_free(error);
    ck_assert_str_eq(listed(), "");
    ck_assert_str_eq(unfinished(), "");
    close_publishing();
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_add_loop_test(cases, a_large_object_lives, 0, 2);
    tcase_add_loop_test(cases, conditions_are_of_the_completion, 0, 2);
    tcase_add_loop_test(cases, a_killed_upload_leaves_nothing_behind, 0, 3);
    tcase_add_test(cases, an_upload_of_what_is_not_wanted_any_more_goes);
    tcase_add_loop_test(cases, a_file_that_changes_is_found, 0, 4);
    return run_suite("content parts", cases);
}
