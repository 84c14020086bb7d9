/* SPDX-License-Identifier: MIT */
/* Contract fixture on the aws provider and the AWS double. What happens by other means is sent
 * here by hand, not by the provider's own code. */
#include "contract-fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/dns-providers.h>
#include <jansson.h>

#define ROUTE53 "xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\""
#define CLOUDFRONT "xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\""
#define DISTRIBUTIONS "/2020-05-31/distribution"

/* One request; *answer, when wanted, is the answered request. */
static dxaws_error *send(struct aws_fixture *fixture, dxaws_aws_request *request, const char *body,
                         const char *type, dxaws_aws_request **answer)
{
    dxaws_aws_request_set_body(request, body, strlen(body));
    dxaws_aws_request_set_content_type(request, type);
    dxaws_error *error = dxaws_aws_call(fixture->session, NULL, request);
    if (error != NULL || answer == NULL) {
        dxaws_aws_request_free(request);
    } else {
        *answer = request;
    }
    return error;
}

/* One call of ACM; takes @a input over. */
static dxaws_error *call_acm(struct aws_fixture *fixture, const char *region, const char *operation,
                             json_t *input, json_t **output)
{
    char target[80];
    snprintf(target, sizeof target, "CertificateManager.%s", operation);
    dxaws_aws_request *request = dxaws_aws_request_new("acm", operation, "POST", "/");
    dxaws_aws_request *answer = NULL;
    dxaws_aws_request_set_region(request, region);
    dxaws_aws_request_add_header(request, "X-Amz-Target", target);
    char *body = json_dumps(input, 0);
    json_decref(input);
    dxaws_error *error = send(fixture, request, body, "application/x-amz-json-1.1", &answer);
    free(body);
    if (error == NULL && output != NULL) {
        *output = json_loads(dxaws_aws_request_answer_body(answer, NULL), 0, NULL);
    }
    dxaws_aws_request_free(answer);
    return error;
}

static dxaws_error *call_route53(struct aws_fixture *fixture, const char *operation,
                                 const char *path, const char *body, dxaws_aws_request **answer)
{
    return send(fixture, dxaws_aws_request_new("route53", operation, "POST", path), body,
                "application/xml", answer);
}

static dxaws_error *create_zone(struct aws_fixture *fixture)
{
    dxaws_aws_request *answer = NULL;
    dxaws_error *error =
        call_route53(fixture, "CreateHostedZone", "/2013-04-01/hostedzone",
                     "<CreateHostedZoneRequest " ROUTE53 "><Name>example.com</Name>"
                     "<CallerReference>contract</CallerReference></CreateHostedZoneRequest>",
                     &answer);
    const char *found =
        error ? NULL : strstr(dxaws_aws_request_answer_body(answer, NULL), "/hostedzone/");
    if (found != NULL) {
        snprintf(fixture->zone_id, sizeof fixture->zone_id, "%.*s", (int)strcspn(found + 12, "<"),
                 found + 12);
    }
    dxaws_aws_request_free(answer);
    return error;
}

dxaws_error *aws_open(void *self, dxaws_acm_provider **provider, dxaws_dns_manager **dns)
{
    struct aws_fixture *fixture = self;
    DXAWS_AUTO(dxaws_dns_provider) dns_provider = NULL;
    dxaws_error *error = dx_double_calm(fixture->session);
    error = error || fixture->zone_id[0] ? error : create_zone(fixture);
    if (error == NULL) {
        error = dxaws_dns_provider_new_aws(fixture->session, &dns_provider);
    }
    if (error == NULL) {
        error = dxaws_dns_manager_new(dns_provider, NULL, dns);
    }
    return error ? error : dxaws_acm_provider_new_aws(fixture->session, provider);
}

/* The last of the name's certificates, and how many there are. */
static dxaws_error *find(struct aws_fixture *fixture, const char *domain, const char *region,
                         char *arn, size_t size, size_t *count)
{
    json_t *output = NULL;
    dxaws_error *error = call_acm(fixture, region, "ListCertificates", json_object(), &output);
    size_t index;
    json_t *summary;
    *count = 0;
    json_array_foreach(json_object_get(output, "CertificateSummaryList"), index, summary) {
        if (strcmp(json_string_value(json_object_get(summary, "DomainName")), domain) == 0) {
            snprintf(arn, size, "%s",
                     json_string_value(json_object_get(summary, "CertificateArn")));
            ++*count;
        }
    }
    json_decref(output);
    return error;
}

