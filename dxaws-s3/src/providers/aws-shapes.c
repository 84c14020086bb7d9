/* SPDX-License-Identifier: MIT */
/* S3's request bodies and answers. */
#include "aws-shapes.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/xml.h>

#define NAMESPACE "http://s3.amazonaws.com/doc/2006-03-01/"

static const struct {
    const char *element;
    const char *member;
} switches[] = {
    {"BlockPublicAcls", "block_public_acls"},
    {"IgnorePublicAcls", "ignore_public_acls"},
    {"BlockPublicPolicy", "block_public_policy"},
    {"RestrictPublicBuckets", "restrict_public_buckets"},
};
enum { SWITCH_COUNT = sizeof switches / sizeof *switches };

char *shape_finish(xmlDoc *document, bool complete)
{
    char *text = document != NULL && complete ? dx_xml_format(document) : NULL;
    xmlFreeDoc(document);
    return text;
}

/* A document with one child. */
static char *one_element(const char *root, const char *name, const char *text)
{
    xmlDoc *document = dx_xml_new(root, NAMESPACE);
    return shape_finish(document, dx_xml_add(xmlDocGetRootElement(document), name, text) != NULL);
}

/* An element for each tag. */
static bool add_tags(xmlNode *set, const json_t *tags)
{
    bool complete = set != NULL;
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)tags, key, value) {
        xmlNode *tag = dx_xml_add(set, "Tag", NULL);
        complete = dx_xml_add(tag, "Key", key) != NULL &&
                   dx_xml_add(tag, "Value", json_string_value(value)) != NULL && complete;
    }
    return complete;
}

char *shape_create_bucket(const char *region, const json_t *tags)
{
    xmlDoc *document = dx_xml_new("CreateBucketConfiguration", NAMESPACE);
    xmlNode *root = xmlDocGetRootElement(document);
    bool complete = region == NULL || dx_xml_add(root, "LocationConstraint", region) != NULL;
    if (json_object_size(tags) > 0) {
        complete = add_tags(dx_xml_add(root, "Tags", NULL), tags) && complete;
    }
    return shape_finish(document, complete);
}

char *shape_versioning(bool enabled)
{
    return one_element("VersioningConfiguration", "Status", enabled ? "Enabled" : "Suspended");
}

char *shape_public_access_block(const json_t *block)
{
    xmlDoc *document = dx_xml_new("PublicAccessBlockConfiguration", NAMESPACE);
    bool complete = true;
    for (size_t i = 0; i < SWITCH_COUNT; i++) {
        bool blocked = json_is_true(json_object_get(block, switches[i].member));
        complete = dx_xml_add(xmlDocGetRootElement(document), switches[i].element,
                              blocked ? "true" : "false") != NULL &&
                   complete;
    }
    return shape_finish(document, complete);
}

char *shape_ownership_controls(const char *ownership)
{
    xmlDoc *document = dx_xml_new("OwnershipControls", NAMESPACE);
    xmlNode *rule = dx_xml_add(xmlDocGetRootElement(document), "Rule", NULL);
    return shape_finish(document, dx_xml_add(rule, "ObjectOwnership", ownership) != NULL);
}

/* Our words for what S3 calls algorithms; its own for those that are not known here. */
static const struct {
    const char *ours;
    const char *theirs;
} algorithms[] = {
    {DXAWS_S3_ENCRYPTION_SSE_S3, "AES256"},
    {DXAWS_S3_ENCRYPTION_SSE_KMS, "aws:kms"},
    {DXAWS_S3_ENCRYPTION_DSSE_KMS, "aws:kms:dsse"},
};
enum { ALGORITHM_COUNT = sizeof algorithms / sizeof *algorithms };

char *shape_encryption(const json_t *encryption)
{
    xmlDoc *document = dx_xml_new("ServerSideEncryptionConfiguration", NAMESPACE);
    xmlNode *rule = dx_xml_add(xmlDocGetRootElement(document), "Rule", NULL);
    xmlNode *by = dx_xml_add(rule, "ApplyServerSideEncryptionByDefault", NULL);
    const char *algorithm = dx_text(encryption, S3_ALGORITHM);
    const char *key = dx_text(encryption, S3_KMS_KEY);
    const json_t *bucket_key = json_object_get(encryption, S3_BUCKET_KEY);
    for (size_t i = 0; algorithm != NULL && i < ALGORITHM_COUNT; i++) {
        algorithm = strcmp(algorithm, algorithms[i].ours) == 0 ? algorithms[i].theirs : algorithm;
    }
    bool complete = dx_xml_add(by, "SSEAlgorithm", algorithm) != NULL;
    complete = (key == NULL || dx_xml_add(by, "KMSMasterKeyID", key) != NULL) && complete;
    if (bucket_key != NULL) {
        const char *enabled = json_is_true(bucket_key) ? "true" : "false";
        complete = dx_xml_add(rule, "BucketKeyEnabled", enabled) != NULL && complete;
    }
    return shape_finish(document, complete);
}

