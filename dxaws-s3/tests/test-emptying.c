/* SPDX-License-Identifier: MIT */
/* Emptying a bucket of the AWS double at AWS_ENDPOINT_URL: more than a page, all versions, keys
 * that no XML can hold; and whose account a bucket has to be of. */
#include <dxaws/kit/check.h>
#include <dxaws/s3-providers.h>

#include <stdio.h>

#include "contract-fixture.h"

#define BUCKET "dxaws-emptying"
#define REGION "eu-west-1"

enum { MANY = 1003 };

static dxaws_session *session;
static dxaws_s3_manager *manager;
static dxaws_s3_desired *desired;

static void open_double(void)
{
    DXAWS_AUTO(dxaws_s3_provider) provider = NULL;
    ck_ok(dxaws_session_new(NULL, &session));
    ck_ok(aws_open(session, &provider));
    ck_ok(dxaws_s3_manager_new(provider, NULL, &manager));
    desired = dxaws_s3_desired_new(BUCKET, REGION);
}

static void close_double(void)
{
    dxaws_s3_desired_free(desired);
    manager = dxaws_s3_manager_unref(manager);
    session = dxaws_session_unref(session);
}

static dxaws_error *execute(void)
{
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    return dxaws_s3_manager_execute(manager, NULL, desired, NULL, &result);
}

static dxaws_aws_request *request_of(const char *method, const char *key, const char *query)
{
    dxaws_aws_request *request = dxaws_aws_request_new("s3", "Test", method, "/");
    dxaws_aws_request_add_path(request, key);
    dxaws_aws_request_set_bucket(request, BUCKET);
    dxaws_aws_request_set_region(request, REGION);
    if (query != NULL) {
        dxaws_aws_request_add_query(request, query, NULL);
    }
    return request;
}

static void call(const char *method, const char *key, const char *query)
{
    DXAWS_AUTO(dxaws_aws_request) request = request_of(method, key, query);
    ck_ok(dxaws_aws_call(session, NULL, request));
}

static void put_many(void)
{
    static dxaws_aws_request *requests[MANY];
    for (int i = 0; i < MANY; i++) {
        char key[20];
        snprintf(key, sizeof key, "many/%04d", i);
        requests[i] = request_of("PUT", key, NULL);
    }
    ck_ok(dxaws_aws_call_batch(session, NULL, requests, MANY));
    for (int i = 0; i < MANY; i++) {
        ck_assert_ptr_null(dxaws_aws_request_error(requests[i]));
        dxaws_aws_request_free(requests[i]);
    }
}

START_TEST(all_of_a_bucket_goes)
{
    static const char *const keys[] = {"a b+c%&<\"'>", "gr\xc3\xbc\xc3\x9f",    "bell\x07",
                                       "line\rend",    "\x01\x02/\xef\xbf\xbf", "x/y/"};
    dxaws_s3_desired_set_versioning(desired, true);
    ck_ok(execute());
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        call("PUT", keys[i], NULL);
        call("PUT", keys[i], NULL);
        call("DELETE", keys[i], NULL);
        call("POST", keys[i], "uploads");
    }
    put_many();
    dxaws_s3_desired_set_present(desired, false);
    ck_refused(execute(), DXAWS_ERROR_INVALID_STATE, "holds objects");
    dxaws_s3_desired_set_force_empty(desired, true);
    ck_ok(execute());
    dxaws_s3_status status = DXAWS_S3_STATUS_UNKNOWN;
    ck_ok(dxaws_s3_manager_get_status(manager, NULL, BUCKET, REGION, &status));
    ck_assert_int_eq(status, DXAWS_S3_STATUS_DOES_NOT_EXIST);
}
END_TEST

/* A bucket of another account that lets everybody do everything, with tags that look like ours. */
#define SQUATTED                                                                                   \
    "{\"bucket\":\"" BUCKET "\",\"region\":\"" REGION "\",\"policy\":{\"Version\":\"2012-10-17\"," \
    "\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":"   \
    "\"arn:aws:s3:::" BUCKET "/*\"}]},\"tags\":{\"dxaws:managed\":\"made " BUCKET "\"}}"

START_TEST(a_bucket_of_another_account_is_not_ours_however_open_it_is)
{
    DXAWS_AUTO(dxaws_s3_desired) anybodys = dxaws_s3_desired_new(BUCKET, REGION);
    DXAWS_AUTO(dxaws_s3_current) current = NULL;
    ck_ok(aws_control(session, "/double/foreign-bucket", SQUATTED));
    ck_refused(execute(), DXAWS_ERROR_CONFLICT, "not of this account");
    dxaws_s3_desired_set_present(desired, false);
    ck_refused(execute(), DXAWS_ERROR_CONFLICT, "not of this account");
    dxaws_s3_desired_set_account(anybodys, "210987654321");
    dxaws_s3_desired_leave(anybodys, "public_access_block");
    ck_ok(dxaws_s3_manager_get_current(manager, NULL, anybodys, &current));
    ck_assert_int_eq(dxaws_s3_current_status(current), DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("emptying");
    tcase_set_timeout(cases, 120);
    tcase_add_checked_fixture(cases, open_double, close_double);
    tcase_add_test(cases, all_of_a_bucket_goes);
    tcase_add_test(cases, a_bucket_of_another_account_is_not_ours_however_open_it_is);
    return run_suite("s3 emptying", cases);
}
