/* SPDX-License-Identifier: MIT */
/* What a site that is let go consists of, by the ids that other tools import it with:
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs, "Import" of each resource, and
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import-supported-resources.html
 * with the primaryIdentifier of each type. */
#include "import-ids.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/tree.h>

#include "output/terminal.h"

/* A kind of thing, by the document that its module observes. */
static const struct {
    const char *module;
    const char *member; /* of the document: the id */
    const char *with;   /* only when this is there and not empty; NULL: always */
    const char *terraform;
    const char *type; /* CloudFormation's; NULL: it imports none */
    const char *logical;
    const char *identifier;
} kinds[] = {
    {"s3", "name", NULL, "aws_s3_bucket", "AWS::S3::Bucket", "Bucket", "BucketName"},
    {"s3", "name", NULL, "aws_s3_bucket_public_access_block", NULL, NULL, NULL},
    {"s3", "name", "versioning", "aws_s3_bucket_versioning", NULL, NULL, NULL},
    {"s3", "name", "policy", "aws_s3_bucket_policy", "AWS::S3::BucketPolicy", "BucketPolicy",
     "Bucket"},
    {"cloudfront", "oac_id", NULL, "aws_cloudfront_origin_access_control",
     "AWS::CloudFront::OriginAccessControl", "OriginAccessControl", "Id"},
    {"cloudfront", "id", NULL, "aws_cloudfront_distribution", "AWS::CloudFront::Distribution",
     "Distribution", "Id"},
    {"acm", "arn", NULL, "aws_acm_certificate", NULL, NULL, NULL},
};
enum { KINDS = sizeof kinds / sizeof *kinds, LABEL = 200 };

struct list {
    const char *site;
    bool terraform;
    bool whole;
    json_t *ids;
};

static const char *text_of(const json_t *object, const char *member)
{
    return json_string_value(json_object_get(object, member));
}

static void append(struct list *list, json_t *item)
{
    list->whole = json_array_append_new(list->ids, item) == 0 && list->whole;
}

/* A name in Terraform's language: the site's, with what tells others of the same type apart. */
static void label(const struct list *list, const char *suffix, char text[LABEL])
{
    snprintf(text, LABEL, "%s%.60s%s%.60s", isdigit((unsigned char)list->site[0]) ? "_" : "",
             list->site, suffix[0] ? "_" : "", suffix);
    for (char *at = text; *at != '\0'; at++) {
        *at = (char)(isalnum((unsigned char)*at) ? tolower((unsigned char)*at) : '_');
    }
}

/* How many there are that begin so, whose number a further one would have. */
static size_t count_of(const struct list *list, const char *member, const char *text)
{
    size_t count = 0;
    size_t index;
    json_t *item;
    json_array_foreach(list->ids, index, item) {
        const char *other = text_of(item, member);
        count += other != NULL && strncmp(other, text, strlen(text)) == 0;
    }
    return count;
}

static void add_terraform(struct list *list, const char *type, const char *suffix, const char *id)
{
    char name[LABEL];
    char to[2 * LABEL];
    label(list, suffix, name);
    snprintf(to, sizeof to, "%s.%s", type, name);
    size_t count = count_of(list, "to", to);
    if (count > 0) {
        snprintf(to, sizeof to, "%s.%s_%zu", type, name, count + 1);
    }
    append(list, json_pack("{ss ss}", "to", to, "id", id));
}

static void add_cloudformation(struct list *list, size_t kind, const char *id)
{
    char logical[80];
    size_t count = count_of(list, "ResourceType", kinds[kind].type);
    snprintf(logical, sizeof logical, "%s", kinds[kind].logical);
    if (count > 0) {
        snprintf(logical, sizeof logical, "%s%zu", kinds[kind].logical, count + 1);
    }
    append(list, json_pack("{ss ss s{ss}}", "ResourceType", kinds[kind].type, "LogicalResourceId",
                           logical, "ResourceIdentifier", kinds[kind].identifier, id));
}

