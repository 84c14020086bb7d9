/* SPDX-License-Identifier: MIT */
/* CloudFront on the wire: which version each write is of, how long a deployment is waited for, and
 * lists in several pages, against a small one of one distribution. */
#include "testing.h"

#include <dxaws/cloudfront-providers.h>
#include <dxaws/kit/jumping-clock.h>

#define XMLNS " xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\""
#define SUMMARY                                                                                    \
    "<DistributionSummary><Id>E1</Id><ARN>arn:aws:cloudfront::123456789012:distribution/E1</ARN>"  \
    "<DomainName>d1.cloudfront.net</DomainName><Aliases><Quantity>0</Quantity></Aliases><Origins>" \
    "<Quantity>1</Quantity><Items><Origin><Id>o</Id><DomainName>b.s3.eu-west-1.amazonaws.com"      \
    "</DomainName><OriginPath/><OriginAccessControlId>EOAC</OriginAccessControlId></Origin>"       \
    "</Items></Origins><DefaultCacheBehavior><TargetOriginId>o</TargetOriginId>"                   \
    "</DefaultCacheBehavior><Comment>dxaws-cloudfront:site</Comment></DistributionSummary>"
#define LIST(more, quantity, items)                                                                \
    "<DistributionList" XMLNS "><Marker/>" more "<MaxItems>100</MaxItems><Quantity>" quantity      \
    "</Quantity><Items>" items "</Items></DistributionList>"
#define OAC                                                                                        \
    "<Name>dxaws-site</Name><Description>dxaws:managed</Description><SigningProtocol>sigv4</"      \
    "SigningProtocol><SigningBehavior>always"                                                      \
    "</SigningBehavior><OriginAccessControlOriginType>s3</OriginAccessControlOriginType>"

struct world {
    unsigned version; /* of the distribution; its ETag is "V" and this */
    bool enabled;     /* of the distribution */
    bool deleted;     /* it, and then its access control */
    bool oac_deleted;
    bool in_progress;  /* it is never deployed */
    bool changes;      /* somebody changes it after each look */
    bool keeps_etag;   /* whatever is written, as servers do that know no versions */
    const char *pages; /* how each page of the distributions goes on; NULL: it is the last */
    unsigned listed;
    unsigned looks;
    struct dx_jumping_clock clock;
    char writes[400]; /* each with its If-Match */
};

