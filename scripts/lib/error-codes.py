#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""error-codes.py MODULE-FOLDER...: the codes of errors that a module gives are those that its headers declare.

A declaration is a macro in a public header, DXAWS_S3_ERROR_BUCKET_NOT_EMPTY "BucketNotEmpty" in one of
dxaws-s3, with a comment that begins with its kinds, "INVALID_ARGUMENT, CONFLICT: what it means", or with
"Any kind:". The command's stand in a private header, and only their table has the kinds. "Error" at the end of a code is not repeated in its macro's name. Core also declares
DXAWS_MODULE_ERROR_..., which the kit gives in the domain of the module that it is a part of.

A code is given where it is handed to dxaws_error_new(), or to a function of the sources that takes a
`const char *code` and returns an error: as a text, as a macro, or as a member named `code` of a table in
which macros stand. Its domain is the module's name, or "core" for what core declares. What else is handed
over is named as a problem, since nobody can follow it.

The table of codes that a module's description is made from, `struct dx_error_code ..._errors[]`, and
the command's, `struct cli_error_code`, has each declared code with its kinds, and no other. Core's own codes are in no description.
"""
import re
import sys
from pathlib import Path

MACRO = re.compile(r"^#define (DXAWS_([A-Z0-9]+)_ERROR_([A-Z0-9_]+))\s+\\?\s*\"(\w+)\"$", re.MULTILINE)
KINDS = ("INVALID_ARGUMENT NOT_FOUND CONFLICT PERMISSION UNAUTHENTICATED THROTTLED UNAVAILABLE TIMEOUT CANCELLED "
         "UNSUPPORTED PARTIAL PROTOCOL INVALID_STATE OUT_OF_MEMORY INTERNAL REFUSED STALE").split()
TABLE = re.compile(r"^(?:static )?const struct (?:dx|cli)_error_code \w+\[\] = \{(.*?)^\};$", re.MULTILINE | re.DOTALL)
TABLE_ROW = re.compile(r"\{(DXAWS_\w+),\s*\"([A-Za-z_, ]+)\"[,}]")
PASSED_ON = re.compile(r"(\bcode|dxaws_error_code\(\w+\))$")


def without_comments(text):
    return re.sub(r"/\*.*?\*/", lambda match: re.sub(r"[^\n]", " ", match[0]), text, flags=re.DOTALL)


def arguments(text, at):
    """The arguments of the call whose parenthesis opens at `at`."""
    found, depth, quoted = [""], 0, False
    while at < len(text):
        char = text[at]
        if quoted or char == '"':
            if quoted and char == "\\":
                found[-1] += char
                at += 1
                char = text[at]
            elif char == '"':
                quoted = not quoted
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth == 0:
                break
        if char == "," and depth == 1 and not quoted:
            found.append("")
        elif not (char == "(" and depth == 1 and found == [""]):
            found[-1] += char
        at += 1
    return [" ".join(one.split()) for one in found]


# What describes no errors: its codes are told in the words of its page.
PROGRAMS = ("lambda",)


def declared(header, problems, table):
    """{macro: (owner, code, kinds)} of a header; without a comment, the kinds are those of the table."""
    text = header.read_text(encoding="utf-8")
    macros = {}
    for match in MACRO.finditer(text):
        macro, owner, name, code = match.groups()
        words = "_".join(re.findall(r"[A-Z][a-z0-9]*|[A-Z]+(?![a-z])", code)).upper()
        if name not in (words, words.removesuffix("_ERROR")):
            problems.append(f"{header}: {macro} is not what \"{code}\" is called: DXAWS_{owner}_ERROR_"
                            f"{words.removesuffix('_ERROR')}")
        comment = re.search(r"/\*\*((?:[^*]|\*(?!/))*)\*/\s*$", text[:match.start()])
        said = " ".join(comment[1].replace(" * ", " ").split()) if comment else table.get(macro, "")
        listed = said.partition(":")[0].split(", ")
        if listed == ["Any kind"]:
            listed = KINDS
        elif any(kind not in KINDS for kind in listed):
            problems.append(f"{header}: {macro}: no comment that begins with kinds, such as \"CONFLICT: why\"")
        macros[macro] = (owner, code, listed)
    return macros


def takers(text):
    """{function: index of its code} of the functions that a text defines or declares."""
    found = {}
    for match in re.finditer(r"^(?:static )?dxaws_error \*(\w+)\(", text, re.MULTILINE):
        names = arguments(text, match.end() - 1)
        for index, parameter in enumerate(names):
            if re.fullmatch(r"const char \*code", parameter):
                found[match[1]] = index
    return found


class Module:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.name = self.folder.name.removeprefix("dxaws-")
        self.problems = []
        root = self.folder.resolve().parent
        headers = sorted((root / "dxaws-core").glob("include/dxaws/**/*.h"))
        own = sorted(self.folder.glob("include/dxaws/**/*.h")) or sorted(self.folder.glob("src/**/*.h"))
        self.sources = {path: without_comments(path.read_text(encoding="utf-8"))
                        for path in sorted(self.folder.glob("**/src/**/*.c"))}
        self.table = {}
        for path, text in self.sources.items():
            for table in TABLE.findall(text):
                self.table.update(TABLE_ROW.findall(table))
            self.sources[path] = TABLE.sub("", text)
        self.macros = {}
        for header in dict.fromkeys([*headers, *map(Path.resolve, own)]):
            problems = self.problems if header in map(Path.resolve, own) else []
            self.macros.update(declared(header, problems, self.table if self.name == "cli" else {}))
        self.given = set()

    def owner(self):
        return self.name.upper().replace("-", "")

    def is_own(self, owner):
        return owner == self.owner() or (self.name == "core" and owner == "MODULE")

    def check(self):
        calls = {"dxaws_error_new": 2}
        for text in self.sources.values():
            calls.update(takers(text))
        for header in self.folder.glob("**/*.h"):
            calls.update(takers(without_comments(header.read_text(encoding="utf-8"))))
        for path, text in self.sources.items():
            self.given.update(self.macros[macro][1] for macro in re.findall(r"\bDXAWS_\w+_ERROR_\w+", text)
                              if macro in self.macros)
            for call in re.finditer(r"(?<!\*)\b(" + "|".join(calls) + r")\(", text):
                self.call(path, text, call, calls[call[1]])
        for macro, (owner, code, _) in sorted(self.macros.items()):
            if self.is_own(owner) and code not in self.given:
                self.problems.append(f"{self.folder}: {macro}: nothing gives \"{code}\"")
        self.check_table()
        return self.problems

    def check_table(self):
        if not self.table and self.name in PROGRAMS:
            return
        described = "MODULE" if self.name == "core" else self.owner()
        for macro, (owner, _, kinds) in sorted(self.macros.items()):
            said = "Any kind" if kinds == KINDS else ", ".join(kinds)
            if owner == described and self.table.pop(macro, None) != said:
                self.problems.append(f"{self.folder}: the table of codes has no {{{macro}, \"{said}\"}}")
        for macro in sorted(self.table):
            self.problems.append(f"{self.folder}: the table of codes has {macro}, which its headers do not declare")

    def call(self, path, text, call, index):
        given = arguments(text, call.end() - 1)
        where = f"{path}:{text.count(chr(10), 0, call.start()) + 1}"
        codes = re.findall(r'"(\w+)"', re.sub(r"\w\([^()]*\)", "", given[index]))
        codes += [self.macros[macro][1] for macro in re.findall(r"\bDXAWS_\w+_ERROR_\w+", given[index])
                  if macro in self.macros]
        if not codes and not PASSED_ON.search(given[index]):
            self.problems.append(f"{where}: cannot follow the code of {call[1]}(): {given[index]}")
        domain = re.fullmatch(r'"(\w+)"', given[1]) if call[1] == "dxaws_error_new" else None
        if domain and domain[1] not in ("core", self.name):
            self.problems.append(f"{where}: \"{domain[1]}\" is not the domain of {self.folder}: expected \"{self.name}\"")
        owners = ["CORE"] if domain and domain[1] == "core" else [self.owner(), "MODULE"]
        for code in codes:
            self.given.add(code)
            kinds = [kinds for owner, own, kinds in self.macros.values() if own == code and owner in owners]
            if not kinds:
                self.problems.append(f"{where}: no public header declares the code \"{code}\"")
            elif call[1] == "dxaws_error_new" and len(codes) == 1 and kinds[0]:
                for kind in re.findall(r"\bDXAWS_ERROR_([A-Z_]+)\b", given[0]):
                    if not any(kind in each for each in kinds):
                        self.problems.append(f"{where}: \"{code}\" is declared without the kind {kind}")


def main():
    problems = [problem for folder in sys.argv[1:] for problem in Module(folder).check()]
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
