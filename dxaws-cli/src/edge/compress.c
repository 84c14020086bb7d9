/* SPDX-License-Identifier: MIT */
/* What CloudFront compresses.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
#include "compress.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <zlib.h>

enum { SMALLEST = 1000, LARGEST = 10000000, GZIP = 15 + 16, MEMORY = 8 };

static const char *const types[] = {
    "application/dash+xml",
    "application/eot",
    "application/font",
    "application/font-sfnt",
    "application/javascript",
    "application/json",
    "application/opentype",
    "application/otf",
    "application/pdf",
    "application/pkcs7-mime",
    "application/protobuf",
    "application/rss+xml",
    "application/truetype",
    "application/ttf",
    "application/vnd.apple.mpegurl",
    "application/vnd.mapbox-vector-tile",
    "application/vnd.ms-fontobject",
    "application/wasm",
    "application/xhtml+xml",
    "application/xml",
    "application/x-font-opentype",
    "application/x-font-truetype",
    "application/x-font-ttf",
    "application/x-httpd-cgi",
    "application/x-javascript",
    "application/x-mpegurl",
    "application/x-opentype",
    "application/x-otf",
    "application/x-perl",
    "application/x-ttf",
    "font/eot",
    "font/opentype",
    "font/otf",
    "font/ttf",
    "image/svg+xml",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/js",
    "text/plain",
    "text/richtext",
    "text/tab-separated-values",
    "text/xml",
    "text/x-component",
    "text/x-java-source",
    "text/x-script",
};

bool edge_is_compressed(const json_t *headers, int64_t size)
{
    const char *type = json_string_value(json_object_get(headers, "Content-Type"));
    size_t length = type ? strcspn(type, "; ") : 0;
    if (size < SMALLEST || size > LARGEST || json_object_get(headers, "Content-Encoding") != NULL) {
        return false;
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strlen(types[i]) == length && strncasecmp(types[i], type, length) == 0) {
            return true;
        }
    }
    return false;
}

static unsigned char *read_all(int file, size_t size)
{
    unsigned char *data = malloc(size);
    size_t done = 0;
    ssize_t got = 1;
    while (data != NULL && done < size && got > 0) {
        got = pread(file, data + done, size - done, (off_t)done);
        done += got > 0 ? (size_t)got : 0;
    }
    if (done < size) {
        free(data);
        return NULL;
    }
    return data;
}

unsigned char *edge_compress(int file, int64_t size, size_t *packed)
{
    z_stream stream = {.avail_in = (uInt)size};
    unsigned char *data = read_all(file, (size_t)size);
    unsigned char *to = NULL;
    bool begun = data != NULL && deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP,
                                              MEMORY, Z_DEFAULT_STRATEGY) == Z_OK;
    if (begun) {
        stream.next_in = data;
        stream.avail_out = (uInt)deflateBound(&stream, (uLong)size);
        to = malloc(stream.avail_out);
        stream.next_out = to;
    }
    if (to != NULL && deflate(&stream, Z_FINISH) != Z_STREAM_END) {
        free(to);
        to = NULL;
    }
    *packed = (size_t)stream.total_out;
    if (begun) {
        deflateEnd(&stream);
    }
    free(data);
    return to;
}
