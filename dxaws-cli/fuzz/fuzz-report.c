/* SPDX-License-Identifier: MIT */
/* Any bytes as the events of runs: the page has no element that an event brought, and none that
 * asks for anything from anywhere. */
#include <dxaws/kit/fuzz-main.h>

#include "report/page.h"

static bool is_known(const char *name, size_t size)
{
    static const char *const known[] = {
        "html", "head", "meta", "title", "style", "body",  "h1", "h2", "p",  "ul", "li",
        "b",    "div",  "span", "i",     "code",  "table", "tr", "td", "th", "br", "!doctype"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strlen(known[i]) == size && memcmp(known[i], name, size) == 0) {
            return true;
        }
    }
    return false;
}

/* Each element is one of ours, and its attributes end where they should. */
static void check_page(const char *page)
{
    for (const char *at = strchr(page, '<'); at != NULL; at = strchr(at, '<')) {
        const char *name = at + 1 + (at[1] == '/');
        dx_fuzz_require(is_known(name, strcspn(name, " >")));
        const char *end = strchr(at, '>');
        dx_fuzz_require(end != NULL);
        size_t quotes = 0;
        for (; at < end; at++) {
            quotes += *at == '"';
        }
        dx_fuzz_require(quotes % 2 == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (size_t number = 0; number < 3; number++) {
        struct run_events run;
        struct spans spans;
        dx_fuzz_require(run_events_read((const char *)data, size, number, &run));
        dx_fuzz_require(spans_find(run.events, &spans));
        char *page = NULL;
        size_t length;
        FILE *out = open_memstream(&page, &length);
        dx_fuzz_require(out != NULL);
        page_print(out, &run, &spans);
        dx_fuzz_require(fclose(out) == 0 && strlen(page) == length);
        check_page(page);
        free(page);
        spans_clear(&spans);
        run_events_clear(&run);
    }
    return 0;
}
