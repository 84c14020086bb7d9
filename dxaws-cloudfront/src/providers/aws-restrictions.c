/* SPDX-License-Identifier: MIT */
/* From which countries viewers may come. */
#include <stdio.h>
#include <stdlib.h>

#include "aws-reader.h"
#include "aws-shapes.h"
#include "configuration.h"

void aws_take_geo(struct reader *reader, json_t *object, const xmlNode *config)
{
    const xmlNode *geo = dx_xml_child(dx_xml_child(config, "Restrictions"), "GeoRestriction");
    json_t *locations = json_array();
    reader_text(reader, object, CF_GEO, geo, "RestrictionType", CF_GEO_NONE);
    for (const xmlNode *node = geo ? reader_items(reader, geo, "Location") : NULL; node != NULL;
         node = dx_xml_next(node, "Location")) {
        char *code = dx_xml_text(node, "");
        dx_append(&reader->whole, locations, json_string(code ? code : ""));
        free(code);
    }
    dx_put(&reader->whole, object, CF_GEO_LOCATIONS, cloudfront_geo_locations(locations));
    json_decref(locations);
}

static void drop(xmlNode *parent, const char *name)
{
    xmlNode *child = dx_xml_child(parent, name);
    if (child != NULL) {
        xmlUnlinkNode(child);
        xmlFreeNode(child);
    }
}

/* The elements of a list in the model's order; without countries there is a quantity alone. */
void aws_set_geo(xmlNode *restrictions, const char *restriction, const json_t *locations)
{
    xmlNode *geo = dx_xml_child(restrictions, "GeoRestriction");
    geo = geo ? geo : dx_xml_add(restrictions, "GeoRestriction", NULL);
    if (dx_xml_child(geo, "RestrictionType") == NULL) {
        drop(geo, "Quantity"); /* is behind it */
        dx_xml_add(geo, "RestrictionType", restriction ? restriction : CF_GEO_NONE);
    } else if (restriction != NULL) {
        dx_xml_set(geo, "RestrictionType", restriction);
    }
    if (locations == NULL && dx_xml_child(geo, "Quantity") != NULL) {
        return;
    }
    char count[24];
    snprintf(count, sizeof count, "%zu", json_array_size(locations));
    drop(geo, "Quantity");
    drop(geo, "Items");
    dx_xml_add(geo, "Quantity", count);
    xmlNode *items = json_array_size(locations) > 0 ? dx_xml_add(geo, "Items", NULL) : NULL;
    for (size_t i = 0; i < json_array_size(locations); i++) {
        dx_xml_add(items, "Location", json_string_value(json_array_get(locations, i)));
    }
}
