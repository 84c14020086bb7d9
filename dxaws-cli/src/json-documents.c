/* SPDX-License-Identifier: MIT */
/* The documents of --json. */
#include "json-documents.h"

#include <stddef.h>

const struct json_document json_documents[] = {
    {"dxaws.validate/1", {{"desired", "object", false, "desired"}}},
    {"dxaws.plan/1",
     {{"plan", "object", false, "plan"},
      {"command", "text", true, NULL},
      {"account", "text", true, NULL}}},
    {"dxaws.drift/1", {{"drifted", "boolean", false, NULL}, {"plan", "object", false, "plan"}}},
    {"dxaws.apply/1",
     {{"outcome", "text", false, NULL},
      {"dry_run", "boolean", false, NULL},
      {"plan", "object", false, "plan"},
      {"rest", "object", true, "plan"},
      {"result", "object", false, "result"},
      {"import", "list", true, NULL}}},
    {"dxaws.init/1", {{"file", "text", false, NULL}}},
    {"dxaws.show/1", {{"current", "object", false, "current"}}},
    {"dxaws.list/1", {{"found", "list", false, NULL}}},
    {"dxaws.describe/1", {{"descriptions", "list", false, NULL}}},
    {"dxaws.doctor/1",
     {{"healthy", "boolean", false, NULL},
      {"settings", "list", false, NULL},
      {"endpoints", "list", false, NULL},
      {"warnings", "list", false, NULL},
      {"problems", "list", false, NULL},
      {"credentials", "object", true, NULL},
      {"caller", "object", true, NULL},
      {"clock", "object", true, NULL}}},
    {"dxaws.memory/1",
     {{"zone", "object", true, NULL},
      {"cname", "object", true, NULL},
      {"reset", "boolean", true, NULL},
      {"serve", "object", true, NULL}}},
    {"dxaws.preflight/1", {{"ready", "boolean", false, NULL}, {"checks", "list", false, NULL}}},
    {"dxaws.verify/1", {{"healthy", "boolean", false, NULL}, {"checks", "list", false, NULL}}},
    {"dxaws.sites/1", {{"sites", "list", false, NULL}}},
    {"dxaws.error/1", {{"error", "object", false, "error"}}},
    {.schema = NULL},
};
