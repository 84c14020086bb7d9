/* SPDX-License-Identifier: MIT */
/* Each write, judged at the moment it arrives: it makes something new, with the mark on it from the
 * beginning; or its target carries our mark in the account, or is named by a consent of this run.
 * In what is ours, what others set stays as it is. */
#include "strangers.h"

#include <dxaws/extend/memory.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One write, with its documents. */
struct write {
    struct world *world;
    dxaws_memory_account *account;
    const dxaws_memory_change *change;
    const char *site;
    json_t *before; /* NULL: it makes the thing */
    json_t *after;  /* NULL: it removes it */
    enum whose whose;
};

#define WRONG(write, format, ...)                                                                  \
    world_wrong((write)->world, "(1%s) %s %s %s: " format,                                         \
                (write)->world->touched ? " by hand" : "", (write)->change->operation,             \
                (write)->change->type, (write)->change->id, __VA_ARGS__)

static const char *consent_word(const char *type)
{
    return strcmp(type, "oac") == 0 ? "access_control" : type;
}

static json_t *tags_of(const json_t *document)
{
    return json_object_get(document, "tags");
}

static bool is_declared(const struct write *write, const char *key)
{
    json_t *desired = json_loads(write->world->manifest->text, 0, NULL);
    bool declared = json_object_get(json_object_get(desired, "tags"), key) != NULL;
    json_decref(desired);
    return declared;
}

/* What we gave it where there was none, by key: to be taken away again while it is as we gave it.
 */
static json_t *given_to(const struct write *write)
{
    char name[500];
    snprintf(name, sizeof name, "%s/%s", write->change->type, write->change->id);
    json_t *given = json_object_get(write->world->given, name);
    if (given == NULL) {
        given = json_object();
        json_object_set_new(write->world->given, name, given);
    }
    return given;
}

/* One key that a write changes or takes off. */
static void judge_key(const struct write *write, const char *key, const json_t *before,
                      const json_t *after)
{
    json_t *given = given_to(write);
    const json_t *ours = json_object_get(given, key);
    if (strncmp(key, "dxaws:", 6) == 0 || (before != NULL && json_equal(before, after))) {
        return;
    }
    if (after != NULL && !is_declared(write, key)) {
        WRONG(write, "sets tag %s, which is not declared", key);
    } else if (after != NULL && (before == NULL || ours != NULL)) {
        json_object_set_new(given, key, json_deep_copy(after));
    } else if (after == NULL && (ours == NULL || !json_equal(ours, before))) {
        WRONG(write, "takes off tag %s, which is somebody's", key);
    } else if (after == NULL) {
        json_object_del(given, key);
    }
}

static void judge_tags(const struct write *write)
{
    const char *key;
    json_t *value;
    json_t *before = tags_of(write->before);
    json_t *after = tags_of(write->after);
    json_object_foreach(before, key, value) {
        judge_key(write, key, value, json_object_get(after, key));
    }
    json_object_foreach(after, key, value) {
        if (json_object_get(before, key) == NULL) {
            judge_key(write, key, NULL, value);
        }
    }
}

/* A Sid alone makes none ours: that which lets CloudFront in names the service, and somebody's of
 * that Sid a role. */
static bool is_our_statement(const json_t *statement)
{
    const char *sid = json_string_value(json_object_get(statement, "Sid"));
    const json_t *principal = json_object_get(statement, "Principal");
    return sid != NULL &&
           (strcmp(sid, "DxawsTlsOnly") == 0 || strcmp(sid, "DxawsContentIndex") == 0 ||
            ((strcmp(sid, "DxawsCloudFrontRead") == 0 || strcmp(sid, "DxawsCloudFrontList") == 0) &&
             json_object_get(principal, "Service") != NULL));
}

/* Statements of others are in the policy as they were. */
static void judge_statements(const struct write *write)
{
    json_t *before = json_object_get(json_object_get(write->before, "policy"), "Statement");
    json_t *after = json_object_get(json_object_get(write->after, "policy"), "Statement");
    size_t index;
    size_t other;
    json_t *statement;
    json_t *found;
    json_array_foreach(before, index, statement) {
        bool stays = is_our_statement(statement);
        json_array_foreach(after, other, found) {
            stays = stays || json_equal(statement, found);
        }
        if (!stays) {
            const char *sid = json_string_value(json_object_get(statement, "Sid"));
            WRONG(write, "statement %s of somebody else is gone", sid ? sid : "without Sid");
        }
    }
}

/* One that was taken over keeps what nobody declared, and serves on. */
static void judge_adopted(const struct write *write)
{
    static const char *const kept[] = {"comment", "enabled", "caller_reference"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept && write->after != NULL; i++) {
        if (!json_equal(json_object_get(write->before, kept[i]),
                        json_object_get(write->after, kept[i])) &&
            strcmp(write->change->type, "distribution") == 0) {
            WRONG(write, "changes %s of what was taken over", kept[i]);
        }
    }
    if (write->after == NULL) {
        WRONG(write, "deletes what is %s", "not made by us");
    }
}

