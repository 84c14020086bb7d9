/* SPDX-License-Identifier: MIT */
/* Somebody acts: on anything that is there, ours or not. */
#include "strangers.h"

#include <stdio.h>
#include <string.h>

static const char *const types[][2] = {
    {"s3", "bucket"}, {"acm", "certificate"}, {"cloudfront", "distribution"}};

/* The nth of a type, as it is; NULL when there is none. */
static json_t *pick(struct world *world, const char *const type[2], unsigned number, char id[256])
{
    json_t *all = world_all(world, type[0], type[1]);
    size_t count = json_object_size(all);
    json_t *found = NULL;
    const char *key;
    json_t *document;
    size_t place = 0;
    json_object_foreach(all, key, document) {
        if (count > 0 && place++ == number % count) {
            snprintf(id, 256, "%s", key);
            found = json_incref(document);
        }
    }
    json_decref(all);
    return found;
}

/* Adds a tag, changes one of ours, takes all of them or our mark off, or gives it to others. */
static void act_on_tags(struct world *world, unsigned act, unsigned number)
{
    const char *const *type = types[number % 3];
    char id[256];
    json_t *document = pick(world, type, number / 3, id);
    json_t *tags = json_object_get(document, "tags");
    if (document == NULL) {
        return;
    }
    switch (act) {
    case 0:
        json_object_set_new(tags, "added", json_string("by hand"));
        break;
    case 1:
        json_object_set_new(tags, "team", json_string("theirs"));
        break;
    case 2:
        json_object_clear(tags);
        break;
    case 3:
        json_object_del(tags, "dxaws:managed");
        break;
    default:
        json_object_set_new(tags, "dxaws:site", json_string("other"));
        break;
    }
    world_put(world, type[0], type[1], id, document);
}

static void act_on_bucket(struct world *world, unsigned act, unsigned number)
{
    char id[256];
    json_t *bucket = pick(world, types[0], number, id);
    if (bucket != NULL && act == 0) {
        thing_add_statement(bucket, id, "AddedByHand");
        world_put(world, "s3", "bucket", id, bucket);
    } else if (bucket != NULL) {
        json_decref(bucket);
        world_remove(world, "s3", "bucket", id);
    }
}

/* Adds a record, or makes an A record lead elsewhere, or removes one. */
static void act_on_records(struct world *world, unsigned act, unsigned number)
{
    json_t *zone = first_of(&world->fixture, "route53", "zone", NULL);
    json_t *records = json_object_get(zone, "records");
    size_t count = json_array_size(records);
    size_t place = count > 2 ? 2 + number % (count - 2) : 0; /* but NS and SOA */
    char name[200];
    if (act == 0) {
        snprintf(name, sizeof name, "by-hand-%u.example.com.", world->acts++);
        json_array_append_new(records, json_pack("{ss ss si s[s]}", "name", name, "type", "TXT",
                                                 "ttl_s", 60, "values", "\"by hand\""));
    } else if (place > 0 && act == 1) {
        json_array_remove(records, place);
    } else if (place > 0) {
        json_t *record = json_array_get(records, place);
        json_object_del(record, "alias");
        json_object_set_new(record, "ttl_s", json_integer(60));
        json_object_set_new(record, "values", json_pack("[s]", "192.0.2.77"));
        if (strcmp(json_string_value(json_object_get(record, "type")), "A") != 0) {
            json_array_remove(records, place);
        }
    }
    world_put(world, "route53", "zone", world->fixture.zone_id, zone);
}

/* Somebody makes a thing, of the name that the run is about to use. */
static void act_by_making(struct world *world, unsigned number)
{
    static const enum thing_kind kinds[] = {A_BUCKET, A_CERTIFICATE, A_CONTROL, A_RECORD};
    const struct thing thing = {.kind = kinds[number % 4],
                                .manifest = (unsigned)(world->manifest - manifests),
                                .variant = number * 37 + 5,
                                .tags = number % 2};
    char id[256];
    json_t *there = pick(world, types[0], 0, id);
    bool taken = thing.kind == A_BUCKET && there != NULL;
    json_decref(there);
    if (!taken) {
        thing_add(world, &thing, 100 + world->acts++);
    }
}

void act_by_hand(struct world *world, unsigned hand)
{
    unsigned act = hand % 11;
    unsigned number = hand / 11;
    world->touched = true;
    if (act < 5) {
        act_on_tags(world, act, number);
    } else if (act < 7) {
        act_on_bucket(world, act - 5, number);
    } else if (act < 10) {
        act_on_records(world, act - 7, number);
    } else {
        act_by_making(world, number);
    }
}
