/* SPDX-License-Identifier: MIT */
/* The contract fixture on the AWS double, which is also changed by other means: plain signed
 * requests, and the double's own control paths. */
#include "contract-fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/contract.h>
#include <dxaws/kit/xml.h>
#include <jansson.h>

dxaws_error *aws_send(dxaws_session *session, dxaws_aws_request *request, const char *body)
{
    if (body != NULL) {
        dxaws_aws_request_set_body(request, body, strlen(body));
        dxaws_aws_request_set_content_type(request, "application/octet-stream");
    }
    return dxaws_aws_call(session, NULL, request);
}

dxaws_error *aws_control(dxaws_session *session, const char *path, const char *body)
{
    dxaws_aws_request *request = dxaws_aws_request_new("cloudfront", "Control", "POST", path);
    dxaws_error *error = aws_send(session, request, body);
    dxaws_aws_request_free(request);
    return error;
}

dxaws_error *aws_open(void *self, dxaws_cloudfront_provider **provider)
{
    DX_TRY(dx_double_calm(self));
    DX_TRY(aws_control(self, "/double/reset", "{}"));
    /* Short, but long enough to be seen in progress. */
    DX_TRY(aws_control(self, "/double/delays", "{\"deploy\":0.05,\"invalidate\":0.05}"));
    return dxaws_cloudfront_provider_new_aws(self, provider);
}

dxaws_error *aws_certificate(void *self, const char *domain, char *arn, size_t size)
{
    char body[400];
    dxaws_aws_request *request = dxaws_aws_request_new("acm", "RequestCertificate", "POST", "/");
    dxaws_aws_request_set_region(request, "us-east-1");
    dxaws_aws_request_add_header(request, "X-Amz-Target", "CertificateManager.RequestCertificate");
    snprintf(body, sizeof body, "{\"DomainName\":\"%s\",\"ValidationMethod\":\"DNS\"}", domain);
    dxaws_aws_request_set_body(request, body, strlen(body));
    dxaws_aws_request_set_content_type(request, "application/x-amz-json-1.1");
    dxaws_error *error = dxaws_aws_call(self, NULL, request);
    json_t *answer =
        error ? NULL : json_loads(dxaws_aws_request_answer_body(request, NULL), 0, NULL);
    const char *made = json_string_value(json_object_get(answer, "CertificateArn"));
    snprintf(arn, size, "%s", made ? made : "");
    json_decref(answer);
    dxaws_aws_request_free(request);
    if (error != NULL) {
        return error;
    }
    snprintf(body, sizeof body, "{\"arn\":\"%s\",\"status\":\"ISSUED\"}", arn);
    return aws_control(self, "/double/certificate", body);
}

/* A configuration, changed by other means. */
struct edit {
    char path[160];
    const char *root;
    char etag[64];
    xmlDoc *document;
};

static struct edit edit_distribution(const char *id)
{
    struct edit edit = {.root = "DistributionConfig"};
    snprintf(edit.path, sizeof edit.path, API "distribution/%s/config", id);
    return edit;
}

static dxaws_error *get_config(dxaws_session *session, struct edit *edit)
{
    dxaws_aws_request *request = dxaws_aws_request_new("cloudfront", "Get", "GET", edit->path);
    dxaws_error *error = aws_send(session, request, NULL);
    if (error == NULL) {
        size_t length;
        const char *body = dxaws_aws_request_answer_body(request, &length);
        snprintf(edit->etag, sizeof edit->etag, "%s",
                 dxaws_aws_request_answer_header(request, "ETag"));
        error = dx_xml_parse("contract", body, length, edit->root, &edit->document);
    }
    dxaws_aws_request_free(request);
    return error;
}

/* Puts the configuration, which is released. */
static dxaws_error *put_config(dxaws_session *session, struct edit *edit)
{
    dxaws_aws_request *request = dxaws_aws_request_new("cloudfront", "Update", "PUT", edit->path);
    char *body = dx_xml_format(edit->document);
    dxaws_aws_request_add_header(request, "If-Match", edit->etag);
    dxaws_error *error = aws_send(session, request, body);
    dxaws_aws_request_free(request);
    xmlFreeDoc(edit->document);
    free(body);
    return error;
}

