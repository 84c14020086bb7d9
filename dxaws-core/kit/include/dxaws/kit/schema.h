/* SPDX-License-Identifier: MIT */
/** @file
 * The schema: a primitive described as tables. One row per attribute, one row per action in
 * execution order, and hooks for what a table cannot say. Adding an attribute to a module is a
 * row here, its accessors, and one provider function.
 *
 * The kit is a shared library for module authors whose ABI holds within one minor release, which is
 * why no release is named in its headers; a module made with another one brings that along.
 * What <dxaws/base.h> says holds here too; a json_t is borrowed unless a text says otherwise. A
 * schema is constant and shared by all threads.
 */
#ifndef DXAWS_KIT_SCHEMA_H
#define DXAWS_KIT_SCHEMA_H

#include <dxaws/core.h>
#include <dxaws/kit/json.h>
#include <jansson.h>

/** The type of an attribute's JSON value. */
enum dx_type {
    DX_TEXT = 1, /**< a string */
    DX_BOOLEAN,
    DX_INTEGER,
    DX_TEXTS,  /**< an array of strings */
    DX_MAP,    /**< an object of strings, such as tags */
    DX_OBJECT, /**< an object whose members the check hook knows */
    DX_LIST,   /**< an array of objects whose members the check hook knows */
};

enum dx_attribute_flags {
    DX_REQUIRED = 1 << 0, /**< a Desired must have it */
    DX_IDENTITY = 1 << 1, /**< part of the resource's name: in every payload, never compared */
    DX_OPTION = 1 << 2,   /**< how, not what: desired only, in every payload, never compared */
    DX_OUTPUT = 1 << 3,   /**< observed only: never in a Desired */
    DX_HIDDEN = 1 << 4,   /**< observed, for the provider's own use: left out of results */
    DX_WRITTEN = 1 << 5,  /**< written to a new resource even when that is so by itself */
    DX_LINES = 1 << 6,    /**< DX_TEXT: one of many lines, such as a program; others have one */
    DX_WANTED = 1 << 7,   /**< with DX_OUTPUT: what is wanted, where that is read, as a folder is */
};

struct dx_schema;

/** A constant JSON value in a table; none without a type. */
struct dx_value {
    enum dx_type type; /**< of the value; DX_TEXTS, DX_LIST, DX_MAP and DX_OBJECT are empty */
    const char *text;
    int64_t number; /**< DX_INTEGER, DX_BOOLEAN */
};

/** @name What a column of values holds: `.preset = DX_VALUE_TEXT(DXAWS_X_DEFAULT_Y)`
 * @{ */
#define DX_VALUE_TEXT(value)                                                                       \
    {                                                                                              \
        .type = DX_TEXT, .text = (value)                                                           \
    }
#define DX_VALUE_BOOLEAN(value)                                                                    \
    {                                                                                              \
        .type = DX_BOOLEAN, .number = (value)                                                      \
    }
#define DX_VALUE_INTEGER(value)                                                                    \
    {                                                                                              \
        .type = DX_INTEGER, .number = (value)                                                      \
    }
#define DX_VALUE_EMPTY(kind)                                                                       \
    {                                                                                              \
        .type = (kind)                                                                             \
    }
/** @} */

/** One attribute, or one member of an attribute that is an object or a list of objects. */
struct dx_attribute {
    const char *name; /**< the JSON member, snake_case */
    enum dx_type type;
    unsigned flags;
    const char *action; /**< the kind of action that converges it; NULL with a plan hook */
    /** Refuses a wrong value with INVALID_ARGUMENT, naming value and remedy; may be NULL. */
    dxaws_error *(*check)(const struct dx_schema *schema, const struct dx_attribute *attribute,
                          const json_t *value);
    /** True when @a observed is as good as @a desired; NULL for equal JSON. */
    bool (*equal)(const json_t *desired, const json_t *observed);
    /**
     * What it is in a Desired that does not say, wherever that comes from; none: not managed then.
     * An explicit null leaves it alone all the same, unless it is DX_REQUIRED as well. Made from
     * the public header's `DXAWS_X_DEFAULT_Y`. What an action converges is not preset for a
     * resource that should not exist: nothing has to be read to remove it.
     */
    struct dx_value preset;
    /**
     * What a new resource has by itself: the planner does not write it again (but see DX_WRITTEN),
     * and a simulated resource begins with it. Of an object with rows of its own, the rows say it.
     */
    struct dx_value initial;
    /** Rows for the members of a DX_OBJECT, or of each item of a DX_LIST: names, types, presets,
     * checks. NULL: the check hook knows them. */
    const struct dx_attribute *members;
    size_t member_count;
    /** For a word that is kept for those who say it still: the release since which another one is
     * right, and that one, an attribute or member beside it, which takes the value over. NULL:
     * neither. Such a row has no preset and no checks of its own. */
    const char *deprecated_since;
    const char *use;
    /** The release that brought it; NULL: 0.9, with which the contract begins. */
    const char *since;
    /** DX_TEXT: the only texts that a Desired can have, ended by NULL; NULL: its check says. */
    const char *const *choices;
};

