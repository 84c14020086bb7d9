/* SPDX-License-Identifier: MIT */
/* The aws provider when ACM fails: faults, put into chosen requests by the AWS double at
 * AWS_ENDPOINT_URL, and what has to become of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/contract-main.h>
#include <dxaws/kit/contract.h>
#include <jansson.h>

#include "contract-fixture.h"

/* One case being run. */
struct trial {
    struct aws_fixture fixture;
    dxaws_dns_manager *dns;
    dxaws_acm_manager *manager;
    dxaws_acm_desired *desired;
};

/* Rules are in force until the next ones; how many of them fired is counted from here. */
static dxaws_error *set_rules(struct trial *trial, const char *rules)
{
    return aws_ask_double(&trial->fixture, "POST", "/double/faults", rules, NULL);
}

static size_t count_fired(struct trial *trial)
{
    json_t *state = NULL;
    dxaws_error_free(aws_ask_double(&trial->fixture, "GET", "/double/faults", NULL, &state));
    size_t fired = json_array_size(json_object_get(state, "fired"));
    json_decref(state);
    return fired;
}

static dxaws_error *execute(struct trial *trial)
{
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    return dxaws_acm_manager_execute(trial->manager, NULL, trial->desired, NULL, &result);
}

static dxaws_error *destroy(struct trial *trial)
{
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    return dxaws_acm_manager_destroy(trial->manager, NULL, trial->desired, NULL, &result);
}

/* How many certificates of the name there are. */
static dxaws_error *expect_certificates(struct trial *trial, size_t expected)
{
    size_t found = 0;
    DX_TRY(aws_count(&trial->fixture, dxaws_acm_desired_domain_name(trial->desired), "us-east-1",
                     &found));
    DX_EXPECT(found == expected, "%zu certificates, expected %zu", found, expected);
    return NULL;
}

static dxaws_error *a_used_up_quota_is_told_at_once(struct trial *trial)
{
    DX_TRY(set_rules(trial, "[{\"match\":\"RequestCertificate\",\"do\":\"error\","
                            "\"code\":\"LimitExceededException\",\"message\":\"no more\"}]"));
    dxaws_error *error = execute(trial);
    DX_EXPECT(count_fired(trial) == 1, "it was asked %zu times", count_fired(trial));
    if (error != NULL && strstr(dxaws_error_message(error), "quota") == NULL) {
        return error;
    }
    return dx_contract_error(error, DXAWS_ERROR_REFUSED);
}

static dxaws_error *throttling_is_waited_out(struct trial *trial)
{
    DX_TRY(set_rules(trial, "[{\"match\":\"Certificate\",\"do\":\"throttle\",\"nth\":[1,3]}]"));
    DX_TRY(execute(trial));
    DX_EXPECT(count_fired(trial) == 2, "%zu faults fired", count_fired(trial));
    return expect_certificates(trial, 1);
}

static dxaws_error *a_lost_answer_makes_no_second_certificate(struct trial *trial)
{
    DX_TRY(
        set_rules(trial, "[{\"match\":\"RequestCertificate\",\"do\":\"lost-reply\",\"first\":1}]"));
    DX_TRY(execute(trial));
    DX_EXPECT(count_fired(trial) == 1, "%zu faults fired", count_fired(trial));
    return expect_certificates(trial, 1);
}

static dxaws_error *a_new_certificate_may_be_invisible_at_first(struct trial *trial)
{
    DX_TRY(set_rules(trial, "[{\"match\":\"DescribeCertificate\",\"do\":\"error\",\"first\":2,"
                            "\"code\":\"ResourceNotFoundException\"}]"));
    DX_TRY(execute(trial));
    DX_EXPECT(count_fired(trial) == 2, "%zu faults fired", count_fired(trial));
    return expect_certificates(trial, 1);
}

static dxaws_error *an_answer_that_is_none_is_not_an_empty_one(struct trial *trial)
{
    DX_TRY(set_rules(trial, "[{\"match\":\"ListCertificates\",\"do\":\"garbage\"}]"));
    DX_TRY(dx_contract_error(execute(trial), DXAWS_ERROR_PROTOCOL));
    return expect_certificates(trial, 0);
}

