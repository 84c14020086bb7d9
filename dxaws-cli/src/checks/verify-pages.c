/* SPDX-License-Identifier: MIT */
/* Whether what is served is what the folder has: a few pages, of each type one, byte by byte. */
#include "verify.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>
#include <dxaws/module.h>

#include "../modules.h"

enum { MOST_PAGES = 12, MOST_SIZE = 8 * 1024 * 1024, LEAST_COMPRESSED = 1000, FIELDS = 7 };

/* An object as it is to be published. */
struct page {
    const char *key;    /* of the text */
    const char *digest; /* 64 letters */
    long long size;
    const json_t *headers;
};

/* Those that are looked at. */
struct sample {
    char *text; /* of the set, in which the pages stand */
    json_t *headers;
    struct page pages[MOST_PAGES];
    size_t count, objects;
};

/* What publishing would make of the folder: content's own answer on an account that has nothing
 * else. */
static dxaws_error *read_folder(struct run *run, const json_t *document, char **set)
{
    const dxaws_module *module = modules_find("content");
    DXAWS_AUTO(dxaws_memory_account) empty = NULL;
    DXAWS_AUTO(dxaws_provider) provider = NULL;
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    dxaws_manager *manager = NULL;
    json_t *wanted = json_deep_copy(json_object_get(document, "content"));
    json_object_set_new(wanted, "bucket", json_string("verify"));
    json_object_set_new(wanted, "region", json_string("us-east-1"));
    json_object_set_new(wanted, "awaits_bucket", json_true());
    dxaws_error *error = dxaws_document_new(wanted, &desired);
    error = error ? error : dxaws_memory_account_new(NULL, run->context, &empty);
    error = error
                ? error
                : module->make(module, "memory", DXAWS_PROVIDER_PARTS(.account = empty), &provider);
    error = error ? error : module->open(module, provider, NULL, &manager);
    error = error ? error : module->read(module, manager, run->context, desired, &current);
    if (error == NULL) {
        const char *text = verify_text(dxaws_document_tree(current), "wanted");
        *set = strdup(text ? text : "");
        error = *set ? NULL : dxaws_error_out_of_memory();
    }
    module->unref(manager);
    return error;
}

static const char *page_header(const struct page *page, const char *name)
{
    const char *own;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)page->headers, own, value) {
        if (strcasecmp(own, name) == 0) {
            return json_string_value(value);
        }
    }
    return NULL;
}

static bool has_type(const struct sample *sample, const struct page *page)
{
    const char *type = page_header(page, "Content-Type");
    for (size_t i = 0; i < sample->count && type != NULL; i++) {
        const char *other = page_header(&sample->pages[i], "Content-Type");
        if (other != NULL && strcmp(type, other) == 0) {
            return true;
        }
    }
    return false;
}

/* A line of the set: seven fields, a tab between them. */
static bool take_line(const struct sample *sample, char *line, struct page *page)
{
    char *fields[FIELDS];
    for (int i = 0; i < FIELDS; i++) {
        fields[i] = line;
        line = i + 1 < FIELDS ? strchr(line, '\t') : line;
        if (line == NULL) {
            return false;
        }
        if (i + 1 < FIELDS) {
            *line++ = '\0';
        }
    }
    page->key = fields[FIELDS - 1];
    page->digest = fields[3];
    page->size = strtoll(fields[1], NULL, 10);
    page->headers = json_array_get(sample->headers, strtoul(fields[4], NULL, 10));
    return page->size <= MOST_SIZE && strlen(page->digest) == 64;
}

/* The first of each type, and while there is room others. */
static void choose(struct sample *sample)
{
    struct page others[MOST_PAGES];
    size_t other_count = 0;
    char *end = strchr(sample->text, '\n');
    json_t *first = json_loadb(sample->text, end ? (size_t)(end - sample->text) : 0, 0, NULL);
    sample->headers = json_incref(json_object_get(first, "headers"));
    json_decref(first);
    for (char *line = end ? end + 1 : NULL; line != NULL && *line != '\0'; line = end) {
        struct page page = {.size = 0};
        end = strchr(line, '\n');
        if (end != NULL) {
            *end++ = '\0';
        }
        sample->objects++;
        if (!take_line(sample, line, &page)) {
            continue;
        }
        if (sample->count < MOST_PAGES && !has_type(sample, &page)) {
            sample->pages[sample->count++] = page;
        } else if (other_count < MOST_PAGES) {
            others[other_count++] = page;
        }
    }
    for (size_t i = 0; i < other_count && sample->count < MOST_PAGES; i++) {
        sample->pages[sample->count++] = others[i];
    }
}

/* "https://HOST/" and the key, escaped; for free(). */
static char *url_of(const char *host, const char *key)
{
    char *url = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&url, &size);
    if (stream == NULL) {
        return NULL;
    }
    fprintf(stream, "https://%s/", host);
    for (const char *letter = key; *letter != '\0'; letter++) {
        bool plain = isalnum((unsigned char)*letter) || strchr("-._~/", *letter) != NULL;
        fprintf(stream, plain ? "%c" : "%%%02X", (unsigned char)*letter);
    }
    if (fclose(stream) != 0) {
        free(url);
        return NULL;
    }
    return url;
}

