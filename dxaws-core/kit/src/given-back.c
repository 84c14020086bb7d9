/* SPDX-License-Identifier: MIT */
/* What is given back stays as it was set, and nobody converges it any more: all that is named. What
 * a setting was before us is written nowhere. */
#include <dxaws/extend/tree.h>
#include <dxaws/kit/ownership.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "presets.h"

enum { WHY = 600 };

/* Whether it is set: a new resource does not have it by itself. */
static bool is_set(const struct dx_attribute *row, const json_t *value)
{
    json_t *initial = row->flags & DX_WRITTEN ? NULL : dx_attribute_initial(row);
    bool set =
        value != NULL && !json_is_null(value) && (initial == NULL || !json_equal(initial, value));
    json_decref(initial);
    return set;
}

/* Of what the tables converge, all that is set. What is written in any case is named also where
 * nobody read it, as null: who only removes a resource reads no more than that needs. */
static json_t *settings_of(const struct dx_planner *planner)
{
    bool whole = true;
    json_t *settings = json_object();
    for (size_t i = 0; i < planner->schema->attribute_count; i++) {
        const struct dx_attribute *row = &planner->schema->attributes[i];
        json_t *value = row->action ? json_object_get(planner->observed, row->name) : NULL;
        if (is_set(row, value)) {
            dx_put(&whole, settings, row->name, json_incref(value));
        } else if (value == NULL && row->action && (row->flags & DX_WRITTEN)) {
            dx_put(&whole, settings, row->name, json_null());
        }
    }
    return dx_whole(whole, settings);
}

/* The declared tags that are there and are not taken off: an owner's key that we overwrote. */
static json_t *tags_of(const struct dx_planner *planner, const struct dx_claim *claim)
{
    const json_t *observed = json_object_get(planner->observed, DX_TAGS);
    bool adopted = dx_ownership(claim, observed) == DX_ADOPTED;
    json_t *removed = dx_tags_ours(observed, adopted);
    json_t *tags = json_object();
    bool whole = removed != NULL;
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(planner->desired, DX_TAGS), key, value) {
        json_t *found = json_object_get(observed, key);
        if (found != NULL && json_equal(found, value) && !dx_has_text(removed, key)) {
            dx_put(&whole, tags, key, json_incref(found));
        }
    }
    json_decref(removed);
    return dx_whole(whole, tags);
}

/* "versioning true, aliases": what is short enough with its value, and all of it is beside. */
static void describe(const json_t *settings, char why[WHY])
{
    const char *name;
    json_t *value;
    size_t length = (size_t)snprintf(why, WHY, "it is given back, and stays as it is set");
    json_object_foreach((json_t *)(uintptr_t)settings, name, value) {
        bool plain = !json_is_object(value) && !json_is_array(value) && !json_is_null(value);
        char *text = plain ? json_dumps(value, JSON_ENCODE_ANY) : NULL;
        size_t room = WHY - length;
        length +=
            (size_t)snprintf(why + length, room, "%s %s%s%.100s", strchr(why, ':') ? "," : ":",
                             name, text ? " " : "", text ? text : "");
        length = length < WHY ? length : WHY - 1;
        free(text);
    }
}

void dx_planner_stays(struct dx_planner *planner, const struct dx_claim *claim, json_t *also)
{
    char why[WHY];
    json_t *settings = settings_of(planner);
    json_t *tags = tags_of(planner, claim);
    bool whole = settings != NULL && tags != NULL;
    if (json_object_size(tags) > 0) {
        dx_put(&whole, settings, DX_TAGS, json_incref(tags));
    }
    whole = whole && (also == NULL || json_object_update(settings, also) == 0);
    if (whole && json_object_size(settings) > 0) {
        describe(settings, why);
        dx_planner_left(planner, claim->kind, claim->identity, why, NULL);
        json_t *entry = json_array_get(planner->left, json_array_size(planner->left) - 1);
        dx_put(&whole, entry, "settings", json_incref(settings));
    }
    planner->out_of_memory = planner->out_of_memory || !whole;
    json_decref(settings);
    json_decref(tags);
    json_decref(also);
}
