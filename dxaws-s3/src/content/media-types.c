/* SPDX-License-Identifier: MIT */
/* Media types by extension. Of IANA's registry of media types, and of Debian's media-types 10 where
 * that has none; JavaScript as RFC 9239 has it, Opus as RFC 7845, sources of programs as text that
 * a browser shows. A row that is added or changed is a change of headers for whoever has such
 * files, and a line in the CHANGELOG. */
#include "media-types.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define OFFICE "application/vnd.openxmlformats-officedocument."
#define OPEN_DOCUMENT "application/vnd.oasis.opendocument."

struct row {
    const char *extension;
    const char *type;
};

/* In the order of strcmp(). */
static const struct row rows[] = {
    {"7z", "application/x-7z-compressed"},
    {"apk", "application/vnd.android.package-archive"},
    {"apng", "image/apng"},
    {"atom", "application/atom+xml"},
    {"avif", "image/avif"},
    {"bin", CONTENT_UNKNOWN_TYPE},
    {"bmp", "image/bmp"},
    {"br", CONTENT_UNKNOWN_TYPE},
    {"c", "text/plain"},
    {"cjs", "text/javascript"},
    {"css", "text/css"},
    {"csv", "text/csv"},
    {"dmg", "application/x-apple-diskimage"},
    {"docx", OFFICE "wordprocessingml.document"},
    {"eot", "application/vnd.ms-fontobject"},
    {"epub", "application/epub+zip"},
    {"flac", "audio/flac"},
    {"geojson", "application/geo+json"},
    {"gif", "image/gif"},
    {"glb", "model/gltf-binary"},
    {"gltf", "model/gltf+json"},
    {"go", "text/plain"},
    {"gz", "application/gzip"},
    {"h", "text/plain"},
    {"htm", "text/html"},
    {"html", "text/html"},
    {"ico", "image/vnd.microsoft.icon"},
    {"ics", "text/calendar"},
    {"inv", CONTENT_UNKNOWN_TYPE},
    {"jpeg", "image/jpeg"},
    {"jpg", "image/jpeg"},
    {"js", "text/javascript"},
    {"json", "application/json"},
    {"jsonld", "application/ld+json"},
    {"m4a", "audio/mp4"},
    {"m4v", "video/x-m4v"},
    {"map", "application/json"},
    {"md", "text/markdown"},
    {"mjs", "text/javascript"},
    {"mov", "video/quicktime"},
    {"mp3", "audio/mpeg"},
    {"mp4", "video/mp4"},
    {"odp", OPEN_DOCUMENT "presentation"},
    {"ods", OPEN_DOCUMENT "spreadsheet"},
    {"odt", OPEN_DOCUMENT "text"},
    {"ogg", "audio/ogg"},
    {"opus", "audio/ogg"},
    {"otf", "font/otf"},
    {"pdf", "application/pdf"},
    {"png", "image/png"},
    {"pptx", OFFICE "presentationml.presentation"},
    {"py", "text/plain"},
    {"rs", "text/plain"},
    {"rss", "application/rss+xml"},
    {"sh", "text/plain"},
    {"srt", "application/x-subrip"},
    {"svg", "image/svg+xml"},
    {"tar", "application/x-tar"},
    {"toml", "text/plain"},
    {"ts", "text/plain"},
    {"tsx", "text/plain"},
    {"ttf", "font/ttf"},
    {"txt", "text/plain"},
    {"usdz", "model/vnd.usdz+zip"},
    {"vtt", "text/vtt"},
    {"wasm", "application/wasm"},
    {"wav", "audio/x-wav"},
    {"webm", "video/webm"},
    {"webmanifest", "application/manifest+json"},
    {"webp", "image/webp"},
    {"woff", "font/woff"},
    {"woff2", "font/woff2"},
    {"xhtml", "application/xhtml+xml"},
    {"xlsx", OFFICE "spreadsheetml.sheet"},
    {"xml", "application/xml"},
    {"yaml", "text/plain"},
    {"yml", "text/plain"},
    {"zip", "application/zip"},
};

/* Files that have a type and no extension. */
static const struct row names[] = {
    {".well-known/apple-app-site-association", "application/json"},
};

static int compare(const void *extension, const void *row)
{
    return strcasecmp(extension, ((const struct row *)row)->extension);
}

const char *content_media_type(const char *key)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(key, names[i].extension) == 0) {
            return names[i].type;
        }
    }
    const char *slash = strrchr(key, '/');
    const char *dot = strrchr(slash ? slash : key, '.');
    const struct row *found =
        dot ? bsearch(dot + 1, rows, sizeof rows / sizeof *rows, sizeof *rows, compare) : NULL;
    return found ? found->type : NULL;
}

void content_type_header(const char *key, bool is_utf8, char header[CONTENT_TYPE_SIZE])
{
    const char *type = content_media_type(key);
    type = type ? type : CONTENT_UNKNOWN_TYPE;
    bool says = is_utf8 && strncmp(type, "text/", 5) == 0;
    snprintf(header, CONTENT_TYPE_SIZE, "%s%s", type, says ? "; charset=utf-8" : "");
}
