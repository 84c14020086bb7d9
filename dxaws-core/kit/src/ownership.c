/* SPDX-License-Identifier: MIT */
/* Whose a resource is, by its tags. */
#include <dxaws/kit/ownership.h>

#include <stdio.h>
#include <string.h>

/* "made NAME": what follows the word; NULL for another word. */
static const char *name_after(const char *mark, const char *word)
{
    size_t length = strlen(word);
    return strncmp(mark, word, length) == 0 && mark[length] == ' ' ? mark + length + 1 : NULL;
}

/* A name that could not be completed is the first word of the whole one. */
static bool is_name(const char *found, const char *name)
{
    size_t first = strcspn(name, " ");
    return strcmp(found, name) == 0 ||
           (name[first] == ' ' && strlen(found) == first && strncmp(found, name, first) == 0);
}

static enum dx_ownership by_owner(const struct dx_claim *claim, const char *site,
                                  enum dx_ownership ours)
{
    if (site != NULL) {
        return claim->owner != NULL && strcmp(site, claim->owner) == 0 ? ours : DX_ANOTHERS;
    }
    /* Made by a primitive alone, which goes by no name; a site has to ask for it. */
    return claim->owner == NULL ? ours : DX_NOBODYS;
}

enum dx_ownership dx_ownership(const struct dx_claim *claim, const json_t *tags)
{
    const char *mark = dx_text(tags, DX_TAG_MANAGED);
    const char *site = dx_text(tags, DX_TAG_SITE);
    if (tags == NULL) {
        return DX_UNREADABLE;
    }
    if (mark == NULL) {
        bool other = site != NULL && (claim->owner == NULL || strcmp(site, claim->owner) != 0);
        return other ? DX_ANOTHERS : DX_NOBODYS;
    }
    if (strcmp(mark, "true") == 0) { /* as 0.1 wrote it, always with its site */
        return site == NULL ? DX_NOBODYS : by_owner(claim, site, DX_MADE);
    }
    const char *made = name_after(mark, "made");
    const char *name = made ? made : name_after(mark, "adopted");
    if (name == NULL || claim->name == NULL || !is_name(name, claim->name)) {
        return DX_COPIED;
    }
    return by_owner(claim, site, made ? DX_MADE : DX_ADOPTED);
}

json_t *dx_marks(const struct dx_claim *claim, const char *how)
{
    bool whole = true;
    json_t *marks = json_object();
    dx_put(&whole, marks, DX_TAG_MANAGED, json_sprintf("%s %s", how, claim->name));
    if (claim->owner != NULL) {
        dx_put(&whole, marks, DX_TAG_SITE, json_string(claim->owner));
    }
    return dx_whole(whole, marks);
}

/* Adds to the line while there is room for it all; what is no ASCII letter or sign becomes "?". */
static bool append(char *text, size_t size, const char *key, const char *value)
{
    size_t length = strlen(text);
    int more = snprintf(text + length, size - length, "%s%.60s=%.60s",
                        length > strlen("tags ") ? ", " : "", key, value);
    if (more < 0 || (size_t)more >= size - length) {
        text[length] = '\0';
        return false;
    }
    for (char *at = text + length; *at != '\0'; at++) {
        *at = *at >= ' ' && *at <= '~' ? *at : '?';
    }
    return true;
}

void dx_evidence(const json_t *tags, char *text, size_t size)
{
    static const char stack[] = "aws:cloudformation:stack-name";
    const char *first = dx_text(tags, stack);
    const char *key;
    json_t *value;
    snprintf(text, size, "tags ");
    bool room = first == NULL || append(text, size, stack, first);
    json_object_foreach((json_t *)(uintptr_t)tags, key, value) {
        if (room && strcmp(key, stack) != 0) {
            const char *said = json_string_value(value);
            room = append(text, size, key, said ? said : "");
        }
    }
    if (strcmp(text, "tags ") == 0) {
        snprintf(text, size, "no tags");
    }
}

/* Whether a mark names something else. */
static bool is_copied(const json_t *tags, const char *name)
{
    const char *site = dx_text(tags, DX_TAG_SITE);
    const struct dx_claim claim = {.owner = site, .name = name};
    return name != NULL && dx_ownership(&claim, tags) == DX_COPIED;
}

bool dx_found(json_t *list, const json_t *item, const char *owner)
{
    const json_t *tags = json_object_get(item, DX_TAGS);
    const char *mark = dx_text(tags, DX_TAG_MANAGED);
    const char *site = dx_text(tags, DX_TAG_SITE);
    json_t *copied = is_copied(tags, dx_text(item, "name")) ? json_true() : NULL;
    bool whole = true;
    if (mark == NULL || (owner != NULL && (site == NULL || strcmp(site, owner) != 0))) {
        return true;
    }
    dx_append(&whole, list,
              json_pack("{ss ss ss* ss* ss so*}", "kind", dx_text(item, "kind"), "identity",
                        dx_text(item, "identity"), "region", dx_text(item, "region"), DX_OWNER,
                        site, DX_MARK, mark, "copied", copied));
    return whole;
}
