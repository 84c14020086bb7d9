/* SPDX-License-Identifier: MIT */
/* What an edge has copies of. */
#include "edge.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/memory.h>
#include <dxaws/extend/names.h>
#include <dxaws/extend/tree.h>
#include <dxaws/kit/json.h>

#include "kill.h"

/* The bucket that the distribution fetches from; within a transaction. */
static json_t *origin_of(struct fixture *fixture)
{
    char name[64] = BUCKET;
    const char *id;
    const char *text;
    if (dxaws_memory_at(fixture->account, "cloudfront", "distribution", 0, &id, &text)) {
        json_t *distribution = json_loads(text, 0, NULL);
        const char *origin = dx_text(distribution, "origin_domain_name");
        snprintf(name, sizeof name, "%.*s", (int)strcspn(origin, "."), origin);
        json_decref(distribution);
    }
    return dxaws_memory_get_tree(fixture->account, "s3", "bucket", name);
}

static bool lets_in(const json_t *bucket)
{
    char *policy = json_dumps(json_object_get(bucket, "policy"), JSON_COMPACT | JSON_ENCODE_ANY);
    bool allows = policy != NULL && strstr(policy, "\"Allow\"") != NULL;
    free(policy);
    return allows;
}

/* Copies are fetched in a transaction, and forgotten in one. */
static pthread_mutex_t edge_lock = PTHREAD_MUTEX_INITIALIZER;

/* The digests of what the bucket holds, by key; {} without a bucket. */
static json_t *objects_of(const json_t *bucket)
{
    json_t *held = json_object();
    size_t index;
    json_t *object;
    json_array_foreach(json_object_get(bucket, "objects"), index, object) {
        const char *key = dx_text(object, "key");
        json_object_del(held, key);
        if (strncmp(key, ".dxaws/", 7) != 0 && !json_is_true(json_object_get(object, "marker"))) {
            json_object_set(held, key, json_object_get(object, "sha256"));
        }
    }
    return held;
}

/* What the bucket holds, as somebody sees it who asks the edge for all of it. */
static json_t *bucket_of(struct edge *edge)
{
    struct fixture *fixture = edge->fixture;
    must(dxaws_memory_begin(fixture->account, fixture->context));
    json_t *bucket = origin_of(fixture);
    json_t *held = objects_of(bucket);
    pthread_mutex_lock(&edge_lock);
    edge->turned_away += edge->serves && !lets_in(bucket);
    json_object_update_missing(edge->copies, held);
    pthread_mutex_unlock(&edge_lock);
    dxaws_memory_abort(fixture->account);
    json_decref(bucket);
    return held;
}

static dxaws_error *visit(void *self, dxaws_memory_account *account, const char *service,
                          const char *operation, bool write)
{
    static _Thread_local bool looks; /* its own looks are no calls to follow */
    (void)account;
    (void)service;
    (void)operation;
    if (write && !looks) {
        looks = true;
        json_decref(bucket_of(self));
        looks = false;
    }
    return NULL;
}

static bool is_matched(const char *key, const char *path)
{
    size_t size = strlen(path + 1);
    return size > 0 && path[size] == '*' ? strncmp(key, path + 1, size - 1) == 0
                                         : strcmp(key, path + 1) == 0;
}

static void forget(void *self, dxaws_memory_account *account, const dxaws_memory_change *change)
{
    struct edge *edge = self;
    (void)account;
    if (strcmp(change->type, "invalidation") != 0 || change->before != NULL) {
        return;
    }
    json_t *one = json_loads(change->after, 0, NULL);
    size_t index;
    json_t *path;
    const char *key;
    void *next;
    json_t *copy;
    pthread_mutex_lock(&edge_lock);
    edge->invalidations++;
    json_array_foreach(json_object_get(one, "paths"), index, path) {
        json_object_foreach_safe(edge->copies, next, key, copy) {
            if (is_matched(key, json_string_value(path))) {
                json_object_del(edge->copies, key);
            }
        }
    }
    pthread_mutex_unlock(&edge_lock);
    json_decref(one);
}

static const dxaws_memory_watch_ops watching = {
    .size = sizeof watching, .answered = visit, .changed = forget};

void open_edge(struct edge *edge, struct fixture *fixture)
{
    *edge = (struct edge){.fixture = fixture, .copies = json_object()};
    open_in_turn(fixture, &edge->options, NULL);
    dxaws_memory_account_watch(fixture->account, &watching, edge);
}

void close_edge(struct edge *edge)
{
    dxaws_memory_account_watch(edge->fixture->account, NULL, NULL);
    close_in_turn(edge->fixture, edge->options);
    json_decref(edge->copies);
}

void require_right(struct edge *edge, const char *wanted, const char *what, long long at)
{
    json_t *held = bucket_of(edge);
    json_t *site = json_loads(wanted, 0, NULL);
    const json_t *objects = json_object_get(json_object_get(site, "content"), "objects");
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)objects, key, value) {
        char digest[DXAWS_DIGEST_SIZE];
        const char *text = dx_text(value, "text");
        ck_assert(dxaws_digest(text, strlen(text), digest));
        const char *found = dx_text(held, key);
        ck_assert_msg(found != NULL && strcmp(found, digest) == 0, "%s %lld: %s of the bucket",
                      what, at, key);
        found = dx_text(edge->copies, key);
        ck_assert_msg(found == NULL || strcmp(found, digest) == 0, "%s %lld: %s of the edge", what,
                      at, key);
    }
    ck_assert_msg(edge->turned_away == 0, "%s %lld: %u visits were turned away", what, at,
                  edge->turned_away);
    edge->serves = true;
    json_decref(site);
    json_decref(held);
}
