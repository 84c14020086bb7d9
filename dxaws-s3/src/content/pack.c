/* SPDX-License-Identifier: MIT */
/* Sets of objects as texts. */
#include "pack.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/tree.h>
#include <dxaws/kit/json.h>

enum { FIELDS = 7, LINE = 160 };

void pack_add(struct pack_text *text, const char *data, size_t size)
{
    if (text->whole && size >= text->room - text->used) {
        size_t room = text->room + text->room / 2 + size + 256;
        char *moved = realloc(text->data, room);
        text->whole = moved != NULL;
        text->data = moved ? moved : text->data;
        text->room = moved ? room : text->room;
    }
    if (text->whole) {
        memcpy(text->data + text->used, data, size);
        text->used += size;
    }
}

char *pack_end(struct pack_text *text)
{
    pack_add(text, "", 1);
    char *data = text->data;
    if (!text->whole) {
        free(data);
        data = NULL;
    }
    *text = (struct pack_text){.whole = true};
    return data;
}

void pack_hexadecimal(const unsigned char *digest, size_t size, char *text)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < size; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    text[2 * size] = '\0';
}

char *pack_put_number(char *text, int64_t number)
{
    char digits[20];
    size_t count = 0;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    if (number < 0) {
        *text++ = '-';
    }
    do {
        digits[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    while (count > 0) {
        *text++ = digits[--count];
    }
    return text;
}

static int hex_value(char digit)
{
    bool letter = digit >= 'a' && digit <= 'f';
    return digit >= '0' && digit <= '9' ? digit - '0' : letter ? digit - 'a' + 10 : -1;
}

bool pack_digest(const char *text, unsigned char *digest, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        int high = hex_value(text[2 * i]);
        int low = high < 0 ? -1 : hex_value(text[2 * i + 1]);
        if (low < 0) {
            return false;
        }
        digest[i] = (unsigned char)(high * 16 + low);
    }
    return text[2 * size] == '\0';
}

/* More than any object has bytes, and than any of their times has milliseconds: a hundred thousand
 * of them can be added. */
static const int64_t MOST = INT64_C(1) << 46;

bool pack_number(const char *text, int64_t *number)
{
    int64_t value = 0;
    const char *at = text;
    for (; *at >= '0' && *at <= '9'; at++) {
        value = value * 10 + (*at - '0');
        if (value > MOST) {
            return false;
        }
    }
    *number = value;
    return at > text && *at == '\0' && (text[0] != '0' || text[1] == '\0');
}

bool pack_fields(char *line, char **fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fields[i] = line;
        char *tab = i + 1 < count ? strchr(line, '\t') : NULL;
        if (i + 1 < count && tab == NULL) {
            return false;
        }
        if (tab != NULL) {
            *tab = '\0';
            line = tab + 1;
        }
    }
    return true;
}

static bool is_nothing(const unsigned char digest[CONTENT_DIGEST])
{
    static const unsigned char nothing[CONTENT_DIGEST];
    return memcmp(digest, nothing, CONTENT_DIGEST) == 0;
}

static void add_text(struct pack_text *text, const char *added)
{
    pack_add(text, added, strlen(added));
}

static void add_entry(struct pack_text *text, const struct content_entries *set, size_t number)
{
    const struct content_entry *entry = &set->items[number];
    char fields[LINE] = "\t";
    char *end = pack_put_number(fields + 1, entry->size);
    *end++ = '\t';
    end = pack_put_number(end, entry->time_ms);
    *end++ = '\t';
    if (!is_nothing(entry->digest)) {
        pack_hexadecimal(entry->digest, CONTENT_DIGEST, end);
        end += (size_t)2 * CONTENT_DIGEST;
    }
    *end++ = '\t';
    end = pack_put_number(end, entry->headers);
    *end++ = '\t';
    end = pack_put_number(end, entry->stage);
    *end++ = '\t';
    add_text(text, entries_etag(set, number));
    pack_add(text, fields, (size_t)(end - fields));
    add_text(text, entries_key(set, number));
    add_text(text, "\n");
}

char *pack_write(const struct content_entries *set, const struct content_headers *headers)
{
    struct pack_text text = {.whole = true};
    json_t *head = json_object();
    bool whole = true;
    dx_put(&whole, head, "headers",
           headers && headers->sets ? json_incref(headers->sets) : json_array());
    char *line = whole ? json_dumps(head, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    text.whole = line != NULL;
    if (line != NULL) {
        add_text(&text, line);
        add_text(&text, "\n");
    }
    for (size_t i = 0; i < set->count && text.whole; i++) {
        add_entry(&text, set, i);
    }
    free(line);
    json_decref(head);
    return pack_end(&text);
}

static enum pack_found read_head(const char *line, size_t size, struct content_headers *headers)
{
    json_error_t why;
    json_t *head = json_loadb(line, size, JSON_REJECT_DUPLICATES, &why);
    enum pack_found found = head != NULL                           ? PACK_READ
                            : dxaws_tree_out_of_memory(&why, line) ? PACK_NO_MEMORY
                                                                   : PACK_WRONG;
    size_t index;
    json_t *set;
    const char *name;
    json_t *value;
    json_array_foreach(json_object_get(head, "headers"), index, set) {
        found = json_is_object(set) ? found : PACK_WRONG;
        json_object_foreach(set, name, value) {
            found = json_is_string(value) ? found : PACK_WRONG;
        }
        uint32_t number = found == PACK_READ ? headers_add(headers, set) : 0;
        if (found == PACK_READ && number != index) {
            found = number == CONTENT_NO_HEADERS ? PACK_NO_MEMORY : PACK_WRONG;
        }
    }
    json_decref(head);
    return found;
}

static enum pack_found read_entry(char *line, struct content_entries *set, size_t sets)
{
    char *fields[FIELDS];
    struct content_entry read = {0};
    int64_t headers = 0;
    int64_t stage = 0;
    if (!pack_fields(line, fields, FIELDS) || !pack_number(fields[1], &read.size) ||
        !pack_number(fields[2], &read.time_ms) ||
        (fields[3][0] != '\0' && !pack_digest(fields[3], read.digest, CONTENT_DIGEST)) ||
        !pack_number(fields[4], &headers) || !pack_number(fields[5], &stage) ||
        (headers != 0 && headers != CONTENT_NO_HEADERS && headers >= (int64_t)sets) ||
        stage > CONTENT_ENTRIES ||
        (set->count > 0 && strcmp(entries_key(set, set->count - 1), fields[6]) >= 0)) {
        return PACK_WRONG;
    }
    struct content_entry *entry = entries_add(set, fields[6], fields[0]);
    if (entry == NULL) {
        return PACK_NO_MEMORY;
    }
    read.key = entry->key;
    read.etag = entry->etag;
    read.headers = (uint32_t)headers;
    read.stage = (uint8_t)stage;
    *entry = read;
    return PACK_READ;
}

enum pack_found pack_read(const char *text, struct content_entries *set,
                          struct content_headers *headers)
{
    const char *end = strchr(text, '\n');
    enum pack_found found = end ? read_head(text, (size_t)(end - text), headers) : PACK_WRONG;
    char *lines = found == PACK_READ ? strdup(end + 1) : NULL;
    found = found == PACK_READ && lines == NULL ? PACK_NO_MEMORY : found;
    char *next = lines;
    while (found == PACK_READ && *next != '\0') {
        char *line = next;
        char *stop = strchr(line, '\n');
        if (stop == NULL) {
            found = PACK_WRONG;
        } else {
            *stop = '\0';
            next = stop + 1;
            found = read_entry(line, set, headers_count(headers));
        }
    }
    free(lines);
    return found;
}
