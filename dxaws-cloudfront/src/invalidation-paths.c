/* SPDX-License-Identifier: MIT */
/* Paths of invalidations: written, made fewer, sorted. */
#include "invalidation-paths.h"
#include "providers/invalidation-rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST = 20,   /* paths, before they are put together */
    DEEPEST = 8, /* folders that are looked at one by one */
    WILDCARDS = INVALIDATION_MOST_WILDCARDS,
};

/* Letters that stand for themselves in a path; others are escaped. */
static const char safe[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.$+!(),/";
/* Those that CloudFront cannot name, and those that clients do not spell alike. */
static const char doubtful[] = "~*'&;=@:\"<>\\^`{|}[]?#% ";

struct path {
    char *text; /* without the asterisk */
    bool wild;
};

struct paths {
    struct path *items;
    size_t count, room;
    bool failed;
};

static void clear(struct paths *paths)
{
    for (size_t i = 0; i < paths->count; i++) {
        free(paths->items[i].text);
    }
    free(paths->items);
    *paths = (struct paths){0};
}

/* Takes the text over. */
static void add(struct paths *paths, char *text, bool wild)
{
    if (paths->count == paths->room) {
        size_t room = 2 * paths->room + 32;
        struct path *items = realloc(paths->items, room * sizeof *items);
        if (items != NULL) {
            paths->items = items;
            paths->room = room;
        }
    }
    if (text == NULL || paths->count == paths->room) {
        free(text);
        paths->failed = true;
        return;
    }
    paths->items[paths->count++] = (struct path){text, wild};
}

/* Adds the path of a key's first bytes, with a slash behind it if that is wanted. */
static void add_key(struct paths *paths, const char *key, size_t size, bool slash, bool wild)
{
    char *text = malloc(3 * size + 3);
    char *to = text;
    if (text != NULL) {
        *to++ = '/';
        for (size_t i = 0; i < size; i++) {
            if (strchr(doubtful, key[i]) != NULL) {
                wild = true;
                slash = false;
                break;
            }
            if (strchr(safe, key[i]) != NULL) {
                *to++ = key[i];
            } else {
                to += sprintf(to, "%%%02X", (unsigned char)key[i]);
            }
        }
        if (slash) {
            *to++ = '/';
        }
        *to = '\0';
    }
    add(paths, text, wild);
}

static void add_addresses(struct paths *paths, const struct invalidation_asked *asked,
                          const char *key)
{
    const char *root = asked->root_name ? asked->root_name : "index.html";
    const char *slash = strrchr(key, '/');
    const char *name = slash ? slash + 1 : key;
    size_t size = strlen(key);
    size_t html = strlen(".html");
    add_key(paths, key, size, false, asked->queries);
    if (strcmp(name, root) == 0 && slash == NULL) {
        add_key(paths, "", 0, false, asked->queries);
    } else if (strcmp(name, root) == 0 && asked->urls == INVALIDATION_DIRECTORIES) {
        add_key(paths, key, (size_t)(slash - key), false, asked->queries);
        add_key(paths, key, (size_t)(slash - key), true, asked->queries);
    } else if (asked->urls == INVALIDATION_HTML && size > html &&
               strcmp(key + size - html, ".html") == 0) {
        add_key(paths, key, size - html, false, asked->queries);
    }
}

/* By text, wildcards first: what one covers follows it. */
static int compare(const void *left, const void *right)
{
    const struct path *l = left;
    const struct path *r = right;
    int order = strcmp(l->text, r->text);
    return order ? order : (int)r->wild - (int)l->wild;
}

/* Sorts, and leaves out what is there twice or covered. */
static void reduce(struct paths *paths)
{
    size_t kept = 0;
    const char *covering = NULL;
    if (paths->count > 0) {
        qsort(paths->items, paths->count, sizeof *paths->items, compare);
    }
    for (size_t i = 0; i < paths->count; i++) {
        struct path path = paths->items[i];
        bool covered = covering != NULL && strncmp(path.text, covering, strlen(covering)) == 0;
        bool again = kept > 0 && strcmp(path.text, paths->items[kept - 1].text) == 0;
        if (covered || again) {
            free(path.text);
            continue;
        }
        covering = path.wild ? path.text : covering;
        paths->items[kept++] = path;
    }
    paths->count = kept;
}

static size_t wildcards(const struct paths *paths)
{
    size_t count = 0;
    for (size_t i = 0; i < paths->count; i++) {
        count += paths->items[i].wild;
    }
    return count;
}

/* How long the folder of a path is, with its slash, at most so many folders deep; a slash at the
 * end belongs to the name. */
static size_t folder_size(const char *text, int depth)
{
    size_t end = strlen(text);
    end -= end > 1 && text[end - 1] == '/';
    size_t size = 1;
    for (size_t i = 1; i < end && depth > 0; i++) {
        if (text[i] == '/') {
            size = i + 1;
            depth--;
        }
    }
    return size;
}

/* A path by its folder. */
struct member {
    const struct path *path;
    size_t folder;
};

static int compare_folders(const void *left, const void *right)
{
    const struct member *l = left;
    const struct member *r = right;
    int order = memcmp(l->path->text, r->path->text, l->folder < r->folder ? l->folder : r->folder);
    return order ? order : (l->folder > r->folder) - (l->folder < r->folder);
}

/* Those of one folder: one alone stays as it is, and so do all of the root, whose wildcard would be
 * everything. */
static void add_folder(struct paths *grouped, const struct member *members, size_t count)
{
    if (count > 1 && members->folder > 1) {
        add(grouped, strndup(members->path->text, members->folder), true);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        add(grouped, strdup(members[i].path->text), members[i].path->wild);
    }
}

/* The same with folders in place of what is in them. */
static void group(const struct paths *paths, int depth, struct paths *grouped)
{
    struct member *members = calloc(paths->count + 1, sizeof *members);
    grouped->failed = members == NULL;
    for (size_t i = 0; members != NULL && i < paths->count; i++) {
        members[i] = (struct member){&paths->items[i], folder_size(paths->items[i].text, depth)};
    }
    if (members != NULL) {
        qsort(members, paths->count, sizeof *members, compare_folders);
    }
    for (size_t first = 0, next; members != NULL && first < paths->count; first = next) {
        next = first + 1;
        while (next < paths->count && compare_folders(&members[first], &members[next]) == 0) {
            next++;
        }
        add_folder(grouped, members + first, next - first);
    }
    free(members);
    reduce(grouped);
}

/* Puts paths together until there are few enough, or one covers all. */
static void make_few(struct paths *paths)
{
    bool few = paths->count <= MOST && wildcards(paths) <= WILDCARDS;
    for (int depth = DEEPEST; depth > 0 && !few && !paths->failed; depth--) {
        struct paths grouped = {0};
        group(paths, depth, &grouped);
        few = wildcards(&grouped) <= WILDCARDS && grouped.count <= MOST + WILDCARDS;
        if (few || grouped.failed) {
            clear(paths);
            *paths = grouped;
        } else {
            clear(&grouped);
        }
    }
    if (!few && !paths->failed) {
        clear(paths);
        add(paths, strdup("/"), true);
    }
}

static json_t *to_texts(const struct paths *paths)
{
    json_t *texts = paths->failed ? NULL : json_array();
    bool whole = texts != NULL;
    for (size_t i = 0; whole && i < paths->count; i++) {
        json_t *text = json_sprintf("%s%s", paths->items[i].text, paths->items[i].wild ? "*" : "");
        whole = json_array_append_new(texts, text) == 0;
    }
    if (!whole) {
        json_decref(texts);
        return NULL;
    }
    return texts;
}

json_t *invalidation_paths(const struct invalidation_asked *asked)
{
    struct paths paths = {0};
    const char *prefix = asked->prefix ? asked->prefix : "";
    size_t skipped = strlen(prefix);
    for (size_t i = 0; i < asked->count && !asked->everything; i++) {
        if (strncmp(asked->keys[i], prefix, skipped) == 0) {
            add_addresses(&paths, asked, asked->keys[i] + skipped);
        }
    }
    if (asked->everything) {
        add(&paths, strdup("/"), true);
    }
    reduce(&paths);
    make_few(&paths);
    json_t *texts = to_texts(&paths);
    clear(&paths);
    return texts;
}