/* The text with what stands for the first @a from replaced; release with free(). */
static char *with(char *text, const char *from, const char *to)
{
    char *at = strstr(text, from);
    ck_assert_ptr_nonnull(at);
    char *made = calloc(1, strlen(text) + strlen(to) + 1);
    sprintf(made, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    free(text);
    return made;
}

static char *distribution(const struct world *world)
{
    char *text = data_of("distribution.xml");
    if (!world->enabled) {
        text = with(text, "<PriceClass>PriceClass_100</PriceClass><Enabled>true",
                    "<PriceClass>PriceClass_100</PriceClass><Enabled>false");
    }
    return world->in_progress ? with(text, "<Status>Deployed", "<Status>InProgress") : text;
}

static char *body_of(struct world *world, const char *method, const char *path)
{
    if (strcmp(path, "distribution") == 0) {
        world->listed++;
        return strdup(world->deleted ? LIST("<IsTruncated>false</IsTruncated>", "0", "")
                      : world->pages ? world->pages
                                     : LIST("<IsTruncated>false</IsTruncated>", "1", SUMMARY));
    }
    if (strncmp(path, "distribution/", 13) == 0) {
        world->looks += strcmp(method, "GET") == 0;
        return distribution(world);
    }
    if (strcmp(path, "tagging") == 0) {
        return strdup("<Tags><Items><Tag><Key>dxaws:managed</Key><Value>made dxaws-cloudfront:site"
                      "</Value></Tag></Items></Tags>");
    }
    if (world->oac_deleted && strcmp(path, "origin-access-control") == 0) {
        return strdup("<OriginAccessControlList" XMLNS "><IsTruncated>false</IsTruncated>"
                      "<Quantity>0</Quantity></OriginAccessControlList>");
    }
    return strdup(strcmp(path, "origin-access-control") == 0
                      ? "<OriginAccessControlList" XMLNS "><IsTruncated>false</IsTruncated>"
                        "<Quantity>1</Quantity><Items><OriginAccessControlSummary><Id>EOAC</Id>" OAC
                        "</OriginAccessControlSummary></Items></OriginAccessControlList>"
                      : "<OriginAccessControl" XMLNS "><Id>EOAC</Id><OriginAccessControlConfig>" OAC
                        "</OriginAccessControlConfig></OriginAccessControl>");
}

/* Takes a write, or refuses it as CloudFront does; the status of its answer. */
static int take_write(struct world *world, const char *method, const char *path, const char *match)
{
    char etag[20];
    size_t length = strlen(world->writes);
    snprintf(world->writes + length, sizeof world->writes - length, "%s %s %s\n", method, path,
             match ? match : "without");
    snprintf(etag, sizeof etag, "V%u", world->version);
    if (strncmp(path, "distribution/", 13) == 0 && (match == NULL || strcmp(match, etag) != 0)) {
        return 412;
    }
    world->enabled = world->enabled && strcmp(method, "PUT") != 0;
    world->version += !world->keeps_etag;
    world->oac_deleted = world->deleted && strcmp(method, "DELETE") == 0;
    world->deleted = world->deleted || strcmp(method, "DELETE") == 0;
    return strcmp(method, "DELETE") == 0 ? 204 : 200;
}

static dxaws_error *answer(void *self, dxaws_context *context,
                           const dxaws_transport_request *request,
                           dxaws_transport_response *response)
{
    struct world *world = self;
    const char *method = dxaws_transport_request_method(request);
    const char *at = strstr(dxaws_transport_request_url(request), "/2020-05-31/") + 12;
    char path[100];
    char etag[20];
    int status = 200;
    (void)context;
    snprintf(path, sizeof path, "%.*s", (int)strcspn(at, "?"), at);
    if (strcmp(method, "GET") != 0) {
        status =
            take_write(world, method, path, dxaws_transport_request_header(request, "If-Match"));
    }
    char *body = status == 412 ? strdup("<ErrorResponse" XMLNS "><Error><Type>Sender</Type><Code>"
                                        "PreconditionFailed</Code><Message>m</Message></Error>"
                                        "</ErrorResponse>")
                               : body_of(world, method, path);
    snprintf(etag, sizeof etag, "V%u", world->version);
    dxaws_transport_response_set_status(response, status);
    dxaws_transport_response_add_header(response, "x-amzn-RequestId", "R");
    dxaws_transport_response_add_header(response, "ETag",
                                        strncmp(path, "distribution/", 13) == 0 ? etag : "O1");
    dxaws_transport_response_append_body(response, body, status == 204 ? 0 : strlen(body));
    free(body);
    world->version += world->changes && strcmp(method, "GET") == 0;
    return NULL;
}

/* A manager of that world, and a context on its clock. */
static dxaws_cloudfront_manager *open_world(struct world *world, dxaws_context **context)
{
    static const dxaws_transport_ops transport = {.size = sizeof transport, .perform = answer};
    DXAWS_AUTO(dxaws_session) session = NULL;
    DXAWS_AUTO(dxaws_cloudfront_provider) provider = NULL;
    dxaws_cloudfront_manager *manager = NULL;
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    dxaws_session_options_set_region(options, "us-east-1");
    dxaws_session_options_set_transport(options, &transport, world);
    ck_ok(dxaws_session_new(options, &session));
    dxaws_session_options_free(options);
    *context = dx_jumping_context(&world->clock, NULL);
    ck_assert_ptr_nonnull(*context);
    ck_ok(dxaws_cloudfront_provider_new_aws(session, &provider));
    ck_ok(dxaws_cloudfront_manager_new(provider, NULL, &manager));
    return manager;
}

static dxaws_cloudfront_desired *desired_of(const char *more)
{
    char json[300];
    dxaws_cloudfront_desired *desired = NULL;
    snprintf(json, sizeof json,
             "{\"name\":\"site\",\"origin_domain_name\":\"b.s3.eu-west-1.amazonaws.com\"%s}", more);
    ck_ok(dxaws_cloudfront_desired_parse(json, &desired));
    return desired;
}

/* rule 48: each write names the ETag that was read last, of the distribution or the access control
 */
START_TEST(each_write_names_its_version)
{
    struct world world = {.version = 1, .enabled = true};
    DXAWS_AUTO(dxaws_context) context = NULL;
    DXAWS_AUTO(dxaws_cloudfront_manager) manager = open_world(&world, &context);
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = desired_of("");
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_cloudfront_desired_set_present(desired, false);
    ck_ok(dxaws_cloudfront_manager_plan(manager, context, desired, NULL, &plan));
    ck_ok(dxaws_cloudfront_manager_apply(manager, context, plan, NULL, &result));
    ck_assert_str_eq(world.writes, "PUT distribution/E1/config V1\n"
                                   "DELETE distribution/E1 V2\n"
                                   "DELETE origin-access-control/EOAC O1\n");
}
END_TEST

/* What a change answers is what is waited for: no other ETag comes of a server that has but one. */
START_TEST(an_etag_that_stays_is_no_wait_without_an_end)
{
    struct world world = {.version = 1, .enabled = true, .keeps_etag = true};
    DXAWS_AUTO(dxaws_context) context = NULL;
    DXAWS_AUTO(dxaws_cloudfront_manager) manager = open_world(&world, &context);
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = desired_of(_i ? ",\"enabled\":false" : "");
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    dxaws_cloudfront_desired_set_present(desired, _i > 0);
    ck_ok(dxaws_cloudfront_manager_execute(manager, context, desired, NULL, &result));
    ck_assert_ptr_nonnull(strstr(world.writes, "PUT distribution/E1/config V1\n"));
    ck_assert_int_lt(world.clock.slept_ms, 60000);
}
END_TEST

/* rule 48: what was changed since it was read is not overwritten */
START_TEST(a_stale_version_is_not_overwritten)
{
    struct world world = {.version = 1, .enabled = true, .changes = true};
    DXAWS_AUTO(dxaws_context) context = NULL;
    DXAWS_AUTO(dxaws_cloudfront_manager) manager = open_world(&world, &context);
    DXAWS_AUTO(dxaws_cloudfront_desired)
    desired = desired_of(",\"price_class\":\"PriceClass_200\"");
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dxaws_cloudfront_manager_plan(manager, context, desired, NULL, &plan));
    DXAWS_AUTO(dxaws_error)
    error = dxaws_cloudfront_manager_apply(manager, context, plan, NULL, &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_str_eq(dxaws_error_code(error), "StaleDistribution");
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_STALE);
    ck_assert_int_eq(strncmp(world.writes, "PUT distribution/E1/config V", 28), 0);
    ck_assert_ptr_null(strstr(world.writes + 1, "PUT"));
}
END_TEST

