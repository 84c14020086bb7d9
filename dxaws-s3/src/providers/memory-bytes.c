/* SPDX-License-Identifier: MIT */
/* Bytes kept by their digest, and counted. */
#include "memory-bytes.h"

#include <dxaws/error-codes.h>
#include <dxaws/kit/json.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/evp.h>

#include "memory-call.h"

#define BYTES "bytes"
#define TOTAL "in_memory" /* how many there are in an account without a file */
#define COUNT "count"
#define SIZE "size"
#define DATA "base64"

static char *file_of(dxaws_memory_account *account, const char *digest)
{
    char *file = NULL;
    const char *path = dxaws_memory_account_path(account);
    return asprintf(&file, "%s.objects/%s", path, digest) < 0 ? NULL : file;
}

static dxaws_error *put_record(dxaws_memory_account *account, const char *id, json_t *record)
{
    dxaws_error *error = dxaws_memory_put_tree(account, MEMORY_SERVICE, BYTES, id, record);
    json_decref(record);
    return error;
}

/* Adds to what an account without a file holds; it may not be more than that. */
static dxaws_error *add_total(dxaws_memory_account *account, int64_t size)
{
    json_t *record = dxaws_memory_get_tree(account, MEMORY_SERVICE, BYTES, TOTAL);
    int64_t total = json_integer_value(json_object_get(record, SIZE)) + size;
    json_decref(record);
    if (total > INT64_C(1048576) * BYTES_MOST_MIB) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", DXAWS_CORE_ERROR_MEMORY_FILE,
                               "the simulated account holds at most %d MiB of objects without a "
                               "file: give it one",
                               BYTES_MOST_MIB);
    }
    return put_record(account, TOTAL, json_pack("{sI}", SIZE, (json_int_t)total));
}

static dxaws_error *place_file(dxaws_memory_account *account, struct memory_bytes *taken)
{
    char *file = file_of(account, taken->digest);
    if (file == NULL) {
        return dxaws_error_out_of_memory();
    }
    char words[128];
    dxaws_error *error = NULL;
    if (rename(taken->written, file) != 0) {
        error = dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", DXAWS_CORE_ERROR_MEMORY_FILE,
                                "the simulated account cannot write \"%s\": %s", file,
                                strerror_r(errno, words, sizeof words));
    } else {
        free(taken->written);
        taken->written = NULL;
    }
    free(file);
    return error;
}

/* A first record; its bytes beside it, where there is no file. */
static json_t *new_record(const struct memory_bytes *taken)
{
    json_t *record = json_pack("{sI si}", SIZE, (json_int_t)taken->size, COUNT, 1);
    if (record == NULL || taken->data == NULL) {
        return record;
    }
    size_t room = ((size_t)taken->size + 2) / 3 * 4 + 1;
    unsigned char *text = malloc(room);
    bool whole = text != NULL;
    if (whole) {
        EVP_EncodeBlock(text, taken->data, (int)taken->size);
        dx_put(&whole, record, DATA, json_string((const char *)text));
    }
    free(text);
    if (!whole) {
        json_decref(record);
        return NULL;
    }
    return record;
}

dxaws_error *memory_bytes_keep(dxaws_memory_account *account, struct memory_bytes *taken)
{
    bool whole = true;
    json_t *record = dxaws_memory_get_tree(account, MEMORY_SERVICE, BYTES, taken->digest);
    if (record != NULL) {
        json_int_t count = json_integer_value(json_object_get(record, COUNT));
        dx_put(&whole, record, COUNT, json_integer(count + 1));
        if (!whole) {
            json_decref(record);
            return dxaws_error_out_of_memory();
        }
        return put_record(account, taken->digest, record);
    }
    dxaws_error *error =
        taken->written ? place_file(account, taken) : add_total(account, taken->size);
    return error ? error : put_record(account, taken->digest, new_record(taken));
}

dxaws_error *memory_bytes_drop(dxaws_memory_account *account, const char *digest)
{
    bool whole = true;
    json_t *record = digest ? dxaws_memory_get_tree(account, MEMORY_SERVICE, BYTES, digest) : NULL;
    if (record == NULL) {
        return NULL;
    }
    json_int_t count = json_integer_value(json_object_get(record, COUNT));
    if (count > 1) {
        dx_put(&whole, record, COUNT, json_integer(count - 1));
        return put_record(account, digest, whole ? record : NULL);
    }
    int64_t size = json_integer_value(json_object_get(record, SIZE));
    bool in_memory = json_object_get(record, DATA) != NULL;
    json_decref(record);
    dxaws_memory_remove(account, MEMORY_SERVICE, BYTES, digest);
    return in_memory ? add_total(account, -size) : NULL;
}

void memory_bytes_collect(dxaws_memory_account *account, dxaws_context *context, const char *digest)
{
    if (dxaws_memory_account_path(account) == NULL) {
        return;
    }
    dxaws_error *error = dxaws_memory_begin(account, context);
    if (error != NULL) {
        dxaws_error_free(error);
        return;
    }
    char *file = file_of(account, digest);
    if (file != NULL && dxaws_memory_get(account, MEMORY_SERVICE, BYTES, digest) == NULL) {
        unlink(file); /* whoever keeps them again writes them within a transaction */
    }
    free(file);
    dxaws_memory_abort(account);
}

bool memory_bytes_open(dxaws_memory_account *account, const char *digest, int *file,
                       unsigned char **data, int64_t *size)
{
    json_t *record = dxaws_memory_get_tree(account, MEMORY_SERVICE, BYTES, digest);
    const char *text = dx_text(record, DATA);
    *file = -1;
    *data = NULL;
    *size = json_integer_value(json_object_get(record, SIZE));
    if (text != NULL) {
        size_t length = strlen(text);
        *data = malloc(length + 3);
        if (*data != NULL) {
            EVP_DecodeBlock(*data, (const unsigned char *)text, (int)length);
        }
    } else if (record != NULL && dxaws_memory_account_path(account) != NULL) {
        char *path = file_of(account, digest);
        *file = path ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
        free(path);
    }
    json_decref(record);
    return *file >= 0 || *data != NULL;
}
