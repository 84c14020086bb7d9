/* SPDX-License-Identifier: MIT */
/* CloudFront's answers as JSON: only what is compared, and defaults folded. */
#include "aws-shapes.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A reader of one answer: the first thing that is wrong stays. */
struct reader {
    const char *operation;
    dxaws_error *error;
    bool whole; /* there was memory for all; what comes out of XML is UTF-8 */
};

/* The first thing that was wrong, which a lack of memory may have caused. */
static dxaws_error *error_of(const struct reader *reader)
{
    if (reader->whole) {
        return reader->error;
    }
    dxaws_error_free(reader->error);
    return dxaws_error_out_of_memory();
}

static void fail(struct reader *reader, const char *element, const char *text)
{
    if (reader->error == NULL) {
        reader->error = dxaws_error_new(
            DXAWS_ERROR_PROTOCOL, "cloudfront", DXAWS_CLOUDFRONT_ERROR_INVALID_RESPONSE,
            "cloudfront %s: in the answer, <%s> is %s%.60s%s", reader->operation, element,
            text ? "\"" : "missing", text ? text : "", text ? "\"" : "");
    }
}

/* Sets a text; @a fallback for an element that is not there, NULL when there must be one. */
static void take_text(struct reader *reader, json_t *object, const char *name, const xmlNode *node,
                      const char *path, const char *fallback)
{
    char *text = dx_xml_text(node, path);
    const char *value = text ? text : fallback;
    if (value == NULL) {
        fail(reader, path, NULL);
    } else {
        dx_put(&reader->whole, object, name, json_string(value));
    }
    free(text);
}

/* @a fallback is -1 when there must be an element. */
static void take_boolean(struct reader *reader, json_t *object, const char *name,
                         const xmlNode *node, const char *path, int fallback)
{
    char *text = dx_xml_text(node, path);
    bool is_true = text ? strcmp(text, "true") == 0 : fallback == 1;
    bool is_false = text ? strcmp(text, "false") == 0 : fallback == 0;
    if (!is_true && !is_false) {
        fail(reader, path, text);
    } else {
        dx_put(&reader->whole, object, name, json_boolean(is_true));
    }
    free(text);
}

/* A whole number at a path; @a fallback, when it is not negative, for none or an empty one. */
static json_int_t number_at(struct reader *reader, const xmlNode *node, const char *path,
                            json_int_t fallback)
{
    char *text = dx_xml_text(node, path);
    json_int_t value = fallback;
    if ((text == NULL || *text == '\0') && fallback < 0) {
        fail(reader, path, text);
    } else if (text != NULL && *text != '\0') {
        size_t length = strlen(text);
        if (length > 9 || strspn(text, "0123456789") != length) {
            fail(reader, path, text);
        } else {
            value = strtoll(text, NULL, 10);
        }
    }
    free(text);
    return value;
}

/* The items of a <Quantity/><Items/> list: the first one, or NULL. Their number, of which the list
 * has to say something in one way or the other, must be right. */
static const xmlNode *items_of(struct reader *reader, const xmlNode *list, const char *item)
{
    const xmlNode *items = dx_xml_child(list, "Items");
    const xmlNode *first = dx_xml_child(items, item);
    json_int_t count = 0;
    for (const xmlNode *node = first; node != NULL; node = dx_xml_next(node, item)) {
        count++;
    }
    if (list != NULL && number_at(reader, list, "Quantity", items ? count : -1) != count) {
        char *text = dx_xml_text(list, "Quantity");
        fail(reader, "Quantity", text);
        free(text);
    }
    return first;
}

static void take_aliases(struct reader *reader, json_t *object, const xmlNode *config)
{
    json_t *aliases = json_array();
    for (const xmlNode *node = items_of(reader, dx_xml_child(config, "Aliases"), "CNAME");
         node != NULL; node = dx_xml_next(node, "CNAME")) {
        char *text = dx_xml_text(node, "");
        for (char *p = text; p != NULL && *p != '\0'; p++) {
            *p = (char)tolower((unsigned char)*p);
        }
        dx_append(&reader->whole, aliases, json_string(text ? text : ""));
        free(text);
    }
    dx_put(&reader->whole, object, CF_ALIASES, aliases);
}

