/* SPDX-License-Identifier: MIT */
/* The life of a site in processes that know nothing but the account's file and the plan's text. */
#ifndef DXAWS_WEBSITE_LIFE_H
#define DXAWS_WEBSITE_LIFE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#define SITE "example"
#define DOMAIN "www.example.com"
#define BASE "\"site\":\"" SITE "\",\"domain\":\"" DOMAIN "\",\"region\":\"ca-central-1\","
#define NEW_SITE "{" BASE "\"protect\":false}"
/* A change that concerns all modules but content, without its closing brace. */
#define CHANGED                                                                                    \
    BASE "\"tags\":{\"a\":\"b\"},\"fallback\":\"spa\",\"bucket\":{\"versioning\":false,\"force_"   \
         "empty\":true},"                                                                          \
         "\"certificate\":{\"key_algorithm\":\"EC_prime256v1\"},\"cdn\":{\"ipv6\":false},"         \
         "\"protect\":false,\"urls\":\"directories\""

/* Files of one life, in a folder of its own: "account", "plan", the pages in "site", and what a
 * test adds. */
struct life {
    char folder[64];
    int64_t now_ms;
    char *told; /* what the last process said on stderr */
};

/* An account with the zone example.com. */
void life_begin(struct life *life);
void life_end(const struct life *life);

/* Runs one process on an account's file and a plan's; false when it was killed at that look. That
 * it fails ends the test, unless @a fails asks for it: then that it does not. */
bool run(struct life *life, const char *verb, const char *account, const char *plan, int kill_at,
         bool fails);
/* What the site serves from now on: its start page, and one page with that name. */
void write_pages(const struct life *life, const char *text, const char *name);
/* Plans a Desired, into the file "plan". */
void plan(struct life *life, const char *account, const char *desired);
/* While everything waits, more time passes. */
void pass_time(struct life *life);

/* A file's text, for free(); "" when there is no file. */
char *text_of(const struct life *life, const char *name);
void write_text(const struct life *life, const char *name, const char *text);
/* A file, and of an account its objects. */
void copy(const struct life *life, const char *from, const char *to);
/* They are told from shortly before where they differ. */
void assert_same_text(const char *left, const char *right, const char *what);
void assert_same(const struct life *life, const char *one, const char *other, const char *what);
/* A member of a plan's file; a new reference. */
json_t *member(const struct life *life, const char *plan, const char *name);
size_t action_count(const struct life *life, const char *plan);

#endif
