/* SPDX-License-Identifier: MIT */
/* What is wanted beside what there is. A world is told in texts: `a=x/h` is the object "a" of the
 * bytes x (which are its ETag, too; an upper-case letter is longer) with the headers h, `@5` its
 * time, `-5` since when it is not wanted. What comes out: `a:new`, `a:=` for what stays, `?` for a
 * look before, `!` for stale at the edge, `#` for a name with a hash that changed, `&` for what is
 * of others. */
#include <dxaws/kit/check.h>

#include <ctype.h>

#include <jansson.h>

#include "content-fixture.h"
#include "content/compare.h"

#define INDEX_TIME 10

static const struct {
    const char *what;
    const char *wanted, *listed, *index; /* NULL for no index */
    const char *seen;
    const char *found;
    int64_t claim_time;
} rows[] = {
    {"an empty bucket gets all", "a=x b=y", "", NULL, "", "a:new b:new differs", 0},
    {"what is as it was needs nothing", "a=x b=y/h", "a=x@1 b=y@2", "a=x b=y/h", "", "a:= b:=", 0},
    {"other bytes, as long or not", "a=y b=Y", "a=x@1 b=x@1", "a=x b=x", "",
     "a:content! b:content! differs", 0},
    {"other headers", "a=x/h", "a=x@1", "a=x", "", "a:headers! differs", 0},
    {"gone behind our back", "a=x", "", "a=x", "", "a:new! differs", 0},
    {"written in the second of the index: looked at", "a=x", "a=x@10", "a=x", "", "a:?! differs",
     0},
    {"the look says that it is equal", "a=x", "a=x@10", "a=x", "a=x", "a:=! differs", 0},
    {"the look says other headers", "a=x", "a=x@11", "a=x", "a=x/h", "a:touched! differs", 0},
    {"the look says other bytes", "a=x", "a=y@11", "a=x", "a=y", "a:touched! differs", 0},
    {"another size is not looked at", "a=x", "a=Y@11", "a=x", "", "a:touched! differs", 0},
    {"another ETag is not believed", "a=x", "a=y@1", "a=x", "", "a:?! differs", 0},
    {"an ETag that is not known is not, either", "a=x", "a=~@1", "a=~", "", "a:?! differs", 0},
    {"no index: looks", "a=x b=y", "a=x@1 b=Y@1", NULL, "", "a:?!& b:content!& all differs", 0},
    {"no index, looked at", "a=x b=y c=z", "a=x@1 b=q@1 c=z@1", NULL, "a=x b=q c=z/h",
     "a:=!& b:content!& c:headers!& all differs", 0},
    {"no index and nothing there is nothing stale", "a=x", "", NULL, "", "a:new differs", 0},
    {"what others put stays", "a=x", "a=x@1 o=x@1 p=x@1", "a=x", "", "a:= others=2", 0},
    {"what vanished is noted", "a=x", "a=x@1 g=y@1", "a=x g=y", "",
     "a:= g:removed since=1000 differs", 0},
    {"and kept for a while", "a=x", "a=x@1 g=y@1", "a=x g=y-950", "", "a:= g:removed since=950", 0},
    {"and goes", "a=x", "a=x@1 g=y@1", "a=x g=y-900", "", "a:= g:expired! since=900 differs", 0},
    {"somebody else removed it", "a=x", "a=x@1", "a=x g=y-950", "", "a:= g:=! differs", 0},
    {"vanished from both", "a=x", "a=x@1", "a=x g=y", "", "a:= g:=! differs", 0},
    {"what returns is looked at", "g=y", "g=y@1", "g=y-950", "", "g:?! differs", 0},
    {"and stays if it is equal", "g=y", "g=y@1", "g=y-950", "g=y", "g:=! differs", 0},
    {"a claim has the time of the index before it", "a=x b=y", "a=x@4 b=y@5", "a=x b=y", "",
     "a:= b:?! differs", 5},
    {"a killed run's new object", "a=x n=y", "a=x@1 n=y@11", "a=x", "", "a:= n:?! differs", 5},
    {"a killed run's new object, looked at", "a=x n=y", "a=x@1 n=y@11", "a=x", "n=y",
     "a:= n:=! differs", 5},
    {"what somebody put in its place is theirs", "a=x", "a=x@1 g=z@1", "a=x g=y-900", "",
     "a:= g:=!& others=1 differs", 0},
    {"also right after it vanished", "a=x", "a=x@1 g=Z@11", "a=x g=y", "",
     "a:= g:=!& others=1 differs", 0},
    {"also while a run is under way, from before it", "a=x", "a=x@1 g=z@9", "a=x g=y-900", "",
     "a:= g:=!& others=1 differs", 5},
    {"a killed run's object goes", "a=x", "a=x@1 g=z@10", "a=x g=y-900", "",
     "a:= g:expired! since=900 differs", 5},
    {"others' objects under wanted keys", "a=x b=y", "a=x@1 b=z@1", "a=x", "b=z",
     "a:= b:content!& differs", 0},
    {"equal ones, too", "a=x b=y", "a=x@1 b=y@1", "a=x", "b=y", "a:= b:=!& differs", 0},
    {"what a killed run wrote is none, what stood before it is", "a=x n=y o=y",
     "a=x@1 n=y@11 o=y@9", "a=x", "n=y o=y", "a:= n:=! o:=!& differs", 5},
    {"names with a hash", "h1=y h2=x", "h1=x@1 h2=x@1", "h1=x h2=x", "",
     "h1:content!# h2:= differs", 0},
    {"no object is wanted", "", "a=x@1", "a=x", "", "a:removed since=1000 differs", 0},
    {"nothing at all", "", "", NULL, "", "differs", 0},
};

