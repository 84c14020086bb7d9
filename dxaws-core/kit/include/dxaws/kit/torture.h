/* SPDX-License-Identifier: MIT */
/** @file
 * A malloc() that fails when told, in the thread that was told, for tests of what is done without
 * memory. Header only; it defines malloc() and its like, so that one source of a program includes
 * it. clang links its sanitizers' malloc() into the program, where there is no place for another;
 * ThreadSanitizer's refuses one too: main() then returns dx_torture_skip().
 */
#ifndef DXAWS_KIT_TORTURE_H
#define DXAWS_KIT_TORTURE_H

#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** What is asked for and counted, in this thread. */
struct dx_torture {
    bool counting;      /**< nothing fails or is counted without it */
    long countdown;     /**< the allocation that fails; 0: none */
    long allocations;   /**< made while counting */
    long living;        /**< made while counting, less those released meanwhile */
    bool failed;        /**< it has failed, once */
    const void *spared; /**< whose allocations are left alone: a return address, or NULL */
    size_t noted_size;  /**< who asks for that much is noted */
    const void *noted;  /**< the return address */
};

static _Thread_local struct dx_torture dx_torture;

#if defined(__SANITIZE_THREAD__)
#define DX_TORTURE_IMPOSSIBLE true
#elif defined(__has_feature) && defined(__clang__)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
#define DX_TORTURE_IMPOSSIBLE true
#endif
#endif
#ifndef DX_TORTURE_IMPOSSIBLE
#define DX_TORTURE_IMPOSSIBLE false /**< whether main() returns dx_torture_skip() */
#define DX_TORTURE_POSSIBLE
#endif

/** The exit status of a test that is skipped, having said why. */
static inline int dx_torture_skip(void)
{
    puts("SKIP: no malloc() beside that of this sanitizer");
    return 77;
}

#ifdef DX_TORTURE_POSSIBLE

/* The next malloc() in line is the C library's, or that of the tool that watches: valgrind (with
 * --soname-synonyms=somalloc=nouserintercepts) or AddressSanitizer in a library of its own. */
static struct {
    void *(*malloc)(size_t size);
    void *(*calloc)(size_t count, size_t size);
    void *(*realloc)(void *data, size_t size);
    void (*free)(void *data);
} dx_next;

static const struct {
    const char *name;
    void *function;
} dx_next_names[] = {
    {"malloc", &dx_next.malloc},
    {"calloc", &dx_next.calloc},
    {"realloc", &dx_next.realloc},
    {"free", &dx_next.free},
};

/* The C library and AddressSanitizer allocate before the latter is ready to watch. */
#define DX_UNWATCHED __attribute__((no_sanitize("address"), no_sanitize("undefined")))
/* For libraries, too, in a program whose functions are hidden. */
#define DX_INSTEAD DX_UNWATCHED __attribute__((visibility("default")))

DX_UNWATCHED static void dx_find_next(void)
{
    for (size_t i = 0; i < sizeof(dx_next_names) / sizeof(dx_next_names[0]); i++) {
        void *found = dlsym(RTLD_NEXT, dx_next_names[i].name);
        memcpy(dx_next_names[i].function, &found, sizeof(found));
    }
}

DX_UNWATCHED static bool dx_refuse(size_t size, const void *caller)
{
    if (!dx_next.free) {
        dx_find_next();
    }
    if (size == dx_torture.noted_size) {
        dx_torture.noted = caller;
    }
    if (!dx_torture.counting || caller == dx_torture.spared) {
        return false;
    }
    dx_torture.allocations++;
    if (dx_torture.countdown && --dx_torture.countdown == 0) {
        dx_torture.failed = true;
        errno = ENOMEM;
        return true;
    }
    return false;
}

DX_INSTEAD void *malloc(size_t size)
{
    void *data = dx_refuse(size, __builtin_return_address(0)) ? NULL : dx_next.malloc(size);
    dx_torture.living += dx_torture.counting && data;
    return data;
}

DX_INSTEAD void *calloc(size_t count, size_t size)
{
    void *data =
        dx_refuse(count * size, __builtin_return_address(0)) ? NULL : dx_next.calloc(count, size);
    dx_torture.living += dx_torture.counting && data;
    return data;
}

DX_INSTEAD void *realloc(void *old, size_t size)
{
    void *data = dx_refuse(size, __builtin_return_address(0)) ? NULL : dx_next.realloc(old, size);
    dx_torture.living += dx_torture.counting && data && !old;
    return data;
}

DX_INSTEAD void free(void *data)
{
    dx_torture.living -= dx_torture.counting && data;
    if (!dx_next.free) {
        dx_find_next();
    }
    dx_next.free(data);
}

/* As the C library's, which AddressSanitizer replaces by one that allocates behind our back. */
DX_INSTEAD char *strndup(const char *text, size_t limit)
{
    size_t size = strnlen(text, limit);
    char *copy = malloc(size + 1);
    if (copy) {
        memcpy(copy, text, size);
        copy[size] = '\0';
    }
    return copy;
}

DX_INSTEAD char *strdup(const char *text)
{
    return strndup(text, strlen(text));
}

#endif

#endif
