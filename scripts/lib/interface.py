#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""interface.py INCLUDE-FOLDER...: prints a C file that compiles as long as a public interface is what it is now.

What it asserts, of all headers in the folders: every function and its type; every member of a shown struct, its
type and that nothing stands before it that did not; every enumerator's value; every macro that is a constant, and
that the others are there. What is added passes: functions, enumerators, macros, and members at the end. Numbers are the same on every platform:
where a member is follows from the one before it.
"""
import re
import subprocess
import sys
from pathlib import Path

PROLOGUE = """/* SPDX-License-Identifier: MIT */
/* Made by scripts/contract-check --update, and never edited: it compiles as long as nothing that it names was
 * taken away or changed. */
#include <stddef.h>

%s

#define TYPE(what, ...)                                                                            \\
    _Static_assert(__builtin_types_compatible_p(__typeof__(what), __VA_ARGS__), #what)
#define MEMBER(of, name) (((of *)0)->name)
#define FIRST(of, name) _Static_assert(offsetof(of, name) == 0, #of " begins with " #name)
#define AFTER(of, before, name)                                                                    \\
    _Static_assert(offsetof(of, name) == (offsetof(of, before) + sizeof MEMBER(of, before) +       \\
                                          _Alignof(__typeof__(MEMBER(of, name))) - 1) /            \\
                                             _Alignof(__typeof__(MEMBER(of, name))) *              \\
                                             _Alignof(__typeof__(MEMBER(of, name))),               \\
                   #of ": " #name " stands right after " #before)
#define NUMBER(name, value) _Static_assert((name) == (value), #name)
#define TEXT(name, value) _Static_assert(__builtin_strcmp(name, value) == 0, #name)
"""
MARK = "dxaws_constant_of"


def preprocessed(folders, text, *options):
    command = ["cc", "-E", *options, "-std=gnu11", "-x", "c", *(f"-I{folder}" for folder in folders), "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def without_attributes(text):
    """Attributes have parentheses in them, so that they end where those are balanced."""
    while (match := re.search(r"__attribute__\s*\(\(", text)):
        depth, at = 2, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            at += 1
        text = text[:match.start()] + text[at:]
    return text


def own_lines(text):
    """What comes from the headers of this project."""
    own, lines = False, []
    for line in text.splitlines():
        marker = re.match(r'# \d+ "([^"]*)"', line)
        if marker:
            own = "/dxaws/" in marker[1]
        elif own:
            lines.append(line)
    return without_attributes(" ".join(lines))


def items(text):
    """The declarations and definitions at the top level, in one line each."""
    depth, begin = 0, 0
    for at, char in enumerate(text):
        depth += {"{": 1, "}": -1}.get(char, 0)
        inline = text[begin:at].strip().startswith("static inline")
        if depth == 0 and (char == ";" or (char == "}" and inline)):
            yield " ".join(text[begin:at + 1].split()).rstrip(";").strip()
            begin = at + 1


def split(text):
    """At the commas that stand in no parentheses."""
    parts, depth = [""], 0
    for char in text:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts if part.strip()]


def enumerators(body, known):
    value = -1
    for part in split(body):
        name, _, given = (word.strip() for word in part.partition("="))
        value = eval(re.sub(r"(?<=\d)[uUlL]+\b", "", given), {}, dict(known)) if given else value + 1
        known[name] = value
        yield f"NUMBER({name}, {value});"


def named(declaration):
    """The name that a declaration declares, and its type without it."""
    match = re.search(r"\(\*\s*(\w+)\)\s*\(", declaration) or re.search(r"(\w+)\s*(?:\[[^]]*\]\s*)*$", declaration)
    return match[1], (declaration[:match.start(1)] + declaration[match.end(1):]).strip()


def members(struct, body):
    before = None
    for declaration in filter(None, (part.strip() for part in body.split(";"))):
        name, kind = named(declaration)
        yield f"FIRST({struct}, {name});" if before is None else f"AFTER({struct}, {before}, {name});"
        yield f"TYPE(MEMBER({struct}, {name}), {kind});"
        before = name


def assertions(item, known):
    enum = re.fullmatch(r"(?:typedef )?enum \w* ?\{(.*)\}.*", item)
    if enum:
        yield from enumerators(enum[1], known)
        return
    struct = re.fullmatch(r"(?:typedef )?struct (\w+) ?\{(.*)\} ?(\w*)", item)
    if struct:
        yield from members(struct[3] or f"struct {struct[1]}", struct[2])
        return
    if item.startswith("typedef"):
        return
    function = re.match(r"(?:static inline |extern )?(.*?)\b(dxaws_\w+) ?(\(.*\))(?: \{.*)?$", item)
    if function:
        yield f"TYPE({function[2]}, {function[1]}{function[3]});"


def assert_macro(name, value, known):
    """Of one that is no constant, that it is there."""
    if re.fullmatch(r'(?:"(?:[^"\\]|\\.)*"\s*)+', value):
        joined = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', value))
        return f'TEXT({name}, "{joined}");'
    number = re.sub(r"\b[A-Z]\w*", lambda word: str(known.get(word[0], word[0])), value.strip())
    if re.fullmatch(r"[-\d()xXa-fA-FuUlL<>| *]+", number):
        return f"NUMBER({name}, {number});"
    return f'#ifndef {name}\n#error "{name} is gone"\n#endif'


def macros(folders, includes, headers, known):
    """Those that headers guard themselves with are nobody's."""
    names = set()
    for header in headers:
        names.update(re.findall(r"^[ \t]*#[ \t]*define (DXAWS_\w+)(?:\(|[ \t]+\S)", header.read_text(encoding="utf-8"),
                                re.MULTILINE))
    wanted = "\n".join(f'{MARK} "{name[:5]}" "{name[5:]}" {name}' for name in sorted(names))
    text = preprocessed(folders, f"{includes}\n{wanted}\n", "-P")
    found = re.findall(rf'^{MARK} "(\w+)" "(\w+)" ?((?:(?!{MARK}).)*)', text, re.MULTILINE | re.DOTALL)
    for begin, end, value in found:
        yield assert_macro(begin + end, value, known)


def main():
    folders = [Path(folder) for folder in sys.argv[1:]]
    headers = sorted((header.relative_to(folder), header) for folder in folders
                     for header in folder.glob("dxaws/**/*.h"))
    includes = "\n".join(f"#include <{name}>" for name, _ in headers)
    print(PROLOGUE % includes)
    known = {}
    lines = [line for item in items(own_lines(preprocessed(folders, includes))) for line in assertions(item, known)]
    lines += macros(folders, includes, [header for _, header in headers], known)
    print("\n".join(dict.fromkeys(lines)))


if __name__ == "__main__":
    main()
