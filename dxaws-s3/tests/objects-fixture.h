/* SPDX-License-Identifier: MIT */
/* A simulated account with one bucket, in a file or without one, and its store of content. Header
 * only; include it once in each test. */
#ifndef DXAWS_S3_TESTS_OBJECTS_FIXTURE_H
#define DXAWS_S3_TESTS_OBJECTS_FIXTURE_H

#include <dxaws/kit/check.h>

#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

#include <dxaws/extend/error.h>
#include <dxaws/extend/names.h>

#include "content/memory-store.h"

#define BUCKET "my-bucket"

static char file[40]; /* of the account; "": none */
static dxaws_memory_account *account;
static struct content_place place;

/* In a file and without one; each test runs in both. */
static inline void open_account(int in_file)
{
    snprintf(file, sizeof file, "%s", in_file ? "memory-XXXXXX" : "");
    if (in_file) {
        close(mkstemp(file));
    }
    ck_ok(dxaws_memory_account_new(in_file ? file : NULL, NULL, &account));
    ck_assert(in_file ? strcmp(dxaws_memory_account_path(account), file) == 0
                      : dxaws_memory_account_path(account) == NULL);
    place = (struct content_place){.self = account, .bucket = {.name = BUCKET}, .prefix = ""};
}

static inline void close_account(void)
{
    char command[200];
    account = dxaws_memory_account_unref(account);
    snprintf(command, sizeof command, "rm -rf %s %s.lock %s.objects", file, file, file);
    ck_assert(file[0] == '\0' || system(command) == 0);
}

static inline void given(const char *bucket)
{
    ck_ok(dxaws_memory_begin(account, NULL));
    ck_ok(dxaws_memory_put(account, "s3", "bucket", BUCKET, bucket));
    ck_ok(dxaws_memory_commit(account));
}

/* How many files of bytes there are, or records of them. */
static inline size_t kept(void)
{
    size_t count = 0;
    const char *id;
    const char *json;
    char path[60];
    if (file[0] == '\0') {
        ck_ok(dxaws_memory_begin(account, NULL));
        for (size_t i = 0; dxaws_memory_at(account, "s3", "bytes", i, &id, &json); i++) {
            count += strlen(id) == BYTES_DIGEST - 1;
        }
        dxaws_memory_abort(account);
        return count;
    }
    snprintf(path, sizeof path, "%s.objects", file);
    DIR *stream = opendir(path);
    for (struct dirent *entry; stream != NULL && (entry = readdir(stream)) != NULL;) {
        count += entry->d_name[0] != '.' || strncmp(entry->d_name, ".new", 4) == 0;
    }
    if (stream != NULL) {
        closedir(stream);
    }
    return count;
}

static inline void digest_of(const char *text, unsigned char digest[CONTENT_DIGEST])
{
    char hex[DXAWS_DIGEST_SIZE];
    ck_assert(dxaws_digest(text, strlen(text), hex));
    for (size_t i = 0; i < CONTENT_DIGEST; i++) {
        char byte[3] = {hex[2 * i], hex[2 * i + 1], '\0'};
        digest[i] = (unsigned char)strtoul(byte, NULL, 16);
    }
}

/* Writes one object; `etag` gets its ETag, "refused", or the code of an error. */
static inline const char *put_headers(const char *key, const char *text, const char *if_match,
                                      json_t *headers)
{
    static char outcome[64];
    struct content_entry wanted = {.size = (int64_t)strlen(text)};
    struct content_put put = {.key = key,
                              .wanted = &wanted,
                              .headers = headers,
                              .body = {.data = text},
                              .if_match = if_match};
    digest_of(text, wanted.digest);
    ck_ok(memory_store.put(&place, NULL, &put, 1));
    snprintf(outcome, sizeof outcome, "%s",
             put.error     ? dxaws_error_aws_code(put.error)
             : put.refused ? "refused"
                           : put.etag);
    dxaws_error_free(put.error);
    free(put.etag);
    return outcome;
}

static inline const char *put(const char *key, const char *text, const char *if_match)
{
    json_t *headers = json_pack("{ss}", "Content-Type", "text/plain");
    const char *outcome = put_headers(key, text, if_match, headers);
    json_decref(headers);
    return outcome;
}

/* What is listed, "KEY=ETAG SIZE;" each. */
static inline const char *listed(void)
{
    static char text[400];
    struct content_entries entries = {0};
    ck_ok(memory_store.list(&place, NULL, &entries));
    text[0] = '\0';
    for (size_t i = 0; i < entries.count; i++) {
        size_t used = strlen(text);
        ck_assert_int_eq(entries.items[i].time_ms % 1000, 0);
        snprintf(text + used, sizeof text - used, "%s=%.4s %d;", entries_key(&entries, i),
                 entries_etag(&entries, i), (int)entries.items[i].size);
    }
    entries_clear(&entries);
    return text;
}

#define MD5_A "0cc175b9c0f1b6a831c399e269772661"
#define MD5_B "92eb5ffee6ae2fec3ad71c777531578f"

#endif
