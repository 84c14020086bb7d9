/* SPDX-License-Identifier: MIT */
/* For rewrite-engines.py: reads [{"said", "rows"}] and says of each the function's code, and what
 * its equal in C answers to each row. */
#include <dxaws/cloudfront-rewrite.h>

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static const char *text_of(const json_t *row, const char *name)
{
    return json_string_value(json_object_get(row, name));
}

static void check(dxaws_error *error)
{
    if (error != NULL) {
        fprintf(stderr, "%s\n", dxaws_error_message(error));
        exit(EXIT_FAILURE);
    }
}

static json_t *answer_to(const dxaws_cloudfront_rewrite *rewrite, const json_t *row)
{
    int status = 0;
    char *text = NULL;
    check(dxaws_cloudfront_rewrite_apply(rewrite, text_of(row, "method"), text_of(row, "host"),
                                         text_of(row, "uri"), text_of(row, "raw"), &status, &text));
    json_t *answer = status ? json_pack("[is]", status, text) : json_string(text);
    free(text);
    return answer;
}

int main(void)
{
    json_t *groups = json_loadf(stdin, 0, NULL);
    json_t *results = json_array();
    size_t index;
    json_t *group;
    json_array_foreach(groups, index, group) {
        char *said = json_dumps(json_object_get(group, "said"), 0);
        char *code = NULL;
        DXAWS_AUTO(dxaws_cloudfront_rewrite) rewrite = NULL;
        check(dxaws_cloudfront_rewrite_parse(said, &rewrite));
        check(dxaws_cloudfront_rewrite_format_code(rewrite, &code));
        json_t *answers = json_array();
        size_t place;
        json_t *row;
        json_array_foreach(json_object_get(group, "rows"), place, row) {
            json_array_append_new(answers, answer_to(rewrite, row));
        }
        json_array_append_new(results, json_pack("{ssso}", "code", code, "answers", answers));
        free(code);
        free(said);
    }
    json_dumpf(results, stdout, JSON_ENSURE_ASCII);
    json_decref(results);
    json_decref(groups);
    return EXIT_SUCCESS;
}
