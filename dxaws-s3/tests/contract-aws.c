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

/* Of the calls that write, whichever's. */
dxaws_error *aws_lose_answers(void *self, int lag_s)
{
    static const char *const calls[] = {"^PUT [^ ]*publicAccessBlock", "^PUT [^ ]*encryption",
                                        "^PUT [^ ]*ownershipControls", "^PUT [^ ]*lifecycle",
                                        "^DELETE [^ ]*lifecycle",      "^PUT [^ ]*versioning",
                                        "^PUT [^ ]*tagging",           "^PUT [^ ]*policy",
                                        "^DELETE [^ ]*policy",         "^DELETE [^ ?]* ",
                                        "^POST [^ ]*delete",           "^PUT [^ ?]* "};
    return dx_double_lose_answers(self, calls, sizeof calls / sizeof *calls, lag_s);
}

dxaws_error *aws_open(void *self, dxaws_s3_provider **provider)
{
    dxaws_error *error = dx_double_calm(self);
    error = error ? error : aws_control(self, "/double/reset", "{}");
    return error ? error : dxaws_s3_provider_new_aws(self, provider);
}

/* What each breakage puts onto the bucket. */
static const struct {
    const char *query;
    const char *body;
} puts_table[] = {
    [DXAWS_S3_BREAK_TAGS] = {"tagging", "<Tagging><TagSet><Tag><Key>drifted</Key><Value>yes"
                                        "</Value></Tag></TagSet></Tagging>"},
    [DXAWS_S3_BREAK_COPY_MARK] = {"tagging",
                                  "<Tagging><TagSet><Tag><Key>dxaws:managed</Key><Value>made "
                                  "another-bucket</Value></Tag></TagSet></Tagging>"},
    [DXAWS_S3_BREAK_MAKE] = {"tagging", "<Tagging><TagSet><Tag><Key>owner</Key><Value>finance"
                                        "</Value></Tag></TagSet></Tagging>"},
    [DXAWS_S3_BREAK_VERSIONING] = {"versioning",
                                   "<VersioningConfiguration><Status>Suspended</Status>"
                                   "</VersioningConfiguration>"},
    [DXAWS_S3_BREAK_LIFECYCLE] = {"lifecycle",
                                  "<LifecycleConfiguration><Rule><ID>Other</ID><Filter><Prefix>tmp/"
                                  "</Prefix></Filter><Status>Enabled</Status>"
                                  "<AbortIncompleteMultipartUpload><DaysAfterInitiation>3"
                                  "</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>"
                                  "</LifecycleConfiguration>"},
    [DXAWS_S3_BREAK_OWNERSHIP] = {"ownershipControls",
                                  "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter"
                                  "</ObjectOwnership></Rule></OwnershipControls>"},
    [DXAWS_S3_BREAK_ENCRYPTION] = {"encryption", "<ServerSideEncryptionConfiguration><Rule>"
                                                 "<ApplyServerSideEncryptionByDefault>"
                                                 "<SSEAlgorithm>aws:kms</SSEAlgorithm>"
                                                 "<KMSMasterKeyID>alias/other</KMSMasterKeyID>"
                                                 "</ApplyServerSideEncryptionByDefault>"
                                                 "<BucketKeyEnabled>true</BucketKeyEnabled></Rule>"
                                                 "</ServerSideEncryptionConfiguration>"},
    [DXAWS_S3_BREAK_BLOCK] = {"publicAccessBlock",
                              "<PublicAccessBlockConfiguration>"
                              "<BlockPublicAcls>false</BlockPublicAcls>"
                              "<IgnorePublicAcls>false</IgnorePublicAcls>"
                              "<BlockPublicPolicy>false</BlockPublicPolicy>"
                              "<RestrictPublicBuckets>false</RestrictPublicBuckets>"
                              "</PublicAccessBlockConfiguration>"},
};

static dxaws_error *put(dxaws_session *session, const char *bucket,
                        dxaws_s3_contract_breakage breakage)
{
    return call(session, "PUT", bucket, "/", puts_table[breakage].query, puts_table[breakage].body);
}

