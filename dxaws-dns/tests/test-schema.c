/* SPDX-License-Identifier: MIT */
/* The record sets' table: one meaning of a Desired, and documents that grow. */
#include <dxaws/kit/schema-check.h>

#include "schema.h"

#define RECORD(value, more)                                                                        \
    "{\"name\":\"www.example.com.\",\"type\":\"A\",\"ttl_s\":60,\"values\":[\"" value "\"]" more   \
    ",\"zone_id\":\"Z1\"}"
#define ZONE(more) "\"zones\":[{\"id\":\"Z1\",\"name\":\"example.com.\"" more "}]"
#define LATER ",\"of_the_future\":{\"known\":false}"

static const char *const currents[] = {
    "{\"exists\":false,\"records\":[]," ZONE("") "}",
    "{\"exists\":true,\"records\":[" RECORD("192.0.2.1", "") "]," ZONE("") "}",
    /* Beside it stands what a stranger wrote, and looks like a value that an earlier step decides.
     */
    "{\"exists\":true,\"records\":[" RECORD(
        "192.0.2.2",
        "") ",{\"name\":\"www.example.com.\","
            "\"type\":\"TXT\",\"ttl_s\":60,\"values\":[\"\\\"(known after apply)\\\"\"],"
            "\"zone_id\":\"Z1\"}]," ZONE("") "}",
    NULL,
};

/* The same as it may be reported one day. */
static const char *const later[] = {
    "{\"exists\":false,\"records\":[]," ZONE(LATER) "}",
    "{\"exists\":true,\"records\":[" RECORD("192.0.2.1", LATER) "]," ZONE(LATER) "}",
};

static struct dx_state *made(void)
{
    dxaws_dns_desired *desired = dxaws_dns_desired_new();
    DXAWS_AUTO(dxaws_dns_record) record = dxaws_dns_record_new();
    dxaws_dns_record_set_name(record, "www.example.com");
    dxaws_dns_record_set_type(record, "A");
    dxaws_dns_record_add_value(record, "192.0.2.1");
    dxaws_dns_desired_add_record(desired, record);
    return desired ? &desired->state : NULL;
}

static const struct dx_sample sample = {
    .schema = &dns_schema,
    .module = dxaws_dns_module,
    .desired = "{\"records\":[{\"name\":\"www.example.com\",\"type\":\"A\",\"values\":"
               "[\"192.0.2.1\"]}]}",
    .made = made,
    .currents = currents,
    .header = PUBLIC_HEADER,
};

START_TEST(a_record_is_cached_as_the_header_says)
{
    json_t *record = json_loads(sample.desired, 0, NULL);
    json_t *written = json_deep_copy(record);
    json_object_set_new(json_array_get(json_object_get(written, DNS_RECORDS), 0), DNS_TTL,
                        json_integer(DXAWS_DNS_DEFAULT_TTL_S));
    dx_check_same(&sample, record, written, DNS_TTL);
    json_decref(written);
    json_decref(record);
}
END_TEST

START_TEST(record_sets_and_zones_of_the_future_plan_as_before)
{
    json_t *desired = json_loads(sample.desired, 0, NULL);
    DXAWS_AUTO(dxaws_plan) now = dx_document_plan(&sample, desired, currents[_i]);
    DXAWS_AUTO(dxaws_plan) then = dx_document_plan(&sample, desired, later[_i]);
    ck_assert_uint_eq(dxaws_plan_count(now), dxaws_plan_count(then));
    for (size_t i = 0; i < dxaws_plan_count(now); i++) {
        const dxaws_action *first = dxaws_plan_at(now, i);
        const dxaws_action *second = dxaws_plan_at(then, i);
        ck_assert_str_eq(dxaws_action_kind(first), dxaws_action_kind(second));
        ck_assert_uint_eq(dxaws_action_change_count(first), dxaws_action_change_count(second));
    }
    ck_assert_ptr_nonnull(strstr(dxaws_plan_observed(then), "of_the_future"));
    json_decref(desired);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("schema");
    tcase_add_test(cases, a_record_is_cached_as_the_header_says);
    tcase_add_loop_test(cases, record_sets_and_zones_of_the_future_plan_as_before, 0, 2);
    return dx_schema_main(&sample, cases);
}