char *shape_tagging(const json_t *tags)
{
    xmlDoc *document = dx_xml_new("Tagging", NAMESPACE);
    xmlNode *set = dx_xml_add(xmlDocGetRootElement(document), "TagSet", NULL);
    return shape_finish(document, add_tags(set, tags));
}

dxaws_error *shape_incomplete(const char *operation, const char *element)
{
    return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "s3", DXAWS_S3_ERROR_INVALID_RESPONSE,
                           "s3 %s: the answer has no valid <%s>", operation, element);
}

dxaws_error *shape_give(dxaws_error *error, json_t *made, json_t **found)
{
    if (error == NULL && made != NULL) {
        *found = made;
        return NULL;
    }
    json_decref(made);
    return error ? error : dxaws_error_out_of_memory();
}

dxaws_error *shape_read_versioning(const char *body, size_t size, json_t **found)
{
    static const char operation[] = "GetBucketVersioning";
    xmlDoc *document = NULL;
    dxaws_error *error =
        dx_xml_parse("s3 GetBucketVersioning", body, size, "VersioningConfiguration", &document);
    const xmlNode *root = xmlDocGetRootElement(document);
    bool enabled = dx_xml_is(root, "Status", "Enabled");
    bool says_nothing = xmlChildElementCount((xmlNode *)(uintptr_t)root) == 0; /* it was never on */
    if (error == NULL && !enabled && !says_nothing && !dx_xml_is(root, "Status", "Suspended")) {
        error = shape_incomplete(operation, "Status");
    }
    xmlFreeDoc(document);
    return shape_give(error, json_pack("{sb}", S3_VERSIONING, enabled), found);
}

dxaws_error *shape_read_ownership_controls(const char *body, size_t size, json_t **found)
{
    xmlDoc *document = NULL;
    dxaws_error *error =
        dx_xml_parse("s3 GetBucketOwnershipControls", body, size, "OwnershipControls", &document);
    char *ownership =
        dx_xml_text(dx_xml_child(xmlDocGetRootElement(document), "Rule"), "ObjectOwnership");
    if (error == NULL && (ownership == NULL || *ownership == '\0')) {
        error = shape_incomplete("GetBucketOwnershipControls", "ObjectOwnership");
    }
    json_t *made = error ? NULL : json_pack("{ss}", S3_OWNERSHIP, ownership);
    free(ownership);
    xmlFreeDoc(document);
    return shape_give(error, made, found);
}

/* The first grantee that is not the owner: by id, group or address. */
static char *first_grantee(const xmlNode *acl, const char *owner)
{
    static const char *const names[] = {"ID", "URI", "EmailAddress"};
    const xmlNode *list = dx_xml_child(acl, "AccessControlList");
    for (const xmlNode *grant = list ? dx_xml_child(list, "Grant") : NULL; grant != NULL;
         grant = dx_xml_next(grant, "Grant")) {
        const xmlNode *grantee = dx_xml_child(grant, "Grantee");
        for (size_t i = 0; grantee != NULL && i < sizeof names / sizeof *names; i++) {
            char *name = dx_xml_text(grantee, names[i]);
            if (name != NULL && strcmp(name, owner) != 0) {
                return name;
            }
            free(name);
        }
    }
    return NULL;
}

dxaws_error *shape_read_grants(const char *body, size_t size, json_t **found)
{
    xmlDoc *document = NULL;
    dxaws_error *error =
        dx_xml_parse("s3 GetBucketAcl", body, size, "AccessControlPolicy", &document);
    const xmlNode *acl = xmlDocGetRootElement(document);
    char *owner = dx_xml_text(dx_xml_child(acl, "Owner"), "ID");
    char *grantee = owner ? first_grantee(acl, owner) : NULL;
    bool whole = true;
    json_t *made = json_object();
    if (error == NULL && owner == NULL) {
        error = shape_incomplete("GetBucketAcl", "Owner");
    }
    dx_put_text(&whole, made, S3_GRANTEE, grantee);
    free(owner);
    free(grantee);
    xmlFreeDoc(document);
    return shape_give(error, dx_whole(whole, made), found);
}

