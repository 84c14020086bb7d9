/* SPDX-License-Identifier: MIT */
/* The bodies that CloudFront wants: elements in the order of its model, and in an update
 * everything that was read and is not ours. */
#include "aws-shapes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The model's order of members, as far as we set any or may meet them beside. */
static const char *const config_order[] = {"CallerReference",   "Aliases",
                                           "DefaultRootObject", "Origins",
                                           "OriginGroups",      "DefaultCacheBehavior",
                                           "CacheBehaviors",    "CustomErrorResponses",
                                           "Comment",           "Logging",
                                           "PriceClass",        "Enabled",
                                           "ViewerCertificate", "Restrictions",
                                           "WebACLId",          "HttpVersion",
                                           "IsIPV6Enabled",     "ContinuousDeploymentPolicyId",
                                           "Staging",           "AnycastIpListId",
                                           "TenantConfig",      "ConnectionMode",
                                           "ViewerMtlsConfig",  NULL};
static const char *const origin_order[] = {"Id",
                                           "DomainName",
                                           "OriginPath",
                                           "CustomHeaders",
                                           "S3OriginConfig",
                                           "CustomOriginConfig",
                                           "VpcOriginConfig",
                                           "ConnectionAttempts",
                                           "ConnectionTimeout",
                                           "ResponseCompletionTimeout",
                                           "OriginShield",
                                           "OriginAccessControlId",
                                           NULL};
static const char *const behavior_order[] = {"TargetOriginId",
                                             "TrustedSigners",
                                             "TrustedKeyGroups",
                                             "ViewerProtocolPolicy",
                                             "AllowedMethods",
                                             "SmoothStreaming",
                                             "Compress",
                                             "LambdaFunctionAssociations",
                                             "FunctionAssociations",
                                             "FieldLevelEncryptionId",
                                             "RealtimeLogConfigArn",
                                             "CachePolicyId",
                                             "OriginRequestPolicyId",
                                             "ResponseHeadersPolicyId",
                                             "GrpcConfig",
                                             "ForwardedValues",
                                             "MinTTL",
                                             "DefaultTTL",
                                             "MaxTTL",
                                             NULL};
static const char *const viewer_order[] = {
    "CloudFrontDefaultCertificate", "IAMCertificateId", "ACMCertificateArn", "SSLSupportMethod",
    "MinimumProtocolVersion",       "Certificate",      "CertificateSource", NULL};

/* Where a name stands in an order; -1 for what the model did not have yet. */
static int rank(const char *const *order, const char *name)
{
    for (int i = 0; order[i] != NULL; i++) {
        if (strcmp(order[i], name) == 0) {
            return i;
        }
    }
    return -1;
}

/* The child of that name, made at its place in the order when missing. */
static xmlNode *place(xmlNode *parent, const char *const *order, const char *name)
{
    xmlNode *child = dx_xml_child(parent, name);
    if (child != NULL || parent == NULL) {
        return child;
    }
    child = xmlNewNode(parent->ns, (const xmlChar *)name);
    for (xmlNode *node = parent->children; node != NULL && child != NULL; node = node->next) {
        if (node->type == XML_ELEMENT_NODE &&
            rank(order, (const char *)node->name) > rank(order, name)) {
            return xmlAddPrevSibling(node, child);
        }
    }
    return child ? xmlAddChild(parent, child) : NULL;
}

static void remove_children(xmlNode *parent)
{
    while (parent != NULL && parent->children != NULL) {
        xmlNode *child = parent->children;
        xmlUnlinkNode(child);
        xmlFreeNode(child);
    }
}

static void put(xmlNode *parent, const char *const *order, const char *name, const char *text)
{
    xmlNode *child = place(parent, order, name);
    if (child != NULL) {
        xmlNodeSetContent(child, NULL);
        xmlNodeAddContent(child, (const xmlChar *)text);
    }
}

static void drop(xmlNode *parent, const char *name)
{
    xmlNode *child = dx_xml_child(parent, name);
    if (child != NULL) {
        xmlUnlinkNode(child);
        xmlFreeNode(child);
    }
}