static void take_errors(struct reader *reader, json_t *object, const xmlNode *config)
{
    const char *name = "CustomErrorResponse";
    json_t *errors = json_array();
    for (const xmlNode *node = items_of(reader, dx_xml_child(config, "CustomErrorResponses"), name);
         node != NULL; node = dx_xml_next(node, name)) {
        char *page = dx_xml_text(node, "ResponsePagePath");
        dx_append(&reader->whole, errors,
                  cloudfront_error_response(number_at(reader, node, "ErrorCode", -1),
                                            number_at(reader, node, "ResponseCode", 0), page,
                                            number_at(reader, node, "ErrorCachingMinTTL", 10)));
        free(page);
    }
    dx_put(&reader->whole, object, CF_ERRORS, cloudfront_error_responses(errors));
    json_decref(errors);
}

/* Without a target origin nothing is reported: what is not observed is not managed. */
static void take_origin(struct reader *reader, json_t *object, const xmlNode *config)
{
    const xmlNode *origin = aws_target_origin(config);
    if (origin == NULL) {
        return;
    }
    take_text(reader, object, CF_ORIGIN, origin, "DomainName", NULL);
    take_text(reader, object, CF_ORIGIN_PATH, origin, "OriginPath", "");
    take_text(reader, object, CF_ORIGIN_OAC, origin, "OriginAccessControlId", "");
    /* A custom origin may have an access control, but not that of a bucket. */
    if (dx_xml_child(origin, "S3OriginConfig") == NULL) {
        dx_put(&reader->whole, object, CF_ORIGIN_OAC, json_string(""));
    }
}

static void take_behavior(struct reader *reader, json_t *object, const xmlNode *config)
{
    const xmlNode *behavior = dx_xml_child(config, "DefaultCacheBehavior");
    if (behavior == NULL) {
        fail(reader, "DefaultCacheBehavior", NULL);
        return;
    }
    take_text(reader, object, CF_VIEWER_POLICY, behavior, "ViewerProtocolPolicy", NULL);
    take_boolean(reader, object, CF_COMPRESS, behavior, "Compress", 0);
    take_text(reader, object, CF_CACHE_POLICY, behavior, "CachePolicyId", "");
    take_text(reader, object, CF_HEADERS_POLICY, behavior, "ResponseHeadersPolicyId", "");
}

static void take_certificate(struct reader *reader, json_t *object, const xmlNode *config)
{
    const xmlNode *viewer = dx_xml_child(config, "ViewerCertificate");
    take_text(reader, object, CF_CERTIFICATE, viewer, "ACMCertificateArn", "");
    take_text(reader, object, CF_MINIMUM_TLS, viewer, "MinimumProtocolVersion", "TLSv1");
}

static void take_http_version(struct reader *reader, json_t *object, const xmlNode *config)
{
    char *text = dx_xml_text(config, "HttpVersion");
    for (char *p = text; p != NULL && *p != '\0'; p++) {
        *p = (char)tolower((unsigned char)*p);
    }
    dx_put(&reader->whole, object, CF_HTTP, json_string(text ? text : "http2"));
    free(text);
}

static void take_configuration(struct reader *reader, json_t *object, const xmlNode *config)
{
    take_text(reader, object, CF_REFERENCE, config, "CallerReference", NULL);
    take_text(reader, object, CF_COMMENT, config, "Comment", NULL);
    take_boolean(reader, object, CF_ENABLED, config, "Enabled", -1);
    take_text(reader, object, CF_ROOT_OBJECT, config, "DefaultRootObject", "");
    take_text(reader, object, CF_PRICE_CLASS, config, "PriceClass", "PriceClass_All");
    take_boolean(reader, object, CF_IPV6, config, "IsIPV6Enabled", 1);
    take_boolean(reader, object, CF_STAGING, config, "Staging", 0);
    take_text(reader, object, CF_CONTINUOUS, config, "ContinuousDeploymentPolicyId", "");
    take_text(reader, object, CF_CONNECTION, config, "ConnectionMode", CF_DIRECT);
    take_http_version(reader, object, config);
    take_aliases(reader, object, config);
    take_errors(reader, object, config);
    take_origin(reader, object, config);
    take_behavior(reader, object, config);
    take_certificate(reader, object, config);
}

