/* SPDX-License-Identifier: MIT */
/* Which origin of a distribution's configuration serves what no other behaviour does. */
#include "aws-shapes.h"

#include <stdio.h>
#include <stdlib.h>

#include <dxaws/kit/xml.h>

/* The element of that name and Id after the path; NULL when there is none. */
static xmlNode *with_id(const xmlNode *config, const char *path, const char *name, const char *id)
{
    xmlNode *node = id ? dx_xml_find(config, path) : NULL;
    while (node != NULL && !dx_xml_is(node, "Id", id)) {
        node = dx_xml_next(node, name);
    }
    return node;
}

/* The element that says which origin the default behaviour uses. The target may be a group: its
 * first member is asked first. */
static xmlNode *reference(const xmlNode *config)
{
    static const char first[] = "Members/Items/OriginGroupMember/OriginId";
    char *target = dx_xml_text(config, "DefaultCacheBehavior/TargetOriginId");
    const xmlNode *group = with_id(config, "OriginGroups/Items/OriginGroup", "OriginGroup", target);
    free(target);
    return group ? dx_xml_find(group, first)
                 : dx_xml_find(config, "DefaultCacheBehavior/TargetOriginId");
}

static xmlNode *origin_of(const xmlNode *config, const char *id)
{
    return with_id(config, "Origins/Items/Origin", "Origin", id);
}

xmlNode *aws_target_origin(const xmlNode *config)
{
    char *id = dx_xml_text(reference(config), "");
    xmlNode *origin = origin_of(config, id);
    free(id);
    return origin;
}

/* Whether another behaviour uses the origin, too. */
static bool is_shared(const xmlNode *config, const char *id)
{
    const xmlNode *behavior = dx_xml_find(config, "CacheBehaviors/Items/CacheBehavior");
    while (behavior != NULL && !dx_xml_is(behavior, "TargetOriginId", id)) {
        behavior = dx_xml_next(behavior, "CacheBehavior");
    }
    return behavior != NULL;
}

/* The one of a kind of ours that is free. */
static void choose_id(const xmlNode *config, char id[32])
{
    snprintf(id, 32, "%s", AWS_ORIGIN_ID);
    for (int number = 2; origin_of(config, id) != NULL; number++) {
        snprintf(id, 32, "%s-%d", AWS_ORIGIN_ID, number);
    }
}

static void count_origins(const xmlNode *origins)
{
    char count[24];
    xmlNode *items = dx_xml_child(origins, "Items");
    snprintf(count, sizeof count, "%lu", xmlChildElementCount(items));
    dx_xml_set((xmlNode *)(uintptr_t)origins, "Quantity", count);
}

void aws_add_origin(xmlNode *items, const char *id, const char *path)
{
    xmlNode *origin = dx_xml_add(items, "Origin", NULL);
    dx_xml_add(origin, "Id", id);
    dx_xml_add(origin, "DomainName", NULL);
    dx_xml_add(origin, "OriginPath", path);
    dx_xml_add(dx_xml_add(origin, "CustomHeaders", NULL), "Quantity", "0");
}

void aws_separate_origin(xmlNode *config)
{
    const xmlNode *origin = aws_target_origin(config);
    bool is_server = dx_xml_child(origin, "CustomOriginConfig") != NULL ||
                     dx_xml_child(origin, "VpcOriginConfig") != NULL;
    char *id = dx_xml_text(origin, "Id");
    if (id != NULL && is_server && is_shared(config, id)) {
        char beside[32];
        xmlNode *named = reference(config);
        const xmlNode *origins = dx_xml_child(config, "Origins");
        char *path = dx_xml_text(origin, "OriginPath");
        choose_id(config, beside);
        aws_add_origin(dx_xml_child(origins, "Items"), beside, path);
        count_origins(origins);
        xmlNodeSetContent(named, (const xmlChar *)beside);
        free(path);
    }
    free(id);
}
