/* SPDX-License-Identifier: MIT */
/* Other people's distributions and access controls on the AWS double. */
#include "contract-fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/contract.h>
#include <dxaws/kit/double-account.h>

void aws_arn_of(const char *id, char *arn, size_t size)
{
    snprintf(arn, size, "arn:aws:cloudfront::123456789012:distribution/%s", id);
}

/* Somebody else's distribution. */
struct stranger {
    const char *aliases; /* elements of its configuration, or "" */
    const char *oac;     /* of its origin, or "" */
    const char *comment;
    const char *certificate; /* as aliases */
    const char *tags;        /* items, or "" */
};

static dxaws_error *add_stranger(dxaws_session *session, struct stranger stranger)
{
    char body[4000];
    snprintf(body, sizeof body,
             "<DistributionConfigWithTags" XMLNS "><DistributionConfig>"
             "<CallerReference>theirs</CallerReference>%s"
             "<Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id><DomainName>"
             "theirs.s3.eu-west-1.amazonaws.com</DomainName><S3OriginConfig>"
             "<OriginAccessIdentity/></S3OriginConfig><OriginAccessControlId>%s"
             "</OriginAccessControlId></Origin></Items></Origins>"
             "<DefaultCacheBehavior><TargetOriginId>o</TargetOriginId><ViewerProtocolPolicy>"
             "allow-all</ViewerProtocolPolicy><CachePolicyId>658327ea-f89d-4fab-a63d-7e88639e58f6"
             "</CachePolicyId></DefaultCacheBehavior><Comment>%s</Comment>"
             "<Enabled>true</Enabled>%s</DistributionConfig><Tags>%s</Tags>"
             "</DistributionConfigWithTags>",
             stranger.aliases, stranger.oac, stranger.comment, stranger.certificate, stranger.tags);
    dxaws_aws_request *request = dxaws_aws_request_new("cloudfront", "CreateDistributionWithTags",
                                                       "POST", API "distribution");
    dxaws_aws_request_add_query(request, "WithTags", NULL);
    dxaws_error *error = aws_send(session, request, body);
    dxaws_aws_request_free(request);
    return error;
}

#define FINANCE "<Items><Tag><Key>owner</Key><Value>finance</Value></Tag></Items>"

/* One that holds the case's alias. */
dxaws_error *aws_take_alias(dxaws_session *session, const char *name)
{
    char alias[100];
    char arn[200];
    char aliases[300];
    char certificate[400];
    snprintf(alias, sizeof alias, "www.%s.example.com", name);
    DX_TRY(aws_certificate(session, alias, arn, sizeof arn));
    snprintf(aliases, sizeof aliases,
             "<Aliases><Quantity>1</Quantity><Items><CNAME>%s</CNAME></Items></Aliases>", alias);
    snprintf(
        certificate, sizeof certificate,
        "<ViewerCertificate><ACMCertificateArn>%s</ACMCertificateArn><SSLSupportMethod>sni-only"
        "</SSLSupportMethod></ViewerCertificate>",
        arn);
    return add_stranger(session, (struct stranger){aliases, "", "not ours", certificate, FINANCE});
}

/* The same in another account. */
dxaws_error *aws_take_alias_elsewhere(dxaws_session *session, const char *name)
{
    char body[160];
    snprintf(body, sizeof body, "{\"alias\":\"ww2.%s.example.com\"}", name);
    return dx_double_control(session, "foreign-alias", body);
}

/* A read's answer; for free(). */
static dxaws_error *get_text(dxaws_session *session, const char *path, const char *arn, char **text)
{
    dxaws_aws_request *request = dxaws_aws_request_new("cloudfront", "Get", "GET", path);
    if (arn != NULL) {
        dxaws_aws_request_add_query(request, "Resource", arn);
    }
    dxaws_error *error = aws_send(session, request, NULL);
    *text = error ? NULL : strdup(dxaws_aws_request_answer_body(request, NULL));
    dxaws_aws_request_free(request);
    return error;
}

/* One with our comment, and the tags of @a id. */
dxaws_error *aws_add_copy(dxaws_session *session, const char *name, const char *id)
{
    char arn[120];
    char comment[120];
    char *tags = NULL;
    snprintf(comment, sizeof comment, "dxaws-cloudfront:%s", name);
    if (id != NULL) {
        aws_arn_of(id, arn, sizeof arn);
        DX_TRY(get_text(session, API "tagging", arn, &tags));
    }
    char *items = tags ? strstr(tags, "<Items>") : NULL;
    char *end = items ? strstr(items, "</Tags>") : NULL;
    if (end != NULL) {
        *end = '\0';
    }
    dxaws_error *error =
        add_stranger(session, (struct stranger){"", "", comment, "", items ? items : FINANCE});
    free(tags);
    return error;
}

/* One that uses our access control. */
dxaws_error *aws_share_oac(dxaws_session *session)
{
    char id[64];
    DX_TRY(aws_find_oac(session, id, sizeof id));
    return add_stranger(session, (struct stranger){"", id, "not ours", "", FINANCE});
}

dxaws_error *aws_add_oac(dxaws_session *session, const char *name)
{
    char body[600];
    snprintf(body, sizeof body,
             "<OriginAccessControlConfig" XMLNS "><Name>dxaws-%s</Name><Description>theirs"
             "</Description><SigningProtocol>sigv4</SigningProtocol><SigningBehavior>never"
             "</SigningBehavior><OriginAccessControlOriginType>s3</OriginAccessControlOriginType>"
             "</OriginAccessControlConfig>",
             name);
    dxaws_aws_request *request = dxaws_aws_request_new("cloudfront", "CreateOriginAccessControl",
                                                       "POST", API "origin-access-control");
    dxaws_error *error = aws_send(session, request, body);
    dxaws_aws_request_free(request);
    return error;
}

/* The configuration of each, and its tags, one after the other. */
dxaws_error *aws_strangers(void *self, const char *id, char **text)
{
    char *list = NULL;
    size_t size = 0;
    FILE *file = open_memstream(text, &size);
    dxaws_error *error = get_text(self, API "distribution", NULL, &list);
    const char *summary = list ? strstr(list, "<DistributionSummary>") : NULL;
    for (; error == NULL && summary != NULL;
         summary = strstr(summary + 1, "<DistributionSummary>")) {
        char other[64] = "";
        char path[120];
        char arn[120];
        char *config = NULL;
        char *tags = NULL;
        const char *found = strstr(summary, "<Id>E");
        sscanf(found ? found : "", "<Id>%63[A-Z0-9]", other);
        if (id != NULL && strcmp(id, other) == 0) {
            continue;
        }
        snprintf(path, sizeof path, API "distribution/%s/config", other);
        aws_arn_of(other, arn, sizeof arn);
        error = get_text(self, path, NULL, &config);
        error = error ? error : get_text(self, API "tagging", arn, &tags);
        fprintf(file, "%s %s %s\n", other, config ? config : "", tags ? tags : "");
        free(config);
        free(tags);
    }
    fclose(file);
    free(list);
    if (error != NULL) {
        free(*text);
        *text = NULL;
    }
    return error;
}