/* ZONEID_NAME_TYPE; Route53 writes the asterisk of a wildcard as \052, and names end in a dot. */
static void add_record(struct list *list, const char *suffix, const char *zone,
                       const json_t *record)
{
    char id[500];
    const char *name = text_of(record, "name");
    const char *type = text_of(record, "type");
    if (!list->terraform || zone == NULL || name == NULL || type == NULL) {
        return;
    }
    bool wildcard = strncmp(name, "\\052", 4) == 0;
    name += wildcard ? 4 : 0;
    size_t length = strlen(name);
    length -= length > 0 && name[length - 1] == '.';
    snprintf(id, sizeof id, "%.60s_%s%.*s_%.20s", zone, wildcard ? "*" : "",
             (int)(length < 300 ? length : 300), name, type);
    add_terraform(list, "aws_route53_record", suffix[0] ? suffix : type, id);
}

static bool is_given_back(const struct list *list, const json_t *observed)
{
    const char *owner = text_of(json_object_get(observed, "tags"), "dxaws:site");
    return owner != NULL && strcmp(owner, list->site) == 0;
}

static bool has(const json_t *observed, const char *member)
{
    const json_t *value = member ? json_object_get(observed, member) : NULL;
    return member == NULL || json_is_true(value) || json_object_size(value) > 0;
}

/* What a module observed, when it was marked as the site's. */
static void add_observed(struct list *list, const char *module, const json_t *observed)
{
    for (size_t i = 0; i < KINDS && is_given_back(list, observed); i++) {
        const char *id = text_of(observed, kinds[i].member);
        bool wanted = strcmp(module, kinds[i].module) == 0 && id != NULL && *id != '\0' &&
                      has(observed, kinds[i].with);
        if (wanted && list->terraform) {
            add_terraform(list, kinds[i].terraform, "", id);
        } else if (wanted && kinds[i].type != NULL) {
            add_cloudformation(list, i, id);
        }
    }
}

/* The alias records that lead to the distribution, and the one that validates the certificate. */
static void add_records(struct list *list, const json_t *all)
{
    const json_t *dns = json_object_get(all, "dns");
    const json_t *certificate = json_object_get(all, "acm");
    const json_t *distribution = json_object_get(all, "cloudfront");
    const char *target = text_of(distribution, "domain_name");
    const char *zone = text_of(json_array_get(json_object_get(dns, "zones"), 0), "id");
    size_t index;
    json_t *record;
    json_array_foreach(json_object_get(dns, "records"), index, record) {
        const char *led = text_of(json_object_get(record, "alias"), "dns_name");
        bool ours = target != NULL && led != NULL && strncmp(led, target, strlen(target)) == 0;
        if (ours && is_given_back(list, distribution)) {
            add_record(list, "", text_of(record, "zone_id"), record);
        }
    }
    if (is_given_back(list, certificate) &&
        json_is_true(json_object_get(certificate, "record_is_ours"))) {
        add_record(list, "validation", zone, json_object_get(certificate, "validation_record"));
    }
}

json_t *import_ids(const dxaws_plan *plan, const char *tool)
{
    static const char *const modules[] = {"s3", "acm", "cloudfront"};
    const json_t *all = dxaws_plan_observed_tree(plan);
    struct list list = {.site = dxaws_plan_resource(plan),
                        .terraform = strcmp(tool, IMPORT_TERRAFORM) == 0,
                        .whole = true,
                        .ids = json_array()};
    size_t index;
    json_t *removal;
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
        add_observed(&list, modules[i], json_object_get(all, modules[i]));
    }
    json_array_foreach(json_object_get(json_object_get(all, "former"), "removals"), index,
                       removal) {
        add_observed(&list, text_of(removal, "module"), json_object_get(removal, "observed"));
    }
    add_records(&list, all);
    if (!list.whole) {
        json_decref(list.ids);
        return NULL;
    }
    return list.ids;
}

void import_print(const json_t *ids, const char *tool)
{
    size_t index;
    json_t *item;
    if (strcmp(tool, IMPORT_CLOUDFORMATION) == 0) {
        json_dumpf(ids, stdout, JSON_INDENT(2));
        fputc('\n', stdout);
        return;
    }
    json_array_foreach((json_t *)(uintptr_t)ids, index, item) {
        fputs("import {\n  to = ", stdout);
        print_safely(stdout, text_of(item, "to"));
        fputs("\n  id = \"", stdout);
        print_safely(stdout, text_of(item, "id"));
        fputs("\"\n}\n", stdout);
    }
}
