/* SPDX-License-Identifier: MIT */
/* What a publication costs that has nothing to do: so many objects listed, their index read, and
 * both compared with what is wanted; and what writing that index costs. Prints seconds of processor
 * time a phase, and what was resident at most; fails when that is more than 1 KiB an object and
 * what a program needs by itself.
 * usage: bench-content OBJECTS */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "content/compare.h"
#include "content/listing.h"

enum { PAGE = 1000, OBJECT = 700, BASE_KIB = 16 * 1024, PIECE = 64 * 1024, KEY_SIZE = 100 };

#define HEAD                                                                                       \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult "                               \
    "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><IsTruncated>false</IsTruncated>"           \
    "<EncodingType>url</EncodingType>"

static void require(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "bench-content: %s\n", what);
        exit(EXIT_FAILURE);
    }
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static uint32_t mix(uint32_t value)
{
    value ^= value >> 16;
    value *= 0x7feb352d;
    value ^= value >> 15;
    value *= 0x846ca68b;
    return value ^ value >> 16;
}

/* The n-th object, in the order of their keys. */
static void key_of(size_t number, char key[KEY_SIZE])
{
    snprintf(key, KEY_SIZE, "reference/chapter-%03zu/section-%04zu/page-%06zu.html", number / 2000,
             number / 50, number);
}

static void etag_of(size_t number, char etag[40])
{
    uint32_t seed = (uint32_t)number * 4;
    snprintf(etag, 40, "%08x%08x%08x%08x", mix(seed), mix(seed + 1), mix(seed + 2), mix(seed + 3));
}

/* One page of a list, as S3 writes it. */
static size_t write_page(char *page, size_t room, size_t first, size_t end)
{
    size_t size = (size_t)snprintf(page, room, HEAD);
    for (size_t i = first; i < end; i++) {
        char key[KEY_SIZE];
        char etag[40];
        key_of(i, key);
        etag_of(i, etag);
        size += (size_t)snprintf(page + size, room - size,
                                 "<Contents><Key>%s</Key><LastModified>2026-11-30T08:00:00.000Z"
                                 "</LastModified><ETag>&quot;%s&quot;</ETag><ChecksumAlgorithm>"
                                 "SHA256</ChecksumAlgorithm><ChecksumType>FULL_OBJECT"
                                 "</ChecksumType><Size>%u</Size><StorageClass>STANDARD"
                                 "</StorageClass></Contents>",
                                 key, etag, mix((uint32_t)i) % 100000);
    }
    return size + (size_t)snprintf(page + size, room - size, "</ListBucketResult>");
}

/* Reads all pages; the time it takes to make them up is not counted. */
static double read_list(size_t objects, struct content_entries *listed)
{
    size_t room = (size_t)PAGE * OBJECT;
    char *page = malloc(room);
    double spent = 0;
    require(page != NULL, "no memory");
    for (size_t first = 0; first < objects; first += PAGE) {
        size_t end = first + PAGE < objects ? first + PAGE : objects;
        size_t size = write_page(page, room, first, end);
        char *next = NULL;
        double begin = seconds();
        dxaws_error *error = listing_read_page(page, size, "", listed, &next);
        spent += seconds() - begin;
        require(error == NULL && next == NULL, "the list was not read");
    }
    free(page);
    return spent;
}

/* All objects, as they are wanted or as an index has them. */
static void fill(size_t objects, bool etags, struct content_entries *set)
{
    for (size_t i = 0; i < objects; i++) {
        char key[KEY_SIZE];
        char etag[40];
        key_of(i, key);
        etag_of(i, etag);
        struct content_entry *entry = entries_add(set, key, etags ? etag : NULL);
        require(entry != NULL, "no memory");
        entry->size = mix((uint32_t)i) % 100000;
        entry->stage = CONTENT_PAGES;
        for (uint32_t word = 0; word < CONTENT_DIGEST / 4; word++) {
            uint32_t value = mix((uint32_t)i * 8 + word);
            memcpy(entry->digest + (size_t)4 * word, &value, 4);
        }
    }
}

static double read_index(const unsigned char *data, size_t size, struct content_index *index)
{
    double begin = seconds();
    struct index_reader *reader = index_reader_new();
    for (size_t at = 0; reader != NULL && at < size; at += PIECE) {
        index_reader_take(reader, data + at, size - at < PIECE ? size - at : PIECE);
    }
    require(reader != NULL && index_reader_end(reader, index) == INDEX_READ, "no index was read");
    index_reader_free(reader);
    return seconds() - begin;
}

/* The index of what was published, which is released before anything else is there. */
static double make_index(size_t objects, unsigned char **data, size_t *size)
{
    struct content_index index = {.head = json_object()};
    json_t *set = json_pack("{ss}", "Content-Type", "text/html; charset=utf-8");
    require(headers_add(&index.headers, set) == 0, "no memory");
    fill(objects, true, &index.entries);
    double begin = seconds();
    require(index_write(&index, data, size), "no memory");
    double spent = seconds() - begin;
    json_decref(set);
    index_clear(&index);
    return spent;
}

int main(int count, char **arguments)
{
    size_t objects = count == 2 ? strtoul(arguments[1], NULL, 10) : 0;
    require(objects > 0, "usage: bench-content OBJECTS");
    unsigned char *data = NULL;
    size_t size = 0;
    struct content_entries wanted = {0};
    struct content_entries listed = {0};
    struct content_index index = {0};
    struct content_headers headers = {0};
    struct content_comparison made = {0};
    double writing = make_index(objects, &data, &size);
    json_t *set = json_pack("{ss}", "Content-Type", "text/html; charset=utf-8");
    require(headers_add(&headers, set) == 0, "no memory");
    fill(objects, false, &wanted);
    double listing = read_list(objects, &listed);
    double reading = read_index(data, size, &index);
    double begin = seconds();
    struct content_compared given = {.wanted = &wanted,
                                     .wanted_headers = &headers,
                                     .listed = &listed,
                                     .index = &index,
                                     .index_modified_ms = INT64_MAX};
    require(content_compare(&given, &made), "no memory");
    double comparing = seconds() - begin;
    require(made.count == objects && !made.differs, "something is to be done");
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("{\"objects\": %zu, \"list_s\": %.3f, \"index_s\": %.3f, \"compare_s\": %.3f, "
           "\"write_s\": %.3f, \"index_bytes\": %zu, \"peak_kib\": %ld}\n",
           objects, listing, reading, comparing, writing, size, usage.ru_maxrss);
    content_comparison_clear(&made);
    entries_clear(&wanted);
    entries_clear(&listed);
    headers_clear(&headers);
    index_clear(&index);
    json_decref(set);
    free(data);
    require((size_t)usage.ru_maxrss < BASE_KIB + objects, "it needs too much memory");
    return EXIT_SUCCESS;
}
