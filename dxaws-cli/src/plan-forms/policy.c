/* SPDX-License-Identifier: MIT */
/* A policy from a plan: the rows of its module's description, with their names of resources filled
 * in from what was observed, and those of equal resources put together. */
#include "policy.h"

#include <dxaws/extend/error.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../error-codes.h"
#include "arn.h"

struct making {
    const struct policy_source *source;
    json_t
        *grants; /* resources, as a text, and an object of the actions that may be done to them */
    bool whole;
};

static const char *text_of(const json_t *object, const char *member)
{
    const char *text = json_string_value(json_object_get(object, member));
    return text ? text : "";
}

static bool is_site(const struct making *making)
{
    return json_object_get(making->source->description, "observes") != NULL;
}

static void grant(struct making *making, const json_t *row, const struct arn_scope *scope)
{
    json_t *resources = arn_resources(json_object_get(row, "resources"), scope);
    char *key = resources ? json_dumps(resources, JSON_COMPACT) : NULL;
    json_t *actions = key ? json_object_get(making->grants, key) : NULL;
    if (key != NULL && actions == NULL) {
        actions = json_object();
        making->whole &= json_object_set_new(making->grants, key, actions) == 0;
    }
    size_t index;
    json_t *action;
    json_array_foreach(json_object_get(row, "actions"), index, action) {
        making->whole &= json_object_set_new(actions, json_string_value(action), json_true()) == 0;
    }
    making->whole &= key != NULL;
    json_decref(resources);
    free(key);
}

/* Whether a row is for a change that the action makes. */
static bool is_due(const json_t *row, const json_t *action)
{
    const char *when = text_of(row, "when");
    size_t index;
    json_t *change;
    json_array_foreach(json_object_get(action, "changes"), index, change) {
        json_t *after = json_object_get(change, "after");
        bool sets = after != NULL && !json_is_null(after);
        if (strcmp(when, sets ? "sets" : "removes") == 0) {
            return true;
        }
    }
    return when[0] == '\0';
}

/* What is known of the resource that rows are about: of a site's, that of one of its modules. */
static struct arn_scope scope_of(const struct making *making, const char *module)
{
    const json_t *observed = json_object_get(making->source->plan, "observed");
    const json_t *desired = json_object_get(making->source->plan, "desired");
    bool site = is_site(making);
    return (struct arn_scope){.own = site ? json_object_get(observed, module) : observed,
                              .wanted = site ? NULL : desired,
                              .wholes = {observed, desired},
                              .account = making->source->account};
}

static void grant_reads(struct making *making, const char *module, const struct arn_scope *scope)
{
    const json_t *desired = json_object_get(making->source->plan, "desired");
    bool gone = json_is_false(json_object_get(desired, "present"));
    size_t index;
    json_t *row;
    json_array_foreach(json_object_get(making->source->description, "reads"), index, row) {
        const char *with = text_of(row, "with");
        bool about = module == NULL || strcmp(text_of(row, "module"), module) == 0;
        bool due = with[0] == '\0' || arn_is_said(scope, with);
        due = due && (gone || text_of(row, "when")[0] == '\0');
        if (about && due && (module == NULL || scope->own != NULL)) {
            grant(making, row, scope);
        }
    }
}

static const json_t *described(const struct making *making, const char *kind)
{
    size_t index;
    json_t *action;
    json_array_foreach(json_object_get(making->source->description, "actions"), index, action) {
        if (strcmp(text_of(action, "kind"), kind) == 0) {
            return json_object_get(action, "permissions");
        }
    }
    return NULL;
}

/* What was observed of a host that leads to the site, whose resource has that name; NULL for none.
 */
static const json_t *of_redirects(const json_t *observed, const char *module, const char *member,
                                  const char *name)
{
    const json_t *found = NULL;
    const char *host;
    json_t *one;
    json_object_foreach(json_object_get(observed, "redirects"), host, one) {
        const json_t *own = json_object_get(one, module);
        found = strcmp(text_of(own, member), name) == 0 ? own : found;
    }
    return found;
}

/* What is known of the resource of that name, where it is another than the one that was observed: a
 * removal of the site's, one of a host that leads to it, or nothing but the name. A new reference;
 * NULL for the observed one. */
static json_t *another(const struct making *making, const struct arn_scope *scope,
                       const char *module, const char *resource)
{
    static const char *const names[] = {"name", "bucket", "domain_name", NULL};
    const json_t *observed = json_object_get(making->source->plan, "observed");
    const char *const *name = names;
    while (*name != NULL && json_object_get(scope->own, *name) == NULL) {
        name++;
    }
    if (*name == NULL || strcmp(text_of(scope->own, *name), resource) == 0) {
        return NULL;
    }
    size_t index;
    json_t *removal;
    json_array_foreach(json_object_get(json_object_get(observed, "former"), "removals"), index,
                       removal) {
        json_t *known = json_object_get(removal, "observed");
        if (strcmp(text_of(removal, "module"), module) == 0 &&
            strcmp(text_of(known, *name), resource) == 0) {
            return json_incref(known);
        }
    }
    const json_t *known = of_redirects(observed, module, *name, resource);
    return known ? json_incref((json_t *)(uintptr_t)known)
                 : json_pack("{ss sO*}", *name, resource, "region",
                             json_object_get(scope->own, "region"));
}

