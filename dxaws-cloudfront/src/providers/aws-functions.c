/* SPDX-License-Identifier: MIT */
/* Which function a behaviour runs for the requests of viewers. */
#include "aws-shapes.h"

#include <stdio.h>

static void drop(xmlNode *node)
{
    if (node != NULL) {
        xmlUnlinkNode(node);
        xmlFreeNode(node);
    }
}

static xmlNode *asked(const xmlNode *items)
{
    xmlNode *item = dx_xml_child(items, "FunctionAssociation");
    while (item != NULL && !dx_xml_is(item, "EventType", "viewer-request")) {
        item = dx_xml_next(item, "FunctionAssociation");
    }
    return item;
}

/* A list without items has a quantity alone. */
void aws_set_function(xmlNode *list, const char *arn)
{
    char count[24];
    xmlNode *items = dx_xml_child(list, "Items");
    drop(dx_xml_child(list, "Quantity"));
    drop(asked(items));
    if (*arn != '\0') {
        items = items ? items : dx_xml_add(list, "Items", NULL);
        xmlNode *item = dx_xml_add(items, "FunctionAssociation", NULL);
        dx_xml_add(item, "FunctionARN", arn);
        dx_xml_add(item, "EventType", "viewer-request");
    }
    unsigned long left = items ? xmlChildElementCount(items) : 0;
    snprintf(count, sizeof count, "%lu", left);
    xmlNode *quantity = dx_xml_add(list, "Quantity", count);
    if (left == 0) {
        drop(items);
    } else if (quantity != NULL) {
        xmlAddPrevSibling(items, quantity);
    }
}
