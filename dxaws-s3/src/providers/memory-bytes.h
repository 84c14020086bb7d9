/* SPDX-License-Identifier: MIT */
/* The bytes of objects of the simulated account, each kept once, whatever has them: by their
 * SHA-256, in files of the folder "FILE.objects" beside the account's, or in an account without a
 * file as base64 among its resources. The account counts who has them; what nobody has is removed.
 */
#ifndef DXAWS_S3_MEMORY_BYTES_H
#define DXAWS_S3_MEMORY_BYTES_H

#include <dxaws/context.h>
#include <dxaws/error.h>
#include <dxaws/extend/memory.h>

#include <stdbool.h>
#include <stdint.h>

enum {
    BYTES_DIGEST = 65, /* in hexadecimal */
    BYTES_MD5 = 33,
    BYTES_MOST_MIB = 64, /* in an account without a file */
};

/* Bytes that were read, and are not kept yet. {0} at the beginning. */
struct memory_bytes {
    int64_t size;
    char digest[BYTES_DIGEST];
    char md5[BYTES_MD5];
    char *written;       /* a file with them, which is ours still */
    unsigned char *data; /* they themselves, in an account without a file */
};

/* Reads a file (NULL: @a data) of any size, piece by piece, outside of a transaction. To be cleared
 * in every case. */
dxaws_error *memory_bytes_take(dxaws_memory_account *account, dxaws_context *context,
                               const char *file, const void *data, int64_t size,
                               struct memory_bytes *taken);
void memory_bytes_clear(struct memory_bytes *taken);

/* Within a transaction: one more has them. */
dxaws_error *memory_bytes_keep(dxaws_memory_account *account, struct memory_bytes *taken);
/* Within a transaction: one less has them; NULL and what is not kept are passed over. */
dxaws_error *memory_bytes_drop(dxaws_memory_account *account, const char *digest);
/* Outside of a transaction, after the one that dropped them: removes their file, if nobody has them
 * still. What goes wrong leaves a file behind. */
void memory_bytes_collect(dxaws_memory_account *account, dxaws_context *context,
                          const char *digest);

/* Within a transaction: bytes to be read. Either a file, which stays readable when it is removed
 * meanwhile, or @a data, for free(). False when there are none, or without memory. */
bool memory_bytes_open(dxaws_memory_account *account, const char *digest, int *file,
                       unsigned char **data, int64_t *size);

#endif
