/* SPDX-License-Identifier: MIT */
/* Where in a document an error is that only planning finds. */
#include <dxaws/kit/check.h>
#include <stdio.h>
#include <string.h>

#include <dxaws/dns.h>
#include <dxaws/dns-provider.h>

static dxaws_error *plan_in_an_empty_zone(const char *json, dxaws_plan **plan)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = NULL;
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    ck_ok(dxaws_dns_desired_parse(json, &desired));
    ck_ok(dxaws_dns_current_parse("{\"exists\":false,\"zones\":[{\"id\":\"Z1\",\"name\":"
                                  "\"example.com.\"}],\"records\":[]}",
                                  &current));
    return dxaws_dns_desired_plan(desired, current, NULL, plan);
}

/* What only the zone shows to be wrong is at its place in the document, whose order is its own. */
START_TEST(what_the_zone_does_not_take_is_at_its_place)
{
    static const char *const wrong[] = {
        "{\"name\":\"Example.com\",\"type\":\"cname\",\"values\":[\"a.example.net\"]}",
        ("{\"name\":\"m.example.com\",\"type\":\"A\","
         "\"alias\":{\"zone_id\":\"Z9\",\"dns_name\":\"z.example.com\"}}"),
        "{\"name\":\"m.example.com\",\"type\":\"SOA\",\"values\":[\"a. b. 1 2 3 4 5\"]}"};
    for (int place = 0; place < 3; place++) {
        char members[800] = "{\"records\":[";
        for (int i = 0; i < 3; i++) {
            size_t used = strlen(members);
            snprintf(
                members + used, sizeof members - used, "%s%s", i > 0 ? "," : "",
                i == place ? wrong[_i]
                : i == 0 ? "{\"name\":\"z.example.com\",\"type\":\"A\",\"values\":[\"192.0.2.1\"]}"
                : i == 1
                    ? "{\"name\":\"c.example.com\",\"type\":\"A\",\"values\":[\"192.0.2.1\"]}"
                    : "{\"name\":\"a.example.com\",\"type\":\"A\",\"values\":[\"192.0.2.1\"]}");
        }
        strcat(members, "]}");
        DXAWS_AUTO(dxaws_plan) plan = NULL;
        DXAWS_AUTO(dxaws_error) error = plan_in_an_empty_zone(members, &plan);
        char path[40];
        snprintf(path, sizeof path, "/records/%d", place);
        ck_assert_ptr_nonnull(error);
        ck_assert_msg(dxaws_error_path(error) && strcmp(dxaws_error_path(error), path) == 0,
                      "%s at %s", dxaws_error_message(error), dxaws_error_path(error));
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("places");
    tcase_add_loop_test(cases, what_the_zone_does_not_take_is_at_its_place, 0, 3);
    return run_suite("dns places", cases);
}
