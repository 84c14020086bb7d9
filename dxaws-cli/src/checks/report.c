/* SPDX-License-Identifier: MIT */
/* The last of verify and preflight. */
#include "report.h"

#include <dxaws/extend/error.h>

#include "../exit-status.h"

dxaws_error *checks_report(struct run *run, const struct findings *findings, const char *schema,
                           const char *good, int failed)
{
    size_t count = findings->failed;
    if (!findings->whole) {
        return dxaws_error_out_of_memory();
    }
    run->status = count > 0 ? failed : EXIT_DONE;
    if (run->options->json) {
        return run_print_json(run, schema,
                              json_pack("{sb sO}", good, count == 0, "checks", findings->list));
    }
    findings_print(stdout, findings, run->colors);
    if (count == 0) {
        puts("All is well.");
    } else {
        printf("%zu of %zu checks failed.\n", count, json_array_size(findings->list));
    }
    return NULL;
}