/* Nothing may be taken for absent because it could not be read. */
static dxaws_error *a_refused_description_requests_nothing(struct trial *trial)
{
    DX_TRY(execute(trial));
    DX_TRY(set_rules(trial, "[{\"match\":\"DescribeCertificate\",\"do\":\"error\","
                            "\"code\":\"AccessDeniedException\"}]"));
    DX_TRY(dx_contract_error(execute(trial), DXAWS_ERROR_PERMISSION));
    return expect_certificates(trial, 1);
}

static dxaws_error *a_busy_certificate_is_deleted_a_little_later(struct trial *trial)
{
    DX_TRY(execute(trial));
    DX_TRY(set_rules(trial, "[{\"match\":\"DeleteCertificate\",\"do\":\"error\",\"nth\":[1],"
                            "\"code\":\"ConflictException\"},"
                            "{\"match\":\"DeleteCertificate\",\"do\":\"error\",\"nth\":[1],"
                            "\"code\":\"ResourceInUseException\"}]"));
    DX_TRY(destroy(trial));
    DX_EXPECT(count_fired(trial) == 2, "%zu faults fired", count_fired(trial));
    return expect_certificates(trial, 0);
}

/* The first list is of the certificate's own region. */
static dxaws_error *a_region_that_cannot_be_read_keeps_the_record(struct trial *trial)
{
    DX_TRY(execute(trial));
    DX_TRY(set_rules(trial, "[{\"match\":\"ListCertificates\",\"do\":\"error\",\"nth\":[4],"
                            "\"code\":\"AccessDeniedException\"}]"));
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_acm_desired_set_present(trial->desired, false);
    DX_TRY(dxaws_acm_manager_plan(trial->manager, NULL, trial->desired, NULL, &plan));
    return dx_contract_kinds(plan, "DELETE_CERTIFICATE");
}

static const struct {
    const char *name;
    dxaws_error *(*function)(struct trial *trial);
} trials[] = {
    {"a_used_up_quota_is_told_at_once", a_used_up_quota_is_told_at_once},
    {"throttling_is_waited_out", throttling_is_waited_out},
    {"a_lost_answer_makes_no_second_certificate", a_lost_answer_makes_no_second_certificate},
    {"a_new_certificate_may_be_invisible_at_first", a_new_certificate_may_be_invisible_at_first},
    {"an_answer_that_is_none_is_not_an_empty_one", an_answer_that_is_none_is_not_an_empty_one},
    {"a_refused_description_requests_nothing", a_refused_description_requests_nothing},
    {"a_busy_certificate_is_deleted_a_little_later", a_busy_certificate_is_deleted_a_little_later},
    {"a_region_that_cannot_be_read_keeps_the_record",
     a_region_that_cannot_be_read_keeps_the_record},
};

static dxaws_error *run(struct trial *trial, size_t index)
{
    DXAWS_AUTO(dxaws_acm_provider) provider = NULL;
    char domain[40];
    snprintf(domain, sizeof domain, "faults-%zu.example.com", index);
    trial->desired = dxaws_acm_desired_new(domain, "us-east-1");
    DX_TRY(aws_open(&trial->fixture, &provider, &trial->dns));
    DXAWS_AUTO(dxaws_acm_manager_options) through = dxaws_acm_manager_options_new();
    dxaws_acm_manager_options_set_dns(through, trial->dns);
    DX_TRY(dxaws_acm_manager_new(provider, through, &trial->manager));
    return trials[index].function(trial);
}

int main(void)
{
    const dxaws_contract_options options = dx_contract_options();
    dxaws_contract_counts counts = {0};
    struct trial trial = {.desired = NULL};
    dxaws_error *error = dxaws_session_new(NULL, &trial.fixture.session);
    for (size_t i = 0; error == NULL && i < sizeof trials / sizeof *trials; i++) {
        dx_contract_tell(&options, &counts, trials[i].name, run(&trial, i));
        error = set_rules(&trial, "[]");
        trial.manager = dxaws_acm_manager_unref(trial.manager);
        trial.dns = dxaws_dns_manager_unref(trial.dns);
        dxaws_acm_desired_free(trial.desired);
    }
    dxaws_session_unref(trial.fixture.session);
    if (error != NULL) {
        dx_contract_tell(&options, &counts, "the double", error);
    }
    printf("%zu passed, %zu failed\n", counts.passed, counts.failed);
    return counts.failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
