/* SPDX-License-Identifier: MIT */
/* Runs the contract suite on one kind of provider: contract-main KIND, where KIND is memory,
 * dry-run, recording or replay. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "contract-fixture.h"

/* What the fixture made by other means is in the recording. */
static dxaws_error *replay_put_record(void *self, const char *json)
{
    (void)self;
    (void)json;
    return NULL;
}

static dxaws_error *replay_add_zone(void *self, const char *name, bool is_private)
{
    (void)self;
    (void)name;
    (void)is_private;
    return NULL;
}

static int run_memory(const char *kind, const char *folder)
{
    bool replays = strcmp(kind, "replay") == 0;
    struct memory_fixture self = {.kind = kind, .folder = folder};
    dxaws_dns_contract_fixture fixture = {
        .size = sizeof fixture,
        .self = &self,
        .level = "0.1",
        .open = memory_open,
        .close = memory_close,
        .make_context = memory_context,
        .add_zone = replays ? replay_add_zone : memory_add_zone,
        .put_record = replays ? replay_put_record : memory_put_record,
    };
    /* A simulation reads each name once, and then does not see what others do. */
    if (strcmp(kind, "dry-run") == 0) {
        fixture.add_zone = NULL;
        fixture.put_record = NULL;
    }
    return contract_run_all(&fixture);
}

static void remove_folder(const char *folder)
{
    DIR *stream = opendir(folder);
    for (struct dirent *entry; stream != NULL && (entry = readdir(stream)) != NULL;) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.') {
            unlink(path);
        }
    }
    if (stream != NULL) {
        closedir(stream);
    }
    rmdir(folder);
}

/* Recording, and replay of what has just been recorded, in a folder of its own. */
static int run_recorded(const char *kind)
{
    char folder[] = "/tmp/dxaws-dns-contract.XXXXXX";
    if (mkdtemp(folder) == NULL) {
        perror(folder);
        return EXIT_FAILURE;
    }
    int status = run_memory("recording", folder);
    if (status == EXIT_SUCCESS && strcmp(kind, "replay") == 0) {
        status = run_memory("replay", folder);
    }
    remove_folder(folder);
    return status;
}

int main(int count, char **arguments)
{
    const char *kind = count == 2 ? arguments[1] : "";
    if (strcmp(kind, "memory") == 0 || strcmp(kind, "dry-run") == 0) {
        return run_memory(kind, NULL);
    }
    if (strcmp(kind, "recording") == 0 || strcmp(kind, "replay") == 0) {
        return run_recorded(kind);
    }
    fprintf(stderr, "usage: contract-main memory|dry-run|recording|replay\n");
    return 64;
}
