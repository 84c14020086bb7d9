/* SPDX-License-Identifier: MIT */
/* The contract fixture on the AWS double, which is also changed by other means: plain signed
 * requests that share no code with the provider, and the double's own control paths. */
#include "contract-fixture.h"

#include <stdio.h>
#include <string.h>

#define REGION "eu-west-1"

static dxaws_error *send(dxaws_session *session, dxaws_aws_request *request, const char *body)
{
    dxaws_aws_request_set_region(request, REGION);
    if (body != NULL) {
        dxaws_aws_request_set_body(request, body, strlen(body));
        dxaws_aws_request_set_content_type(request, "application/octet-stream");
        dxaws_aws_request_set_checksum(request, "CRC32");
    }
    dxaws_error *error = dxaws_aws_call(session, NULL, request);
    dxaws_aws_request_free(request);
    return error;
}

dxaws_error *aws_control(dxaws_session *session, const char *path, const char *body)
{
    return send(session, dxaws_aws_request_new("s3", "Control", "POST", path), body);
}

static dxaws_error *call(dxaws_session *session, const char *method, const char *bucket,
                         const char *path, const char *query, const char *body)
{
    dxaws_aws_request *request = dxaws_aws_request_new("s3", "Break", method, path);
    dxaws_aws_request_set_bucket(request, bucket);
    if (query != NULL) {
        dxaws_aws_request_add_query(request, query, NULL);
    }
    return send(session, request, body);
}

dxaws_error *aws_open(void *self, dxaws_s3_provider **provider)
{
    dxaws_error *error = aws_control(self, "/double/reset", "{}");
    return error ? error : dxaws_s3_provider_new_aws(self, provider);
}

/* What each breakage puts onto the bucket. */
static const struct {
    const char *query;
    const char *body;
} puts_table[] = {
    [DXAWS_S3_BREAK_TAGS] = {"tagging", "<Tagging><TagSet><Tag><Key>drifted</Key><Value>yes"
                                        "</Value></Tag></TagSet></Tagging>"},
    [DXAWS_S3_BREAK_VERSIONING] = {"versioning",
                                   "<VersioningConfiguration><Status>Suspended</Status>"
                                   "</VersioningConfiguration>"},
    [DXAWS_S3_BREAK_BLOCK] = {"publicAccessBlock",
                              "<PublicAccessBlockConfiguration>"
                              "<BlockPublicAcls>false</BlockPublicAcls>"
                              "<IgnorePublicAcls>false</IgnorePublicAcls>"
                              "<BlockPublicPolicy>false</BlockPublicPolicy>"
                              "<RestrictPublicBuckets>false</RestrictPublicBuckets>"
                              "</PublicAccessBlockConfiguration>"},
};

static dxaws_error *put_policy(dxaws_session *session, const char *bucket)
{
    char body[500];
    snprintf(body, sizeof body,
             "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Other\",\"Effect\":\"Deny\","
             "\"Principal\":\"*\",\"Action\":\"s3:PutBucketAcl\",\"Resource\":"
             "\"arn:aws:s3:::%s\"}]}",
             bucket);
    return call(session, "PUT", bucket, "/", "policy", body);
}

dxaws_error *aws_break(void *self, const char *bucket, dxaws_s3_contract_breakage breakage)
{
    char body[300];
    switch (breakage) {
    case DXAWS_S3_BREAK_POLICY:
        return put_policy(self, bucket);
    case DXAWS_S3_BREAK_SYSTEM_TAGS:
        snprintf(body, sizeof body, "{\"bucket\":\"%s\",\"tags\":{\"aws:contract\":\"kept\"}}",
                 bucket);
        return aws_control(self, "/double/system-tags", body);
    case DXAWS_S3_BREAK_TAKE:
        snprintf(body, sizeof body, "{\"bucket\":\"%s\",\"region\":\"" REGION "\"}", bucket);
        return aws_control(self, "/double/foreign-bucket", body);
    case DXAWS_S3_BREAK_FILL:
        return call(self, "PUT", bucket, "/object", NULL, "content");
    case DXAWS_S3_BREAK_DELETE:
        return call(self, "DELETE", bucket, "/", NULL, NULL);
    default:
        return call(self, "PUT", bucket, "/", puts_table[breakage].query,
                    puts_table[breakage].body);
    }
}
