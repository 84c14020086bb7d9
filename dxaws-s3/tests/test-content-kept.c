/* SPDX-License-Identifier: MIT */
/* Objects of the simulated account: how long they and their bytes are kept. */
#include "objects-fixture.h"

#include <dxaws/extend/context.h>
#include <dxaws/kit/json.h>
#include <dxaws/s3-content-providers.h>
#include <dxaws/s3-content.h>
#include <dxaws/s3-providers.h>
#include <dxaws/s3.h>

/* All versions are kept, and bytes while any of them has them; emptying the bucket removes both. */
START_TEST(versions_are_kept_until_the_bucket_is_emptied)
{
    static const char *const keys[] = {"a"};
    static const char *const etags[] = {MD5_B};
    DXAWS_AUTO(dxaws_s3_provider) provider = NULL;
    DXAWS_AUTO(dxaws_s3_manager) manager = NULL;
    open_account(_i);
    ck_ok(dxaws_s3_provider_new_memory(account, &provider));
    ck_ok(dxaws_s3_manager_new(provider, NULL, &manager));
    dxaws_s3_desired *desired = dxaws_s3_desired_new(BUCKET, "eu-west-1");
    dxaws_s3_desired_set_versioning(desired, true);
    dxaws_s3_result *result = NULL;
    ck_ok(dxaws_s3_manager_execute(manager, NULL, desired, NULL, &result));
    dxaws_s3_result_free(result);
    ck_assert_str_eq(put("a", "a", NULL), MD5_A);
    ck_assert_str_eq(put("a", "b", MD5_A), MD5_B);
    ck_ok(memory_store.remove(&place, NULL, keys, etags, 1));
    ck_assert_str_eq(listed(), "");
    ck_assert_uint_eq(kept(), 2);
    ck_assert_str_eq(put("a", "b", NULL), MD5_B); /* a marker is no object */
    dxaws_s3_desired_set_present(desired, false);
    dxaws_apply_options *options = dxaws_apply_options_new();
    dxaws_apply_options_allow_destroy(options);
    result = NULL;
    dxaws_error *error = dxaws_s3_manager_execute(manager, NULL, desired, options, &result);
    ck_assert_str_eq(dxaws_error_code(error), DXAWS_S3_ERROR_BUCKET_NOT_EMPTY);
    dxaws_error_free(error);
    dxaws_s3_desired_set_force_empty(desired, true);
    ck_ok(dxaws_s3_manager_execute(manager, NULL, desired, options, &result));
    ck_assert_uint_eq(kept(), 0);
    dxaws_s3_result_free(result);
    dxaws_apply_options_free(options);
    dxaws_s3_desired_free(desired);
    close_account();
}
END_TEST

/* A bucket with so many objects of others. */
static void given_objects(size_t count)
{
    bool whole = true;
    json_t *objects = json_array();
    for (size_t i = 0; i < count; i++) {
        dx_append(&whole, objects, json_pack("{so}", "key", json_sprintf("other%zu", i)));
    }
    char *text = json_dumps(objects, JSON_COMPACT);
    char *document = NULL;
    ck_assert(whole && asprintf(&document, "{\"objects\":%s}", text) > 0);
    given(document);
    free(document);
    free(text);
    json_decref(objects);
}

/* In a large bucket many are one transaction; each is a call all the same, and some fail. */
START_TEST(many_are_written_together)
{
    enum { MANY = 100, FAULTS = 3 };
    static struct content_put puts[MANY];
    static struct content_entry wanted[MANY];
    static char keys[MANY][12];
    uint64_t before = 0;
    uint64_t after = 0;
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    open_account(_i);

    given_objects(300);
    for (size_t i = 0; i < MANY; i++) {
        snprintf(keys[i], sizeof keys[i], "k%zu", i);
        wanted[i].size = (int64_t)strlen(keys[i]);
        digest_of(keys[i], wanted[i].digest);
        puts[i] =
            (struct content_put){.key = keys[i], .wanted = &wanted[i], .body = {.data = keys[i]}};
    }
    dxaws_memory_account_calls(account, NULL, &before);
    dxaws_memory_account_fail_next(account, "s3", FAULTS);
    ck_ok(memory_store.put(&place, context, puts, MANY));
    dxaws_memory_account_calls(account, NULL, &after);
    ck_assert_uint_eq(after - before, MANY);
    size_t written = 0;
    for (size_t i = 0; i < MANY; i++) {
        written += puts[i].etag != NULL;
        ck_assert((puts[i].etag != NULL) != (puts[i].error != NULL));
        free(puts[i].etag);
        dxaws_error_free(puts[i].error);
    }
    ck_assert_uint_eq(written, MANY - FAULTS);
    ck_assert_uint_eq(dxaws_context_writes(context), written);
    ck_assert_uint_eq(kept(), MANY - FAULTS);
    close_account();
}
END_TEST

