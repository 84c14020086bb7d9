/* SPDX-License-Identifier: MIT */
/* How changes are divided into requests that Route 53 takes. */
#include <dxaws/kit/check.h>
#include <stdio.h>
#include <stdlib.h>

#include "schema.h"

#define NONE                                                                                       \
    "{\"exists\":false,\"zones\":[{\"id\":\"Z1\",\"name\":\"example.com.\"}],\"records\":[]}"

/* A Desired with @a names TXT record sets of @a values values of @a length characters. */
static dxaws_dns_desired *many(int names, int values, int length)
{
    dxaws_dns_desired *desired = dxaws_dns_desired_new();
    DXAWS_AUTO(dxaws_dns_record) record = dxaws_dns_record_new();
    char *value = malloc((size_t)length + 1);
    dxaws_dns_record_set_type(record, "TXT");
    for (int i = 0; i < values; i++) {
        snprintf(value, (size_t)length + 1, "%0*d", length, i);
        dxaws_dns_record_add_value(record, value);
    }
    free(value);
    for (int i = 0; i < names; i++) {
        char name[64];
        snprintf(name, sizeof name, "n%05d.example.com", i);
        dxaws_dns_record_set_name(record, name);
        dxaws_dns_desired_add_record(desired, record);
    }
    return desired;
}

static size_t batch_count(const dxaws_plan *plan)
{
    json_t *payload = dx_action_payload(dxaws_plan_at(plan, 0));
    size_t count = json_array_size(json_object_get(payload, DNS_BATCHES));
    json_decref(payload);
    return count;
}

static const struct {
    int names;
    int values;
    int length;
    size_t batches; /* 0: refused */
} sizes[] = {
    {1, 1, 10, 1},    {1000, 1, 10, 1}, {1001, 1, 10, 2}, {300, 10, 10, 3}, {2, 600, 10, 2},
    {1, 1001, 10, 0}, {2, 80, 198, 1},  {2, 81, 198, 2},  {1, 161, 198, 0},
};

START_TEST(batches_respect_the_limits_and_keep_names_together)
{
    DXAWS_AUTO(dxaws_dns_desired)
    desired = many(sizes[_i].names, sizes[_i].values, sizes[_i].length);
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_assert_ptr_null(dxaws_dns_current_parse(NONE, &current));
    DXAWS_AUTO(dxaws_error) error = dxaws_dns_desired_plan(desired, current, NULL, &plan);
    if (sizes[_i].batches == 0) {
        ck_assert_str_eq(dxaws_error_code(error), "BatchTooLarge");
        return;
    }
    ck_assert_msg(error == NULL, "%s", error ? dxaws_error_message(error) : "");
    ck_assert_uint_eq(batch_count(plan), sizes[_i].batches);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("batches");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, batches_respect_the_limits_and_keep_names_together, 0,
                        (int)(sizeof sizes / sizeof *sizes));
    return run_suite("batches", cases);
}
