/* SPDX-License-Identifier: MIT */
/** @file
 * Whose a resource is, and what may be done with it. Two tags say it, from the very call that makes
 * the resource: `dxaws:site`, the owner's name, and `dxaws:managed`, which is "made NAME" or
 * "adopted NAME" with a NAME that a copy of the tags cannot share. A third, `dxaws:tags`, remembers
 * which other tags are ours.
 *
 * Using a thing needs no mark; writing to it, or deleting it, does. All is pure; errors are those
 * that the functions name.
 */
#ifndef DXAWS_KIT_OWNERSHIP_H
#define DXAWS_KIT_OWNERSHIP_H

#include <dxaws/kit/engine.h>

#define DX_TAG_SITE "dxaws:site"
#define DX_TAG_MANAGED "dxaws:managed"
#define DX_TAG_MEMORY "dxaws:tags"

/** @name Rows of every schema with tags
 * @{ */
#define DX_TAGS "tags"
#define DX_OWNER "owner"
#define DX_MARK "mark"
#define DX_TAGS_EXACT "tags_exact"
/** The tags themselves: no kind of action is theirs alone, since claims plan them key by key. */
#define DX_TAGS_ROW                                                                                \
    {                                                                                              \
        .name = DX_TAGS, .type = DX_MAP, .check = dx_check_tags, .initial = DX_VALUE_EMPTY(DX_MAP) \
    }
/** How the resource is owned. */
#define DX_OWNERSHIP_ROWS                                                                          \
    {.name = DX_OWNER, .type = DX_TEXT, .flags = DX_OPTION, .check = dx_check_not_empty},          \
        {.name = DX_MARK,                                                                          \
         .type = DX_BOOLEAN,                                                                       \
         .flags = DX_OPTION | DX_REQUIRED,                                                         \
         .preset = DX_VALUE_BOOLEAN(true)},                                                        \
    {                                                                                              \
        .name = DX_TAGS_EXACT, .type = DX_BOOLEAN, .flags = DX_OPTION | DX_REQUIRED,               \
        .preset = DX_VALUE_BOOLEAN(false)                                                          \
    }
/** @} */

/** Kinds of action of every schema with tags: first of all, and after what else is to be undone.
 * Both are performed as PUT_TAGS is. */
#define DX_ADOPT "ADOPT"
#define DX_RELEASE "RELEASE"
/** Members of the payload of a write of tags, beside "tags", which are set: keys that are taken
 * off. All others stay, whoever set them. */
#define DX_REMOVED_TAGS "removed_tags"
/** In the payload of an action that writes tags: what each key had that it sets or takes off, null
 * for none; without those that say whose it is. @since 0.9 */
#define DX_EXPECTED_VALUES "expected_values"

/** @name Finding what is marked
 * A schema with tags has the kind DX_FIND, which reads, and the attribute that it answers: objects
 * of kind, identity, region and tags. Its payload has the `owner`, when one is asked for.
 * @{ */
#define DX_FIND "FIND"
#define DX_FOUND "found"
#define DX_FOUND_ROW                                                                               \
    {                                                                                              \
        .name = DX_FOUND, .type = DX_LIST, .flags = DX_OUTPUT | DX_HIDDEN                          \
    }
/** Appends a resource to a list of what was found when its tags carry a mark: of @a owner, or with
 * NULL of anybody. @a item: `{"kind", "identity", "tags"}`, "region" where there is one, and
 * "name", by which a copy of the mark is told: the name that it would have. False without memory.
 */
bool dx_found(json_t *list, const json_t *item, const char *owner);
/** @} */

/** Whose a resource is, by its tags. */
enum dx_ownership {
    DX_UNREADABLE, /**< its tags are not known */
    DX_NOBODYS,    /**< without a mark, or with part of one */
    DX_ANOTHERS,   /**< another owner's */
    DX_COPIED,     /**< the mark is of some other resource */
    DX_ADOPTED,    /**< ours since it was taken over: to be released, never deleted */
    DX_MADE,       /**< ours from the beginning */
};

/** A resource as a mark and a consent name it. */
struct dx_claim {
    const char *owner;     /**< the name that we go by; NULL: none */
    const char *kind;      /**< "bucket": the first part of a consent */
    const char *identity;  /**< the second, as in "bucket/my-bucket" */
    const char *name;      /**< the NAME of the mark; one with a blank is known by its first word as
                                well, for as long as the mark could not be completed */
    const char *otherwise; /**< the other way on for who does not adopt: "choose another name" */
    const char *beside;    /**< the way on that leaves another owner's alone; NULL: as otherwise */
    const char *removal;   /**< how its owner removes it by hand; NULL: nothing to say */
    bool proved;           /**< what nobody can change says that we made it: adopted, it is "made"
                                again */
    const char *also;      /**< a further tag of ours, "dxaws:...", that the module writes by other
                                actions: left alone here; NULL: none */
};

