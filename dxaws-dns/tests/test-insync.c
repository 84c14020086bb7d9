/* SPDX-License-Identifier: MIT */
/* Changes and their ids on the wire, and how long they are waited for: rule 48. */
#include <dxaws/kit/check.h>
#include <dxaws/kit/jumping-clock.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/dns-providers.h>

#define NAME(text) text " xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\""
#define CHANGE(operation, status)                                                                  \
    "<" NAME(operation "Response") "><ChangeInfo><Id>/change/C1</Id><Status>" status               \
                                   "</Status><SubmittedAt>2026-01-02T03:04:05.678Z"                \
                                   "</SubmittedAt></ChangeInfo></" operation "Response>"

/* A Route53 of one zone, in which changes are INSYNC at the nth look, on a clock that only sleeping
 * moves. */
struct world {
    const dxaws_apply_options *options;
    unsigned insync_at; /* 0: never */
    unsigned looks;
    bool made; /* the change, which is read at once */
    struct dx_jumping_clock clock;
    char paths[400]; /* of the first look and of everything before it */
};

static const char *body_of(struct world *world, const char *method, const char *path)
{
    if (strcmp(method, "POST") == 0) {
        world->made = true;
        return CHANGE("ChangeResourceRecordSets", "PENDING");
    }
    if (strstr(path, "/change/") != NULL) {
        world->looks++;
        return world->looks == world->insync_at ? CHANGE("GetChange", "INSYNC")
                                                : CHANGE("GetChange", "PENDING");
    }
    if (world->made && strstr(path, "/rrset") != NULL) {
        return "<" NAME(
            "ListResourceRecordSetsResponse") "><ResourceRecordSets><ResourceRecordSet>"
                                              "<Name>www.example.org.</Name><Type>A"
                                              "</Type><TTL>300</TTL><ResourceRecords>"
                                              "<ResourceRecord><Value>192.0.2.1</Value>"
                                              "</ResourceRecord></ResourceRecords>"
                                              "</ResourceRecordSet></ResourceRecordSets>"
                                              "<IsTruncated>false</IsTruncated></"
                                              "ListResourceRecordSetsResponse>";
    }
    return strstr(path, "/rrset") != NULL
               ? "<" NAME("ListResourceRecordSetsResponse") "><ResourceRecordSets/><IsTruncated>"
                                                            "false</IsTruncated></"
                                                            "ListResourceRecordSetsResponse>"
               : "<" NAME("GetHostedZoneResponse") "><HostedZone><Id>/hostedzone/Z1</Id><Name>"
                                                   "example.org.</Name></HostedZone></"
                                                   "GetHostedZoneResponse>";
}

static dxaws_error *answer(void *self, dxaws_context *context,
                           const dxaws_transport_request *request,
                           dxaws_transport_response *response)
{
    struct world *world = self;
    const char *method = dxaws_transport_request_method(request);
    const char *url = dxaws_transport_request_url(request);
    const char *path = strstr(url, "/2013-04-01");
    (void)context;
    if (world->looks == 0) {
        size_t length = strlen(world->paths);
        snprintf(world->paths + length, sizeof world->paths - length, "%s %.*s\n", method,
                 (int)strcspn(path, "?"), path);
    }
    const char *body = body_of(world, method, path);
    dxaws_transport_response_set_status(response, 200);
    dxaws_transport_response_add_header(response, "x-amzn-RequestId", "R");
    dxaws_transport_response_append_body(response, body, strlen(body));
    return NULL;
}

static dxaws_error *execute(struct world *world, const dxaws_dns_desired *desired)
{
    static const dxaws_transport_ops transport = {.size = sizeof transport, .perform = answer};
    DXAWS_AUTO(dxaws_session) session = NULL;
    DXAWS_AUTO(dxaws_dns_provider) provider = NULL;
    DXAWS_AUTO(dxaws_dns_manager) manager = NULL;
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    DXAWS_AUTO(dxaws_context) context = dx_jumping_context(&world->clock, NULL);
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    dxaws_session_options_set_region(options, "us-east-1");
    dxaws_session_options_set_transport(options, &transport, world);
    ck_assert_ptr_null(dxaws_session_new(options, &session));
    dxaws_session_options_free(options);
    ck_assert_ptr_nonnull(context);
    ck_assert_ptr_null(dxaws_dns_provider_new_aws(session, &provider));
    ck_assert_ptr_null(dxaws_dns_manager_new(provider, NULL, &manager));
    return dxaws_dns_manager_execute(manager, context, desired, world->options, &result);
}