/* The key is absent where it is AWS's own, and all is where nothing is encrypted. */
dxaws_error *shape_read_encryption(const char *body, size_t size, json_t **found)
{
    xmlDoc *document = NULL;
    json_t *encryption = json_object();
    bool whole = encryption != NULL;
    dxaws_error *error = dx_xml_parse("s3 GetBucketEncryption", body, size,
                                      "ServerSideEncryptionConfiguration", &document);
    const xmlNode *rule = dx_xml_child(xmlDocGetRootElement(document), "Rule");
    const xmlNode *by = dx_xml_child(rule, "ApplyServerSideEncryptionByDefault");
    char *algorithm = dx_xml_text(by, "SSEAlgorithm");
    char *key = dx_xml_text(by, "KMSMasterKeyID");
    const char *word = algorithm;
    for (size_t i = 0; word != NULL && i < ALGORITHM_COUNT; i++) {
        word = strcmp(word, algorithms[i].theirs) == 0 ? algorithms[i].ours : word;
    }
    if (error == NULL && rule != NULL && algorithm == NULL) {
        error = shape_incomplete("GetBucketEncryption", "SSEAlgorithm");
    }
    dx_put_text(&whole, encryption, S3_ALGORITHM, word);
    dx_put_text(&whole, encryption, S3_KMS_KEY, key);
    if (word != NULL) {
        dx_put(&whole, encryption, S3_BUCKET_KEY,
               json_boolean(dx_xml_is(rule, "BucketKeyEnabled", "true")));
    }
    free(algorithm);
    free(key);
    xmlFreeDoc(document);
    return shape_give(error, json_pack("{so}", S3_ENCRYPTION, dx_whole(whole, encryption)), found);
}

dxaws_error *shape_read_public_access_block(const char *body, size_t size, json_t **found)
{
    static const char operation[] = "GetPublicAccessBlock";
    xmlDoc *document = NULL;
    dxaws_error *error = dx_xml_parse("s3 GetPublicAccessBlock", body, size,
                                      "PublicAccessBlockConfiguration", &document);
    const xmlNode *root = xmlDocGetRootElement(document);
    json_t *block = json_object();
    for (size_t i = 0; i < SWITCH_COUNT && error == NULL; i++) {
        bool blocked = dx_xml_is(root, switches[i].element, "true");
        if (!blocked && !dx_xml_is(root, switches[i].element, "false")) {
            error = shape_incomplete(operation, switches[i].element);
        } else if (json_object_set_new(block, switches[i].member, json_boolean(blocked)) != 0) {
            error = dxaws_error_out_of_memory();
        }
    }
    xmlFreeDoc(document);
    return shape_give(error, json_pack("{so}", S3_BLOCK, block), found);
}

dxaws_error *shape_read_tagging(const char *body, size_t size, json_t **found)
{
    static const char operation[] = "GetBucketTagging";
    xmlDoc *document = NULL;
    dxaws_error *error = dx_xml_parse("s3 GetBucketTagging", body, size, "Tagging", &document);
    const xmlNode *set = dx_xml_child(xmlDocGetRootElement(document), "TagSet");
    json_t *tags = json_object();
    if (error == NULL && set == NULL) {
        error = shape_incomplete(operation, "TagSet");
    }
    for (const xmlNode *tag = dx_xml_child(set, "Tag"); tag != NULL && error == NULL;
         tag = dx_xml_next(tag, "Tag")) {
        char *key = dx_xml_text(tag, "Key");
        char *value = dx_xml_text(tag, "Value");
        if (key == NULL || *key == '\0' || value == NULL) {
            error = shape_incomplete(operation, "Tag");
        } else if (json_object_set_new(tags, key, json_string(value)) != 0) {
            error = dxaws_error_out_of_memory();
        }
        free(key);
        free(value);
    }
    xmlFreeDoc(document);
    return shape_give(error, json_pack("{so}", S3_TAGS, tags), found);
}

/* What every policy has, and other objects have not: it is written back as a whole. */
static bool is_policy(const json_t *document)
{
    const json_t *statements = json_object_get(document, "Statement");
    bool whole = json_is_array(statements) || dx_text(statements, "Effect") != NULL;
    size_t index;
    json_t *statement;
    json_array_foreach(statements, index, statement) {
        whole = whole && dx_text(statement, "Effect") != NULL;
    }
    return whole;
}

