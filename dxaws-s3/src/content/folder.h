/* SPDX-License-Identifier: MIT */
/* A folder as it is to be published: which of its files, under which keys, with which bytes and
 * headers. This is the one place of content that reads files.
 *
 * Left out are names that begin with a dot, but the folder's own `.well-known`, and what `exclude`
 * matches (globs.h). A link is followed where it leads within the folder; one that leads out of it
 * is refused by name, or followed as well. Refused by name are also links that lead in a circle or
 * nowhere, devices, pipes and sockets, what cannot be read, what S3 cannot hold (keys.h), and what
 * changes while it is read: all of that in one error, before anything is written.
 *
 * No file is opened through a link that was not looked at, whoever changes the folder meanwhile. */
#ifndef DXAWS_S3_FOLDER_H
#define DXAWS_S3_FOLDER_H

#include <dxaws/context.h>
#include <dxaws/error.h>

#include "entries.h"
#include "header-sets.h"

enum {
    FOLDER_MOST = 1000000, /* files of one site, unless said otherwise */
    FOLDER_DEEPEST = 200,  /* folders one in the other, each of which is kept open */
    FOLDER_THREADS = 4,    /* that hash, at most */
};

/* All of it is borrowed. */
struct folder_wish {
    const char *path;      /* of the folder; this one may be a link */
    const json_t *exclude; /* array of patterns; NULL: none */
    const json_t *rules;   /* as folder_rules_fault() takes them; NULL: none */
    bool follow;           /* links that lead out of it, too */
    size_t prefix;         /* how many bytes stand before each key */
    size_t most;           /* files; 0: FOLDER_MOST */
};

/* One file, in the order of the entries. */
struct folder_file {
    char *key;
    char *where; /* below the folder, or from "/"; NULL: as the key */
    int64_t size;
    unsigned char digest[CONTENT_DIGEST];
    bool is_utf8;
    unsigned char fault; /* enum folder_fault */
    int problem;         /* errno of that */
};

/* {0} at the beginning. */
struct content_folder {
    char *path; /* of the folder itself, without links */
    struct folder_file *files;
    size_t count, room;
    int64_t bytes;
    struct content_entries entries; /* sorted; key, size, digest, headers and stage */
    struct content_headers headers;
    bool *hashed; /* whose name carries a hash, one an entry */
    char *notes;  /* lines about what may not be meant; NULL: none */
};

void folder_clear(struct content_folder *folder);

/* Reads the folder into an empty @a folder. INVALID_ARGUMENT, code FolderError, names what cannot
 * be published; INVALID_STATE, code FileChanged, what changed meanwhile. */
dxaws_error *folder_read(const struct folder_wish *wish, dxaws_context *context,
                         struct content_folder *folder);

/* The path of a file, for free(); NULL without memory. */
char *folder_file_path(const struct content_folder *folder, size_t index);

enum { FOLDER_FAULT_SIZE = 256 };

/* What is wrong with patterns, an array of texts; false: nothing. Of both functions `index` gets
 * which one it is, and `fault` the words behind it. */
bool folder_exclude_fault(const json_t *exclude, size_t *index, char fault[FOLDER_FAULT_SIZE]);

/* The same of rules, an array of {"match", "cache_control", "content_type", "headers"}, the last an
 * object of names and values. Of the rules that match a file the first that has a header says it;
 * a value of null leaves the header out. */
bool folder_rules_fault(const json_t *rules, size_t *index, char fault[FOLDER_FAULT_SIZE]);

/* The same of such headers alone. @param all whether those may be said for which a rule has members
 * of its own. */
bool folder_headers_fault(const json_t *headers, bool all, char fault[FOLDER_FAULT_SIZE]);
/* How a header is spelled that may be said in any case. */
const char *folder_header_name(const char *name);

/* What is sent with a file, as a new set; NULL without memory.
 * @param type its media type by its name alone. */
json_t *folder_headers(const json_t *rules, const char *key, bool is_utf8, bool hashed);
/* Has the notes say what may not be meant; false without memory. */
bool folder_note(struct content_folder *folder);
/* When a file is written, by its key and the Content-Type that is sent. */
enum content_stage folder_stage(const char *key, const char *type);

#endif
