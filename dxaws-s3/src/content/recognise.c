/* SPDX-License-Identifier: MIT */
/* Objects of which S3 has no SHA-256 of the bytes. One that was uploaded in parts has another
 * digest, which what is wanted has as well when it is cut likewise. The rest others wrote: most of
 * them have an ETag that is the MD5 of their bytes: what is wanted has that one as well, or is
 * other bytes. The block functions of OpenSSL are used, as core does: they allocate nothing and
 * cannot fail. */
#define OPENSSL_API_COMPAT 0x10101000L /* where these functions are not yet discouraged */
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/md5.h>
#include <openssl/sha.h>

#include "pack.h"
#include "parts.h"

enum { PIECE = 128 * 1024 };

struct digests {
    SHA256_CTX sha256;
    MD5_CTX md5;
};

static void take(struct digests *digests, const void *piece, size_t size)
{
    SHA256_Update(&digests->sha256, piece, size);
    MD5_Update(&digests->md5, piece, size);
}

/* A file to its end. What cannot be read is not recognised, and told of when it is written. */
static dxaws_error *take_file(struct digests *digests, dxaws_context *context, const char *path)
{
    unsigned char *piece = malloc(PIECE);
    dxaws_error *error = piece ? NULL : dxaws_error_out_of_memory();
    int file = piece ? open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) : -1;
    while (file >= 0 && error == NULL) {
        ssize_t got = read(file, piece, PIECE);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            break;
        }
        take(digests, piece, got > 0 ? (size_t)got : 0);
        error = dxaws_context_check(context);
    }
    if (file >= 0) {
        close(file);
    }
    free(piece);
    return error;
}

/* Whether what is wanted has that MD5, being still what was hashed. */
static dxaws_error *has_md5(const struct content_run *run, size_t wanted,
                            const unsigned char md5[MD5_DIGEST_LENGTH], bool *has)
{
    char path[CONTENT_PATH_SIZE];
    struct digests digests;
    unsigned char is_md5[MD5_DIGEST_LENGTH];
    unsigned char is_sha256[CONTENT_DIGEST];
    struct content_body body = {.file = NULL};
    const struct content_entry *want = &run->wanted.items[wanted];
    dxaws_error *error = run_body(run, want, entries_key(&run->wanted, wanted), path, &body);
    SHA256_Init(&digests.sha256);
    MD5_Init(&digests.md5);
    if (error == NULL && body.file != NULL) {
        error = take_file(&digests, run->context, body.file);
    } else if (body.data != NULL) {
        take(&digests, body.data, (size_t)want->size);
    }
    SHA256_Final(is_sha256, &digests.sha256);
    MD5_Final(is_md5, &digests.md5);
    *has = memcmp(is_md5, md5, sizeof is_md5) == 0 &&
           memcmp(is_sha256, want->digest, CONTENT_SHORT) == 0;
    return error;
}

/* Whether what is wanted has that digest of its parts' digests, being still what was hashed. What
 * cannot be read any more is not recognised, and told of when it is written. */
static dxaws_error *has_parts(const struct content_run *run, size_t wanted,
                              const struct content_entry *seen, bool *has)
{
    char path[CONTENT_PATH_SIZE];
    struct content_parts parts = {.file = -1};
    struct content_body body = {.file = NULL};
    const struct content_entry *want = &run->wanted.items[wanted];
    const char *key = entries_key(&run->wanted, wanted);
    if (seen->size != want->size || seen->parts != parts_count(&run->place, want->size)) {
        return NULL;
    }
    dxaws_error *error = run_body(run, want, key, path, &body);
    error = error ? error
                  : parts_read(&run->place, run->context, key, &body, want->size, false, &parts);
    *has = error == NULL && memcmp(parts.composite, seen->digest, CONTENT_DIGEST) == 0 &&
           memcmp(parts.digest, want->digest, CONTENT_SHORT) == 0;
    parts_clear(&parts);
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_INVALID_STATE) {
        dxaws_error_free(error);
        error = NULL;
    }
    return error;
}

static bool is_known(const struct content_entry *entry)
{
    static const unsigned char none[CONTENT_DIGEST];
    return memcmp(entry->digest, none, CONTENT_DIGEST) != 0;
}

dxaws_error *run_recognise(struct content_run *run)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; i < run->made.count && error == NULL; i++) {
        const struct content_change *change = &run->made.changes[i];
        ptrdiff_t at =
            change->looks
                ? entries_find(&run->seen, entries_key(&run->wanted, (size_t)change->wanted))
                : CONTENT_ABSENT;
        struct content_entry *seen = at != CONTENT_ABSENT ? &run->seen.items[at] : NULL;
        const struct content_entry *want = seen ? &run->wanted.items[change->wanted] : NULL;
        unsigned char md5[MD5_DIGEST_LENGTH];
        bool has = false;
        if (seen != NULL && seen->parts > 0) {
            error = has_parts(run, (size_t)change->wanted, seen, &has);
            seen->parts = 0;
            memset(seen->digest, 0, CONTENT_DIGEST);
        } else if (seen != NULL && !is_known(seen) && seen->size == want->size &&
                   pack_digest(entries_etag(&run->seen, (size_t)at), md5, sizeof md5)) {
            error = has_md5(run, (size_t)change->wanted, md5, &has);
        }
        if (has) {
            memcpy(seen->digest, want->digest, CONTENT_DIGEST);
        }
    }
    return error;
}
