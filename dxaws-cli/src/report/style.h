/* SPDX-License-Identifier: MIT */
/* How the page about a run looks: light and dark, wide and narrow, and on paper. */
#ifndef DXAWS_CLI_REPORT_STYLE_H
#define DXAWS_CLI_REPORT_STYLE_H

#define REPORT_STYLE                                                                               \
    ":root{color-scheme:light dark;--back:#fff;--ink:#1b222d;--pale:#5a6472;--line:#d9dee6;"       \
    "--bad:#b3261e;--s3:#2e7d50;--content:#2b7a78;--acm:#8a5a00;--cloudfront:#6a3fb0;"             \
    "--function:#9c3d7d;--dns:#1f5fa8}"                                                            \
    "@media(prefers-color-scheme:dark){:root{--back:#14181f;--ink:#e6e9ef;--pale:#9aa4b2;"         \
    "--line:#333b47;--bad:#ff8a80;--s3:#5fc088;--content:#5cc4c0;--acm:#e0a840;"                   \
    "--cloudfront:#b294f0;--function:#e58cc6;--dns:#6fb0f5}}"                                      \
    "*{box-sizing:border-box}"                                                                     \
    "body{margin:0 auto;max-width:68rem;padding:1.5rem 1rem 3rem;background:var(--back);"          \
    "color:var(--ink);font:15px/1.5 system-ui,sans-serif;overflow-wrap:break-word}"                \
    "h1{font-size:1.4rem;line-height:1.25;margin:0}h2{font-size:1rem;margin:2rem 0 .5rem}"         \
    "p{margin:.2rem 0}.pale{color:var(--pale)}.failed{color:var(--bad);font-weight:600}"           \
    "code{font-size:.9em}td code{white-space:nowrap}td:last-child{min-width:9rem}"                 \
    ".sums{display:flex;flex-wrap:wrap;gap:.75rem 2rem;margin:1rem 0;padding:0;list-style:none}"   \
    ".sums b{display:block;font-size:1.5rem;font-weight:600;line-height:1.2}"                      \
    ".row{display:grid;grid-template-columns:17rem 1fr 4.5rem;gap:0 .75rem;align-items:center;"    \
    "break-inside:avoid}.row>:last-child{font-variant-numeric:tabular-nums}"                       \
    ".lane{position:relative;height:1.25rem;border-left:1px solid var(--line);"                    \
    "border-right:1px solid var(--line);print-color-adjust:exact;"                                 \
    "-webkit-print-color-adjust:exact}"                                                            \
    ".lane i{position:absolute;top:.25rem;bottom:.25rem;min-width:2px;border-radius:2px;"          \
    "background:var(--pale)}.lane i.expected{opacity:.25}"                                         \
    ".lane i.look{top:.45rem;bottom:.45rem;min-width:0;width:1px;border-radius:0;"                 \
    "background:var(--back)}.lane i.failed{background:var(--bad)}"                                 \
    ".lane i.s3{background:var(--s3)}.lane i.content{background:var(--content)}"                   \
    ".lane i.acm{background:var(--acm)}.lane i.cloudfront{background:var(--cloudfront)}"           \
    ".lane i.function{background:var(--function)}.lane i.dns{background:var(--dns)}"               \
    ".axis .lane{border:0;color:var(--pale);font-size:.75rem}"                                     \
    ".axis .lane span{position:absolute;transform:translateX(-50%);white-space:nowrap}"            \
    ".axis .lane span:first-child{transform:none}"                                                 \
    ".table{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}"            \
    "td,th{text-align:left;vertical-align:top;padding:.3rem .9rem .3rem 0;"                        \
    "border-bottom:1px solid var(--line)}th{color:var(--pale);font-weight:500}"                    \
    ".number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}"               \
    "@media(max-width:40rem){.row{grid-template-columns:1fr 4.5rem}"                               \
    ".row>:first-child{grid-column:1/-1;font-size:.85rem}"                                         \
    ".axis .lane span:nth-child(even){display:none}}"

#endif
