/* SPDX-License-Identifier: MIT */
/* What is sent with a file: rules, and what is right for most. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <dxaws/extend/tree.h>

#include "folder.h"
#include "globs.h"
#include "media-types.h"
#include "utf8.h"

#define METADATA "x-amz-meta-"
#define REDIRECT "x-amz-website-redirect-location"

enum { MOST_METADATA = 2048, YEAR_S = 31536000, HOUR_S = 3600 };

/* How headers are spelled, and the member of a rule that is short for one. */
static const struct {
    const char *name, *member;
} known[] = {
    {"Content-Type", "content_type"},
    {"Cache-Control", "cache_control"},
    {"Content-Disposition", NULL},
    {"Content-Encoding", NULL},
    {"Content-Language", NULL},
    {"Expires", NULL},
    {REDIRECT, NULL},
};

enum { KNOWN = sizeof known / sizeof *known };

/* Where a header stands in the table; KNOWN: nowhere. */
static size_t known_header(const char *name)
{
    size_t i = 0;
    while (i < KNOWN && strcasecmp(name, known[i].name) != 0) {
        i++;
    }
    return i;
}

static bool is_metadata(const char *name)
{
    size_t size = strlen(METADATA);
    size_t rest = strncmp(name, METADATA, size) == 0
                      ? strspn(name + size, "abcdefghijklmnopqrstuvwxyz0123456789-_.")
                      : 0;
    return rest > 0 && name[size + rest] == '\0';
}

/* ---- rules that nobody can mean */

static const char *value_fault(const json_t *value)
{
    const char *text = json_string_value(value);
    size_t size = text ? strlen(text) : 0;
    if (json_is_null(value)) {
        return NULL;
    }
    if (size == 0 || size > MOST_METADATA || text[0] == ' ' || text[size - 1] == ' ') {
        return "is no text of 1 to 2,048 letters without blanks around it; null leaves it out";
    }
    for (size_t i = 0; i < size; i++) {
        if (text[i] < ' ' || text[i] > '~') {
            return "has a letter that is not of ASCII: a header cannot say it";
        }
    }
    return NULL;
}

const char *folder_header_name(const char *name)
{
    size_t which = known_header(name);
    return which < KNOWN ? known[which].name : name;
}

/* Whether a set has a header twice, by two spellings. */
static bool has_twice(const json_t *headers, const char *name)
{
    size_t count = 0;
    const char *other;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)headers, other, value) {
        count += strcasecmp(name, other) == 0;
    }
    return count > 1;
}

bool folder_headers_fault(const json_t *headers, bool all, char fault[FOLDER_FAULT_SIZE])
{
    const char *name;
    json_t *value;
    size_t metadata = 0;
    if (headers != NULL && !json_is_object(headers)) {
        snprintf(fault, FOLDER_FAULT_SIZE, "headers is no object of names and texts");
        return true;
    }
    json_object_foreach((json_t *)(uintptr_t)headers, name, value) {
        const char *wrong = value_fault(value);
        size_t which = known_header(name);
        if (which == KNOWN && !is_metadata(name)) {
            snprintf(fault, FOLDER_FAULT_SIZE,
                     "%.60s is no header that S3 keeps: Content-*, Expires, " REDIRECT
                     " or " METADATA "NAME in lower case",
                     name);
            return true;
        }
        if (wrong != NULL) {
            snprintf(fault, FOLDER_FAULT_SIZE, "%.60s %s", name, wrong);
            return true;
        }
        if (has_twice(headers, name)) {
            snprintf(fault, FOLDER_FAULT_SIZE, "%.60s is said twice: leave one of them out", name);
            return true;
        }
        if (!all && which < KNOWN && known[which].member != NULL) {
            snprintf(fault, FOLDER_FAULT_SIZE, "%s has a member of its own: %s", name,
                     known[which].member);
            return true;
        }
        metadata += which == KNOWN ? strlen(name) + json_string_length(value) : 0;
    }
    if (metadata > MOST_METADATA) {
        snprintf(fault, FOLDER_FAULT_SIZE, METADATA "... has more than 2,048 bytes altogether");
    }
    return metadata > MOST_METADATA;
}

static bool rule_fault(const json_t *rule, char fault[FOLDER_FAULT_SIZE])
{
    const char *match = json_string_value(json_object_get(rule, "match"));
    const char *wrong = match ? glob_fault(match) : NULL;
    if (match == NULL) {
        snprintf(fault, FOLDER_FAULT_SIZE, "has no text in match, such as *.html or assets/**");
        return true;
    }
    if (wrong != NULL) {
        snprintf(fault, FOLDER_FAULT_SIZE, "match \"%.60s\" %s", match, wrong);
        return true;
    }
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)rule, name, value) {
        bool is_value = strcmp(name, "content_type") == 0 || strcmp(name, "cache_control") == 0;
        wrong = is_value ? value_fault(value) : NULL;
        if (wrong != NULL) {
            snprintf(fault, FOLDER_FAULT_SIZE, "%s %s", name, wrong);
            return true;
        }
        if (!is_value && strcmp(name, "match") != 0 && strcmp(name, "headers") != 0) {
            snprintf(fault, FOLDER_FAULT_SIZE,
                     "has %.60s: a rule has match, cache_control, content_type and headers", name);
            return true;
        }
    }
    return folder_headers_fault(json_object_get(rule, "headers"), false, fault);
}