dxaws_error *aws_count(struct aws_fixture *fixture, const char *domain, const char *region,
                       size_t *count)
{
    char arn[200];
    dxaws_error *error =
        aws_ask_double(fixture, "POST", "/double/faults", "[]", NULL); /* count truly */
    return error ? error : find(fixture, domain, region, arn, sizeof arn, count);
}

static json_t *arn_of(const char *arn)
{
    return json_pack("{ss}", "CertificateArn", arn);
}

/* One tag more, or another value of one. */
static dxaws_error *set_tag(struct aws_fixture *fixture, const char *region, const char *arn,
                            const char *key, const char *value)
{
    return call_acm(
        fixture, region, "AddTagsToCertificate",
        json_pack("{ss s[{ss ss}]}", "CertificateArn", arn, "Tags", "Key", key, "Value", value),
        NULL);
}

static dxaws_error *drift_tags(struct aws_fixture *fixture, const char *region, const char *arn)
{
    dxaws_error *error = set_tag(fixture, region, arn, "env", "drifted");
    return error ? error : set_tag(fixture, region, arn, "drifted", "yes");
}

static dxaws_error *disown(struct aws_fixture *fixture, const char *region, const char *arn)
{
    json_t *found = NULL;
    dxaws_error *error = call_acm(fixture, region, "ListTagsForCertificate", arn_of(arn), &found);
    if (error == NULL) {
        json_t *input = arn_of(arn);
        json_object_set(input, "Tags", json_object_get(found, "Tags"));
        error = call_acm(fixture, region, "RemoveTagsFromCertificate", input, NULL);
    }
    json_decref(found);
    return error ? error : set_tag(fixture, region, arn, "owner", "finance");
}

static dxaws_error *remove_record(struct aws_fixture *fixture, const char *region, const char *arn)
{
    json_t *found = NULL;
    const char *name = NULL;
    const char *value = NULL;
    char path[120];
    char body[1000];
    dxaws_error *error = call_acm(fixture, region, "DescribeCertificate", arn_of(arn), &found);
    if (error == NULL &&
        json_unpack(found, "{s{s[{s{ss ss}}]}}", "Certificate", "DomainValidationOptions",
                    "ResourceRecord", "Name", &name, "Value", &value) == 0) {
        snprintf(path, sizeof path, "/2013-04-01/hostedzone/%s/rrset", fixture->zone_id);
        snprintf(body, sizeof body,
                 "<ChangeResourceRecordSetsRequest " ROUTE53 "><ChangeBatch><Changes><Change>"
                 "<Action>DELETE</Action><ResourceRecordSet><Name>%s</Name><Type>CNAME</Type>"
                 "<TTL>300</TTL><ResourceRecords><ResourceRecord><Value>%s</Value>"
                 "</ResourceRecord></ResourceRecords></ResourceRecordSet></Change></Changes>"
                 "</ChangeBatch></ChangeResourceRecordSetsRequest>",
                 name, value);
        error = call_route53(fixture, "ChangeResourceRecordSets", path, body, NULL);
    }
    json_decref(found);
    return error;
}

dxaws_error *aws_ask_double(struct aws_fixture *fixture, const char *method, const char *path,
                            const char *body, json_t **output)
{
    dxaws_aws_request *answer = NULL;
    dxaws_error *error = send(fixture, dxaws_aws_request_new("acm", "AskDouble", method, path),
                              body ? body : "", "application/json", &answer);
    if (error == NULL && output != NULL) {
        *output = json_loads(dxaws_aws_request_answer_body(answer, NULL), 0, NULL);
    }
    dxaws_aws_request_free(answer);
    return error;
}

/* Of the calls that write, whichever's. */
dxaws_error *aws_lose_answers(void *self, int lag_s)
{
    static const char *const operations[] = {"RequestCertificate", "AddTags", "RemoveTags",
                                             "DeleteCertificate", "POST .*rrset"};
    return dx_double_lose_answers(((struct aws_fixture *)self)->session, operations,
                                  sizeof operations / sizeof *operations, lag_s);
}

static dxaws_error *fail(struct aws_fixture *fixture, const char *arn)
{
    char body[300];
    snprintf(body, sizeof body, "{\"arn\":\"%s\",\"status\":\"FAILED\",\"reason\":\"CAA_ERROR\"}",
             arn);
    return aws_ask_double(fixture, "POST", "/double/certificate", body, NULL);
}

