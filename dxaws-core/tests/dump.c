/* SPDX-License-Identifier: MIT */
/* The search of what a core dump would hold. */
#include "dump.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <openssl/rand.h>

#include "testing.h"

#define CHUNK ((size_t)1024 * 1024)
#define MAPPING_LIMIT ((unsigned long)256 * 1024 * 1024) /* larger ones are a sanitizer's own */

struct canaries *canaries;

static void fill(char *text, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    ck_assert_int_eq(RAND_bytes((unsigned char *)text, (int)size - 1), 1);
    for (size_t i = 0; i + 1 < size; i++) {
        text[i] = digits[text[i] & 15];
    }
    text[size - 1] = '\0';
}

void canaries_make(void)
{
    canaries = aws_secret_allocate(sizeof(*canaries));
    ck_assert_ptr_nonnull(canaries);
    fill(canaries->secret, sizeof(canaries->secret));
    fill(canaries->token, sizeof(canaries->token));
    ck_assert_int_eq(RAND_bytes((unsigned char *)&canaries->key, sizeof(canaries->key)), 1);
}

static const char *find_in(const char *chunk, size_t size, unsigned sought)
{
    if (sought & SECRET && memmem(chunk, size, canaries->secret, sizeof(canaries->secret) - 1)) {
        return "the secret key";
    }
    if (sought & TOKEN && memmem(chunk, size, canaries->token, sizeof(canaries->token) - 1)) {
        return "the session token";
    }
    if (sought & KEY && memmem(chunk, size, &canaries->key, sizeof(canaries->key))) {
        return "a signing key";
    }
    return NULL;
}

/* The next mapping that can be written and that a dump has. */
static bool next_dumped(FILE *maps, unsigned long *begin, unsigned long *end)
{
    char line[512];
    bool writable = false;
    while (fgets(line, sizeof(line), maps)) {
        char access[8];
        unsigned long range[2];
        if (sscanf(line, "%lx-%lx %7s ", &range[0], &range[1], access) == 3) {
            *begin = range[0];
            *end = range[1];
            writable = access[0] == 'r' && access[1] == 'w' && *end - *begin <= MAPPING_LIMIT;
        } else if (writable && strncmp(line, "VmFlags:", 8) == 0 && !strstr(line, " dd")) {
            return true;
        }
    }
    return false;
}

const char *dump_find(unsigned sought)
{
    FILE *maps = fopen("/proc/self/smaps", "r");
    int memory = open("/proc/self/mem", O_RDONLY);
    char *chunk = aws_secret_allocate(CHUNK);
    const char *found = NULL;
    unsigned long begin;
    unsigned long end;
    size_t searched = 0;
    ck_assert(maps && memory >= 0 && chunk);
    while (!found && next_dumped(maps, &begin, &end)) {
        /* What lies across two chunks is in the overlap. */
        for (unsigned long at = begin; at < end && !found; at += CHUNK - sizeof(*canaries)) {
            ssize_t size = pread(memory, chunk, CHUNK < end - at ? CHUNK : end - at, (off_t)at);
            found = size > 0 ? find_in(chunk, (size_t)size, sought) : NULL;
            searched += size > 0 ? (size_t)size : 0;
        }
    }
    aws_secret_free(chunk);
    close(memory);
    fclose(maps);
    ck_assert(found || searched > 100000);
    return found;
}