static void publish(dxaws_s3_content_manager *manager, dxaws_context *context, const char *text,
                    int64_t expected)
{
    int64_t written = -1;
    dxaws_s3_content_result *result = NULL;
    dxaws_s3_content_desired *desired = dxaws_s3_content_desired_new(BUCKET, "eu-west-1");
    dxaws_s3_content_desired_set_object(desired, "index.html", text);
    dxaws_s3_content_desired_set_object(desired, "a.css", "a");
    ck_ok(dxaws_s3_content_manager_execute(manager, context, desired, NULL, &result));
    ck_assert(dxaws_s3_content_result_written(result, &written));
    ck_assert_int_eq(written, expected);
    dxaws_s3_content_result_free(result);
    dxaws_s3_content_desired_free(desired);
}

/* How many versions of the index the bucket has. */
static size_t index_versions(void)
{
    size_t i;
    size_t count = 0;
    json_t *object;
    ck_ok(dxaws_memory_begin(account, NULL));
    json_t *bucket = dxaws_memory_get_tree(account, "s3", "bucket", BUCKET);
    json_array_foreach(json_object_get(bucket, "objects"), i, object) {
        count += strcmp(dx_text(object, "key"), MEMORY_INDEX_KEY) == 0;
    }
    json_decref(bucket);
    dxaws_memory_abort(account);
    return count;
}

/* Also where all versions are kept: of the index there is one. */
START_TEST(a_site_is_published)
{
    DXAWS_AUTO(dxaws_s3_content_provider) provider = NULL;
    DXAWS_AUTO(dxaws_s3_content_manager) manager = NULL;
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    ck_ok(dxaws_context_set_scaled_clock(context, 60, 0)); /* it waits for the turn of a second */
    open_account(_i % 2);
    given(_i / 2 ? "{\"region\":\"eu-west-1\",\"versioning\":true}" : "{\"region\":\"eu-west-1\"}");
    ck_ok(dxaws_s3_content_provider_new_memory(account, &provider));
    ck_ok(dxaws_s3_content_manager_new(provider, NULL, &manager));
    publish(manager, context, "one", 2);
    publish(manager, context, "one", 0);
    publish(manager, context, "two", 1);
    publish(manager, context, "two", 0);
    ck_assert_uint_eq(index_versions(), 1);
    ck_assert_uint_eq(kept(), _i / 2 ? 4 : 3); /* the page as it was, too */
    close_account();
}
END_TEST

START_TEST(without_a_file_there_is_an_end)
{
    enum { SIZE = 1024 * 1024 };
    struct memory_bytes taken = {0};
    char *data = calloc(1, SIZE + 2);
    dxaws_error *error = NULL;
    open_account(0);
    ck_assert_ptr_nonnull(data);
    ck_refused(memory_bytes_take(account, NULL, NULL, data, INT64_C(65) * SIZE, &taken),
               DXAWS_ERROR_INVALID_ARGUMENT, "at most 64 MiB of objects without a file");
    memory_bytes_clear(&taken);
    for (int i = 0; i < 65 && error == NULL; i++) {
        data[0] = (char)i;
        ck_ok(memory_bytes_take(account, NULL, NULL, data, SIZE, &taken));
        ck_ok(dxaws_memory_begin(account, NULL));
        error = memory_bytes_keep(account, &taken);
        if (error == NULL) {
            ck_ok(dxaws_memory_commit(account));
        } else {
            ck_assert_int_eq(i, 64);
            dxaws_memory_abort(account);
        }
        memory_bytes_clear(&taken);
    }
    ck_refused(error, DXAWS_ERROR_INVALID_ARGUMENT, "at most 64 MiB");
    free(data);
    close_account();
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, versions_are_kept_until_the_bucket_is_emptied, 0, 2);
    tcase_add_loop_test(cases, many_are_written_together, 0, 2);
    tcase_add_loop_test(cases, a_site_is_published, 0, 4);
    tcase_add_test(cases, without_a_file_there_is_an_end);
    return run_suite("content kept", cases);
}
