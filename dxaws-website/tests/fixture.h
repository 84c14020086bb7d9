/* SPDX-License-Identifier: MIT */
/* A site on the simulated account, on a clock whose waits take no time. */
#ifndef DXAWS_WEBSITE_FIXTURE_H
#define DXAWS_WEBSITE_FIXTURE_H

#include <dxaws/acm-providers.h>
#include <dxaws/cloudfront-function-providers.h>
#include <dxaws/cloudfront-providers.h>
#include <dxaws/dns-providers.h>
#include <dxaws/kit/check.h>
#include <dxaws/s3-content-providers.h>
#include <dxaws/s3-providers.h>
#include <dxaws/website.h>
#include <jansson.h>
#include <stdatomic.h>

#define SITE "example"
#define DOMAIN "www.example.com"
#define BUCKET "example-www-example-com"

/* Simulated time; every look at it is counted, so that a test can act in the middle of a run. */
struct test_clock {
    atomic_llong now_ms;
    atomic_llong looks;
    long long act_at; /* at this look, act; 0: never */
    void (*act)(void *self);
    void *act_self;
};

struct fixture {
    struct test_clock clock;
    dxaws_memory_account *account;
    dxaws_context *context;
    dxaws_s3_manager *s3;
    dxaws_s3_content_manager *content;
    dxaws_dns_manager *dns;
    dxaws_acm_manager *acm;
    dxaws_cloudfront_manager *cloudfront;
    dxaws_cloudfront_function_manager *function;
    dxaws_website_manager *website;
    dxaws_website_desired *desired;
    const dxaws_apply_options *options; /* of what follows; borrowed, NULL for the defaults */
    char *zone_id;
};

/* Lays a provider over a module's, which is borrowed. */
typedef dxaws_error *fixture_wrap(void *self, dxaws_provider *inner, dxaws_provider **outer);

/* An account with the public zone example.com, and the Desired of one site. */
void fixture_open(struct fixture *fixture);
/* The same with the site made. */
void fixture_open_site(struct fixture *fixture);
/* The same, without a site, with providers that only simulate their writes. */
void fixture_open_dry_run(struct fixture *fixture);
/* From here on all modules work through what is laid over their providers; NULL: nothing. */
void fixture_work_through(struct fixture *fixture, fixture_wrap *wrap, void *self);
void fixture_close(struct fixture *fixture);

/* Fails the test when there is an error. */
void must(dxaws_error *error);

/* The cause without one. */
const dxaws_error *last_cause(const dxaws_error *error);

/* Wants another site. */
void want(struct fixture *fixture, const char *json);
/* Destroys the site, also where it is protected. */
void destroy(struct fixture *fixture);
/* Executes the Desired; the result as JSON that the caller owns. */
json_t *converge(struct fixture *fixture);
/* The kinds of a fresh plan, joined by a space; release with free(). */
char *planned_kinds(struct fixture *fixture);
char *kinds_of(const dxaws_plan *plan);
/* Fails unless a fresh plan has exactly those kinds. */
void assert_kinds(struct fixture *fixture, const char *kinds);
/* Fails unless there is nothing to do, and nothing is written. */
void assert_settled(struct fixture *fixture);
/* The number of resources of a type. */
size_t count_of(struct fixture *fixture, const char *service, const char *type);
/* Records of the zone with that type. */
size_t record_count(struct fixture *fixture, const char *type);
/* The first document of a type. The caller owns both; *id may be NULL. */
json_t *first_of(struct fixture *fixture, const char *service, const char *type, char **id);
/* Replaces a document, as if somebody else had changed it. */
void put(struct fixture *fixture, const char *service, const char *type, const char *id,
         json_t *document);
/* Changes a member of the first document of a type; takes the value over, NULL removes it. */
void change(struct fixture *fixture, const char *service, const char *type, const char *member,
            json_t *value);
/* A zone of the account. The caller owns it. */
json_t *zone_of(struct fixture *fixture, const char *id);
/* Has the fixture's zone lead to another one. */
void delegate(struct fixture *fixture, const char *id);
/* Removes the zone's records of a type. */
void remove_record(struct fixture *fixture, const char *type);
/* Fails unless the account holds one complete site and nothing twice. */
void assert_one_site(struct fixture *fixture);
/* Fails unless nothing of the site is left. */
void assert_no_site(struct fixture *fixture);
uint64_t writes_so_far(struct fixture *fixture);
uint64_t calls_so_far(struct fixture *fixture);
/* All that the account has, whosever it is, as one text; for free(). */
char *account_text(struct fixture *fixture);

#endif