static dxaws_dns_desired *one_record(const char *zone)
{
    dxaws_dns_desired *desired = NULL;
    ck_assert_ptr_null(dxaws_dns_desired_parse(
        "{\"records\":[{\"name\":\"www.example.org\",\"type\":\"A\",\"values\":[\"192.0.2.1\"]}]}",
        &desired));
    dxaws_dns_desired_set_zone(desired, zone);
    return desired;
}

/* rule 48: ids are used without the prefixes with which they are given and answered */
START_TEST(ids_are_used_without_their_prefixes)
{
    static const char *const spellings[] = {"Z1", "/hostedzone/Z1", "hostedzone/Z1"};
    struct world world = {.insync_at = 1};
    DXAWS_AUTO(dxaws_dns_desired) desired = one_record(spellings[_i]);
    DXAWS_AUTO(dxaws_error) error = execute(&world, desired);
    ck_assert_msg(error == NULL, "%s", error ? dxaws_error_message(error) : "");
    ck_assert_str_eq(world.paths, "GET /2013-04-01/hostedzone/Z1\n"
                                  "GET /2013-04-01/hostedzone/Z1/rrset\n"
                                  "POST /2013-04-01/hostedzone/Z1/rrset/\n"
                                  "GET /2013-04-01/change/C1\n");
}
END_TEST

/* rule 48: the zone of an alias's target as well */
START_TEST(ids_of_targets_are_used_without_their_prefixes)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = dxaws_dns_desired_new();
    DXAWS_AUTO(dxaws_dns_current) current = dxaws_dns_current_new();
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_dns_record) record = dxaws_dns_record_new();
    DXAWS_AUTO(dxaws_dns_zone) zone = dxaws_dns_zone_new();
    dxaws_dns_record_set_name(record, "www.example.org");
    dxaws_dns_record_set_type(record, "A");
    dxaws_dns_record_set_alias_zone_id(record, "/hostedzone/Z2FDTNDATAQYW2");
    dxaws_dns_record_set_alias_dns_name(record, "d1.cloudfront.net");
    dxaws_dns_desired_add_record(desired, record);
    dxaws_dns_zone_set_id(zone, "Z1");
    dxaws_dns_zone_set_name(zone, "example.org.");
    dxaws_dns_current_add_zone(current, zone);
    ck_assert_ptr_null(dxaws_dns_desired_plan(desired, current, NULL, &plan));
    ck_assert_ptr_null(strstr(dxaws_plan_text(plan), "hostedzone"));
    ck_assert_ptr_nonnull(strstr(dxaws_plan_text(plan), "\"Z2FDTNDATAQYW2\""));
}
END_TEST

/* rule 48: PENDING is asked for again, at least as often as by AWS's own waiter, every 30 s */
START_TEST(a_change_is_waited_for)
{
    struct world world = {.insync_at = 20};
    DXAWS_AUTO(dxaws_dns_desired) desired = one_record("Z1");
    DXAWS_AUTO(dxaws_error) error = execute(&world, desired);
    ck_assert_msg(error == NULL, "%s", error ? dxaws_error_message(error) : "");
    ck_assert_uint_eq(world.looks, 20);
    ck_assert_int_le(world.clock.longest_ms, 30000);
    ck_assert_int_gt(world.clock.longest_ms, 10000);
}
END_TEST

/* The timeout, 0 for none; how long a change is waited for that never ends. */
static const int64_t timeouts[][2] = {{0, 30 * 60}, {60, 60}};

/* rule 48: as long as AWS's own waiter, 60 times 30 s, unless it is said */
START_TEST(a_wait_ends_with_an_error_that_says_how_to_go_on)
{
    struct world world = {.insync_at = 0};
    DXAWS_AUTO(dxaws_dns_desired) desired = one_record("Z1");
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    if (timeouts[_i][0] != 0) {
        dxaws_apply_options_set_timeout_ms(options, "WAIT_INSYNC", timeouts[_i][0] * 1000);
    }
    world.options = options;
    DXAWS_AUTO(dxaws_error) error = execute(&world, desired);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PARTIAL);
    const dxaws_error *cause = dxaws_error_cause(error);
    ck_assert_str_eq(dxaws_error_code(cause), "WaitTimeout");
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(cause), "change C1 yet"));
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(cause), "run again"));
    ck_assert_int_eq(world.clock.slept_ms / 1000, timeouts[_i][1]);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("insync");
    tcase_add_loop_test(tests, ids_are_used_without_their_prefixes, 0, 3);
    tcase_add_test(tests, ids_of_targets_are_used_without_their_prefixes);
    tcase_add_test(tests, a_change_is_waited_for);
    tcase_add_loop_test(tests, a_wait_ends_with_an_error_that_says_how_to_go_on, 0,
                        sizeof timeouts / sizeof *timeouts);
    return run_suite("insync", tests);
}
