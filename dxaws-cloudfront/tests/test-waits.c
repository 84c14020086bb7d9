/* SPDX-License-Identifier: MIT */
/* When a deployment is over, and when it only looks so. */
#include "testing.h"

static const struct {
    const char *payload;
    const char *observed;
    bool done;
    const char *why; /* a part of it; NULL for an error */
} rows[] = {
    {"{\"enabled\":true}",
     "{\"exists\":true,\"id\":\"E1\",\"enabled\":true,\"status\":\"Deployed\"}", true, "E1"},
    {"{\"enabled\":true}",
     "{\"exists\":true,\"id\":\"E1\",\"enabled\":true,\"status\":\"InProgress\"}", false,
     "InProgress"},
    /* the old snapshot, deployed long ago */
    {"{\"enabled\":true,\"previous_etag\":\"A\"}",
     "{\"exists\":true,\"id\":\"E1\",\"enabled\":true,\"status\":\"Deployed\",\"etag\":\"A\"}",
     false, "before the change"},
    {"{\"enabled\":true,\"previous_etag\":\"A\"}",
     "{\"exists\":true,\"id\":\"E1\",\"enabled\":true,\"status\":\"Deployed\",\"etag\":\"B\"}",
     true, ""},
    /* a server whose ETag does not change with the distribution, and an old snapshot of one whose
       does */
    {"{\"enabled\":true,\"previous_etag\":\"A\"}",
     "{\"exists\":true,\"id\":\"E1\",\"enabled\":true,\"status\":\"Deployed\",\"etag\":\"A\","
     "\"written_etag\":\"A\"}",
     true, ""},
    {"{\"enabled\":true,\"previous_etag\":\"A\"}",
     "{\"exists\":true,\"id\":\"E1\",\"enabled\":true,\"status\":\"Deployed\",\"etag\":\"A\","
     "\"written_etag\":\"B\"}",
     false, "before the change"},
    {"{\"enabled\":false}",
     "{\"exists\":true,\"id\":\"E1\",\"enabled\":true,\"status\":\"Deployed\"}", false,
     "before the change"},
    {"{\"enabled\":false}",
     "{\"exists\":true,\"id\":\"E1\",\"enabled\":false,\"status\":\"Deployed\"}", true, ""},
    {"{\"enabled\":true}", "{\"exists\":true,\"id\":\"E1\",\"enabled\":true}", false, "unknown"},
    /* gone: fine before a deletion, not after a change */
    {"{\"enabled\":false}", "{\"exists\":false}", true, ""},
    {"{\"enabled\":true,\"name\":\"site\"}", "{\"exists\":false}", false, NULL},
};

START_TEST(a_wait_ends_when_the_change_is_deployed)
{
    json_t *payload = json_of(rows[_i].payload);
    json_t *observed = json_of(rows[_i].observed);
    struct dx_wait_state state = {.done = false};
    DXAWS_AUTO(dxaws_error) error = cloudfront_converged(CF_WAIT, payload, observed, &state);
    ck_assert_int_eq(error != NULL, rows[_i].why == NULL);
    if (error == NULL) {
        ck_assert_int_eq(state.done, rows[_i].done);
        ck_assert_msg(strstr(state.why, rows[_i].why) != NULL, "%s", state.why);
    }
    json_decref(payload);
    json_decref(observed);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("waits");
    tcase_add_loop_test(cases, a_wait_ends_when_the_change_is_deployed, 0, COUNT(rows));
    return run_suite("waits", cases);
}