/* The configuration as a document of its own, from which an update starts. */
static char *document_of(const xmlNode *config)
{
    xmlDoc *document = xmlNewDoc((const xmlChar *)"1.0");
    xmlNode *copy = document ? xmlDocCopyNode((xmlNode *)(uintptr_t)config, document, 1) : NULL;
    char *text = NULL;
    if (copy != NULL) {
        xmlDocSetRootElement(document, copy);
        text = dx_xml_format(document);
    }
    xmlFreeDoc(document);
    return text;
}

static dxaws_error *parse(const struct aws_answer *answer, const char *root, xmlDoc **document)
{
    char what[80];
    snprintf(what, sizeof what, "cloudfront %s", answer->operation);
    return dx_xml_parse(what, answer->body, answer->size, root, document);
}

/* Gives @a value to the caller, or releases it when something was wrong. */
static dxaws_error *finish(const struct reader *reader, xmlDoc *document, json_t *value,
                           json_t **output)
{
    xmlFreeDoc(document);
    dxaws_error *error = error_of(reader);
    if (error == NULL && value != NULL) {
        *output = value;
        return NULL;
    }
    json_decref(value);
    return error ? error : dxaws_error_out_of_memory();
}

dxaws_error *aws_read_distribution(const struct aws_answer *answer, const char *etag,
                                   json_t **found)
{
    xmlDoc *document = NULL;
    dxaws_error *error = parse(answer, "Distribution", &document);
    if (error != NULL) {
        return error;
    }
    struct reader reader = {.operation = answer->operation, .whole = true};
    const xmlNode *root = xmlDocGetRootElement(document);
    const xmlNode *config = dx_xml_child(root, "DistributionConfig");
    json_t *object = json_object();
    take_text(&reader, object, CF_ID, root, "Id", NULL);
    take_text(&reader, object, CF_ARN, root, "ARN", NULL);
    take_text(&reader, object, CF_STATUS, root, "Status", NULL);
    take_text(&reader, object, CF_DOMAIN_NAME, root, "DomainName", NULL);
    const xmlNode *origins = dx_xml_child(config, "Origins");
    if (origins == NULL || etag == NULL) {
        fail(&reader, origins ? "ETag" : config ? "Origins" : "DistributionConfig", NULL);
    } else {
        items_of(&reader, origins, "Origin");
        take_configuration(&reader, object, config);
        char *text = document_of(config);
        dx_put(&reader.whole, object, CF_ETAG, json_string(etag));
        dx_put(&reader.whole, object, CF_DOCUMENT, text ? json_string(text) : NULL);
        free(text);
    }
    return finish(&reader, document, object, found);
}

/* The marker of the next page, if there is one: without a word on whether it is the last, one that
 * names no other is. */
static char *take_marker(struct reader *reader, const xmlNode *list)
{
    char *truncated = dx_xml_text(list, "IsTruncated");
    char *next = dx_xml_text(list, "NextMarker");
    bool more = truncated != NULL && strcmp(truncated, "true") == 0;
    bool named = next != NULL && *next != '\0';
    if (truncated != NULL && !more && strcmp(truncated, "false") != 0) {
        fail(reader, "IsTruncated", truncated);
    } else if (more && !named) {
        fail(reader, "NextMarker", next);
    }
    if (!named || (truncated != NULL && !more)) {
        free(next);
        next = NULL;
    }
    free(truncated);
    return next;
}

/* The access controls of all origins: whoever of them uses one keeps it from being deleted. */
static void take_oacs(struct reader *reader, json_t *object, const xmlNode *node)
{
    json_t *oacs = json_array();
    for (const xmlNode *origin = dx_xml_find(node, "Origins/Items/Origin"); origin != NULL;
         origin = dx_xml_next(origin, "Origin")) {
        char *id = dx_xml_text(origin, "OriginAccessControlId");
        if (id != NULL && *id != '\0') {
            dx_append(&reader->whole, oacs, json_string(id));
        }
        free(id);
    }
    dx_put(&reader->whole, object, CF_OAC_IDS, oacs);
}