/** A word that a Desired may not say any more: who does is told the one that is right. */
struct dx_former {
    const char *name; /**< "certificate.key"; of a list's items "records.ttl" */
    const char *use;  /**< the word that is right, of an option as "timeouts_ms.WAIT_ISSUED" */
    bool option;      /**< it is one of dxaws_apply_options now, how and not what */
};

/** @name Rows of every schema
 * @{ */
/** Whether it should exist, with its preset; @a also: flags that it has besides. */
#define DX_PRESENT_ROW(preset_, also)                                                              \
    {                                                                                              \
        .name = DX_PRESENT, .type = DX_BOOLEAN, .flags = DX_REQUIRED | (also),                     \
        .preset = DX_VALUE_BOOLEAN(preset_)                                                        \
    }
/** Whether it does. */
#define DX_EXISTS_ROW                                                                              \
    {                                                                                              \
        .name = DX_EXISTS, .type = DX_BOOLEAN, .flags = DX_OUTPUT                                  \
    }
/** @} */

/** The rows of an attribute's members. */
#define DX_MEMBERS(table) .members = (table), .member_count = sizeof(table) / sizeof *(table)

enum dx_action_flags {
    DX_CREATES = 1 << 0,    /**< makes the resource exist */
    DX_DESTROYS = 1 << 1,   /**< makes it not exist */
    DX_WAITS = 1 << 2,      /**< performed again and again until the converged hook is satisfied */
    DX_BY_MANAGER = 1 << 3, /**< performed by the manager's hook: no provider has to support it */
    DX_READS = 1 << 4,      /**< never planned: asks for what is there and changes nothing */
    DX_BESIDE = 1 << 5,     /**< makes something that the resource uses: succeeds without it, too */
    DX_ANOTHER = 1 << 6,    /**< is done to another resource: its payload names that one */
    DX_ANSWERED = 1 << 7,   /**< providers say all that it makes so: nothing is concluded besides */
};

/** When an action, or reading, needs a permission. */
enum dx_permission_when {
    DX_ALWAYS,
    DX_WHEN_SETTING,  /**< when a change of it says what is after it */
    DX_WHEN_REMOVING, /**< when a change of it takes something away */
    DX_WHEN_ABSENT,   /**< of reading: when the resource should not exist */
};

/** What AWS's IAM has to allow. */
struct dx_permission {
    const char *actions; /**< by IAM's names, "s3:GetBucketTagging", with a blank between two */
    /** The ARN of what they are done to; `{name}` is a member of what was observed, and `{account}`
     * may be any. With a blank between two, the first whose members are known. */
    const char *resources;
    /** Reads: only where this attribute is wanted or observed. NULL: always. */
    const char *with;
    enum dx_permission_when when;
};

/** @name Rows of permissions, and a column of them:
 * `.permissions = DX_ALLOW(DX_MAY("s3:CreateBucket", BUCKET))`
 * @{ */
#define DX_MAY(what, on)                                                                           \
    {                                                                                              \
        .actions = (what), .resources = (on)                                                       \
    }
#define DX_MAY_WITH(what, on, attribute)                                                           \
    {                                                                                              \
        .actions = (what), .resources = (on), .with = (attribute)                                  \
    }
#define DX_MAY_WHEN(what, on, change)                                                              \
    {                                                                                              \
        .actions = (what), .resources = (on), .when = (change)                                     \
    }
#define DX_ALLOW(...) ((const struct dx_permission[]){__VA_ARGS__, {.actions = NULL}})
/** What needs no more than reading does: a wait. */
#define DX_ALLOW_READS ((const struct dx_permission[]){{.actions = NULL}})
/** @} */

/** One kind of action. */
struct dx_action_spec {
    const char *kind; /**< "PUT_TAGS" */
    /** Where the provider's function is: offsetof(dxaws_x_provider_ops, put_tags). */
    size_t slot;
    unsigned flags;
    int expected_s; /**< how long it usually takes; 0 when not worth saying */
    int timeout_s;  /**< DX_WAITS: the deadline unless the options say one
                     */
    /** DX_WAITS: the level from which it is waited for; 0: always, since a later action needs it.
     */
    dxaws_wait level;
    /** The texts that its payload must have, beside the attributes that every payload begins with:
     * names, and NULL at the end. NULL: none. */
    const char *const *needs;
    /** What it needs besides what its module reads, ended by a row without actions; also of reading
     * back. NULL: nobody says. */
    const struct dx_permission *permissions;
};

/** A refusal that passes by itself: what was refused is done again, until then or until the
 * context's deadline. Throttling is one in every module. */