/* A distribution with that viewer certificate. */
static void write_distribution(char *body, size_t size, const char *reference,
                               const char *certificate)
{
    snprintf(body, size,
             "<DistributionConfig " CLOUDFRONT "><CallerReference>%s</CallerReference>"
             "<Origins><Quantity>1</Quantity><Items><Origin><Id>s3</Id>"
             "<DomainName>bucket.s3.us-east-1.amazonaws.com</DomainName><S3OriginConfig>"
             "<OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin></Items>"
             "</Origins><DefaultCacheBehavior><TargetOriginId>s3</TargetOriginId>"
             "<ViewerProtocolPolicy>redirect-to-https</ViewerProtocolPolicy><CachePolicyId>"
             "658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId></DefaultCacheBehavior>"
             "<Comment></Comment><Enabled>true</Enabled><ViewerCertificate>%s"
             "</ViewerCertificate></DistributionConfig>",
             reference, certificate);
}

static dxaws_error *use(struct aws_fixture *fixture, const char *arn)
{
    char certificate[400];
    char body[2000];
    dxaws_aws_request *answer = NULL;
    snprintf(certificate, sizeof certificate,
             "<ACMCertificateArn>%s</ACMCertificateArn><SSLSupportMethod>sni-only"
             "</SSLSupportMethod><MinimumProtocolVersion>TLSv1.2_2021</MinimumProtocolVersion>",
             arn);
    write_distribution(body, sizeof body, arn, certificate);
    dxaws_error *error = send(
        fixture, dxaws_aws_request_new("cloudfront", "CreateDistribution", "POST", DISTRIBUTIONS),
        body, "application/xml", &answer);
    if (error == NULL) {
        const char *found = strstr(dxaws_aws_request_answer_body(answer, NULL), "<Id>E");
        const char *etag = dxaws_aws_request_answer_header(answer, "ETag");
        snprintf(fixture->distribution, sizeof fixture->distribution, "%.*s",
                 found ? (int)strcspn(found + 4, "<") : 0, found ? found + 4 : "");
        snprintf(fixture->etag, sizeof fixture->etag, "%s", etag ? etag : "");
    }
    dxaws_aws_request_free(answer);
    return error;
}

static dxaws_error *release(struct aws_fixture *fixture, const char *arn)
{
    char body[2000];
    char path[120];
    write_distribution(body, sizeof body, arn,
                       "<CloudFrontDefaultCertificate>true</CloudFrontDefaultCertificate>");
    snprintf(path, sizeof path, DISTRIBUTIONS "/%s/config", fixture->distribution);
    dxaws_aws_request *request =
        dxaws_aws_request_new("cloudfront", "UpdateDistribution", "PUT", path);
    dxaws_aws_request_add_header(request, "If-Match", fixture->etag);
    return send(fixture, request, body, "application/xml", NULL);
}

dxaws_error *aws_break(void *self, const char *domain, const char *region,
                       dxaws_acm_contract_breakage breakage)
{
    struct aws_fixture *fixture = self;
    char arn[200];
    size_t count = 0;
    dxaws_error *error = find(fixture, domain, region, arn, sizeof arn, &count);
    if (error == NULL && count == 0) {
        error = dxaws_error_new(DXAWS_ERROR_INTERNAL, "contract", "Fixture",
                                "no certificate of %s to be changed", domain);
    }
    if (error != NULL) {
        return error;
    }
    switch (breakage) {
    case DXAWS_ACM_BREAK_DELETE:
        return call_acm(fixture, region, "DeleteCertificate", arn_of(arn), NULL);
    case DXAWS_ACM_BREAK_TAGS:
        return drift_tags(fixture, region, arn);
    case DXAWS_ACM_BREAK_DISOWN:
        return disown(fixture, region, arn);
    case DXAWS_ACM_BREAK_COPY_MARK:
        return set_tag(fixture, region, arn, "dxaws:managed", "made www.example.com 0-0");
    case DXAWS_ACM_BREAK_RECORD:
        return remove_record(fixture, region, arn);
    case DXAWS_ACM_BREAK_FAIL:
        return fail(fixture, arn);
    case DXAWS_ACM_BREAK_USE:
        return use(fixture, arn);
    case DXAWS_ACM_BREAK_RELEASE:
        return release(fixture, arn);
    default:
        return dxaws_error_new(DXAWS_ERROR_INTERNAL, "contract", "Fixture",
                               "the fixture cannot do %d", (int)breakage);
    }
}
