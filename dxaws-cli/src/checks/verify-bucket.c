/* SPDX-License-Identifier: MIT */
/* The bucket's own address, which must not serve: what is read there has passed by the edge, its
 * headers, its firewall and its log. */
#include "verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>
#include <dxaws/website.h>

static const int denied = 403, missing = 404, served = 200;

static dxaws_error *bucket_of(const json_t *document, char **bucket)
{
    DXAWS_AUTO(dxaws_website_desired) desired = NULL;
    char *text = json_dumps(document, JSON_COMPACT);
    dxaws_error *error =
        text ? dxaws_website_desired_parse(text, &desired) : dxaws_error_out_of_memory();
    if (error == NULL) {
        *bucket = dxaws_website_desired_bucket(desired);
        error = *bucket ? NULL : dxaws_error_out_of_memory();
    }
    free(text);
    return error;
}

/* Another server than AWS, with the bucket in the path; NULL where none is configured. */
static const char *other_server(const dxaws_settings_report *report)
{
    for (size_t i = 0; i < dxaws_settings_report_count(report); i++) {
        const dxaws_setting *setting = dxaws_settings_report_at(report, i);
        const char *source = dxaws_setting_source(setting);
        if (strcmp(dxaws_setting_name(setting), "endpoint.s3") == 0) {
            return source != NULL && strcmp(source, "default") != 0 ? dxaws_setting_value(setting)
                                                                    : NULL;
        }
    }
    return NULL;
}

/* Without the slashes at its end. */
static size_t url_size(const char *url)
{
    size_t size = strlen(url);
    while (size > 0 && url[size - 1] == '/') {
        size--;
    }
    return size;
}

/* The address of the bucket, ending in "/", for free(). */
static dxaws_error *address_of(const struct run *run, const json_t *document, char **address)
{
    DXAWS_AUTO(dxaws_settings_report) report = NULL;
    const char *region = verify_text(document, "region");
    const char *suffix = region != NULL && strncmp(region, "cn-", 3) == 0 ? ".cn" : "";
    char *bucket = NULL;
    int length = 0;
    dxaws_error *error = dxaws_session_get_settings_report(run->session, run->context, &report);
    error = error ? error : bucket_of(document, &bucket);
    if (error == NULL) {
        const char *server = other_server(report);
        length = server ? asprintf(address, "%.*s/%s/", (int)url_size(server), server, bucket)
                        : asprintf(address, "https://%s.s3%s%s.amazonaws.com%s/", bucket,
                                   region ? "." : "", region ? region : "", suffix);
        error = length < 0 ? dxaws_error_out_of_memory() : NULL;
    }
    free(bucket);
    return error;
}

/* The list of its objects, and the page that each site has. */
static dxaws_error *ask(struct visitor *visitor, const char *address, const char *key,
                        struct visit *answer)
{
    char *url = NULL;
    if (asprintf(&url, "%s%s", address, key) < 0) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = visit(visitor, url, "identity", answer);
    free(url);
    return error;
}

static void judge(const char *address, const struct visit *list, const struct visit *page,
                  struct findings *findings)
{
    const struct visit *worse = page->status == served ? page : list;
    if (list->status == served || page->status == served) {
        findings_add(findings, "bucket", FINDING_FAILED, "%s%s answers 200: everybody may %s it",
                     address, worse == page ? "index.html" : "", worse == page ? "read" : "list");
        findings_advise(findings, "dxaws apply blocks public access to it; dxaws plan shows what "
                                  "its policy says");
    } else if (list->status == denied && page->status == denied) {
        findings_add(findings, "bucket", FINDING_OK, "%s answers 403 to who comes past CloudFront",
                     address);
    } else if (list->status == missing) {
        findings_add(findings, "bucket", FINDING_NOTE, "%s answers 404: there is no such bucket",
                     address);
        findings_advise(findings, "dxaws apply makes it; bucket.name is that of one with another "
                                  "name");
    } else if (list->answered) {
        findings_add(findings, "bucket", FINDING_NOTE,
                     "%s answers %ld, which is neither 200 nor 403", address, list->status);
        findings_advise(findings, "region says where it is looked for");
    } else {
        findings_add(findings, "bucket", FINDING_NOTE, "%s does not answer: %s", address,
                     list->error);
    }
}

dxaws_error *verify_bucket(struct run *run, const json_t *document, struct findings *findings)
{
    struct visitor *visitor = NULL;
    struct visit list = {.status = 0};
    struct visit page = {.status = 0};
    char *address = NULL;
    dxaws_error *error = address_of(run, document, &address);
    error = error ? error : visitor_open(run->context, NULL, &visitor); /* past the edge */
    error = error ? error : ask(visitor, address, "", &list);
    if (error == NULL && list.answered) {
        error = ask(visitor, address, "index.html", &page);
    }
    if (error == NULL) {
        judge(address, &list, &page, findings);
    }
    visit_clear(&list);
    visit_clear(&page);
    visitor_close(visitor);
    free(address);
    return error;
}
