/* SPDX-License-Identifier: MIT */
/* The account of a scenario: somebody's things, and what each looked like when its owner left it.
 */
#include "strangers.h"

#include <dxaws/extend/memory.h>
#include <dxaws/extend/tree.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define SAID(site, domain, more)                                                                   \
    "{\"site\":\"" site "\",\"domain\":\"" domain "\",\"region\":\"ca-central-1\","                \
    "\"protect\":false" more "}"

const struct manifest manifests[MANIFESTS] = {
    {"example", "www.example.com", "example-www-example-com",
     SAID("example", "www.example.com", ",\"tags\":{\"team\":\"web\"}")},
    {"example", "new.example.com", "example-new-example-com",
     SAID("example", "new.example.com",
          ",\"tags\":{\"team\":\"web\",\"cost\":\"7\"},"
          "\"certificate\":{\"key_algorithm\":\"EC_prime256v1\"}")},
    {"example", "www.example.com", "the-archive",
     SAID("example", "www.example.com",
          ",\"tags\":{\"owner\":\"web\"},\"bucket\":{\"name\":\"the-archive\"},"
          "\"cdn\":{\"ipv6\":false},\"fallback\":\"spa\"")},
    {"shop", "www.example.com", "shop-www-example-com", SAID("shop", "www.example.com", "")},
};

void world_wrong(struct world *world, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    if (world->wrong[0] == '\0') {
        vsnprintf(world->wrong, sizeof world->wrong, format, values);
    }
    va_end(values);
}

json_t *world_all(struct world *world, const char *service, const char *type)
{
    json_t *all = json_object();
    const char *id;
    json_t *document;
    must(dxaws_memory_begin(world->fixture.account, world->fixture.context));
    for (size_t i = 0;
         dxaws_memory_at_tree(world->fixture.account, service, type, i, &id, &document); i++) {
        json_object_set_new(all, id, document);
    }
    dxaws_memory_abort(world->fixture.account);
    return all;
}

bool world_consents(const struct world *world, const char *kind, const char *identity)
{
    char consent[600];
    snprintf(consent, sizeof consent, "%s/%s", kind, identity);
    return dxaws_apply_options_adopts(world->options, consent);
}

static const char *const kinds[][2] = {{"s3", "bucket"},
                                       {"acm", "certificate"},
                                       {"cloudfront", "distribution"},
                                       {"cloudfront", "oac"},
                                       {"route53", "zone"}};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* Everything that is not ours, by its name; records one by one. */
static json_t *strangers_now(struct world *world)
{
    json_t *found = json_object();
    json_t *certificates = world_all(world, "acm", "certificate");
    json_t *distributions = world_all(world, "cloudfront", "distribution");
    for (size_t i = 0; i < KINDS; i++) {
        json_t *all = world_all(world, kinds[i][0], kinds[i][1]);
        const char *id;
        json_t *document;
        json_object_foreach(all, id, document) {
            char key[500];
            char name[400];
            size_t index;
            json_t *record;
            snprintf(key, sizeof key, "%s/%s", kinds[i][1], id);
            if (strcmp(kinds[i][1], "zone") != 0 &&
                whose_is(NULL, kinds[i][1], id, document) == NOT_OURS) {
                json_object_set(found, key, document);
            }
            json_array_foreach(json_object_get(document, "records"), index, record) {
                record_key(record, name);
                snprintf(key, sizeof key, "record/%s", name);
                if (!is_our_record(NULL, record, distributions, certificates)) {
                    json_object_set(found, key, record);
                }
            }
        }
        json_decref(all);
    }
    json_decref(certificates);
    json_decref(distributions);
    return found;
}

json_t *world_our_records(struct world *world)
{
    json_t *found = json_array();
    json_t *certificates = world_all(world, "acm", "certificate");
    json_t *distributions = world_all(world, "cloudfront", "distribution");
    json_t *zone = first_of(&world->fixture, "route53", "zone", NULL);
    size_t index;
    json_t *record;
    json_array_foreach(json_object_get(zone, "records"), index, record) {
        if (is_our_record(world->manifest->site, record, distributions, certificates)) {
            json_array_append(found, record);
        }
    }
    json_decref(zone);
    json_decref(certificates);
    json_decref(distributions);
    return found;
}

/* Members that time and others' use change. */
static bool is_same(const json_t *left, const json_t *right)
{
    static const char *const passing[] = {"in_use_by", "status", "seen_ms", "not_after_ms"};
    json_t *one = json_copy((json_t *)(uintptr_t)left);
    json_t *other = json_copy((json_t *)(uintptr_t)right);
    for (size_t i = 0; i < sizeof passing / sizeof *passing; i++) {
        json_object_del(one, passing[i]);
        json_object_del(other, passing[i]);
    }
    bool same = json_equal(one, other);
    json_decref(one);
    json_decref(other);
    return same;
}