/* The bucket's tags, read as the provider reads them. */
static dxaws_error *read_tags(dxaws_session *session, const char *bucket, dxaws_tags **tags)
{
    DXAWS_AUTO(dxaws_s3_provider) provider = NULL;
    DXAWS_AUTO(dxaws_s3_manager) manager = NULL;
    DXAWS_AUTO(dxaws_s3_current) current = NULL;
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new(bucket, REGION);
    dxaws_error *error = dxaws_s3_provider_new_aws(session, &provider);
    error = error ? error : dxaws_s3_manager_new(provider, NULL, &manager);
    error = error ? error : dxaws_s3_manager_get_current(manager, NULL, desired, &current);
    *tags = dxaws_s3_current_tags(current);
    return error;
}

/* Two more tags beside those that there are. */
static dxaws_error *add_tags(dxaws_session *session, const char *bucket)
{
    DXAWS_AUTO(dxaws_tags) tags = NULL;
    const char *key;
    const char *value;
    char body[2000] = "<Tagging><TagSet>";
    dxaws_error *error = read_tags(session, bucket, &tags);
    if (error != NULL) {
        return error;
    }
    dxaws_tags_set(tags, "env", "drifted");
    dxaws_tags_set(tags, "cost", "7");
    for (size_t i = 0; dxaws_tags_at(tags, i, &key, &value); i++) {
        size_t used = strlen(body);
        snprintf(body + used, sizeof body - used, "<Tag><Key>%s</Key><Value>%s</Value></Tag>", key,
                 value);
    }
    strncat(body, "</TagSet></Tagging>", sizeof body - strlen(body) - 1);
    return call(session, "PUT", bucket, "/", "tagging", body);
}

static dxaws_error *make_public(dxaws_session *session, const char *bucket)
{
    char body[500];
    dxaws_error *error = put(session, bucket, DXAWS_S3_BREAK_BLOCK);
    snprintf(
        body, sizeof body,
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Public\",\"Effect\":\"Allow\","
        "\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::%s/*\"}]}",
        bucket);
    return error ? error : call(session, "PUT", bucket, "/", "policy", body);
}

static dxaws_error *make_tagged(dxaws_session *session, const char *bucket)
{
    dxaws_error *error = call(session, "PUT", bucket, "/", NULL,
                              "<CreateBucketConfiguration><LocationConstraint>" REGION
                              "</LocationConstraint></CreateBucketConfiguration>");
    return error ? error : put(session, bucket, DXAWS_S3_BREAK_MAKE);
}

/* An ACL is only kept where there are any. */
static dxaws_error *let_others_in(dxaws_session *session, const char *bucket)
{
    dxaws_error *error = put(session, bucket, DXAWS_S3_BREAK_OWNERSHIP);
    if (error != NULL) {
        return error;
    }
    dxaws_aws_request *request = dxaws_aws_request_new("s3", "PutBucketAcl", "PUT", "/");
    dxaws_aws_request_set_bucket(request, bucket);
    dxaws_aws_request_add_query(request, "acl", NULL);
    dxaws_aws_request_add_header(
        request, "x-amz-grant-read",
        "id=\"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be\"");
    return send(session, request, NULL);
}

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
    case DXAWS_S3_BREAK_UPLOAD:
        return call(self, "POST", bucket, "/object", "uploads", NULL);
    case DXAWS_S3_BREAK_DELETE:
        return call(self, "DELETE", bucket, "/", NULL, NULL);
    case DXAWS_S3_BREAK_OWNERSHIP:
        return let_others_in(self, bucket);
    case DXAWS_S3_BREAK_OWN_TAG:
        return add_tags(self, bucket);
    case DXAWS_S3_BREAK_PUBLIC:
        return make_public(self, bucket);
    case DXAWS_S3_BREAK_MAKE:
        return make_tagged(self, bucket);
    default:
        return put(self, bucket, breakage);
    }
}
