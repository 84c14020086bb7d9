/* SPDX-License-Identifier: MIT */
/* Bytes read, and known by then: SHA-256, and MD5 for the ETag. OpenSSL's block functions allocate
 * nothing and cannot fail. */
#define OPENSSL_API_COMPAT 0x10101000L /* where these functions are not yet discouraged */
#include "memory-bytes.h"

#include <dxaws/error-codes.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/md5.h>
#include <openssl/sha.h>

enum { PIECE = 128 * 1024 };

struct digests {
    SHA256_CTX sha256;
    MD5_CTX md5;
};

void memory_bytes_clear(struct memory_bytes *taken)
{
    if (taken->written != NULL) {
        unlink(taken->written);
    }
    free(taken->written);
    free(taken->data);
    *taken = (struct memory_bytes){0};
}

static char *folder_of(dxaws_memory_account *account)
{
    char *folder = NULL;
    return asprintf(&folder, "%s.objects", dxaws_memory_account_path(account)) < 0 ? NULL : folder;
}

/* A new file in the folder of the account's objects, which is made when there is none; -1 and
 * errno. */
static int new_file(dxaws_memory_account *account, struct memory_bytes *taken)
{
    char *folder = folder_of(account);
    int file = -1;
    errno = ENOMEM;
    if (folder != NULL && (mkdir(folder, 0700) == 0 || errno == EEXIST) &&
        asprintf(&taken->written, "%s/.new-XXXXXX", folder) >= 0) {
        file = mkostemp(taken->written, O_CLOEXEC);
        if (file < 0) {
            free(taken->written);
            taken->written = NULL;
        }
    }
    free(folder);
    return file;
}

static dxaws_error *unreadable(const char *what, const char *path)
{
    char words[128];
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", DXAWS_CORE_ERROR_MEMORY_FILE,
                           "the simulated account cannot %s \"%s\": %s", what, path,
                           strerror_r(errno, words, sizeof words));
}

/* Where what is read goes, and comes from. */
struct copying {
    struct memory_bytes *taken;
    int from, to; /* -1: from memory, to memory */
    const char *name;
    struct digests digests;
};

static dxaws_error *take_piece(struct copying *copying, const unsigned char *piece, size_t size)
{
    struct memory_bytes *taken = copying->taken;
    SHA256_Update(&copying->digests.sha256, piece, size);
    MD5_Update(&copying->digests.md5, piece, size);
    if (copying->to < 0) {
        memcpy(taken->data + taken->size, piece, size);
    }
    for (size_t done = 0; copying->to >= 0 && done < size;) {
        ssize_t wrote = write(copying->to, piece + done, size - done);
        if (wrote < 0 && errno != EINTR) {
            return unreadable("write", taken->written);
        }
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    taken->size += (int64_t)size;
    return NULL;
}

/* All of a file, but no more than was said: it is refused as another one then. */
static dxaws_error *take_file(struct copying *copying, dxaws_context *context, int64_t size)
{
    unsigned char *piece = malloc(PIECE);
    dxaws_error *error = piece ? NULL : dxaws_error_out_of_memory();
    while (error == NULL && copying->taken->size < size) {
        int64_t left = size - copying->taken->size;
        ssize_t got = read(copying->from, piece, left < PIECE ? (size_t)left : PIECE);
        if (got == 0) {
            break;
        }
        if (got < 0 && errno != EINTR) {
            error = unreadable("read", copying->name);
        } else if (got > 0) {
            error = take_piece(copying, piece, (size_t)got);
        }
        error = error ? error : dxaws_context_check(context);
    }
    free(piece);
    return error;
}

static void write_hex(const unsigned char *digest, size_t size, char *hex)
{
    for (size_t i = 0; i < size; i++) {
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    }
}

static void finish(struct copying *copying)
{
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256_Final(digest, &copying->digests.sha256);
    write_hex(digest, sizeof digest, copying->taken->digest);
    MD5_Final(digest, &copying->digests.md5);
    write_hex(digest, MD5_DIGEST_LENGTH, copying->taken->md5);
}

static dxaws_error *make_room(dxaws_memory_account *account, int64_t size, struct copying *copying)
{
    struct memory_bytes *taken = copying->taken;
    if (dxaws_memory_account_path(account) != NULL) {
        copying->to = new_file(account, taken);
        return copying->to < 0 ? unreadable("write beside", dxaws_memory_account_path(account))
                               : NULL;
    }
    if (size > INT64_C(1048576) * BYTES_MOST_MIB) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", DXAWS_CORE_ERROR_MEMORY_FILE,
                               "the simulated account holds at most %d MiB of objects without a "
                               "file: give it one",
                               BYTES_MOST_MIB);
    }
    taken->data = malloc((size_t)size + 1);
    return taken->data ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *memory_bytes_take(dxaws_memory_account *account, dxaws_context *context,
                               const char *file, const void *data, int64_t size,
                               struct memory_bytes *taken)
{
    struct copying copying = {.taken = taken, .from = -1, .to = -1, .name = file};
    SHA256_Init(&copying.digests.sha256);
    MD5_Init(&copying.digests.md5);
    dxaws_error *error = make_room(account, size, &copying);
    if (error == NULL && file != NULL) {
        copying.from = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        error = copying.from < 0 ? unreadable("read", file) : take_file(&copying, context, size);
    } else if (error == NULL && size > 0) {
        error = take_piece(&copying, data, (size_t)size);
    }
    finish(&copying);
    if (copying.from >= 0) {
        close(copying.from);
    }
    if (copying.to >= 0 && close(copying.to) != 0 && error == NULL) {
        error = unreadable("write", taken->written);
    }
    return error;
}