void world_note_strangers(struct world *world)
{
    json_decref(world->strangers);
    world->strangers = strangers_now(world);
}

/* By whichever name a consent has, records by their type. */
static bool may_have_changed(const struct world *world, const char *key)
{
    json_t *consents = json_object_get(dxaws_apply_options_tree(world->options), "adopt");
    const char *identity = strchr(key, '/') + 1;
    size_t kind = strncmp(key, "oac/", 4) == 0 ? 0 : (size_t)(identity - 1 - key);
    size_t index;
    json_t *consent;
    json_array_foreach(consents, index, consent) {
        const char *text = json_string_value(consent);
        const char *word = kind ? key : "access_control";
        size_t length = kind ? kind : strlen(word);
        bool same_kind = strncmp(text, word, length) == 0;
        if (strncmp(key, "record/", 7) == 0 && strncmp(text, "distribution", 12) == 0) {
            return true; /* what leads to it is ours with it: judged when it was written */
        }
        bool named =
            same_kind && (text[length] == '\0' || strncmp(key, "record/", 7) == 0 ||
                          (text[length] == '/' && strcmp(text + length + 1, identity) == 0));
        if (named) {
            return true;
        }
    }
    return false;
}

/* A record may be ours by what it leads to having become ours: it is as it was all the same. */
static bool stands(struct world *world, const char *key, const json_t *record)
{
    json_t *zone = first_of(&world->fixture, "route53", "zone", NULL);
    bool found = false;
    size_t index;
    json_t *other;
    json_array_foreach(json_object_get(zone, "records"), index, other) {
        found = found || (strncmp(key, "record/", 7) == 0 && json_equal(other, record));
    }
    json_decref(zone);
    return found;
}

void world_compare(struct world *world)
{
    json_t *now = strangers_now(world);
    const char *key;
    json_t *before;
    json_object_foreach(world->strangers, key, before) {
        json_t *after = json_object_get(now, key);
        bool same = after ? is_same(before, after) : stands(world, key, before);
        if (!same && !may_have_changed(world, key)) {
            char *text = json_dumps(before, JSON_COMPACT);
            world_wrong(world, "(2) %s of somebody else is %s; it was %.600s", key,
                        after ? "another" : "gone or ours", text);
            free(text);
        }
    }
    json_decref(world->strangers);
    world->strangers = now;
}

static void note(struct world *world, const char *type, const char *id, const json_t *document)
{
    char key[500];
    snprintf(key, sizeof key, "%s/%s", type, id);
    if (world->strangers == NULL) {
        return;
    }
    if (document == NULL || whose_is(NULL, type, id, document) != NOT_OURS) {
        json_object_del(world->strangers, key);
    } else {
        json_object_set_new(world->strangers, key, json_deep_copy(document));
    }
}

/* Records that somebody changed are theirs, as they are now. */
static void note_records(struct world *world, const json_t *before, const json_t *after)
{
    size_t index;
    json_t *record;
    char key[400];
    char name[450];
    json_t *old = json_object();
    json_array_foreach(json_object_get(before, "records"), index, record) {
        record_key(record, key);
        json_object_set(old, key, record);
    }
    json_array_foreach(json_object_get(after, "records"), index, record) {
        record_key(record, key);
        snprintf(name, sizeof name, "record/%s", key);
        if (!json_equal(json_object_get(old, key), record)) {
            json_object_set_new(world->strangers, name, json_deep_copy(record));
        }
        json_object_del(old, key);
    }
    const char *gone;
    json_object_foreach(old, gone, record) {
        snprintf(name, sizeof name, "record/%s", gone);
        json_object_del(world->strangers, name);
    }
    json_decref(old);
}

void world_put(struct world *world, const char *service, const char *type, const char *id,
               json_t *document)
{
    must(dxaws_memory_begin(world->fixture.account, world->fixture.context));
    json_t *before = dxaws_memory_get_tree(world->fixture.account, service, type, id);
    must(dxaws_memory_put_tree(world->fixture.account, service, type, id, document));
    must(dxaws_memory_commit(world->fixture.account));
    if (strcmp(type, "zone") == 0 && world->strangers != NULL) {
        note_records(world, before, document);
    } else {
        note(world, type, id, document);
    }
    json_decref(before);
    json_decref(document);
}

void world_remove(struct world *world, const char *service, const char *type, const char *id)
{
    must(dxaws_memory_begin(world->fixture.account, world->fixture.context));
    dxaws_memory_remove(world->fixture.account, service, type, id);
    must(dxaws_memory_commit(world->fixture.account));
    note(world, type, id, NULL);
}

void world_close(struct world *world)
{
    dxaws_memory_account_watch(world->fixture.account, NULL, NULL);
    fixture_close(&world->fixture);
    json_decref(world->strangers);
    json_decref(world->given);
}