static dxaws_error *empty_list(xmlNode *list)
{
    xmlNode *items = dx_xml_child(list, "Items");
    DX_EXPECT(items != NULL, "there is nothing to be removed");
    xmlUnlinkNode(items);
    xmlFreeNode(items);
    dx_xml_set(list, "Quantity", "0");
    return NULL;
}

static dxaws_error *edit_config(xmlNode *config, dxaws_cloudfront_contract_breakage breakage)
{
    xmlNode *origin = dx_xml_find(config, "Origins/Items/Origin");
    switch (breakage) {
    case DXAWS_CLOUDFRONT_BREAK_COMMENT:
        dx_xml_set(config, "Comment", "changed by hand");
        return NULL;
    case DXAWS_CLOUDFRONT_BREAK_PRICE_CLASS:
        dx_xml_set(config, "PriceClass", "PriceClass_All");
        return NULL;
    case DXAWS_CLOUDFRONT_BREAK_ENABLED:
        dx_xml_set(config, "Enabled", "false");
        return NULL;
    case DXAWS_CLOUDFRONT_BREAK_ORIGIN:
        dx_xml_set(origin, "OriginAccessControlId", NULL);
        return NULL;
    case DXAWS_CLOUDFRONT_BREAK_ALIASES:
        return empty_list(dx_xml_child(config, "Aliases"));
    default:
        return empty_list(dx_xml_child(config, "CustomErrorResponses"));
    }
}

static dxaws_error *change_config(dxaws_session *session, const char *id,
                                  dxaws_cloudfront_contract_breakage breakage)
{
    struct edit edit = edit_distribution(id);
    DX_TRY(get_config(session, &edit));
    DX_TRY(edit_config(xmlDocGetRootElement(edit.document), breakage));
    return put_config(session, &edit);
}

static dxaws_error *delete_distribution(dxaws_session *session, const char *id)
{
    struct edit edit = edit_distribution(id);
    char path[100];
    DX_TRY(change_config(session, id, DXAWS_CLOUDFRONT_BREAK_ENABLED));
    DX_TRY(dxaws_context_sleep_ms(NULL, 200));
    DX_TRY(get_config(session, &edit));
    xmlFreeDoc(edit.document);
    snprintf(path, sizeof path, API "distribution/%s", id);
    dxaws_aws_request *request =
        dxaws_aws_request_new("cloudfront", "DeleteDistribution", "DELETE", path);
    dxaws_aws_request_add_header(request, "If-Match", edit.etag);
    dxaws_error *error = aws_send(session, request, NULL);
    dxaws_aws_request_free(request);
    return error;
}

static dxaws_error *change_tags(dxaws_session *session, const char *id, const char *operation,
                                const char *body)
{
    char arn[120];
    aws_arn_of(id, arn, sizeof arn);
    dxaws_aws_request *request =
        dxaws_aws_request_new("cloudfront", operation, "POST", API "tagging");
    dxaws_aws_request_add_query(request, "Operation", operation);
    dxaws_aws_request_add_query(request, "Resource", arn);
    dxaws_error *error = aws_send(session, request, body);
    dxaws_aws_request_free(request);
    return error;
}

static dxaws_error *replace_tags(dxaws_session *session, const char *id)
{
    DX_TRY(change_tags(session, id, "Untag",
                       "<TagKeys" XMLNS
                       "><Items><Key>env</Key><Key>owner</Key><Key>dxaws:tags</Key></Items>"
                       "</TagKeys>"));
    return change_tags(session, id, "Tag",
                       "<Tags" XMLNS
                       "><Items><Tag><Key>drifted</Key><Value>yes</Value></Tag></Items></Tags>");
}