static json_t *read_summary(struct reader *reader, const xmlNode *node)
{
    json_t *summary = json_object();
    take_text(reader, summary, CF_ID, node, "Id", NULL);
    take_text(reader, summary, CF_ARN, node, "ARN", NULL);
    take_text(reader, summary, CF_DOMAIN_NAME, node, "DomainName", NULL);
    take_text(reader, summary, CF_COMMENT, node, "Comment", NULL);
    take_boolean(reader, summary, CF_STAGING, node, "Staging", 0);
    take_aliases(reader, summary, node);
    take_origin(reader, summary, node);
    take_oacs(reader, summary, node);
    return summary;
}

/* @a config: where all but the id is. */
static json_t *read_oac(struct reader *reader, const xmlNode *node, const xmlNode *config)
{
    json_t *oac = json_object();
    take_text(reader, oac, CF_ID, node, "Id", NULL);
    take_text(reader, oac, CF_NAME, config, "Name", NULL);
    take_text(reader, oac, "description", config, "Description", "");
    for (size_t i = 0; i < CLOUDFRONT_SIGNINGS; i++) {
        const struct cloudfront_signing *row = &cloudfront_signing[i];
        take_text(reader, oac, row->member, config, row->element, NULL);
    }
    return oac;
}

/* One page of a list; @a oacs says of which. */
static dxaws_error *read_page(const struct aws_answer *answer, bool oacs, json_t *results,
                              char **next)
{
    const char *item = oacs ? "OriginAccessControlSummary" : "DistributionSummary";
    xmlDoc *document = NULL;
    dxaws_error *error =
        parse(answer, oacs ? "OriginAccessControlList" : "DistributionList", &document);
    if (error != NULL) {
        return error;
    }
    struct reader reader = {.operation = answer->operation, .whole = true};
    const xmlNode *list = xmlDocGetRootElement(document);
    char *marker = take_marker(&reader, list);
    for (const xmlNode *node = items_of(&reader, list, item); node != NULL;
         node = dx_xml_next(node, item)) {
        dx_append(&reader.whole, results,
                  oacs ? read_oac(&reader, node, node) : read_summary(&reader, node));
    }
    xmlFreeDoc(document);
    error = error_of(&reader);
    if (error != NULL) {
        free(marker);
        return error;
    }
    *next = marker;
    return NULL;
}

dxaws_error *aws_read_distributions(const struct aws_answer *answer, json_t *summaries, char **next)
{
    return read_page(answer, false, summaries, next);
}

dxaws_error *aws_read_oacs(const struct aws_answer *answer, json_t *oacs, char **next)
{
    return read_page(answer, true, oacs, next);
}

dxaws_error *aws_read_oac(const struct aws_answer *answer, json_t **oac)
{
    xmlDoc *document = NULL;
    dxaws_error *error = parse(answer, "OriginAccessControl", &document);
    if (error != NULL) {
        return error;
    }
    struct reader reader = {.operation = answer->operation, .whole = true};
    const xmlNode *root = xmlDocGetRootElement(document);
    json_t *value = read_oac(&reader, root, dx_xml_child(root, "OriginAccessControlConfig"));
    return finish(&reader, document, value, oac);
}

dxaws_error *aws_read_tags(const struct aws_answer *answer, json_t **tags)
{
    xmlDoc *document = NULL;
    dxaws_error *error = parse(answer, "Tags", &document);
    if (error != NULL) {
        return error;
    }
    struct reader reader = {.operation = answer->operation, .whole = true};
    json_t *result = json_object();
    /* Tags are the one list without a quantity. */
    const xmlNode *root = xmlDocGetRootElement(document);
    if (xmlChildElementCount((xmlNode *)(uintptr_t)root) > 0 &&
        dx_xml_child(root, "Items") == NULL) {
        fail(&reader, "Items", NULL);
    }
    for (const xmlNode *tag = dx_xml_find(root, "Items/Tag"); tag != NULL;
         tag = dx_xml_next(tag, "Tag")) {
        char *key = dx_xml_text(tag, "Key");
        if (key == NULL) {
            fail(&reader, "Key", NULL);
        } else {
            /* A mark says whose it is, by its value: without one nothing is known. */
            bool mark = strncmp(key, "dxaws:", 6) == 0;
            take_text(&reader, result, key, tag, "Value", mark ? NULL : "");
        }
        free(key);
    }
    return finish(&reader, document, result, tags);
}