/* What the options say of the wait, 0 for nothing, and for how long one is waited for that never
 * ends. */
static const struct {
    int64_t timeout_ms;
    int64_t seconds;
} waits[] = {{0, 35 * 60}, {90000, 90}};

/* rule 48: a deployment is waited for as long as by AWS's own waiter, 35 times 60 s, unless it is
 * said; and looked at at least as often */
START_TEST(a_deployment_is_waited_for)
{
    struct world world = {.version = 1, .enabled = true, .in_progress = true};
    DXAWS_AUTO(dxaws_context) context = NULL;
    DXAWS_AUTO(dxaws_cloudfront_manager) manager = open_world(&world, &context);
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = desired_of("");
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    if (waits[_i].timeout_ms != 0) {
        dxaws_apply_options_set_timeout_ms(options, "WAIT_DEPLOYED", waits[_i].timeout_ms);
    }
    DXAWS_AUTO(dxaws_error)
    error = dxaws_cloudfront_manager_execute(manager, context, desired, options, &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_str_eq(dxaws_error_code(error), "WaitTimeout");
    ck_assert_str_eq(world.writes, "");
    ck_assert_int_eq(world.clock.slept_ms / 1000, waits[_i].seconds);
    ck_assert_int_le(world.clock.longest_ms, 60000);
    ck_assert_uint_ge(world.looks, waits[_i].seconds / 60);
}
END_TEST

/* How a first page goes on, which comes again and again; and how often it is asked for. */
static const struct {
    const char *page;
    unsigned listed;
} pages[] = {
    {LIST("<NextMarker>m</NextMarker><IsTruncated>true</IsTruncated>", "1", SUMMARY), 2},
    {LIST("<IsTruncated>true</IsTruncated>", "1", SUMMARY), 1},
};

/* rule 49: a page that names itself as the next one, or that is not the last and names none */
START_TEST(a_list_without_an_end_is_an_error)
{
    struct world world = {.version = 1, .enabled = true, .pages = pages[_i].page};
    DXAWS_AUTO(dxaws_context) context = NULL;
    DXAWS_AUTO(dxaws_cloudfront_manager) manager = open_world(&world, &context);
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = desired_of("");
    DXAWS_AUTO(dxaws_cloudfront_current) current = NULL;
    DXAWS_AUTO(dxaws_error)
    error = dxaws_cloudfront_manager_get_current(manager, context, desired, &current);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PROTOCOL);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "ListDistributions"));
    ck_assert_uint_eq(world.listed, pages[_i].listed);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("versions");
    tcase_add_test(cases, each_write_names_its_version);
    tcase_add_loop_test(cases, an_etag_that_stays_is_no_wait_without_an_end, 0, 2);
    tcase_add_test(cases, a_stale_version_is_not_overwritten);
    tcase_add_loop_test(cases, a_deployment_is_waited_for, 0, COUNT(waits));
    tcase_add_loop_test(cases, a_list_without_an_end_is_an_error, 0, COUNT(pages));
    return run_suite("versions", cases);
}
