#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""vocabulary.py VOCABULARY INCLUDE-FOLDER...: judges the names of a public interface by docs/vocabulary.md.

A name says what a function does with memory, with the network and with units, so that whoever knows one module can
read another. The verbs are those of the table in VOCABULARY; what a name promises is compared with the signature.
"""
import re
import sys
from pathlib import Path

from interface import items, own_lines, preprocessed, split

# What only its own consumer reads, so that setters are enough.
WRITE_ONLY = ("_options", "_request", "_role", "_signable", "_context", "_response", "_sink", "website_desired")
# The cases of a suite are numbered; a transaction, and the regions, are walked over without being counted.
CASES = re.compile(r"_contract_(name|since|run|count)$")
WALKS = {"dxaws_memory_at", "dxaws_memory_at_tree", "dxaws_region_at"}
# What has functions of its own and is no type.
PLACES = "dxaws_aws|dxaws_memory|dxaws_name|dxaws_tag|dxaws_tree|dxaws_dns_memory|dxaws_dns_name|dxaws_s3_content_memory"
# Numbers of 64 bits that are no times.
COUNTS = {"count", "size", "bytes", "written", "removed"}
# Functions of plain data are called after what they give.
GIVES = re.compile(r"digest|distance|canonical|fault|refusal|out_of_memory|truncate_with_hash|mark_name|is_within|is_id")
TEXT = "const char *"


class Function:
    def __init__(self, name, returns, parameters, types):
        self.name, self.returns = name, returns.replace("DXAWS_MUST_CHECK ", "").strip()
        self.parameters = [re.fullmatch(r"(.*?)(\w*)((?:\[\w*\])?)", parameter).groups()
                           for parameter in parameters if parameter not in ("void", "...")]
        self.parameters = [(kind.strip(), word) for kind, word, _ in self.parameters]
        own = [kind for kind in (*types, *PLACES.split("|")) if name.startswith(kind + "_")]
        module = re.match(r"dxaws_\w+_contract(?=_)|dxaws(_(s3|dns|acm|cloudfront|website))?", name)[0]
        self.of = max(own, key=len, default=module)
        self.tail = name[len(self.of) + 1:]

    def has(self, kind):
        return any(kind in given for given, _ in self.parameters)

    def outputs(self):
        return [word for kind, word in self.parameters
                if kind.endswith("**") or re.fullmatch(r"(_Bool|bool|u?int\w*|size_t|int|unsigned) \*", kind)]

    def is_getter(self):
        """Says something of a value, or of nothing; an index, a name, more data or an output may follow."""
        if self.returns in ("void", "dxaws_error *"):
            return self.returns == "void" and len(self.outputs()) == len(self.parameters) - 1 > 0
        waits = any("dxaws_context *" in kind for kind, _ in self.parameters[1:])
        return not waits and (not self.parameters or self.parameters[0][0].endswith("*") or
                               self.name.endswith(("_name", "_at")))


def functions(folders):
    headers = sorted(header.relative_to(folder) for folder in folders for header in Path(folder).glob("dxaws/**/*.h"))
    text = own_lines(preprocessed(folders, "\n".join(f"#include <{header}>" for header in headers)))
    types = set(re.findall(r"typedef (?:struct|enum) \w*\s*(?:\{[^}]*\})?\s*(dxaws_\w+);", text))
    for item in items(text):
        match = re.match(r"(?:extern )?(.*?)\b(dxaws_\w+) ?\((.*)\)$", item)
        if match and not item.startswith(("typedef", "struct", "enum", "static")):
            yield Function(match[2], match[1], split(match[3]), types), types


def verbs(vocabulary):
    """The first words of what stands in backticks in the first column of the table of functions."""
    table = vocabulary.split("| verb |")[1].split("\n\n")[0]
    return {re.match(r"[a-z]+", word)[0] for line in table.splitlines()
            for word in re.findall(r"`([a-z]\w*)`", line.split("|")[1])} if table else set()


def singular(word):
    return re.sub(r"(?<=s)es$", "", re.sub(r"ies$", "y", word)) if word.endswith("es") else word.removesuffix("s")


def said_of_lists(function, names):
    has_index = any(word == "index" for _, word in function.parameters)
    if has_index != bool(re.search(r"(^|_)at$", function.tail)) and not CASES.search(function.name) and \
            not re.search(r"_at_tree$", function.name):
        yield "what takes an index ends in _at, and nothing else does"
    if has_index and not CASES.search(function.name):
        if len(function.outputs()) > 2:
            yield "an item of a list is one value, or a name and its value: make it a value with getters"
        stem = function.name.removesuffix("_at")
        if function.name not in WALKS and not {stem + "_count", stem.rpartition("_")[0] + "_count"} & names:
            yield "a list has its _count"


def said_of_units(function, _):
    kinds = [(kind, word) for kind, word in function.parameters
             if re.fullmatch(r"int64_t( \*)?", kind) and word not in COUNTS]
    unit = re.compile(r".*_(ms|s|days)|ms")
    if function.returns == "int64_t" and not unit.fullmatch(function.name):
        yield "a number of 64 bits is a time: its name ends in _ms, _s or _days"
    for _, word in kinds:
        if not unit.fullmatch(word) and not unit.fullmatch(function.name):
            yield f"{word} is a time: it, or the function, ends in _ms, _s or _days"
    if re.search(r"_(ms|s|days)$", function.name) and "unset_" not in function.name and not kinds and \
            function.returns != "int64_t":
        yield "a time is an int64_t"
    if re.search(r"seconds|minutes|milliseconds", function.tail):
        yield "units are _ms, _s and _days"


def said_of_waiting(function, known):
    if function.has("dxaws_context *") and function.of != "dxaws_context" and \
            function.tail.split("_")[0] not in known:
        yield "what takes a context may wait: its name begins with a verb"


def said_of_texts(function, enumerations):
    if function.tail.split("_")[0] == "format" and function.returns == TEXT:
        yield "format makes a text for free(); one that is borrowed is _text"
    if len(function.parameters) == 1 and function.parameters[0][0] in enumerations and function.returns == TEXT and \
            function.name != function.parameters[0][0] + "_name":
        yield "a word of an enumeration is its _name"
    if function.returns in enumerations and [kind for kind, _ in function.parameters] == [TEXT] and \
            function.name != function.returns + "_from_name":
        yield "an enumeration by its word is its _from_name"


def said_of_setters(function, names):
    match = re.match(r"(set|add)_(\w+)", function.tail)
    if not match or function.of.endswith(WRITE_ONLY) or function.of == "dxaws_error":
        return
    stem, word = function.of + "_", match[2].removesuffix("_tree")
    forms = [word, "is_" + word, word + "s"] if match[1] == "set" else [word + "_at", word + "s"]
    if not any(stem + form in names for form in forms) and \
            not any(name.startswith(stem + word + "_") for name in names):
        yield "a setter has its getter, so that a provider can be written elsewhere"


def said_of_verbs(function, known):
    if not function.is_getter() and function.tail.split("_")[0] not in known and not CASES.search(function.name) and \
            not GIVES.search(function.tail):
        yield "it is no getter, and begins with no verb of docs/vocabulary.md"


def main():
    vocabulary, folders = Path(sys.argv[1]).read_text(encoding="utf-8"), sys.argv[2:]
    known, bad = verbs(vocabulary), False
    everything = list(functions(folders))
    names = {function.name for function, _ in everything}
    text = own_lines(preprocessed(folders, "\n".join(
        f"#include <{header.relative_to(folder)}>" for folder in folders for header in Path(folder).glob("dxaws/**/*.h"))))
    enumerations = set(re.findall(r"typedef enum \w*\s*\{[^}]*\}\s*(dxaws_\w+)", text))
    for function, _ in everything:
        if function.name.endswith("_cleanup"):
            continue
        for why in (*said_of_lists(function, names), *said_of_units(function, names),
                    *said_of_waiting(function, known), *said_of_texts(function, enumerations),
                    *said_of_setters(function, names), *said_of_verbs(function, known)):
            print(f"{function.name}: {why}")
            bad = True
    return bad


if __name__ == "__main__":
    sys.exit(main())
