/* SPDX-License-Identifier: MIT */
/* Files that cannot be published, in words. */
#include "folder-faults.h"

#include <stdio.h>
#include <string.h>

#include <dxaws/s3-errors.h>

#include "utf8.h"

enum { NAMED = 5, LONGEST = 90 };

static const char *const words_of[] = {
    [FOLDER_UNREADABLE] = "cannot be read",
    [FOLDER_CHANGED] = "changed while it was read",
    [FOLDER_VANISHED] = "vanished while it was read",
    [FOLDER_LINK_OUT] = "is a link out of the folder: `links: follow` publishes what it leads to",
    [FOLDER_LINK_BROKEN] = "is a link to nothing: remove it",
    [FOLDER_CIRCLE] = "is a link that leads in a circle: remove it",
    [FOLDER_PIPE] = "is a pipe, no file",
    [FOLDER_SOCKET] = "is a socket, no file",
    [FOLDER_DEVICE] = "is a device, no file",
    [FOLDER_DEEP] = "lies deeper than 200 folders",
};

/* How many bytes at the beginning are one letter that can be shown as it is. */
static size_t shown_as_is(const char *at)
{
    struct utf8 state = {0};
    if ((unsigned char)*at < 0x20 || *at == 0x7f || *at == '"' || *at == '\\') {
        return 0;
    }
    for (size_t size = 1; size <= 4 && at[size - 1] != '\0'; size++) {
        if (!utf8_take(&state, at + size - 1, 1)) {
            return 0;
        }
        if (utf8_is_whole(&state)) {
            return size;
        }
    }
    return 0;
}

void folder_show(const char *name, char shown[FOLDER_SHOWN])
{
    size_t size = strlen(name);
    bool cut = size > LONGEST;
    const char *at = cut ? name + size - LONGEST : name;
    while (cut && ((unsigned char)*at & 0xc0) == 0x80) {
        at++;
    }
    size_t used = (size_t)snprintf(shown, FOLDER_SHOWN, "\"%s", cut ? "..." : "");
    while (*at != '\0') {
        size_t letter = shown_as_is(at);
        if (letter > 0) {
            memcpy(shown + used, at, letter);
            used += letter;
            at += letter;
        } else {
            used += (size_t)snprintf(shown + used, FOLDER_SHOWN - used,
                                     *at == '"' || *at == '\\' ? "\\%c" : "\\x%02x",
                                     (unsigned char)*at);
            at++;
        }
    }
    snprintf(shown + used, FOLDER_SHOWN - used, "\"");
}

void folder_faults_add(struct folder_faults *faults, const char *key, enum folder_fault fault,
                       int problem, const char *words)
{
    char shown[FOLDER_SHOWN];
    char system[128];
    bool meanwhile = fault == FOLDER_CHANGED || fault == FOLDER_VANISHED;
    faults->meanwhile = meanwhile && (faults->count == 0 || faults->meanwhile);
    if (faults->count++ < NAMED) {
        folder_show(key, shown);
        bool says = fault == FOLDER_UNREADABLE;
        int size =
            snprintf(faults->text + faults->used, sizeof faults->text - faults->used, "%s%s %s%s%s",
                     faults->used ? "; " : "", shown, fault == FOLDER_KEY ? words : words_of[fault],
                     says ? ": " : "", says ? strerror_r(problem, system, sizeof system) : "");
        size_t room = sizeof faults->text - faults->used - 1;
        faults->used += (size_t)size < room ? (size_t)size : room;
    }
}

dxaws_error *folder_faults_error(const struct folder_faults *faults, const char *folder)
{
    char more[48] = "";
    char shown[FOLDER_SHOWN];
    if (faults->count == 0) {
        return NULL;
    }
    if (faults->count > NAMED) {
        snprintf(more, sizeof more, "; and %zu more", faults->count - NAMED);
    }
    folder_show(folder, shown);
    if (faults->meanwhile) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "s3", DXAWS_S3_ERROR_FILE_CHANGED,
                               "%s is being written; publish when that has ended: %s%s", shown,
                               faults->text, more);
    }
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "s3", DXAWS_S3_ERROR_FOLDER,
                           "%s cannot be published as it is: %s%s", shown, faults->text, more);
}