/* The id of the account's only access control. */
dxaws_error *aws_find_oac(dxaws_session *session, char *id, size_t size)
{
    xmlDoc *document = NULL;
    dxaws_aws_request *request = dxaws_aws_request_new("cloudfront", "ListOriginAccessControls",
                                                       "GET", API "origin-access-control");
    dxaws_error *error = aws_send(session, request, NULL);
    if (error == NULL) {
        size_t length;
        const char *body = dxaws_aws_request_answer_body(request, &length);
        error = dx_xml_parse("contract", body, length, "OriginAccessControlList", &document);
    }
    dxaws_aws_request_free(request);
    if (error != NULL) {
        return error;
    }
    char *found =
        dx_xml_text(xmlDocGetRootElement(document), "Items/OriginAccessControlSummary/Id");
    snprintf(id, size, "%s", found ? found : "");
    free(found);
    xmlFreeDoc(document);
    return NULL;
}

static dxaws_error *remove_mark(dxaws_session *session, const char *id)
{
    return change_tags(session, id, "Untag",
                       "<TagKeys" XMLNS
                       "><Items><Key>env</Key><Key>owner</Key><Key>dxaws:tags</Key>"
                       "<Key>dxaws:managed</Key></Items></TagKeys>");
}

static dxaws_error *set_tag(dxaws_session *session, const char *id, const char *key,
                            const char *value)
{
    char body[300];
    snprintf(body, sizeof body,
             "<Tags" XMLNS "><Items><Tag><Key>%s</Key><Value>%s</Value></Tag></Items></Tags>", key,
             value);
    return change_tags(session, id, "Tag", body);
}

/* Of the calls that write, whichever's. */
dxaws_error *aws_lose_answers(void *self, int lag_s)
{
    static const char *const calls[] = {
        "POST [^ ]*/distribution",          "PUT [^ ]*/distribution/",
        "DELETE [^ ]*/distribution/",       "POST [^ ]*/origin-access-control",
        "PUT [^ ]*/origin-access-control",  "DELETE [^ ]*/origin-access-control",
        "POST [^ ]*tagging.*Operation=Tag", "POST [^ ]*tagging.*Operation=Untag"};
    return dx_double_lose_answers(self, calls, sizeof calls / sizeof *calls, lag_s);
}

/* A member of the access control gets another value. */
static dxaws_error *change_oac(dxaws_session *session, const char *member, const char *value)
{
    char id[64];
    struct edit edit = {.root = "OriginAccessControlConfig"};
    DX_TRY(aws_find_oac(session, id, sizeof id));
    snprintf(edit.path, sizeof edit.path, API "origin-access-control/%s/config", id);
    DX_TRY(get_config(session, &edit));
    dx_xml_set(xmlDocGetRootElement(edit.document), member, value);
    return put_config(session, &edit);
}

dxaws_error *aws_break(void *self, const char *name, const char *id,
                       dxaws_cloudfront_contract_breakage breakage)
{
    switch (breakage) {
    case DXAWS_CLOUDFRONT_BREAK_TAKE:
        return aws_take_alias(self, name);
    case DXAWS_CLOUDFRONT_BREAK_TAKE_ELSEWHERE:
        return aws_take_alias_elsewhere(self, name);
    case DXAWS_CLOUDFRONT_BREAK_DELETE:
        return delete_distribution(self, id);
    case DXAWS_CLOUDFRONT_BREAK_SIGNING:
        return change_oac(self, "SigningBehavior", "never");
    case DXAWS_CLOUDFRONT_BREAK_CONTROL_MARK:
        return change_oac(self, "Description", "theirs");
    case DXAWS_CLOUDFRONT_BREAK_TAGS:
        return replace_tags(self, id);
    case DXAWS_CLOUDFRONT_BREAK_MARK:
        return remove_mark(self, id);
    case DXAWS_CLOUDFRONT_BREAK_OTHERS_TAG:
        return set_tag(self, id, "cost", "7");
    case DXAWS_CLOUDFRONT_BREAK_ANOTHERS_MARK:
        return set_tag(self, id, "dxaws:managed", "made another");
    case DXAWS_CLOUDFRONT_BREAK_COPY:
        return aws_add_copy(self, name, id);
    case DXAWS_CLOUDFRONT_BREAK_CONTROL:
        return aws_add_oac(self, name);
    case DXAWS_CLOUDFRONT_BREAK_SHARE:
        return aws_share_oac(self);
    default:
        return change_config(self, id, breakage);
    }
}
