/* SPDX-License-Identifier: MIT */
/* The names of a zone that are wanted, and what pages of its list say of them. */
#include "walk.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/dns.h>
#include <dxaws/extend/tree.h>

#include "order.h"

/* A list of more names is one document's: no neighbour asks for them. */
enum { MOST_NAMES_KEPT = 100 };

static int compare_wanted(const void *left, const void *right)
{
    const struct wanted *l = left;
    const struct wanted *r = right;
    return dns_order_compare(l->key, r->key);
}

/* Sorts the names, and notes where each one is. */
static bool sort_walk(struct walk *walk)
{
    bool whole = true;
    walk->places = json_object();
    qsort(walk->wanted, walk->count, sizeof *walk->wanted, compare_wanted);
    for (size_t i = 0; i < walk->count; i++) {
        dx_put(&whole, walk->places, walk->wanted[i].name, json_integer((json_int_t)i));
    }
    return whole;
}

static int compare_places(const void *left, const void *right)
{
    return strcmp(((const struct dns_place *)left)->zone_id,
                  ((const struct dns_place *)right)->zone_id);
}

/* From places in the order of their zones; all wanted names are in one piece of memory. */
static bool gather(const struct dns_place *places, size_t place_count, struct wanted *wanted,
                   struct walk *walks, size_t *count)
{
    bool whole = true;
    for (size_t i = 0; i < place_count; i++) {
        if (i == 0 || strcmp(places[i - 1].zone_id, places[i].zone_id) != 0) {
            walks[(*count)++] = (struct walk){.zone_id = places[i].zone_id, .wanted = &wanted[i]};
        }
        wanted[i] = (struct wanted){.name = places[i].name, .key = dns_order_key(places[i].name)};
        whole = whole && wanted[i].key != NULL;
        walks[*count - 1].count++;
    }
    for (size_t i = 0; whole && i < *count; i++) {
        whole = sort_walk(&walks[i]);
    }
    return whole;
}

bool walks_new(const struct dns_place *places, size_t count, struct walk **walks,
               size_t *walk_count)
{
    struct dns_place *sorted = calloc(count + 1, sizeof *sorted);
    struct wanted *wanted = calloc(count + 1, sizeof *wanted);
    *walks = calloc(count + 1, sizeof **walks);
    *walk_count = 0;
    bool whole = sorted != NULL && wanted != NULL && *walks != NULL;
    if (whole) {
        (*walks)[0].wanted = wanted; /* also of no places, for the one that frees it */
        memcpy(sorted, places, count * sizeof *sorted);
        qsort(sorted, count, sizeof *sorted, compare_places);
        whole = gather(sorted, count, wanted, *walks, walk_count);
        if (!whole) {
            walks_free(*walks, *walk_count);
        }
    } else {
        free(wanted);
        free(*walks);
    }
    free(sorted);
    return whole;
}

void walks_free(struct walk *walks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < walks[i].count; j++) {
            free(walks[i].wanted[j].key);
        }
        json_decref(walks[i].places);
    }
    free(walks[0].wanted);
    free(walks);
}

/* Names right below another one, whose first label begins with `_`: as many as a page has. */
static bool is_beneath(const char *name)
{
    return strncmp(name, "_.", 2) == 0;
}

void walk_open(struct walk *walk)
{
    walk->kept = dxaws_cache_value(walk->entry);
    for (size_t i = 0; i < walk->count; i++) {
        struct wanted *wanted = &walk->wanted[i];
        wanted->answered =
            !is_beneath(wanted->name) && zone_records_know(walk->kept, wanted->name, wanted->key);
    }
}

/* Whether all that stands at a name is on the page, whichever order it is in. */
static bool is_within(const struct walk *walk, const struct page *page, const uint16_t *key)
{
    return dns_order_is_before(walk->wanted[page->first].key, key) &&
           (page->next == NULL || dns_order_is_before(key, page->next));
}

/* Notes which names a page has answered: those that surely lie within it. */
static void note_answered(const struct walk *walk, const struct page *page)
{
    struct wanted *first = &walk->wanted[page->first];
    first->answered = page->next == NULL || dns_order_compare(page->next, first->key) != 0;
    for (size_t i = page->first + 1; i < walk->count; i++) {
        struct wanted *wanted = &walk->wanted[i];
        if (page->next != NULL && (dns_order_is_before(page->next, wanted->key) ||
                                   dns_order_compare(page->next, wanted->key) == 0)) {
            return;
        }
        if (!is_beneath(wanted->name) && is_within(walk, page, wanted->key)) {
            wanted->answered = true;
        }
    }
}

