/* SPDX-License-Identifier: MIT */
/* What AWS shows late, at the end of a site: something of the site that appears while the rest is
 * removed is told, and goes with the next destroy; a distribution that is gone and is still named
 * as the user of a certificate is waited for. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>

#include "fixture.h"

#define UUID "00000000-0000-4000-8000-00000000cafe"
#define ARN "arn:aws:acm:us-east-1:123456789012:certificate/"

/* What another run of the same site made, or of another one; the copy has the mark of the first. */
static const struct appearing {
    const char *service;
    const char *type;
    const char *id;
    const char *site;
    const char *managed;
    bool told;
} appearing[] = {
    {"s3", "bucket", "example-typo", SITE, "made example-typo", true},
    {"acm", "certificate", ARN UUID, SITE, "made " DOMAIN " " UUID, true},
    {"acm", "certificate", ARN UUID, SITE, "made " DOMAIN, true},
    {"s3", "bucket", "example-copy", SITE, "made " BUCKET, false},
    {"s3", "bucket", "shop-files", "shop", "made shop-files", false},
    {"s3", "bucket", "nobodys", NULL, NULL, false},
};
enum { APPEARING = sizeof appearing / sizeof *appearing };

struct hand {
    struct fixture *fixture;
    const struct appearing *row;
    bool done;
};

/* In the middle of it: another one of the kind, like the site's own. */
static dxaws_error *called(void *self, dxaws_memory_account *account, const char *service,
                           const char *operation, bool write)
{
    struct hand *hand = self;
    const struct appearing *row = hand->row;
    (void)account;
    (void)service;
    if (!write || strcmp(operation, "DeleteDistribution") != 0 || hand->done) {
        return NULL;
    }
    hand->done = true;
    json_t *made = first_of(hand->fixture, row->service, row->type, NULL);
    json_object_set_new(made, "in_use_by", json_array());
    json_object_set_new(
        made, "tags",
        row->site ? json_pack("{ss ss}", "dxaws:site", row->site, "dxaws:managed", row->managed)
                  : json_object());
    put(hand->fixture, row->service, row->type, row->id, made);
    json_decref(made);
    return NULL;
}

static const dxaws_memory_watch_ops watching = {.size = sizeof watching, .called = called};

static dxaws_error *end_site(struct fixture *fixture)
{
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    return dxaws_website_manager_destroy(fixture->website, fixture->context, fixture->desired, NULL,
                                         &result);
}

START_TEST(what_appears_meanwhile_is_told_and_goes_next_time)
{
    const struct appearing *row = &appearing[_i];
    struct fixture fixture;
    fixture_open_site(&fixture);
    dxaws_website_desired_set_protect(fixture.desired, false);
    struct hand hand = {.fixture = &fixture, .row = row};
    dxaws_memory_account_watch(fixture.account, &watching, &hand);
    DXAWS_AUTO(dxaws_error) error = end_site(&fixture);
    ck_assert(hand.done);
    ck_assert_int_eq(error != NULL, row->told);
    if (row->told) {
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PARTIAL);
        ck_assert(dxaws_error_is_retryable(error));
        ck_assert_str_eq(dxaws_error_resource(last_cause(error)), row->id);
        ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), row->id));
    }
    must(end_site(&fixture));
    ck_assert_uint_eq(count_of(&fixture, row->service, row->type), row->told ? 0 : 1);
    fixture_close(&fixture);
}
END_TEST

struct acm {
    struct fixture *fixture;
    int looks;
};

enum { LOOKS = 20 };

/* ACM notices it some looks later. */
static dxaws_error *asked(void *self, dxaws_memory_account *account, const char *service,
                          const char *operation, bool write)
{
    struct acm *acm = self;
    (void)account;
    (void)service;
    (void)write;
    if (strcmp(operation, "DescribeCertificate") == 0 && ++acm->looks == LOOKS) {
        change(acm->fixture, "acm", "certificate", "in_use_by", json_array());
    }
    return NULL;
}

static const dxaws_memory_watch_ops noticing = {.size = sizeof noticing, .called = asked};

/* Whose the users of the certificate are, and whether it goes: an ARN of a distribution that is no
 * more does not keep it, whatever else is named does. */
static const struct {
    const char *user;
    bool goes;
} users[] = {
    {NULL, true}, /* the site's own, as it was named before */
    {"arn:aws:cloudfront::123456789012:distribution/EGONE", true},
    {"arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/theirs/1", false},
};
enum { USERS = sizeof users / sizeof *users };

START_TEST(a_distribution_that_is_gone_is_waited_for)
{
    struct fixture fixture;
    char *id;
    fixture_open_site(&fixture);
    dxaws_website_desired_set_protect(fixture.desired, false);
    json_decref(first_of(&fixture, "cloudfront", "distribution", &id));
    must(dxaws_memory_begin(fixture.account, fixture.context));
    dxaws_memory_remove(fixture.account, "cloudfront", "distribution", id);
    must(dxaws_memory_commit(fixture.account));
    if (users[_i].user != NULL) {
        change(&fixture, "acm", "certificate", "in_use_by", json_pack("[s]", users[_i].user));
    }
    struct acm acm = {.fixture = &fixture};
    dxaws_memory_account_watch(fixture.account, &noticing, &acm);
    must(end_site(&fixture));
    ck_assert_uint_eq(count_of(&fixture, "acm", "certificate"), users[_i].goes ? 0 : 1);
    ck_assert_uint_eq(count_of(&fixture, "s3", "bucket"), 0);
    ck_assert_uint_eq(record_count(&fixture, "CNAME"), users[_i].goes ? 0 : 1);
    free(id);
    fixture_close(&fixture);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("appeared");
    tcase_add_loop_test(tests, what_appears_meanwhile_is_told_and_goes_next_time, 0, APPEARING);
    tcase_add_loop_test(tests, a_distribution_that_is_gone_is_waited_for, 0, USERS);
    return run_suite("appeared", tests);
}