bool folder_rules_fault(const json_t *rules, size_t *index, char fault[FOLDER_FAULT_SIZE])
{
    size_t i;
    json_t *rule;
    json_array_foreach((json_t *)(uintptr_t)rules, i, rule) {
        *index = i;
        if (rule_fault(rule, fault)) {
            return true;
        }
    }
    return false;
}

bool folder_exclude_fault(const json_t *exclude, size_t *index, char fault[FOLDER_FAULT_SIZE])
{
    size_t i;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)exclude, i, item) {
        *index = i;
        const char *pattern = json_string_value(item);
        const char *wrong = pattern ? glob_fault(pattern) : "is no text";
        if (wrong != NULL) {
            snprintf(fault, FOLDER_FAULT_SIZE, "\"%.60s\" %s", pattern ? pattern : "", wrong);
            return true;
        }
    }
    return false;
}

/* ---- headers */

/* Keeps a header that no rule before said; null as that, so that no later one says it. */
static bool say(json_t *set, const char *name, json_t *value)
{
    return value == NULL || json_object_get(set, name) != NULL ||
           json_object_set(set, name, value) == 0;
}

static bool say_rule(json_t *set, const json_t *rule)
{
    const char *name;
    json_t *value;
    bool whole = true;
    for (size_t i = 0; i < KNOWN; i++) {
        whole = whole && (known[i].member == NULL ||
                          say(set, known[i].name, json_object_get(rule, known[i].member)));
    }
    json_object_foreach(json_object_get(rule, "headers"), name, value) {
        whole = whole && say(set, folder_header_name(name), value);
    }
    return whole;
}

static bool say_text(json_t *set, const char *name, const char *text)
{
    json_t *value = json_string(text);
    bool whole = value != NULL && say(set, name, value);
    json_decref(value);
    return whole;
}

static bool is_page(const char *type)
{
    return strncmp(type, "text/html", 9) == 0 || strncmp(type, "application/xhtml+xml", 21) == 0;
}

/* What no rule said. */
static bool say_usual(json_t *set, const char *key, bool is_utf8, bool hashed)
{
    char type[CONTENT_TYPE_SIZE];
    char cache[64];
    content_type_header(key, is_utf8, type);
    if (!say_text(set, "Content-Type", type)) {
        return false;
    }
    const char *sent = json_string_value(json_object_get(set, "Content-Type"));
    if (is_page(sent ? sent : type)) {
        snprintf(cache, sizeof cache, "no-cache");
    } else {
        snprintf(cache, sizeof cache, "public, max-age=%d%s", hashed ? YEAR_S : HOUR_S,
                 hashed ? ", immutable" : "");
    }
    return say_text(set, "Cache-Control", cache);
}

json_t *folder_headers(const json_t *rules, const char *key, bool is_utf8, bool hashed)
{
    size_t i;
    json_t *rule;
    json_t *set = json_object();
    bool whole = set != NULL;
    json_array_foreach((json_t *)(uintptr_t)rules, i, rule) {
        const char *match = json_string_value(json_object_get(rule, "match"));
        whole = whole && (match == NULL || !glob_matches(match, key) || say_rule(set, rule));
    }
    whole = whole && say_usual(set, key, is_utf8, hashed);
    void *next;
    const char *name;
    json_t *value;
    json_object_foreach_safe(set, next, name, value) {
        if (json_is_null(value)) {
            json_object_del(set, name);
        }
    }
    if (!whole) {
        json_decref(set);
        return NULL;
    }
    return set;
}

/* ---- stages */

/* Whoever asks for one of these finds the rest of the site through it. */
static const char *const entrances[] = {
    "index.html",    "sw.js",         "service-worker.js", "serviceworker.js",
    "manifest.json", "*.webmanifest", "sitemap*.xml",      "feed.xml",
    "atom.xml",      "rss.xml",       "index.xml",         "feed.json",
    "*.rss",         "*.atom",
};

enum content_stage folder_stage(const char *key, const char *type)
{
    for (size_t i = 0; i < sizeof entrances / sizeof *entrances; i++) {
        bool root = i < 5; /* of the site itself; below they are pages and assets */
        if (root ? strcmp(key, entrances[i]) == 0 : glob_matches(entrances[i], key)) {
            return CONTENT_ENTRIES;
        }
    }
    return is_page(type) ? CONTENT_PAGES : CONTENT_ASSETS;
}