static void add_quantity(xmlNode *list, size_t count)
{
    char text[24];
    snprintf(text, sizeof text, "%zu", count);
    dx_xml_add(list, "Quantity", text);
}

/* The plain ones: an element with a text, or with "true" or "false". */
static const struct {
    const char *attribute;
    const char *element;
    const char *const *order; /* also says where */
} plain[] = {
    {CF_ROOT_OBJECT, "DefaultRootObject", config_order},
    {CF_COMMENT, "Comment", config_order},
    {CF_PRICE_CLASS, "PriceClass", config_order},
    {CF_ENABLED, "Enabled", config_order},
    {CF_WEB_ACL, "WebACLId", config_order},
    {CF_HTTP, "HttpVersion", config_order},
    {CF_IPV6, "IsIPV6Enabled", config_order},
    {CF_VIEWER_POLICY, "ViewerProtocolPolicy", behavior_order},
    {CF_COMPRESS, "Compress", behavior_order},
    {CF_CACHE_POLICY, "CachePolicyId", behavior_order},
    {CF_HEADERS_POLICY, "ResponseHeadersPolicyId", behavior_order},
    {CF_ORIGIN, "DomainName", origin_order},
    {CF_ORIGIN_PATH, "OriginPath", origin_order},
};

static void set_plain(xmlNode *config, const json_t *changes)
{
    xmlNode *behavior = dx_xml_child(config, "DefaultCacheBehavior");
    xmlNode *origin = aws_target_origin(config);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        const json_t *value = json_object_get(changes, plain[i].attribute);
        xmlNode *parent = plain[i].order == behavior_order ? behavior
                          : plain[i].order == origin_order ? origin
                                                           : config;
        if (json_is_boolean(value)) {
            put(parent, plain[i].order, plain[i].element, json_is_true(value) ? "true" : "false");
        } else if (json_is_string(value)) {
            put(parent, plain[i].order, plain[i].element, json_string_value(value));
        }
    }
    if (json_string_length(json_object_get(changes, CF_HEADERS_POLICY)) == 0 &&
        json_object_get(changes, CF_HEADERS_POLICY) != NULL) {
        drop(behavior, "ResponseHeadersPolicyId");
    }
    if (json_object_get(changes, CF_CACHE_POLICY) != NULL) {
        /* A cache policy excludes what it replaces. */
        static const char *const replaced[] = {"ForwardedValues", "MinTTL", "DefaultTTL", "MaxTTL"};
        for (size_t i = 0; i < sizeof replaced / sizeof *replaced; i++) {
            drop(behavior, replaced[i]);
        }
    }
}

static void set_aliases(xmlNode *config, const json_t *aliases)
{
    xmlNode *list = place(config, config_order, "Aliases");
    size_t index;
    json_t *alias;
    remove_children(list);
    add_quantity(list, json_array_size(aliases));
    xmlNode *items = json_array_size(aliases) > 0 ? dx_xml_add(list, "Items", NULL) : NULL;
    json_array_foreach((json_t *)(uintptr_t)aliases, index, alias) {
        dx_xml_add(items, "CNAME", json_string_value(alias));
    }
}

static void add_number(xmlNode *parent, const char *name, const json_t *value)
{
    char text[24];
    if (value != NULL) {
        snprintf(text, sizeof text, "%lld", (long long)json_integer_value(value));
        dx_xml_add(parent, name, text);
    }
}

static void set_errors(xmlNode *config, const json_t *errors)
{
    xmlNode *list = place(config, config_order, "CustomErrorResponses");
    size_t index;
    json_t *error;
    remove_children(list);
    add_quantity(list, json_array_size(errors));
    xmlNode *items = json_array_size(errors) > 0 ? dx_xml_add(list, "Items", NULL) : NULL;
    json_array_foreach((json_t *)(uintptr_t)errors, index, error) {
        xmlNode *item = dx_xml_add(items, "CustomErrorResponse", NULL);
        add_number(item, "ErrorCode", json_object_get(error, "error_code"));
        if (dx_text(error, "page") != NULL) {
            dx_xml_add(item, "ResponsePagePath", dx_text(error, "page"));
        }
        add_number(item, "ResponseCode", json_object_get(error, "response_code"));
        add_number(item, "ErrorCachingMinTTL", json_object_get(error, "caching_min_ttl_s"));
    }
}