/* Pages that are not as they should be: how many, and the first. */
struct wrong {
    size_t count;
    char first[400];
};

static void note(struct wrong *wrong, const char *key, const char *what, const char *seen)
{
    if (wrong->count++ == 0) {
        snprintf(wrong->first, sizeof wrong->first, "/%.150s%s%.100s", key, what, seen);
    }
}

static void compare(const struct page *page, const struct visit *answer, struct wrong *bytes,
                    struct wrong *headers)
{
    static const char *const names[][2] = {{"Content-Type", "content-type"},
                                           {"Cache-Control", "cache-control"}};
    char status[20];
    if (!answer->answered || answer->status != 200) {
        snprintf(status, sizeof status, "%ld", answer->status);
        note(bytes, page->key, " answers ", answer->answered ? status : answer->error);
        return;
    }
    if (strcmp(answer->digest, page->digest) != 0) {
        note(bytes, page->key, "", " has other bytes");
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *wanted = page_header(page, names[i][0]);
        const char *seen = visit_header(answer, names[i][1]);
        if (wanted != NULL && (seen == NULL || strcmp(wanted, seen) != 0)) {
            char what[60];
            snprintf(what, sizeof what, " comes with %s ", names[i][0]);
            note(headers, page->key, what, seen ? seen : "unsaid");
        }
    }
}

static void judge(const struct sample *sample, const struct wrong *bytes,
                  const struct wrong *headers, const char *file, struct findings *findings)
{
    static const char advice[] =
        "dxaws publish %s brings what the folder has; an edge may keep an old copy for minutes";
    if (bytes->count > 0) {
        findings_add(findings, "pages", FINDING_FAILED,
                     "%zu of %zu are not as the folder has them: %s", bytes->count, sample->count,
                     bytes->first);
        findings_advise(findings, advice, file);
    } else {
        findings_add(findings, "pages", FINDING_OK, "%zu of %zu looked at, as the folder has them",
                     sample->count, sample->objects);
    }
    if (headers->count > 0) {
        findings_add(findings, "types and caches", FINDING_FAILED, "%zu are wrong: %s",
                     headers->count, headers->first);
        findings_advise(findings, advice, file);
    } else {
        findings_add(findings, "types and caches", FINDING_OK, "as publishing sets them");
    }
}

/* Of a text that is large enough for CloudFront to do so. */
static dxaws_error *look_at_compression(struct visitor *visitor, const char *host,
                                        const struct sample *sample, struct findings *findings)
{
    for (size_t i = 0; i < sample->count; i++) {
        const struct page *page = &sample->pages[i];
        const char *type = page_header(page, "Content-Type");
        if (page->size < LEAST_COMPRESSED || type == NULL || strncmp(type, "text/", 5) != 0) {
            continue;
        }
        struct visit answer;
        char *url = url_of(host, page->key);
        dxaws_error *error =
            url ? visit(visitor, url, "gzip", &answer) : dxaws_error_out_of_memory();
        free(url);
        if (error != NULL) {
            return error;
        }
        const char *encoding = visit_header(&answer, "content-encoding");
        findings_add(findings, "compression", encoding ? FINDING_OK : FINDING_FAILED,
                     "/%.100s comes %s", page->key, encoding ? encoding : "uncompressed");
        if (encoding == NULL) {
            findings_advise(findings, "dxaws apply has CloudFront compress");
        }
        visit_clear(&answer);
        return NULL;
    }
    return NULL;
}

static dxaws_error *look_at_pages(struct visitor *visitor, const char *host,
                                  const struct sample *sample, struct wrong *bytes,
                                  struct wrong *headers)
{
    for (size_t i = 0; i < sample->count; i++) {
        struct visit answer;
        char *url = url_of(host, sample->pages[i].key);
        dxaws_error *error =
            url ? visit(visitor, url, "identity", &answer) : dxaws_error_out_of_memory();
        free(url);
        if (error != NULL) {
            return error;
        }
        compare(&sample->pages[i], &answer, bytes, headers);
        visit_clear(&answer);
    }
    return NULL;
}

dxaws_error *verify_pages(struct run *run, struct visitor *visitor, const json_t *document,
                          struct findings *findings)
{
    const char *host = verify_text(document, "domain");
    struct sample sample = {.count = 0};
    struct wrong bytes = {.count = 0};
    struct wrong headers = {.count = 0};
    if (json_object_get(document, "content") == NULL) {
        findings_add(findings, "pages", FINDING_NOTE,
                     "not looked at: the manifest names no folder (source)");
        return NULL;
    }
    dxaws_error *error = read_folder(run, document, &sample.text);
    if (error == NULL) {
        choose(&sample);
        error = look_at_pages(visitor, host, &sample, &bytes, &headers);
    }
    if (error == NULL) {
        judge(&sample, &bytes, &headers, run->options->operand, findings);
        error = look_at_compression(visitor, host, &sample, findings);
    }
    json_decref(sample.headers);
    free(sample.text);
    return error;
}
