/* SPDX-License-Identifier: MIT */
/* Endpoints of services, partitions, buckets and custom URLs. The hosts of AWS are those of the
 * table data/endpoints-botocore.json; another of its form, dropped beside it as
 * data/endpoints-*.json, is run as well. */
#include "table.h"

#include <stdio.h>

#include "endpoint.h"

/* "message" is a part of ours; "error" is what somebody else says. */
#define MEMBERS                                                                                    \
    "name:s docs:s service:s! region:s url:s bucket:s fips:b dualstack:b accelerate:b "            \
    "path_style:b endpoint:s signing_region:s error:s message:s kind:s"

static void check_row(const char *name, const json_t *row)
{
    (void)name;
    char key[AWS_SERVICE_NAME_SIZE];
    const struct aws_service service = aws_service_of(table_text(row, "service"), key);
    struct aws_endpoint endpoint = {0};
    const struct aws_endpoint_input input = {
        .service = &service,
        .region = table_text(row, "region"),
        .custom_url = table_text(row, "url"),
        .bucket = table_text(row, "bucket"),
        .fips = table_flag(row, "fips"),
        .dualstack = table_flag(row, "dualstack"),
        .accelerate = table_flag(row, "accelerate"),
        .path_style = table_flag(row, "path_style"),
    };
    char *shown = json_dumps(row, JSON_COMPACT);
    DXAWS_AUTO(dxaws_error) error = aws_endpoint_resolve(&input, &endpoint);
    const char *wanted = table_text(row, "endpoint");
    const char *message = error ? dxaws_error_message(error) : endpoint.host;
    const char *part = table_text(row, "message");
    ck_assert_msg((wanted == NULL) == (error != NULL) && (!part || strstr(message, part)), "%s: %s",
                  shown, message);
    if (error) {
        const char *kind = table_text(row, "kind");
        ck_assert_str_eq(dxaws_error_kind_name(dxaws_error_get_kind(error)),
                         kind ? kind : "INVALID_ARGUMENT");
        ck_assert_ptr_null(strstr(message, "pass@"));
        ck_assert_ptr_null(strchr(message, '\n'));
    }
    if (wanted) {
        char got[512];
        snprintf(got, sizeof(got), "%s://%s%s", endpoint.https ? "https" : "http", endpoint.host,
                 endpoint.path);
        ck_assert_msg(strcmp(got, wanted) == 0, "%s: %s", shown, got);
        ck_assert_msg(strcmp(endpoint.signing_region, table_text(row, "signing_region")) == 0,
                      "%s: %s", shown, endpoint.signing_region);
    }
    ck_assert(error || endpoint.custom == (input.custom_url != NULL));
    aws_endpoint_free(&endpoint);
    free(shown);
}

/* rule 14: the region of the scope; rule 42: what is part of the host, what of the path, FIPS, dual
 * stack and acceleration; rule 22: custom URLs and their prefix; rule 8: lower case, no default
 * port, IPv6 in brackets, no user; rule 10: S3 Express, its hosts */
START_TEST(endpoints_are_those_of_the_tables)
{
    ck_assert_uint_ge(tables_each("endpoints-*.json", MEMBERS, check_row), 650);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("endpoint");
    TCase *tests = tcase_create("endpoint");
    tcase_add_test(tests, endpoints_are_those_of_the_tables);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
