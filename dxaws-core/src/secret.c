/* SPDX-License-Identifier: MIT */
/* Memory for secrets, page-backed so that it can be left out of core dumps. */
#include "secret.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <openssl/crypto.h>

/* In front of each block; keeps it aligned. */
union header {
    size_t mapped;
    max_align_t align;
};

void *aws_secret_allocate(size_t size)
{
    long page = sysconf(_SC_PAGESIZE);
    size_t unit = page > 0 ? (size_t)page : 4096;
    if (size > SIZE_MAX / 2) {
        return NULL;
    }
    size_t mapped = (size + sizeof(union header) + unit - 1) / unit * unit;
    void *memory = mmap(NULL, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        return NULL;
    }
#ifdef MADV_DONTDUMP
    madvise(memory, mapped, MADV_DONTDUMP); /* best effort: an old kernel has no such thing */
#endif
    union header *header = memory;
    header->mapped = mapped;
    return header + 1;
}

void aws_secret_free(void *memory)
{
    if (!memory) {
        return;
    }
    union header *header = (union header *)memory - 1;
    size_t mapped = header->mapped;
    OPENSSL_cleanse(header, mapped);
    munmap(header, mapped);
}

char *aws_secret_copy(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = aws_secret_allocate(size);
    if (copy) {
        memcpy(copy, text, size);
    }
    return copy;
}
