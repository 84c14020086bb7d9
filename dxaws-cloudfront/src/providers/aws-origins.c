/* SPDX-License-Identifier: MIT */
/* Which origin of a distribution's configuration serves what no other behaviour does. */
#include "aws-shapes.h"

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

/* The target may be a group: its first member is asked first. */
xmlNode *aws_target_origin(const xmlNode *config)
{
    static const char first[] = "Members/Items/OriginGroupMember/OriginId";
    char *target = dx_xml_text(config, "DefaultCacheBehavior/TargetOriginId");
    const xmlNode *group = with_id(config, "OriginGroups/Items/OriginGroup", "OriginGroup", target);
    char *member = group ? dx_xml_text(group, first) : NULL;
    xmlNode *origin = with_id(config, "Origins/Items/Origin", "Origin", group ? member : target);
    free(target);
    free(member);
    return origin;
}