/* One object of a text. */
static void add_object(const char *token, struct content_entries *set,
                       struct content_headers *headers)
{
    char key[40];
    size_t length = strcspn(token, "=");
    snprintf(key, sizeof key, "%.*s", (int)length, token);
    char bytes = token[length + 1];
    char etag[2] = {bytes == '~' ? '\0' : bytes, '\0'};
    const char *more = token + length + 2;
    struct content_entry *entry = entries_add(set, key, etag);
    ck_assert_ptr_nonnull(entry);
    memset(entry->digest, bytes, CONTENT_DIGEST);
    entry->size = isupper((unsigned char)bytes) ? 2 : 1;
    entry->stage = CONTENT_ASSETS;
    json_t *named = *more == '/' ? json_pack("{ss#}", "X", more + 1, 1) : json_object();
    entry->headers = headers ? headers_add(headers, named) : 0;
    json_decref(named);
    more += *more == '/' ? 2 : 0;
    entry->time_ms = *more == '@' || *more == '-' ? strtol(more + 1, NULL, 10) : 0;
}

static void read_world(const char *text, struct content_entries *set,
                       struct content_headers *headers)
{
    char *copy = strdup(text);
    char *rest = NULL;
    for (char *token = strtok_r(copy, " ", &rest); token; token = strtok_r(NULL, " ", &rest)) {
        add_object(token, set, headers);
    }
    free(copy);
    entries_sort(set);
}

static void say(char *text, size_t room, const struct content_comparison *made,
                const struct content_compared *given)
{
    char *at = text;
    char *end = text + room;
    for (size_t i = 0; i < made->count; i++) {
        const struct content_change *change = &made->changes[i];
        const char *key = change->wanted != CONTENT_ABSENT
                              ? entries_key(given->wanted, (size_t)change->wanted)
                              : entries_key(&given->index->entries, (size_t)change->known);
        const char *reason = change->looks    ? "?"
                             : change->reason ? content_reason_name(change->reason)
                                              : "=";
        at += snprintf(at, (size_t)(end - at), "%s%s:%s%s%s%s", at > text ? " " : "", key, reason,
                       change->stale ? "!" : "", change->changes_name ? "#" : "",
                       change->of_others ? "&" : "");
        if (change->since_ms != 0) {
            at += snprintf(at, (size_t)(end - at), " since=%d", (int)change->since_ms);
        }
    }
    if (made->others > 0) {
        at += snprintf(at, (size_t)(end - at), " others=%zu", made->others);
    }
    snprintf(at, (size_t)(end - at), "%s%s%s", made->all_stale ? " all" : "",
             made->differs && at > text ? " " : "", made->differs ? "differs" : "");
}

