/* SPDX-License-Identifier: MIT */
/* Any bytes as what sources of credentials answer: documents, commands, times, URLs. */
#include <dxaws/kit/fuzz-main.h>

#include "credentials/sources.h"
#include "words.h"
#include "timestamp.h"

#include <stdlib.h>
#include <string.h>

static void check_document(bool valid, struct aws_document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        const char *name = document->text.data + document->values[i].name;
        const char *value = document->text.data + document->values[i].value;
        if (value <= name || value + strlen(value) >= document->text.data + document->text.size) {
            abort();
        }
    }
    (void)valid;
    aws_document_free(document);
}

/* What was quoted is read back. */
static void check_quote(const char *text)
{
    struct aws_buffer quoted = {0};
    struct aws_document document = {0};
    aws_buffer_text(&quoted, "{\"a\":");
    aws_json_quote(&quoted, text);
    aws_buffer_char(&quoted, '}');
    if (!aws_document_read_json(&document, quoted.data, quoted.size) ||
        strcmp(aws_document_get(&document, "a"), text) != 0) {
        abort();
    }
    aws_document_free(&document);
    aws_buffer_free(&quoted);
}

static void check_command(const char *text)
{
    char **arguments = NULL;
    const char *why = NULL;
    aws_words_split(text, &arguments, &why);
    if (!arguments && !why) {
        abort();
    }
    size_t total = 0;
    for (size_t i = 0; arguments && arguments[i]; i++) {
        total += strlen(arguments[i]);
    }
    if (total > strlen(text)) {
        abort();
    }
    free(arguments);
}

/* What is allowed stays allowed, as libcurl understands it. */
static void check_url(const char *text)
{
    char *clean = NULL;
    char *again = NULL;
    const char *why = NULL;
    if (!aws_container_url_is_allowed(text, &clean, &why)) {
        return;
    }
    if (!aws_container_url_is_allowed(clean, &again, &why)) {
        abort();
    }
    free(clean);
    free(again);
}

/* A moment is written as a text that says the same, but for what is less than a second. */
static void check_time(const char *text)
{
    int64_t ms = 0;
    int64_t again = 0;
    char formatted[AWS_TIMESTAMP_SIZE];
    if (!aws_timestamp_parse(text, &ms)) {
        return;
    }
    aws_timestamp_format(ms, formatted);
    int64_t rest = ms % 1000 < 0 ? ms % 1000 + 1000 : ms % 1000;
    if (!aws_timestamp_parse(formatted, &again) || again != ms - rest) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    struct aws_document document = {0};
    bool valid = aws_document_read_json(&document, bytes, size);
    check_document(valid, &document);
    valid = aws_document_read_xml(&document, bytes, size);
    check_document(valid, &document);
    struct aws_credentials *credentials = NULL;
    const struct aws_step step = {.profile = "p"};
    dxaws_error_free(aws_process_parse(bytes, size, &step, 0, &credentials));
    aws_credentials_unref(credentials);
    char *text = strndup(bytes, size);
    if (!text) {
        return 0;
    }
    check_time(text);
    check_quote(text);
    check_command(text);
    check_url(text);
    free(text);
    return 0;
}