/** Whose it is. @a tags are all that the resource has; NULL: not known. */
enum dx_ownership dx_ownership(const struct dx_claim *claim, const json_t *tags);
/** The mark that says it: "made" or "adopted". A new reference; NULL without memory. */
json_t *dx_marks(const struct dx_claim *claim, const char *how);
/** For people, at most one line: "tags owner=finance, cost=7" or "no tags"; those of stacks and of
 * other tools first. What a terminal would not show as it is, is a "?". */
void dx_evidence(const json_t *tags, char *text, size_t size);

/** @name Tags, key by key
 * @{ */
/** What is wanted of a resource's tags. */
struct dx_tags_wanted {
    const json_t *declared; /**< NULL: none of them is managed */
    const json_t *marks;    /**< NULL: without */
    const char *also;       /**< a key that is neither set nor taken off; NULL: none */
    bool exact;             /**< others' tags go as well */
};
/**
 * What leads from @a observed to what is wanted: @a set are the tags to be written, @a removed the
 * keys to be taken off. A declared key has the declared value. A key that is declared no more goes
 * when it is ours: it was absent when we set it, and has the value that we gave it. New references;
 * false without memory.
 */
bool dx_tags_plan(const struct dx_tags_wanted *wanted, const json_t *observed, json_t **set,
                  json_t **removed);
/** Whether a plan of tags is about marks alone: nothing that would be written for itself. */
bool dx_tags_are_marks(const json_t *set, const json_t *removed);
/** What a write of tags makes of them: for simulations. New; NULL without memory. */
json_t *dx_tags_merged(const json_t *tags, const json_t *set, const json_t *removed);
/** The keys of ours among @a tags, to be taken off when it is released; @a all: those that we set
 * beside the mark as well. A new array; NULL without memory. */
json_t *dx_tags_ours(const json_t *tags, bool all);
/** @} */

/** @name For plan hooks
 * @{ */
/** Whose it is once the plan is performed: what is adopted by consent is ours then, and so is, for
 * who does without marks, what has the name. */
enum dx_ownership dx_planner_ownership(const struct dx_planner *planner,
                                       const struct dx_claim *claim);
/** Names a thing that is left as it is, in the plan. @a remedy may be NULL. */
void dx_planner_left(struct dx_planner *planner, const char *kind, const char *identity,
                     const char *why, const char *remedy);
/** Plans what @a kind of action writes about the tags of a resource that exists; *action is NULL
 * when nothing is to be written. Marks are completed by the way, never for themselves.
 * CONFLICT, code TooManyTags, when others' and ours are too many. UNSUPPORTED when they are wanted
 * and not observed. */
dxaws_error *dx_planner_tags(struct dx_planner *planner, const struct dx_claim *claim,
                             const char *kind, json_t **action);
/** All tags of a resource that is made: declared, marks, memory. A new reference; NULL without
 * memory. */
json_t *dx_planner_new_tags(const struct dx_planner *planner, const struct dx_claim *claim);
/**
 * When all is planned that a resource that exists needs: whether it may be written. Ours, or not
 * written at all: NULL. Adopted with consent: the action DX_ADOPT stands first. Otherwise CONFLICT,
 * code NotOurs or AnothersResource, with both ways on.
 */
dxaws_error *dx_planner_judge(struct dx_planner *planner, const struct dx_claim *claim);
/** What becomes of a resource that exists and is not wanted. */
enum dx_end {
    DX_DELETE,    /**< it is ours */
    DX_GIVE_BACK, /**< our parts go, then dx_planner_release() */
    DX_LEAVE,     /**< it is named in the plan, and that is all */
};
enum dx_end dx_planner_end(struct dx_planner *planner, const struct dx_claim *claim);
/** Takes the mark off, after all else; borrowed, NULL without memory. */
json_t *dx_planner_release(struct dx_planner *planner, const struct dx_claim *claim);
/** Names what stays on a resource that is given back, in the plan's `left`: the attributes that the
 * tables converge, declared tags that are not taken off, and @a also, an object by name that is
 * taken over and may be NULL. The entry has them, with their values, in "settings". */
void dx_planner_stays(struct dx_planner *planner, const struct dx_claim *claim, json_t *also);
/** @} */

#endif