/* Whether what the page has of a name is kept: of the one that it begins at, which may go on in the
 * next one, and of those that are whole in it, when they are wanted or not too many. */
static bool is_kept(const struct walk *walk, const struct page *page, const char *name,
                    const uint16_t *key, bool own)
{
    if (own) {
        bool cut = page->next != NULL && dns_order_compare(page->next, key) == 0;
        return !cut || !is_beneath(walk->wanted[page->first].name);
    }
    return is_within(walk, page, key) &&
           (zone_records_keep_pages(walk->kept) || dns_asked_for(walk->places, name) != NULL);
}

static bool keep_name(const struct walk *walk, const struct page *page, const char *name,
                      json_t *records)
{
    const json_t *place = dns_asked_for(walk->places, name);
    json_t *before = json_object_get(walk->kept->names, name);
    uint16_t *key = dns_order_key(name);
    bool own = place != NULL && (size_t)json_integer_value(place) == page->first;
    bool whole = key != NULL;
    if (whole && own && page->goes_on && before != NULL) {
        whole = json_array_extend(before, records) == 0;
    } else if (whole && is_kept(walk, page, name, key, own)) {
        whole = zone_records_put(walk->kept, name, records);
    }
    free(key);
    return whole;
}

/* The record sets of a name follow each other: how many in *count. Its canonical name, for free();
 * NULL without memory, "" for what is no name. */
static char *name_at(const json_t *records, size_t start, size_t *count)
{
    const char *why = NULL;
    const char *given = dx_text(json_array_get(records, start), DNS_NAME);
    size_t end = start + 1;
    while (end < json_array_size(records) &&
           strcmp(dx_text(json_array_get(records, end), DNS_NAME), given) == 0) {
        end++;
    }
    *count = end - start;
    char *name = dxaws_dns_name_canonical(given, &why);
    return name == NULL && why != NULL ? strdup("") : name;
}

static bool keep_records(const struct walk *walk, const struct page *page)
{
    bool whole = true;
    size_t count;
    for (size_t i = 0; whole && i < json_array_size(page->records); i += count) {
        char *name = name_at(page->records, i, &count);
        json_t *group = json_array();
        for (size_t j = i; j < i + count; j++) {
            json_t *record = json_array_get(page->records, j);
            dx_put(&whole, record, DNS_ZONE_ID, json_string(walk->zone_id));
            dx_append(&whole, group, json_incref(record));
        }
        whole = whole && name != NULL && (*name == '\0' || keep_name(walk, page, name, group));
        json_decref(group);
        free(name);
    }
    return whole;
}

bool walk_keep(struct walk *walk, const struct page *page)
{
    const struct wanted *first = &walk->wanted[page->first];
    note_answered(walk, page);
    bool whole = keep_records(walk, page);
    if (whole && first->answered && zone_records_keep_pages(walk->kept)) {
        whole = dns_spans_add(&walk->kept->spans, first->key, page->next);
        walk->kept->pages++;
    }
    return whole;
}

/* What is kept is nobody else's: other threads take it apart while this one reads its own.
 * Jansson's counts of references alone do not order that. */
static bool take(const struct walk *walk, const json_t *list, json_t *records)
{
    bool whole = true;
    size_t index;
    json_t *record;
    json_array_foreach((json_t *)(uintptr_t)list, index, record) {
        dx_append(&whole, records,
                  walk_is_kept(walk) ? dxaws_tree_copy(record) : json_incref(record));
    }
    return whole;
}

/* What stands right below, by the names that were read. */
static bool collect_beneath(const struct walk *walk, size_t at, json_t *records)
{
    bool whole = true;
    const char *name;
    json_t *list;
    json_object_foreach(walk->kept->names, name, list) {
        const json_t *place = dns_asked_for(walk->places, name);
        if (place != NULL && (size_t)json_integer_value(place) == at) {
            whole = take(walk, list, records) && whole;
        }
    }
    return whole;
}

bool walk_is_kept(const struct walk *walk)
{
    return walk->count <= MOST_NAMES_KEPT;
}

bool walk_collect(struct walk *walk, json_t *records)
{
    bool whole = true;
    for (size_t i = 0; whole && i < walk->count; i++) {
        const struct wanted *wanted = &walk->wanted[i];
        json_t *list = json_object_get(walk->kept->names, wanted->name);
        if (is_beneath(wanted->name)) {
            whole = collect_beneath(walk, i, records);
        } else if (list != NULL) {
            whole = take(walk, list, records);
        } else if (!dns_spans_hold(&walk->kept->spans, wanted->key)) {
            json_t *none = json_array();
            whole = none != NULL && zone_records_put(walk->kept, wanted->name, none);
            json_decref(none);
        }
    }
    return whole;
}