START_TEST(worlds)
{
    struct content_entries wanted = {0};
    struct content_entries listed = {0};
    struct content_entries seen = {0};
    struct content_headers headers = {0};
    struct content_headers seen_headers = {0};
    struct content_index index = {0};
    struct content_comparison made = {0};
    bool hashed[8] = {false};
    char text[400];
    headers_clear(&headers);
    read_world(rows[_i].wanted, &wanted, &headers);
    read_world(rows[_i].listed, &listed, NULL);
    read_world(rows[_i].seen, &seen, &seen_headers);
    if (rows[_i].index != NULL) {
        int64_t time = rows[_i].claim_time;
        index.head = time ? json_pack("{s{sssssI}}", "claim", "by", "b", "wants", "w",
                                      "index_modified_ms", (json_int_t)time)
                          : json_object();
        read_world(rows[_i].index, &index.entries, &index.headers);
    }
    for (size_t i = 0; i < wanted.count; i++) {
        hashed[i] = entries_key(&wanted, i)[0] == 'h';
    }
    struct content_compared given = {
        &wanted, &headers,      hashed,
        &listed, &index,        INDEX_TIME,
        &seen,   &seen_headers, rows[_i].claim_time ? INDEX_TIME : INT64_MAX,
        1000,    100,           false};
    ck_assert(content_compare(&given, &made));
    say(text, sizeof text, &made, &given);
    ck_assert_msg(strcmp(text, rows[_i].found) == 0, "%s: \"%s\"", rows[_i].what, text);
    content_comparison_clear(&made);
    entries_clear(&wanted);
    entries_clear(&listed);
    entries_clear(&seen);
    headers_clear(&headers);
    headers_clear(&seen_headers);
    index_clear(&index);
}
END_TEST

START_TEST(assets_come_before_what_refers_to_them)
{
    static const struct {
        const char *key;
        enum content_stage stage;
        enum content_reason reason;
    } given[] = {
        {"index.html", CONTENT_ENTRIES, CONTENT_BYTES}, {"a.html", CONTENT_PAGES, CONTENT_NEW},
        {"z.js", CONTENT_ASSETS, CONTENT_NEW},          {"a.js", CONTENT_ASSETS, CONTENT_BYTES},
        {"b.js", CONTENT_ASSETS, CONTENT_NEW},          {"0.html", CONTENT_PAGES, CONTENT_TOUCHED},
    };
    static const char *const order[] = {"b.js", "z.js", "a.js", "0.html", "a.html", "index.html"};
    struct content_entries wanted = {0};
    struct content_change changes[6];
    for (size_t i = 0; i < 6; i++) {
        struct content_entry *entry = entries_add(&wanted, given[i].key, NULL);
        entry->stage = (uint8_t)given[i].stage;
        changes[i] = (struct content_change){.wanted = (ptrdiff_t)i, .reason = given[i].reason};
    }
    qsort_r(changes, 6, sizeof *changes, content_write_order, &wanted);
    for (size_t i = 0; i < 6; i++) {
        ck_assert_str_eq(entries_key(&wanted, (size_t)changes[i].wanted), order[i]);
    }
    entries_clear(&wanted);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_add_loop_test(cases, worlds, 0, (int)(sizeof rows / sizeof *rows));
    tcase_add_test(cases, assets_come_before_what_refers_to_them);
    return run_suite("content compare", cases);
}
