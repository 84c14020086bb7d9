/* SPDX-License-Identifier: MIT */
/* Files hashed side by side. The block functions of OpenSSL are used, as core does: they allocate
 * nothing and cannot fail. */
#define OPENSSL_API_COMPAT 0x10101000L /* where these functions are not yet discouraged */
#include "folder-hash.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/sha.h>

#include "folder-walk.h"
#include "media-types.h"
#include "utf8.h"

enum {
    BLOCK = 16,         /* files that one thread takes at once: mostly of one folder */
    PIECE = 128 * 1024, /* bytes */
};

/* All threads'. */
struct job {
    struct content_folder *folder;
    dxaws_context *context;
    int root;
    atomic_size_t next;
    atomic_bool stopped; /* without memory, or as the context says */
};

static bool is_same(const struct stat *left, const struct stat *right)
{
    return left->st_dev == right->st_dev && left->st_ino == right->st_ino &&
           left->st_size == right->st_size && left->st_mtim.tv_sec == right->st_mtim.tv_sec &&
           left->st_mtim.tv_nsec == right->st_mtim.tv_nsec &&
           left->st_ctim.tv_sec == right->st_ctim.tv_sec &&
           left->st_ctim.tv_nsec == right->st_ctim.tv_nsec;
}

static void set_fault(struct folder_file *file, enum folder_fault fault, int problem)
{
    file->fault = (unsigned char)fault;
    file->problem = problem;
}

/* An errno of opening or reading. */
static void set_problem(struct job *job, struct folder_file *file, int problem)
{
    if (problem == ENOMEM) {
        atomic_store(&job->stopped, true);
    }
    bool other = problem == ELOOP || problem == ENOTDIR || problem == EISDIR;
    set_fault(file,
              problem == ENOENT ? FOLDER_VANISHED
              : other           ? FOLDER_CHANGED
                                : FOLDER_UNREADABLE,
              problem);
}

/* Reads an open file to its end; false: the file has its fault, or the job was stopped. */
static bool read_file(struct job *job, struct folder_file *file, int opened, unsigned char *piece)
{
    SHA256_CTX state;
    struct utf8 text = {0};
    bool is_text = file->is_utf8;
    file->size = 0;
    SHA256_Init(&state);
    for (;;) {
        if (atomic_load_explicit(&job->stopped, memory_order_relaxed) ||
            dxaws_context_is_cancelled(job->context) ||
            dxaws_context_remaining_ms(job->context) == 0) {
            atomic_store(&job->stopped, true);
            return false;
        }
        ssize_t got = read(opened, piece, PIECE);
        if (got < 0 && errno != EINTR) {
            set_problem(job, file, errno);
            return false;
        }
        if (got == 0) {
            break;
        }
        if (got > 0) {
            SHA256_Update(&state, piece, (size_t)got);
            is_text = is_text && utf8_take(&text, piece, (size_t)got);
            file->size += got;
        }
    }
    SHA256_Final(file->digest, &state);
    file->is_utf8 = is_text && utf8_is_whole(&text);
    return true;
}

static void hash_file(struct job *job, struct folder_near *near, struct folder_file *file,
                      unsigned char *piece)
{
    struct stat before;
    struct stat after;
    const char *type = content_media_type(file->key);
    int opened = folder_near_open(near, file->where ? file->where : file->key,
                                  O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (opened < 0 || fstat(opened, &before) != 0) {
        set_problem(job, file, errno);
    } else if (!S_ISREG(before.st_mode)) {
        set_fault(file, FOLDER_CHANGED, 0);
    } else {
        file->is_utf8 = type != NULL && strncmp(type, "text/", 5) == 0; /* others say nothing */
        if (read_file(job, file, opened, piece) &&
            (fstat(opened, &after) != 0 || !is_same(&before, &after) ||
             file->size != after.st_size)) {
            set_fault(file, FOLDER_CHANGED, 0);
        }
    }
    if (opened >= 0) {
        close(opened);
    }
}

static void *work(void *data)
{
    struct job *job = data;
    struct folder_near near;
    unsigned char *piece = malloc(PIECE);
    folder_near_begin(&near, job->root);
    if (piece == NULL) {
        atomic_store(&job->stopped, true);
    }
    while (!atomic_load(&job->stopped)) {
        size_t first = atomic_fetch_add(&job->next, BLOCK);
        if (first >= job->folder->count) {
            break;
        }
        size_t end = first + BLOCK < job->folder->count ? first + BLOCK : job->folder->count;
        for (size_t i = first; i < end && !atomic_load(&job->stopped); i++) {
            hash_file(job, &near, &job->folder->files[i], piece);
        }
    }
    folder_near_end(&near);
    free(piece);
    return NULL;
}

static size_t threads_for(size_t files)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t most = processors > FOLDER_THREADS ? FOLDER_THREADS
                  : processors > 1            ? (size_t)processors
                                              : 1;
    size_t useful = (files + BLOCK - 1) / BLOCK;
    return useful < most ? useful : most;
}

dxaws_error *folder_hash(struct content_folder *folder, int root, dxaws_context *context)
{
    struct job job = {.folder = folder, .context = context, .root = root};
    pthread_t threads[FOLDER_THREADS];
    size_t started = 0;
    size_t wanted = threads_for(folder->count);
    while (started + 1 < wanted && pthread_create(&threads[started], NULL, work, &job) == 0) {
        started++; /* without another one it takes longer */
    }
    work(&job);
    for (size_t i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
    dxaws_error *error = dxaws_context_check(context);
    return error || !atomic_load(&job.stopped) ? error : dxaws_error_out_of_memory();
}
