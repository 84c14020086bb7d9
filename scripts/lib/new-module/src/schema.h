/* SPDX-License-Identifier: MIT */
/* The widget as tables, and the types behind the public ones. */
#ifndef DXAWS_WIDGET_SCHEMA_H
#define DXAWS_WIDGET_SCHEMA_H

#include <dxaws/kit/module.h>
#include <dxaws/widget-providers.h>

extern const struct dx_schema widget_schema;

struct dxaws_widget_desired {
    struct dx_state state;
};
struct dxaws_widget_current {
    struct dx_state state;
};
struct dxaws_widget_result {
    struct dx_state state;
};
struct dxaws_widget_manager {
    struct dx_manager manager;
};

/* The attributes' names. */
#define WIDGET_NAME "name"
#define WIDGET_NOTE "note"
#define WIDGET_TAGS "tags"
#define WIDGET_ARN "arn"

/* provider.c: what the schema makes a simulated provider with. */
dxaws_error *widget_make_memory(dxaws_memory_account *account, dxaws_provider **provider);

#endif
