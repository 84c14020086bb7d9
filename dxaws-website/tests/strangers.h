/* SPDX-License-Identifier: MIT */
/* A stranger's account and what is done in it: one scenario is all that a seed means, as data, so
 * that what fails can be told again with less. */
#ifndef DXAWS_WEBSITE_STRANGERS_H
#define DXAWS_WEBSITE_STRANGERS_H

#include "fixture.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is wanted: two sites, two domains, three buckets, two keys, four sets of tags. */
enum { MANIFESTS = 4 };
struct manifest {
    const char *site;
    const char *domain;
    const char *bucket; /* said, or derived */
    const char *text;
};
extern const struct manifest manifests[MANIFESTS];

/* Somebody's thing whose name collides with those of a manifest. */
enum thing_kind { A_BUCKET, A_CERTIFICATE, A_DISTRIBUTION, A_CONTROL, A_RECORD, THING_KINDS };
struct thing {
    enum thing_kind kind;
    unsigned manifest; /* it collides with that */
    unsigned variant;  /* its settings, as world.c reads them */
    unsigned tags;     /* of which kind, as world.c reads it */
};

enum verb { PLAN, APPLY, DESTROY, ADOPT, RELEASE, VERBS };
enum disturbance {
    NOTHING,
    KILLED, /* the process ends before that call */
    FAILS,  /* that call fails */
    LOST,   /* the answer to that call is lost */
    HAND,   /* somebody acts before that call */
    ENDED,  /* the process ends after that call, whose answer it never sees */
    DISTURBANCES
};
struct command {
    enum verb verb;
    unsigned manifest;
    enum disturbance disturbance;
    unsigned at;   /* the call, counted from 1 */
    unsigned hand; /* which act on what, as hands.c reads it */
    bool firmly;   /* with consents by kind, and to the name that goes off the air */
};

enum { MOST_THINGS = 3 * THING_KINDS, MOST_COMMANDS = 6 };
struct scenario {
    uint64_t seed;
    struct thing things[MOST_THINGS];
    size_t thing_count;
    struct command commands[MOST_COMMANDS];
    size_t command_count;
    bool aloud; /* says how each command ends */
};

/* The account while a scenario runs. */
struct world {
    struct fixture fixture;
    /* What is not ours, as its owners left it, by "SERVICE/TYPE/ID"; never what was adopted. */
    json_t *strangers;
    /* The tags that we set where there was no such key: by the same name, then by key. */
    json_t *given;
    /* The run under way, and the records that were ours when it began: what they lead to, and
     * whose that is, is read once. */
    json_t *our_records;
    const struct manifest *manifest;
    const struct command *command; /* NULL: undisturbed */
    dxaws_apply_options *options;
    dxaws_context *context;
    unsigned calls;
    unsigned writes;
    unsigned acts;    /* of hands: to name what they make */
    bool touched;     /* a hand acted in this run */
    char said[2000];  /* what the last run ended with */
    char wrong[1000]; /* the first thing that must not be; "" */
};

/* world.c: the account, and what is in it. */
void world_open(struct world *world, const struct scenario *scenario);
void world_close(struct world *world);
/* Notes what must not be; the first counts. */
void world_wrong(struct world *world, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Puts a document there, in a transaction, as its owner does: it is taken over. */
void world_put(struct world *world, const char *service, const char *type, const char *id,
               json_t *document);
void world_remove(struct world *world, const char *service, const char *type, const char *id);
/* All documents of a type by their id; a new reference. */
json_t *world_all(struct world *world, const char *service, const char *type);
/* The records that are the manifest's site's; a new reference. */
json_t *world_our_records(struct world *world);
/* Notes what is not ours as it is now: after somebody acted. */
void world_note_strangers(struct world *world);
/* Fails when something that is not ours is not as its owner left it. */
void world_compare(struct world *world);
/* Whether the run consents to take a thing over. */
bool world_consents(const struct world *world, const char *kind, const char *identity);

/* marks.c: whose a thing is, judged without the kit. */
enum whose { NOT_OURS, OURS_ADOPTED, OURS_MADE };
/* NAME of the mark of a document of that type. */
void mark_name(const char *type, const char *id, const json_t *document, char name[300]);
/* @a site NULL: whether it is ours by any of the manifests. */
enum whose whose_is(const char *site, const char *type, const char *id, const json_t *document);
/* A record's name, type and set, as one text. */
void record_key(const json_t *record, char key[400]);
/* Whether a record that stands is the site's, by what else stands. */
bool is_our_record(const char *site, const json_t *record, const json_t *distributions,
                   const json_t *certificates);

/* judge.c: each write, at the moment it arrives. */
void judge_change(struct world *world, dxaws_memory_account *account, const void *change);

/* things.c: what somebody has; and one more of it, a number of that kind. */
void things_add(struct world *world, const struct scenario *scenario);
void thing_add(struct world *world, const struct thing *thing, size_t number);
/* Somebody's distribution of that number, ESTRANGER and that, uses a thing of anybody's: a bucket,
 * a certificate or an access control. */
void thing_use(struct world *world, enum thing_kind kind, const char *id, size_t number);
/* It is deleted. */
void thing_let_go(struct world *world, size_t number);
void thing_add_statement(json_t *bucket, const char *id, const char *sid);

/* hands.c: somebody acts. */
void act_by_hand(struct world *world, unsigned hand);

/* runs.c: one command, and what must hold after it; and the plan of an end, as it is told. */
void run_command(struct world *world, const struct command *command);
void run_apply(struct world *world, unsigned manifest, enum disturbance disturbance, unsigned at);
dxaws_error *end_plan(struct world *world, unsigned manifest, dxaws_plan **plan);
/* end.c: the end of all that was applied; of one manifest, after which nothing of ours is there
 * unnamed, records included, in an account in which nobody else has anything. */
void run_end(struct world *world, const struct scenario *scenario);
void run_only_end(struct world *world, unsigned manifest);

/* scenario.c: from a seed; what is given in it, in words; all of it, aloud or not; and as little of
 * it as still fails by the same rule. */
void scenario_make(struct scenario *scenario, uint64_t seed);
void scenario_print(const struct scenario *scenario);
bool scenario_holds(const struct scenario *scenario, char wrong[1000]);
void scenario_shrink(struct scenario *scenario);

#endif
