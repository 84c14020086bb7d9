/* SPDX-License-Identifier: MIT */
/* What others put into the bucket that a site publishes to: in one that was made for the site all
 * is its own, in one that was taken over nothing but what its index says. */
#include <check.h>
#include <stdlib.h>

#include <dxaws/extend/tree.h>
#include <dxaws/kit/json.h>

#include "fixture.h"

#define BASE                                                                                       \
    "{\"site\":\"" SITE "\",\"domain\":\"" DOMAIN "\",\"region\":\"ca-central-1\","                \
    "\"protect\":false,\"content\":{\"objects\":{"
#define OBJECT(key, text) "\"" key "\":{\"text\":\"" text "\"}"
#define END "}}}"

#define THEIRS                                                                                     \
    "{\"bucket\":\"" BUCKET "\",\"region\":\"ca-central-1\",\"objects\":{" OBJECT(                 \
        "index.html", "theirs") "," OBJECT("same.html", "same") "}}"
#define OWN(objects) BASE objects END
#define APART OWN(OBJECT("a.js", "a"))
static const struct {
    const char *managed;
    const char *begun; /* what a run that was stopped was to publish; NULL: there was none */
    const char *wanted;
    const char *consent;
    bool refused;
} others[] = {
    {"made " BUCKET, NULL, OWN(OBJECT("index.html", "ours")), NULL, false},
    {"adopted " BUCKET, NULL, OWN(OBJECT("index.html", "ours")), NULL, true},
    {"adopted " BUCKET, NULL, OWN(OBJECT("index.html", "ours")), "bucket/" BUCKET, true},
    {"adopted " BUCKET, NULL, OWN(OBJECT("index.html", "ours")), "content/" BUCKET, false},
    {"adopted " BUCKET, NULL, OWN(OBJECT("index.html", "ours")), "content/another", true},
    /* What is in the index is removed once: to be equal makes nothing ours, either. */
    {"adopted " BUCKET, NULL, OWN(OBJECT("same.html", "same")), NULL, true},
    {"adopted " BUCKET, NULL, APART, NULL, false},
    {"adopted " BUCKET, APART, OWN(OBJECT("index.html", "ours")), NULL, true},
    {"adopted " BUCKET, APART, OWN(OBJECT("a.js", "another")), NULL, false},
};

/* Publishes them, and forgets that it was we who did. */
static void put_theirs(struct fixture *fixture, const char *managed)
{
    DXAWS_AUTO(dxaws_s3_content_desired) desired = NULL;
    DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
    must(dxaws_s3_content_desired_parse(THEIRS, &desired));
    must(dxaws_s3_content_manager_execute(fixture->content, fixture->context, desired, NULL,
                                          &result));
    char *id;
    json_t *bucket = first_of(fixture, "s3", "bucket", &id);
    json_t *objects = json_object_get(bucket, "objects");
    for (size_t i = json_array_size(objects); i-- > 0;) {
        if (dx_text(json_array_get(objects, i), "key")[0] == '.') {
            json_array_remove(objects, i);
        }
    }
    json_object_set_new(bucket, "tags",
                        json_pack("{ss ss}", "dxaws:site", SITE, "dxaws:managed", managed));
    put(fixture, "s3", "bucket", id, bucket);
    json_decref(bucket);
    free(id);
    fixture->clock.now_ms += 5000;
}

START_TEST(what_others_put_there_is_replaced_by_consent_alone)
{
    struct fixture fixture;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DXAWS_AUTO(dxaws_apply_options) begins = dxaws_apply_options_new();
    fixture_open_site(&fixture);
    put_theirs(&fixture, others[_i].managed);
    if (others[_i].begun != NULL) {
        DXAWS_AUTO(dxaws_website_result) result = NULL;
        dxaws_apply_options_set_stop_after(begins, "content.PUT_ASSETS");
        want(&fixture, others[_i].begun);
        must(dxaws_website_manager_execute(fixture.website, fixture.context, fixture.desired,
                                           begins, &result));
    }
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    if (others[_i].consent != NULL) {
        dxaws_apply_options_add_adopt(options, others[_i].consent);
    }
    want(&fixture, others[_i].wanted);
    uint64_t before = writes_so_far(&fixture);
    DXAWS_AUTO(dxaws_error)
    error = dxaws_website_manager_execute(fixture.website, fixture.context, fixture.desired,
                                          options, &result);
    ck_assert_msg((error != NULL) == others[_i].refused, "%s", dxaws_error_message(error));
    if (error != NULL) {
        ck_assert_str_eq(dxaws_error_code(last_cause(error)), DXAWS_MODULE_ERROR_NOT_OURS);
        ck_assert_str_eq(dxaws_error_resource(last_cause(error)), "content/" BUCKET);
        ck_assert_uint_eq(writes_so_far(&fixture), before);
    } else {
        assert_settled(&fixture);
    }
    fixture_close(&fixture);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("others' objects");
    tcase_add_loop_test(tests, what_others_put_there_is_replaced_by_consent_alone, 0,
                        sizeof others / sizeof *others);
    return run_suite("others' objects", tests);
}