static dxaws_error *grant_action(struct making *making, const json_t *action)
{
    char module[64] = "";
    const char *kind = text_of(action, "kind");
    const json_t *rows = described(making, kind);
    if (rows == NULL) {
        return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "cli", DXAWS_CLI_ERROR_NO_PERMISSIONS,
                               "%.80s: its module does not say what IAM has to allow for it; leave "
                               "--iam out",
                               kind);
    }
    if (is_site(making)) {
        snprintf(module, sizeof module, "%.*s", (int)strcspn(kind, "."), kind);
    }
    struct arn_scope scope = scope_of(making, module);
    json_t *other =
        is_site(making) ? another(making, &scope, module, text_of(action, "resource")) : NULL;
    size_t index;
    json_t *row;
    if (other != NULL) {
        scope.like = scope.own;
        scope.own = other;
        grant_reads(making, module, &scope);
    }
    json_array_foreach(rows, index, row) {
        if (is_due(row, action)) {
            grant(making, row, &scope);
        }
    }
    json_decref(other);
    return NULL;
}

/* What a site's bucket always has, whatever was read of the one that it has now. */
static json_t *usual(const json_t *own)
{
    static const char *const members[] = {"public_access_block", "policy", "versioning"};
    json_t *like = json_copy((json_t *)(uintptr_t)own);
    for (size_t i = 0; like != NULL && i < sizeof members / sizeof *members; i++) {
        json_object_set_new(like, members[i], json_true());
    }
    return like;
}

/* Where the site's bucket is to be another one, that is looked at, too; nothing was read of one
 * that is not there. */
static void grant_reads_of_wanted(struct making *making, const char *module)
{
    struct arn_scope scope = scope_of(making, module);
    const char *bucket = making->source->bucket;
    bool holds = strcmp(module, "s3") == 0 || strcmp(module, "content") == 0;
    json_t *other = holds && bucket ? another(making, &scope, module, bucket) : NULL;
    if (other != NULL || (holds && json_is_false(json_object_get(scope.own, "exists")))) {
        json_t *like = usual(scope.own);
        making->whole = making->whole && like != NULL;
        scope.like = like;
        scope.own = other ? other : scope.own;
        grant_reads(making, module, &scope);
        json_decref(like);
    }
    json_decref(other);
}

/* Of each host that leads to the site. */
static void grant_reads_of_redirects(struct making *making, const char *module)
{
    struct arn_scope scope = scope_of(making, module);
    const json_t *observed = json_object_get(making->source->plan, "observed");
    const char *host;
    json_t *one;
    json_object_foreach(json_object_get(observed, "redirects"), host, one) {
        scope.own = json_object_get(one, module);
        grant_reads(making, module, &scope);
    }
}

static void grant_all_reads(struct making *making)
{
    size_t index;
    json_t *module;
    if (!is_site(making)) {
        struct arn_scope scope = scope_of(making, NULL);
        grant_reads(making, NULL, &scope);
    }
    json_array_foreach(json_object_get(making->source->description, "observes"), index, module) {
        struct arn_scope scope = scope_of(making, json_string_value(module));
        grant_reads(making, json_string_value(module), &scope);
        grant_reads_of_wanted(making, json_string_value(module));
        grant_reads_of_redirects(making, json_string_value(module));
    }
}

static int by_bytes(const void *one, const void *other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* The keys of an object, in order; of memory of the caller's. NULL without memory. */
static const char **sorted(const json_t *object)
{
    const char **names = calloc(json_object_size(object) + 1, sizeof *names);
    size_t count = 0;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, name, value) {
        if (names != NULL) {
            names[count++] = name;
        }
    }
    if (names != NULL) {
        qsort(names, count, sizeof *names, by_bytes);
    }
    return names;
}

static json_t *statement(const char *resources, const json_t *actions)
{
    json_t *list = json_array();
    const char **names = sorted(actions);
    bool whole = names != NULL && list != NULL;
    for (size_t i = 0; whole && names[i] != NULL; i++) {
        whole = json_array_append_new(list, json_string(names[i])) == 0;
    }
    free(names);
    if (!whole) {
        json_decref(list);
        return NULL;
    }
    return json_pack("{ss so so}", "Effect", "Allow", "Action", list, "Resource",
                     json_loads(resources, 0, NULL));
}

static json_t *document_of(const json_t *grants)
{
    json_t *statements = json_array();
    const char **resources = sorted(grants);
    bool whole = resources != NULL && statements != NULL;
    for (size_t i = 0; whole && resources[i] != NULL; i++) {
        json_t *made = statement(resources[i], json_object_get(grants, resources[i]));
        whole = json_array_append_new(statements, made) == 0;
    }
    free(resources);
    if (!whole) {
        json_decref(statements);
        return NULL;
    }
    return json_pack("{ss so}", "Version", "2012-10-17", "Statement", statements);
}

/* What happens is told to a bus, whatever is done. */
static void grant_events(struct making *making)
{
    const struct arn_scope scope = {.account = making->source->account};
    if (making->source->bus != NULL) {
        json_t *row = json_pack("{s:[s], s:[s]}", "actions", "events:PutEvents", "resources",
                                making->source->bus);
        grant(making, row, &scope);
        making->whole &= row != NULL;
        json_decref(row);
    }
}

dxaws_error *policy_make(const struct policy_source *source, json_t **policy)
{
    struct making making = {.source = source, .grants = json_object(), .whole = true};
    dxaws_error *error = NULL;
    size_t index;
    json_t *action;
    grant_all_reads(&making);
    grant_events(&making);
    json_array_foreach(json_object_get(source->plan, "actions"), index, action) {
        error = error ? error : grant_action(&making, action);
    }
    *policy = error == NULL && making.whole ? document_of(making.grants) : NULL;
    json_decref(making.grants);
    return error || *policy ? error : dxaws_error_out_of_memory();
}
