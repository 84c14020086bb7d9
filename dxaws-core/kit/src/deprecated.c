/* SPDX-License-Identifier: MIT */
/* Words that are not a schema's: what those of an earlier release say goes to the words that are
 * right now, or they are refused with them; of others, what was meant. */
#include <dxaws/kit/engine.h>

#include <string.h>

#include <dxaws/extend/names.h>

#include "document.h"
#include "events.h"
#include "presets.h"

/* What is done with each deprecated word that an object says. */
typedef dxaws_error *visitor(void *self, const struct dx_attribute *row, const char *path,
                             json_t *object);

struct walk {
    visitor *visit;
    void *self;
};

static dxaws_error *walk_rows(const struct walk *walk, const struct dx_attribute *rows,
                              size_t count, const char *path, json_t *object)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; i < count && error == NULL; i++) {
        json_t *value = json_object_get(object, rows[i].name);
        if (value != NULL && rows[i].deprecated_since != NULL) {
            error = dx_at_name(walk->visit(walk->self, &rows[i], path, object), rows[i].name);
        } else if (rows[i].members != NULL && json_is_object(value)) {
            char inner[DOCUMENT_PATH_SIZE];
            document_path(inner, path, rows[i].name, DOCUMENT_NO_INDEX);
            error = dx_at(walk_rows(walk, rows[i].members, rows[i].member_count, inner, value),
                          rows[i].name);
        }
    }
    return error;
}

static dxaws_error *rename_word(void *self, const struct dx_attribute *row, const char *path,
                                json_t *object)
{
    const struct dx_schema *schema = self;
    if (json_object_get(object, row->use) != NULL) {
        return dx_invalid(schema,
                          "%s: \"%s%s\" is the former word for \"%s%s\", and both are said; leave "
                          "the former out",
                          schema->module, path, row->name, path, row->use);
    }
    int failed = json_object_set(object, row->use, json_object_get(object, row->name));
    json_object_del(object, row->name);
    return failed ? dxaws_error_out_of_memory() : NULL;
}

dxaws_error *deprecated_rename(const struct dx_schema *schema, json_t *desired)
{
    const struct walk walk = {.visit = rename_word, .self = (void *)(uintptr_t)schema};
    return walk_rows(&walk, schema->attributes, schema->attribute_count, "", desired);
}

/* Whether @a path, in which items of lists have their index, and @a name lead to the word. */
static bool is_word(const char *word, const char *path, const char *name)
{
    for (; *path != '\0'; path++, word++) {
        path += *path == '[' ? strcspn(path, "]") + 1 : 0;
        if (*path != *word) {
            return false;
        }
    }
    return strcmp(word, name) == 0;
}

dxaws_error *dx_refuse_former(const struct dx_schema *schema, const char *path, const char *name)
{
    for (size_t i = 0; i < schema->former_count; i++) {
        const struct dx_former *former = &schema->formers[i];
        if (is_word(former->name, path, name)) {
            return dx_invalid(schema,
                              former->option ? "%s: \"%s%s\" is no attribute any more; it is the "
                                               "option \"%s\""
                                             : "%s: \"%s%s\" is the former word for \"%s\"; write "
                                               "that",
                              schema->module, path, name, former->use);
        }
    }
    return NULL;
}

const char *document_nearest(const struct dx_attribute *rows, size_t count, const char *name)
{
    const char *best = NULL;
    size_t least = strlen(name) / 3 + 1;
    for (size_t i = 0; i < count; i++) {
        bool goes_on = strncmp(rows[i].name, name, strlen(name)) == 0;
        size_t far = goes_on ? 1 : dxaws_name_distance(name, rows[i].name);
        bool meant = !(rows[i].flags & (DX_OUTPUT | DX_HIDDEN)) && !rows[i].deprecated_since;
        if (meant && far < least) {
            best = rows[i].name;
            least = far;
        }
    }
    return best;
}

struct report {
    const struct dx_state *desired;
    dxaws_context *context;
};

static dxaws_error *tell(void *self, const struct dx_attribute *row, const char *path,
                         json_t *object)
{
    const struct report *report = self;
    const struct dx_schema *schema = report->desired->schema;
    (void)object;
    events_deprecated(schema, report->context, dx_state_text(report->desired, schema->identity),
                      path, row);
    return NULL;
}

void dx_report_deprecated(const struct dx_state *desired, dxaws_context *context)
{
    struct report report = {.desired = desired, .context = context};
    const struct walk walk = {.visit = tell, .self = &report};
    const struct dx_schema *schema = desired->schema;
    dxaws_error_free(
        walk_rows(&walk, schema->attributes, schema->attribute_count, "", desired->document));
}