static void set_certificate(xmlNode *config, const char *arn)
{
    static const char *const others[] = {"CloudFrontDefaultCertificate", "IAMCertificateId",
                                         "Certificate", "CertificateSource"};
    xmlNode *viewer = place(config, config_order, "ViewerCertificate");
    bool had_one = dx_xml_child(viewer, "ACMCertificateArn") != NULL;
    if (*arn == '\0' || !had_one) {
        remove_children(viewer); /* what is said of one kind does not hold for the other */
    }
    if (*arn == '\0') {
        put(viewer, viewer_order, "CloudFrontDefaultCertificate", "true");
        return;
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        drop(viewer, others[i]);
    }
    put(viewer, viewer_order, "ACMCertificateArn", arn);
    if (!had_one) {
        put(viewer, viewer_order, "SSLSupportMethod", "sni-only");
        put(viewer, viewer_order, "MinimumProtocolVersion",
            DXAWS_CLOUDFRONT_DEFAULT_MINIMUM_PROTOCOL_VERSION);
    }
}

/* A bucket behind an access control: no identity beside it, and no custom origin. */
static void set_oac(xmlNode *config, const char *id)
{
    xmlNode *origin = aws_target_origin(config);
    drop(origin, "CustomOriginConfig");
    drop(origin, "VpcOriginConfig");
    xmlNode *s3 = place(origin, origin_order, "S3OriginConfig");
    dx_xml_set(s3, "OriginAccessIdentity", NULL);
    put(origin, origin_order, "OriginAccessControlId", id);
}

static void apply(xmlNode *config, const json_t *changes)
{
    const json_t *aliases = json_object_get(changes, CF_ALIASES);
    const json_t *errors = json_object_get(changes, CF_ERRORS);
    const char *arn = dx_text(changes, CF_CERTIFICATE);
    const char *minimum = dx_text(changes, CF_MINIMUM_TLS);
    if (dx_text(changes, CF_ORIGIN) != NULL) {
        aws_separate_origin(config);
    }
    set_plain(config, changes);
    if (aliases != NULL) {
        set_aliases(config, aliases);
    }
    if (errors != NULL) {
        set_errors(config, errors);
    }
    if (arn != NULL) {
        set_certificate(config, arn);
    }
    if (dx_text(changes, CF_FUNCTION) != NULL) {
        xmlNode *behavior = dx_xml_child(config, "DefaultCacheBehavior");
        aws_set_function(place(behavior, behavior_order, "FunctionAssociations"),
                         dx_text(changes, CF_FUNCTION));
    }
    if (dx_text(changes, CF_GEO) != NULL || json_object_get(changes, CF_GEO_LOCATIONS) != NULL) {
        aws_set_geo(place(config, config_order, "Restrictions"), dx_text(changes, CF_GEO),
                    json_object_get(changes, CF_GEO_LOCATIONS));
    }
    xmlNode *viewer = dx_xml_child(config, "ViewerCertificate");
    if (minimum != NULL && dx_xml_child(viewer, "ACMCertificateArn") != NULL) {
        put(viewer, viewer_order, "MinimumProtocolVersion", minimum);
    }
    if (dx_text(changes, CF_OAC) != NULL) {
        set_oac(config, dx_text(changes, CF_OAC));
    }
}

static void add_methods(xmlNode *parent)
{
    add_quantity(parent, 2);
    xmlNode *items = dx_xml_add(parent, "Items", NULL);
    dx_xml_add(items, "Method", "GET");
    dx_xml_add(items, "Method", "HEAD");
}

