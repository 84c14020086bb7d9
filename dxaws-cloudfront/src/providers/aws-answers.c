/* SPDX-License-Identifier: MIT */
/* CloudFront's answers as JSON: only what is compared, and defaults folded. */
#include "aws-reader.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static void take_aliases(struct reader *reader, json_t *object, const xmlNode *config)
{
    json_t *aliases = json_array();
    for (const xmlNode *node = reader_items(reader, dx_xml_child(config, "Aliases"), "CNAME");
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
    for (const xmlNode *node =
             reader_items(reader, dx_xml_child(config, "CustomErrorResponses"), name);
         node != NULL; node = dx_xml_next(node, name)) {
        char *page = dx_xml_text(node, "ResponsePagePath");
        dx_append(&reader->whole, errors,
                  cloudfront_error_response(reader_number(reader, node, "ErrorCode", -1),
                                            reader_number(reader, node, "ResponseCode", 0), page,
                                            reader_number(reader, node, "ErrorCachingMinTTL", 10)));
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
    reader_text(reader, object, CF_ORIGIN, origin, "DomainName", NULL);
    reader_text(reader, object, CF_ORIGIN_PATH, origin, "OriginPath", "");
    reader_text(reader, object, CF_ORIGIN_OAC, origin, "OriginAccessControlId", "");
    /* A custom origin may have an access control, but not that of a bucket. */
    if (dx_xml_child(origin, "S3OriginConfig") == NULL) {
        dx_put(&reader->whole, object, CF_ORIGIN_OAC, json_string(""));
    }
}

/* What runs for the requests of viewers: a function, or what excludes one. */
static void take_function(struct reader *reader, json_t *object, const xmlNode *behavior)
{
    static const char *const kinds[][3] = {
        {"FunctionAssociations", "FunctionAssociation", "FunctionARN"},
        {"LambdaFunctionAssociations", "LambdaFunctionAssociation", "LambdaFunctionARN"}};
    json_t *found = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const xmlNode *list = dx_xml_child(behavior, kinds[i][0]);
        const xmlNode *item = dx_xml_child(dx_xml_child(list, "Items"), kinds[i][1]);
        for (; item != NULL && found == NULL; item = dx_xml_next(item, kinds[i][1])) {
            char *arn = dx_xml_text(item, kinds[i][2]);
            bool asked = dx_xml_is(item, "EventType", "viewer-request");
            found = asked ? json_string(arn ? arn : "") : NULL;
            free(arn);
        }
    }
    dx_put(&reader->whole, object, CF_FUNCTION, found ? found : json_string(""));
}

static void take_behavior(struct reader *reader, json_t *object, const xmlNode *config)
{
    const xmlNode *behavior = dx_xml_child(config, "DefaultCacheBehavior");
    if (behavior == NULL) {
        reader_fail(reader, "DefaultCacheBehavior", NULL);
        return;
    }
    reader_text(reader, object, CF_VIEWER_POLICY, behavior, "ViewerProtocolPolicy", NULL);
    reader_boolean(reader, object, CF_COMPRESS, behavior, "Compress", 0);
    reader_text(reader, object, CF_CACHE_POLICY, behavior, "CachePolicyId", "");
    reader_text(reader, object, CF_HEADERS_POLICY, behavior, "ResponseHeadersPolicyId", "");
    take_function(reader, object, behavior);
}

static void take_certificate(struct reader *reader, json_t *object, const xmlNode *config)
{
    const xmlNode *viewer = dx_xml_child(config, "ViewerCertificate");
    reader_text(reader, object, CF_CERTIFICATE, viewer, "ACMCertificateArn", "");
    reader_text(reader, object, CF_MINIMUM_TLS, viewer, "MinimumProtocolVersion", "TLSv1");
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
    reader_text(reader, object, CF_REFERENCE, config, "CallerReference", NULL);
    reader_text(reader, object, CF_COMMENT, config, "Comment", NULL);
    reader_boolean(reader, object, CF_ENABLED, config, "Enabled", -1);
    reader_text(reader, object, CF_ROOT_OBJECT, config, "DefaultRootObject", "");
    reader_text(reader, object, CF_PRICE_CLASS, config, "PriceClass", "PriceClass_All");
    reader_boolean(reader, object, CF_IPV6, config, "IsIPV6Enabled", 1);
    reader_text(reader, object, CF_WEB_ACL, config, "WebACLId", "");
    aws_take_geo(reader, object, config);
    reader_boolean(reader, object, CF_STAGING, config, "Staging", 0);
    reader_text(reader, object, CF_CONTINUOUS, config, "ContinuousDeploymentPolicyId", "");
    reader_text(reader, object, CF_CONNECTION, config, "ConnectionMode", CF_DIRECT);
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

dxaws_error *aws_read_distribution(const struct aws_answer *answer, const char *etag,
                                   json_t **found)
{
    xmlDoc *document = NULL;
    dxaws_error *error = reader_parse(answer, "Distribution", &document);
    if (error != NULL) {
        return error;
    }
    struct reader reader = {.operation = answer->operation, .whole = true};
    const xmlNode *root = xmlDocGetRootElement(document);
    const xmlNode *config = dx_xml_child(root, "DistributionConfig");
    json_t *object = json_object();
    reader_text(&reader, object, CF_ID, root, "Id", NULL);
    reader_text(&reader, object, CF_ARN, root, "ARN", NULL);
    reader_text(&reader, object, CF_STATUS, root, "Status", NULL);
    reader_text(&reader, object, CF_DOMAIN_NAME, root, "DomainName", NULL);
    const xmlNode *origins = dx_xml_child(config, "Origins");
    if (origins == NULL || etag == NULL) {
        reader_fail(&reader, origins ? "ETag" : config ? "Origins" : "DistributionConfig", NULL);
    } else {
        reader_items(&reader, origins, "Origin");
        take_configuration(&reader, object, config);
        char *text = document_of(config);
        dx_put(&reader.whole, object, CF_ETAG, json_string(etag));
        dx_put(&reader.whole, object, CF_DOCUMENT, text ? json_string(text) : NULL);
        free(text);
    }
    return reader_finish(&reader, document, object, found);
}

/* One text of each of the origins. */
static json_t *texts_of_origins(struct reader *reader, const xmlNode *node, const char *element)
{
    json_t *texts = json_array();
    for (const xmlNode *origin = dx_xml_find(node, "Origins/Items/Origin"); origin != NULL;
         origin = dx_xml_next(origin, "Origin")) {
        char *text = dx_xml_text(origin, element);
        if (text != NULL && *text != '\0') {
            dx_append(&reader->whole, texts, json_string(text));
        }
        free(text);
    }
    return texts;
}

/* Of all origins: whoever of them uses an access control or a bucket keeps it from being deleted.
 */
static void take_origins(struct reader *reader, json_t *object, const xmlNode *node)
{
    dx_put(&reader->whole, object, CF_OAC_IDS,
           texts_of_origins(reader, node, "OriginAccessControlId"));
    dx_put(&reader->whole, object, CF_ORIGINS, texts_of_origins(reader, node, "DomainName"));
}

static void add_functions(struct reader *reader, json_t *functions, const xmlNode *behavior)
{
    const char *item = "FunctionAssociation";
    for (const xmlNode *node =
             dx_xml_find(behavior, "FunctionAssociations/Items/FunctionAssociation");
         node != NULL; node = dx_xml_next(node, item)) {
        char *arn = dx_xml_text(node, "FunctionARN");
        dx_append(&reader->whole, functions, json_string(arn ? arn : ""));
        free(arn);
    }
}

/* Of all behaviours, for whatever event: whoever runs a function keeps it from being deleted. */
static void take_functions(struct reader *reader, json_t *object, const xmlNode *node)
{
    json_t *functions = json_array();
    add_functions(reader, functions, dx_xml_child(node, "DefaultCacheBehavior"));
    for (const xmlNode *behavior = dx_xml_find(node, "CacheBehaviors/Items/CacheBehavior");
         behavior != NULL; behavior = dx_xml_next(behavior, "CacheBehavior")) {
        add_functions(reader, functions, behavior);
    }
    dx_put(&reader->whole, object, CF_FUNCTIONS, functions);
}

static json_t *read_summary(struct reader *reader, const xmlNode *node)
{
    json_t *summary = json_object();
    reader_text(reader, summary, CF_ID, node, "Id", NULL);
    reader_text(reader, summary, CF_ARN, node, "ARN", NULL);
    reader_text(reader, summary, CF_DOMAIN_NAME, node, "DomainName", NULL);
    reader_text(reader, summary, CF_COMMENT, node, "Comment", NULL);
    reader_boolean(reader, summary, CF_STAGING, node, "Staging", 0);
    reader_text(reader, summary, CF_CERTIFICATE, dx_xml_child(node, "ViewerCertificate"),
                "ACMCertificateArn", "");
    take_aliases(reader, summary, node);
    take_origin(reader, summary, node);
    take_origins(reader, summary, node);
    take_functions(reader, summary, node);
    return summary;
}

/* @a config: where all but the id is. */
static json_t *read_oac(struct reader *reader, const xmlNode *node, const xmlNode *config)
{
    json_t *oac = json_object();
    reader_text(reader, oac, CF_ID, node, "Id", NULL);
    reader_text(reader, oac, CF_NAME, config, "Name", NULL);
    reader_text(reader, oac, "description", config, "Description", "");
    for (size_t i = 0; i < CLOUDFRONT_SIGNINGS; i++) {
        const struct cloudfront_signing *row = &cloudfront_signing[i];
        reader_text(reader, oac, row->member, config, row->element, NULL);
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
        reader_parse(answer, oacs ? "OriginAccessControlList" : "DistributionList", &document);
    if (error != NULL) {
        return error;
    }
    struct reader reader = {.operation = answer->operation, .whole = true};
    const xmlNode *list = xmlDocGetRootElement(document);
    char *marker = reader_marker(&reader, list);
    for (const xmlNode *node = reader_items(&reader, list, item); node != NULL;
         node = dx_xml_next(node, item)) {
        dx_append(&reader.whole, results,
                  oacs ? read_oac(&reader, node, node) : read_summary(&reader, node));
    }
    xmlFreeDoc(document);
    error = reader_error(&reader);
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
    dxaws_error *error = reader_parse(answer, "OriginAccessControl", &document);
    if (error != NULL) {
        return error;
    }
    struct reader reader = {.operation = answer->operation, .whole = true};
    const xmlNode *root = xmlDocGetRootElement(document);
    json_t *value = read_oac(&reader, root, dx_xml_child(root, "OriginAccessControlConfig"));
    return reader_finish(&reader, document, value, oac);
}

dxaws_error *aws_read_tags(const struct aws_answer *answer, json_t **tags)
{
    xmlDoc *document = NULL;
    dxaws_error *error = reader_parse(answer, "Tags", &document);
    if (error != NULL) {
        return error;
    }
    struct reader reader = {.operation = answer->operation, .whole = true};
    json_t *result = json_object();
    /* Tags are the one list without a quantity. */
    const xmlNode *root = xmlDocGetRootElement(document);
    if (xmlChildElementCount((xmlNode *)(uintptr_t)root) > 0 &&
        dx_xml_child(root, "Items") == NULL) {
        reader_fail(&reader, "Items", NULL);
    }
    for (const xmlNode *tag = dx_xml_find(root, "Items/Tag"); tag != NULL;
         tag = dx_xml_next(tag, "Tag")) {
        char *key = dx_xml_text(tag, "Key");
        if (key == NULL) {
            reader_fail(&reader, "Key", NULL);
        } else {
            /* A mark says whose it is, by its value: without one nothing is known. */
            bool mark = strncmp(key, "dxaws:", 6) == 0;
            reader_text(&reader, result, key, tag, "Value", mark ? NULL : "");
        }
        free(key);
    }
    return reader_finish(&reader, document, result, tags);
}