static void judge_new(const struct write *write)
{
    if (whose_is(write->site, write->change->type, write->change->id, write->after) != OURS_MADE) {
        char *text = json_dumps(tags_of(write->after), JSON_COMPACT | JSON_ENCODE_ANY);
        WRONG(write, "makes it without our mark: %s", text ? text : "no tags");
        free(text);
    }
    judge_tags(write);
}

static void judge_existing(const struct write *write)
{
    const char *type = write->change->type;
    if (write->whose == NOT_OURS &&
        !world_consents(write->world, consent_word(type), write->change->id)) {
        char *text = json_dumps(write->before, JSON_COMPACT);
        WRONG(write, "it is not ours: %.700s", text);
        free(text);
    }
    if (write->whose != OURS_MADE) {
        judge_adopted(write);
    }
    if (write->after != NULL) {
        judge_tags(write);
    }
    if (write->after != NULL && strcmp(type, "bucket") == 0) {
        judge_statements(write);
    }
}

static json_t *all_within(dxaws_memory_account *account, const char *service, const char *type)
{
    json_t *all = json_object();
    const char *id;
    json_t *document;
    for (size_t i = 0; dxaws_memory_at_tree(account, service, type, i, &id, &document); i++) {
        json_object_set_new(all, id, document);
    }
    return all;
}

/* As a refusal names it: by type and value, or by what it leads to. */
static bool record_consented(const struct world *world, const json_t *record)
{
    char identity[500];
    const char *type = json_string_value(json_object_get(record, "type"));
    const char *value = json_string_value(json_array_get(json_object_get(record, "values"), 0));
    const char *target =
        json_string_value(json_object_get(json_object_get(record, "alias"), "dns_name"));
    const char *said = value ? value : target ? target : "";
    for (size_t length = strlen(said); length + 1 >= strlen(said) && length > 0; length--) {
        snprintf(identity, sizeof identity, "%s/%.*s", type, (int)length, said);
        if (world_consents(world, "record", identity)) {
            return true; /* with the dot at its end or without */
        }
    }
    return false;
}

static bool holds(const json_t *records, const json_t *record)
{
    size_t index;
    json_t *other;
    json_array_foreach((json_t *)(uintptr_t)records, index, other) {
        if (json_equal(other, record)) {
            return true;
        }
    }
    return false;
}

/* Records that go, or that become others. */
static void judge_zone(const struct write *write)
{
    json_t *distributions = all_within(write->account, "cloudfront", "distribution");
    json_t *certificates = all_within(write->account, "acm", "certificate");
    const json_t *after = json_object_get(write->after, "records");
    size_t index;
    json_t *record;
    json_array_foreach(json_object_get(write->before, "records"), index, record) {
        if (!holds(after, record) && !holds(write->world->our_records, record) &&
            !is_our_record(write->site, record, distributions, certificates) &&
            !record_consented(write->world, record)) {
            char *text = json_dumps(record, JSON_COMPACT);
            WRONG(write, "takes a record of somebody else away: %.500s", text);
            free(text);
        }
    }
    json_decref(distributions);
    json_decref(certificates);
}

/* What the services note for themselves is nobody's write. */
static bool is_judged(const dxaws_memory_change *change)
{
    static const char *const judged[] = {"bucket", "certificate", "distribution", "oac", "zone"};
    for (size_t i = 0; i < sizeof judged / sizeof *judged; i++) {
        if (strcmp(change->type, judged[i]) == 0) {
            return strcmp(change->caller, change->service) == 0;
        }
    }
    return false;
}

void judge_change(struct world *world, dxaws_memory_account *account, const void *changed)
{
    const dxaws_memory_change *change = changed;
    if (!is_judged(change)) {
        return;
    }
    struct write write = {.world = world,
                          .account = account,
                          .change = change,
                          .site = world->manifest->site,
                          .before = change->before ? json_loads(change->before, 0, NULL) : NULL,
                          .after = change->after ? json_loads(change->after, 0, NULL) : NULL};
    /* Between the read of a mark and the write that goes by it there is no lock in AWS, and maybe
     * the read of something else. */
    bool unavoidable = world->touched && world->wrong[0] == '\0' && world->command != NULL &&
                       world->calls <= world->command->at + 1;
    world->writes++;
    if (strcmp(change->type, "zone") == 0) {
        judge_zone(&write);
    } else if (write.before == NULL) {
        judge_new(&write);
    } else {
        write.whose = whose_is(write.site, change->type, change->id, write.before);
        judge_existing(&write);
    }
    if (unavoidable) {
        char key[500];
        snprintf(key, sizeof key, "%s/%s", change->type, change->id);
        json_object_del(world->strangers, key);
        world->wrong[0] = '\0';
    }
    json_decref(write.before);
    json_decref(write.after);
}