dxaws_error *shape_read_policy(const char *body, size_t size, json_t **found)
{
    json_t *policy = json_loadb(body, size, JSON_REJECT_DUPLICATES, NULL);
    if (!is_policy(policy)) {
        json_decref(policy);
        return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "s3", DXAWS_S3_ERROR_INVALID_RESPONSE,
                               "s3 GetBucketPolicy: the answer is no policy: a JSON object with a "
                               "\"Statement\"");
    }
    return shape_give(NULL, json_pack("{so}", S3_POLICY, policy), found);
}

/* Whether it has anything that a list of a bucket has, however little it says. */
static bool is_list(const xmlNode *root)
{
    static const char *const names[] = {"Name",    "Bucket",     "Prefix",      "KeyMarker",
                                        "MaxKeys", "MaxUploads", "IsTruncated", "EncodingType"};
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        found = found || dx_xml_child(root, names[i]) != NULL;
    }
    return found;
}

/* Whether a list has an item of one of the names. */
static dxaws_error *read_has(const char *what, const char *root, const char *const names[2],
                             const char *member, const char *body, size_t size, json_t **found)
{
    xmlDoc *document = NULL;
    dxaws_error *error = dx_xml_parse(what, body, size, root, &document);
    const xmlNode *list = xmlDocGetRootElement(document);
    bool has = dx_xml_child(list, names[0]) != NULL || dx_xml_child(list, names[1]) != NULL;
    if (error == NULL && !has && !is_list(list)) {
        error = shape_incomplete(what + sizeof "s3", "Name");
    }
    xmlFreeDoc(document);
    return shape_give(error, json_pack("{sb}", member, has), found);
}

dxaws_error *shape_read_has_objects(const char *body, size_t size, json_t **found)
{
    static const char *const names[2] = {"Version", "DeleteMarker"};
    return read_has("s3 ListObjectVersions", "ListVersionsResult", names, S3_HAS_OBJECTS, body,
                    size, found);
}

dxaws_error *shape_read_has_uploads(const char *body, size_t size, json_t **found)
{
    static const char *const names[2] = {"Upload", "Upload"};
    return read_has("s3 ListMultipartUploads", "ListMultipartUploadsResult", names, S3_HAS_UPLOADS,
                    body, size, found);
}

dxaws_error *shape_read_lock(const char *body, size_t size, json_t **found)
{
    xmlDoc *document = NULL;
    dxaws_error *error = dx_xml_parse("s3 GetObjectLockConfiguration", body, size,
                                      "ObjectLockConfiguration", &document);
    char *enabled = dx_xml_text(xmlDocGetRootElement(document), "ObjectLockEnabled");
    bool locks = enabled == NULL || strcmp(enabled, "Enabled") == 0; /* there is no other word */
    free(enabled);
    xmlFreeDoc(document);
    return shape_give(error, json_pack("{sb}", S3_LOCK, locks), found);
}

dxaws_error *shape_read_buckets(const char *body, size_t size, json_t *buckets, char **next)
{
    xmlDoc *document = NULL;
    bool whole = true;
    dxaws_error *error =
        dx_xml_parse("s3 ListBuckets", body, size, "ListAllMyBucketsResult", &document);
    const xmlNode *root = xmlDocGetRootElement(document);
    const xmlNode *list = dx_xml_child(root, "Buckets");
    if (error == NULL && list == NULL && dx_xml_child(root, "Owner") == NULL) {
        error = shape_incomplete("ListBuckets", "Buckets");
    }
    for (const xmlNode *one = error || list == NULL ? NULL : dx_xml_child(list, "Bucket");
         one != NULL && error == NULL; one = dx_xml_next(one, "Bucket")) {
        char *name = dx_xml_text(one, "Name");
        char *region = dx_xml_text(one, "BucketRegion");
        char *since = dx_xml_text(one, "CreationDate");
        if (name == NULL) {
            error = shape_incomplete("ListBuckets", "Name");
        } else {
            dx_append(&whole, buckets,
                      json_pack("{ss ss? ss?}", S3_NAME, name, S3_REGION, region, S3_SINCE, since));
        }
        free(name);
        free(region);
        free(since);
    }
    if (error == NULL && !whole) {
        error = dxaws_error_out_of_memory();
    }
    *next = error ? NULL : dx_xml_text(root, "ContinuationToken");
    xmlFreeDoc(document);
    return error;
}
