/* SPDX-License-Identifier: MIT */
/* A decorator for the providers of every module: writes down who asked for what, and what became of
 * it. */
#ifndef AUDIT_PROVIDER_H
#define AUDIT_PROVIDER_H

#include <stdio.h>

#include <dxaws/core.h>

/* A provider that passes everything on to @inner, of which it takes a reference, and appends one
 * line of JSON an operation to @log, which stays the caller's and open:
 *
 *     {"module":"s3","operation":"PUT_TAGS","resource":"b","outcome":"done","error":""}
 *
 * A read's operation is "read". Names and outcomes are written, values never. */
dxaws_error *audit_provider_new(dxaws_provider *inner, FILE *log, dxaws_provider **provider);

#endif
