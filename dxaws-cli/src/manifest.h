/* SPDX-License-Identifier: MIT */
/* The manifest: a site in one file, checked against the table of fields, with every error at its
 * line and column, and turned into the website module's document. */
#ifndef DXAWS_CLI_MANIFEST_H
#define DXAWS_CLI_MANIFEST_H

#include "yaml-tree.h"

enum field_type {
    FIELD_TEXT = 1,
    FIELD_BOOLEAN,
    FIELD_INTEGER,
    FIELD_DURATION, /* "45m"; in the document an integer of seconds, its name ending in "_s" */
    FIELD_CHOICE,   /* one of a few words */
    FIELD_TAGS,     /* a map of texts */
    FIELD_TEXTS,    /* a list of texts */
    FIELD_LIST,     /* a list whose items its module judges */
    FIELD_SECTION,  /* a map whose members have rows of their own */
    FIELD_LATER,    /* documented, and not supported by this release */
};

struct manifest;

/* One field of the manifest. */
struct field {
    const char *path; /* "bucket.versioning" */
    enum field_type type;
    bool required;
    bool may_be_left;           /* null leaves it alone */
    const char *const *choices; /* FIELD_CHOICE */
    int64_t least;              /* FIELD_INTEGER */
    int64_t most;               /* and FIELD_DURATION, in seconds; 0: a week */
    /* Refuses a value of the right type; may be NULL. */
    dxaws_error *(*check)(const struct yaml_node *node);
    const char *help;    /* one line, for the manual; NULL with FIELD_LATER */
    const char *usual;   /* the default, or else a value, as YAML; NULL: the example is one */
    const char *example; /* of a section, or of text that is one of some words; or NULL */
};

/* The table; ends with a row whose path is NULL. */
extern const struct field manifest_fields[];

/* Applies one "key=value" of --set to the tree. INVALID_ARGUMENT, naming the option. */
dxaws_error *manifest_set(struct yaml_tree *tree, const char *assignment);

/* Checks everything that concerns one field, then returns the website module's document, a new
 * reference. @a former is the module's table of former words, as it describes itself: they are the
 * manifest's, too. @a region is used where the manifest names none. Both may be NULL. */
dxaws_error *manifest_check(const struct yaml_tree *tree, const json_t *former, const char *region,
                            json_t **document);

enum { MANIFEST_PATH_SIZE = 2 * YAML_KEY_MAX + 64 };

/* Where the website's document has what a key says, "content.publish.links", and the place in the
 * file of what has a place there. */
void manifest_member(const char *key, char member[MANIFEST_PATH_SIZE]);
void manifest_pointer(const char *pointer, char path[MANIFEST_PATH_SIZE]);

/* What a manifest says of what is published, as the website's document has it: a new member in the
 * place of others. False without memory. */
bool manifest_take_content(const struct yaml_tree *tree, json_t *document);

/* A folder that @a document names as "source" is where the file is that names it, wherever the
 * command is run. False without memory. */
bool manifest_place_source(const struct yaml_tree *tree, json_t *document);

/* Gives an error of a module about a tree's document the place of what its path leads to; of what
 * the file does not say, of the map that would hold it. Takes and returns @a error; one without a
 * path stays as it is. */
dxaws_error *manifest_locate(const struct yaml_tree *tree, dxaws_error *error);

#endif
