/* SPDX-License-Identifier: MIT */
/* Changes in the order in which Route53 takes them: an alias within its zone only once its target
 * stands. https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html */
#include "batches.h"

#include <stdlib.h>
#include <string.h>

#include "schema.h"

struct order {
    const char *zone_id;
    const json_t *changes;
    json_t *places; /* where the changes of a name begin, by name */
    bool *taken;    /* by that place */
    json_t *ordered;
    bool whole;
};

static const char *name_of(const json_t *change)
{
    const json_t *after = json_object_get(change, DNS_AFTER);
    return dx_text(after ? after : json_object_get(change, DNS_BEFORE), DNS_NAME);
}

/* Takes the changes of a name, those of its aliases' targets first. What leads in a circle stays in
 * the order it came in, for Route53 to refuse. */
static void take(struct order *order, size_t start)
{
    const char *name = name_of(json_array_get(order->changes, start));
    size_t count = json_array_size(order->changes);
    size_t end = start;
    if (order->taken[start]) {
        return;
    }
    order->taken[start] = true;
    for (; end < count && strcmp(name_of(json_array_get(order->changes, end)), name) == 0; end++) {
        const json_t *after = json_object_get(json_array_get(order->changes, end), DNS_AFTER);
        const json_t *alias = json_object_get(after, DNS_ALIAS);
        const char *zone = dx_text(alias, DNS_ALIAS_ZONE);
        const char *target = dx_text(alias, DNS_ALIAS_NAME);
        const json_t *place = target ? json_object_get(order->places, target) : NULL;
        if (place != NULL && zone != NULL && strcmp(zone, order->zone_id) == 0) {
            take(order, (size_t)json_integer_value(place));
        }
    }
    for (size_t i = start; i < end; i++) {
        order->whole = json_array_append(order->ordered, json_array_get(order->changes, i)) == 0 &&
                       order->whole;
    }
}

/* Notes where the changes of each name begin. */
static bool find_places(struct order *order)
{
    bool whole = true;
    size_t index;
    json_t *change;
    json_array_foreach((json_t *)(uintptr_t)order->changes, index, change) {
        if (json_object_get(order->places, name_of(change)) == NULL) {
            whole = json_object_set_new(order->places, name_of(change),
                                        json_integer((json_int_t)index)) == 0 &&
                    whole;
        }
    }
    return whole;
}

json_t *dns_targets_first(const char *zone_id, const json_t *changes)
{
    struct order order = {.zone_id = zone_id,
                          .changes = changes,
                          .places = json_object(),
                          .taken = calloc(json_array_size(changes) + 1, sizeof *order.taken),
                          .ordered = json_array()};
    order.whole = order.taken != NULL && order.ordered != NULL && find_places(&order);
    for (size_t i = 0; order.whole && i < json_array_size(changes); i++) {
        const json_t *place = json_object_get(order.places, name_of(json_array_get(changes, i)));
        take(&order, (size_t)json_integer_value(place));
    }
    json_decref(order.places);
    free(order.taken);
    return dx_whole(order.whole, order.ordered);
}