/* What every distribution of ours begins as. */
static void add_skeleton(xmlNode *config, const char *reference)
{
    dx_xml_add(config, "CallerReference", reference);
    xmlNode *origins = dx_xml_add(config, "Origins", NULL);
    add_quantity(origins, 1);
    aws_add_origin(dx_xml_add(origins, "Items", NULL), AWS_ORIGIN_ID, NULL);
    xmlNode *behavior = dx_xml_add(config, "DefaultCacheBehavior", NULL);
    dx_xml_add(behavior, "TargetOriginId", AWS_ORIGIN_ID);
    dx_xml_add(behavior, "ViewerProtocolPolicy", DXAWS_CLOUDFRONT_DEFAULT_VIEWER_PROTOCOL_POLICY);
    xmlNode *methods = dx_xml_add(behavior, "AllowedMethods", NULL);
    add_methods(methods);
    add_methods(dx_xml_add(methods, "CachedMethods", NULL));
    dx_xml_add(behavior, "CachePolicyId", DXAWS_CLOUDFRONT_DEFAULT_CACHE_POLICY_ID);
    dx_xml_add(config, "Comment", NULL);
    dx_xml_add(config, "Enabled", "true");
}

static void add_tags(xmlNode *parent, const json_t *tags)
{
    const char *key;
    json_t *value;
    xmlNode *items = json_object_size(tags) > 0 ? dx_xml_add(parent, "Items", NULL) : NULL;
    json_object_foreach((json_t *)(uintptr_t)tags, key, value) {
        xmlNode *tag = dx_xml_add(items, "Tag", NULL);
        dx_xml_add(tag, "Key", key);
        dx_xml_add(tag, "Value", json_string_value(value));
    }
}

static char *format_and_free(xmlDoc *document)
{
    char *text = document ? dx_xml_format(document) : NULL;
    xmlFreeDoc(document);
    return text;
}

char *aws_write_creation(const json_t *wanted)
{
    xmlDoc *document = dx_xml_new("DistributionConfigWithTags", AWS_XMLNS);
    xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    xmlNode *config = dx_xml_add(root, "DistributionConfig", NULL);
    if (config != NULL) {
        add_skeleton(config, dx_text(wanted, CF_REFERENCE));
        apply(config, wanted);
        add_tags(dx_xml_add(root, "Tags", NULL), json_object_get(wanted, CF_TAGS));
    }
    return format_and_free(document);
}

dxaws_error *aws_write_update(const char *document, const json_t *changes, char **body)
{
    xmlDoc *parsed = NULL;
    dxaws_error *error = dx_xml_parse("cloudfront UpdateDistribution", document, strlen(document),
                                      "DistributionConfig", &parsed);
    if (error != NULL) {
        return error;
    }
    apply(xmlDocGetRootElement(parsed), changes);
    char *text = format_and_free(parsed);
    if (text == NULL) {
        return dxaws_error_out_of_memory();
    }
    *body = text;
    return NULL;
}

char *aws_write_oac(const json_t *oac)
{
    xmlDoc *document = dx_xml_new("OriginAccessControlConfig", AWS_XMLNS);
    xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    dx_xml_add(root, "Name", dx_text(oac, CF_NAME));
    dx_xml_add(root, "Description", dx_text(oac, "description"));
    for (size_t i = 0; i < CLOUDFRONT_SIGNINGS; i++) {
        const struct cloudfront_signing *row = &cloudfront_signing[i];
        const char *value = dx_text(oac, row->member);
        dx_xml_add(root, row->element, value ? value : row->wanted);
    }
    return format_and_free(document);
}

char *aws_write_tags(const json_t *tags)
{
    xmlDoc *document = dx_xml_new("Tags", AWS_XMLNS);
    add_tags(document ? xmlDocGetRootElement(document) : NULL, tags);
    return format_and_free(document);
}

char *aws_write_tag_keys(const json_t *keys)
{
    xmlDoc *document = dx_xml_new("TagKeys", AWS_XMLNS);
    xmlNode *items = document ? dx_xml_add(xmlDocGetRootElement(document), "Items", NULL) : NULL;
    size_t index;
    json_t *key;
    json_array_foreach((json_t *)(uintptr_t)keys, index, key) {
        dx_xml_add(items, "Key", json_string_value(key));
    }
    return format_and_free(document);
}