struct dx_refusal {
    const char *aws_code; /**< the service's: "OperationAborted" */
    const char *action;   /**< the one kind that it passes for; NULL: whatever is done */
    const char *code;     /**< only when the provider's error has this code; NULL: any */
    const char *unless;   /**< not when its message has this text; NULL: always */
    int patience_s;       /**< how long it may last */
    const char *why;      /**< for people, a clause; NULL: the code says it */
};

/** What a consent of some kind, "bucket/my-bucket", names: where its identity is observed. */
struct dx_consent {
    const char *kind;   /**< "bucket" */
    const char *member; /**< its identity, or an ARN that ends with the consent; NULL: only planning
                           can tell what is meant */
    const char *list;   /**< a list of others of the kind, by the same member; NULL: none */
};

struct dx_planner;
struct dx_manager;
struct dx_error_code; /* <dxaws/kit/description.h> */
struct dx_event_type;

/** What a wait knows after one look. */
struct dx_wait_state {
    bool done;
    char why[400]; /**< what is being waited for and what it is now; one line */
};

/** A module. */
struct dx_schema {
    const char *module;   /**< "s3" */
    const char *identity; /**< the attribute that names the resource */
    const struct dx_attribute *attributes;
    size_t attribute_count;
    const struct dx_action_spec *actions;
    size_t action_count;

    /** @name What the module has beside what every module has
     * @{ */
    const struct dx_error_code *errors;
    size_t error_count;
    const struct dx_event_type *events;
    size_t event_count;
    const struct dx_former *formers;
    size_t former_count;
    const struct dx_refusal *refusals;
    size_t refusal_count;
    const struct dx_consent *consents;
    size_t consent_count;
    /** The members of its Result, where that is not what was observed. */
    const struct dx_attribute *results;
    size_t result_count;
    /** @} */

    /** What reading, and so every plan, needs; ended by a row without actions. NULL: nobody says.
     */
    const struct dx_permission *reads;

    /**
     * A kind of action that is never planned: performed to read back the result, when the
     * provider supports it; NULL: get_current() serves.
     */
    const char *outputs;

    /** @name What dxaws_module's make() and open() call
     * @{ */
    dxaws_error *(*make_aws)(dxaws_session *session, dxaws_provider **provider);
    dxaws_error *(*make_memory)(dxaws_memory_account *account, dxaws_provider **provider);
    /** Gives a manager its hooks; @a used as dxaws_module says. NULL: it needs none. */
    dxaws_error *(*open)(struct dx_manager *manager, dxaws_manager *const *used);
    /** @} */

    /** @name Hooks; NULL means: as the tables say
     * @{ */
    /** Brings a Desired into the canonical form, before it is checked. */
    dxaws_error *(*normalise)(json_t *desired);
    /** Checks what concerns more than one attribute. */
    dxaws_error *(*check)(const json_t *desired);
    /** Checks members of what was observed, beyond the attributes' types, before it is planned
     * from: a Current may come from any provider, or from a text. */
    dxaws_error *(*check_observed)(const json_t *observed);
    /** Checks members of an action's payload that are no attributes: a plan may come from a text.
     */
    dxaws_error *(*check_payload)(const char *kind, const json_t *payload);
    /** Plans instead of the tables: pure, no clock, no I/O. */
    dxaws_error *(*plan)(struct dx_planner *planner);
    /** Judges one look of a wait; an error ends it (a state from which there is no way on). */
    dxaws_error *(*converged)(const char *kind, const json_t *payload, const json_t *observed,
                              struct dx_wait_state *state);
    /** What a successful action makes of @a observed; false without memory. */
    bool (*simulate)(const char *kind, const json_t *payload, json_t *observed);
    /** Adds to what is read once more, after a write, what @a observed knows of where it is, so
     * that it need not be looked for again; false without memory. NULL: nothing. */
    bool (*recall)(json_t *wanted, const json_t *observed);
    /** @} */

    /** What is done to it is one run with an end: what its actions answer is all that there is to
     * know until its last one is done, and nothing is read back before that. */
    bool one_run;
    /** Its plan hook asks for `allow_destroy`, which is refused elsewhere. */
    bool protects;
};

/** The row of that name or kind, or NULL. */
const struct dx_attribute *dx_schema_attribute(const struct dx_schema *schema, const char *name);
const struct dx_action_spec *dx_schema_action(const struct dx_schema *schema, const char *kind);

/** INVALID_ARGUMENT, naming both, unless an observed value is of the attribute's type. */
dxaws_error *dx_check_type(const struct dx_schema *schema, const struct dx_attribute *attribute,
                           const json_t *value);

/** @name Columns as JSON: new references
 * NULL where the row has none, or without memory.
 * @{ */
/** The preset of an attribute; of one with members, the object of their presets. */
json_t *dx_attribute_preset(const struct dx_attribute *row);
/** What a new resource has of it. */
json_t *dx_attribute_initial(const struct dx_attribute *row);
/** All that a new resource has by itself. NULL without memory. */
json_t *dx_schema_initial(const struct dx_schema *schema);
/** @} */

#endif
