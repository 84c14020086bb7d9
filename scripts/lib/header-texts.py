#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""header-texts.py HEADER...: names each public declaration that does not say what a caller needs.

A declaration is an exported function or a typedef. What is said of it is in the comment before it, or
in the one behind it on its line; what is said once for several, in the comment of their @name group.

  header     its @file comment says what threads may do ("thread").
  every      a comment of its own, but for X_free, X_ref and X_unref, which <dxaws/base.h> explains;
             @since in that comment or the group's.
  typedef    of a struct that is not shown: "value", "refcounted" or "borrowed", in a comment of its own.
  members    of a struct that is shown: a comment each.
  pointers   a function that gives one back, by value or through a `**`, or takes a `void *self`: whose
             it is, in its comment or the group's (OWNERSHIP below).
  errors     a function that returns dxaws_error *, DXAWS_MUST_CHECK: which kinds, in its comment, the
             group's, or a line "Errors:" of the @file comment.
"""
import re
import sys
from pathlib import Path

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)
OWNERSHIP = re.compile(r"\b(borrow\w*|own(s|ed|er|ership)?|copied|copies|reference|static|taken|takes)\b|"
                       r"\b(free|\w+_free|\w+_unref)\(\)", re.IGNORECASE)
KIND = re.compile(r"\b(INVALID_ARGUMENT|NOT_FOUND|CONFLICT|PERMISSION|UNAUTHENTICATED|THROTTLED|UNAVAILABLE|"
                  r"TIMEOUT|CANCELLED|UNSUPPORTED|PARTIAL|PROTOCOL|INVALID_STATE|OUT_OF_MEMORY|INTERNAL|"
                  r"REFUSED|STALE)\b")
SHOWN = re.compile(r"typedef struct \w+ \{(.*?)\n\} \w+;", re.DOTALL)
MEMBER = re.compile(r"(/\*\*.*?\*/\s*)?"
                    r"(?:/\*[^*].*?\*/|[^;/]*?(\w+)\)?(?:\([^;]*\))?;( */\*\*<.*?\*/)?)", re.DOTALL)
LIFE = re.compile(r"\w+_(free|ref|unref)$")


def blank(match):
    return re.sub(r"[^\n]", " ", match.group())


def items(text):
    """Yields ("comment" | "code", offset, text), code being what stands between comments, up to ; or }."""
    text = DIRECTIVE.sub(blank, text)
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        comment = COMMENT.match(text, at)
        if comment:
            yield "comment", at, comment.group()
            at = comment.end()
            continue
        start, depth, code = at, 0, []
        while at < len(text):
            inner = COMMENT.match(text, at)
            if inner:
                at = inner.end()
                continue
            code.append(text[at])
            depth += (text[at] in "({") - (text[at] in ")}")
            at += 1
            done = "".join(code)
            if depth == 0 and (done[-1] == ";" or re.fullmatch(r"DXAWS_(BEGIN|END)_DECLS", done) or
                               (done[-1] == ")" and done.startswith("DXAWS_DEFINE_CLEANUP")) or
                               (done[-1] == "}" and done.startswith("static inline"))):
                break
        yield "code", start, " ".join("".join(code).split())


class Header:
    def __init__(self, path):
        self.path = path
        self.text = Path(path).read_text(encoding="utf-8")
        self.file = ""
        self.groups = []
        self.problems = []

    def problem(self, offset, what):
        self.problems.append(f"{self.path}:{self.text.count(chr(10), 0, offset) + 1}: {what}")

    def check(self):
        stream = list(items(self.text))
        own, seen = "", 0
        for index, (kind, offset, text) in enumerate(stream):
            if kind == "comment":
                own = self.comment(text) or ""
                continue
            if index + 1 < len(stream) and stream[index + 1][2].startswith("/**<"):
                own += stream[index + 1][2]
            seen += self.declaration(offset, text, own)
            own = ""
        if seen and not re.search(r"\bthreads?\b", self.file):
            self.problem(0, "the @file comment does not say what threads may do")
        return self.problems

    def comment(self, text):
        """Keeps what a comment says of the file or of a group; returns it when it is a declaration's."""
        if "@file" in text:
            self.file = text
        elif "@{" in text:
            self.groups.append(text)
        elif "@}" in text:
            self.groups.pop()
        elif text.startswith("/**") and not text.startswith("/**<"):
            return text
        return None

    def declaration(self, offset, code, own):
        """Checks one declaration; 0 when it is none that has to be checked."""
        said = own + " ".join(self.groups)
        if code.startswith("typedef"):
            name = re.search(r"(\w+)\s*(?:\([^()]*\))?;$", code).group(1)
            self.common(offset, name, own, said)
            if re.fullmatch(r"typedef struct \w+ \w+;", code) and \
                    not re.search(r"\bvalue\b|refcounted|borrowed", own, re.IGNORECASE):
                self.problem(offset, f"{name}: a value, refcounted or borrowed?")
            self.members(offset)
            return 1
        if not code.startswith("DXAWS_API"):
            return 0
        head = re.match(r"(.*?)(\w+)\s*\((.*)\)[^()]*(?:\(\d+, \d+\))?;$", code)
        before, name, arguments = head.groups()
        if LIFE.match(name):
            return 1
        self.common(offset, name, own, said)
        gives = "*" in before and not re.search(r"dxaws_error \*", before)
        if (gives or "**" in arguments or "void *self" in arguments) and not OWNERSHIP.search(said):
            self.problem(offset, f"{name}: whose is the pointer?")
        if "DXAWS_MUST_CHECK" in before and not KIND.search(said) and "Errors:" not in self.file:
            self.problem(offset, f"{name}: which errors?")
        return 1

    def members(self, offset):
        shown = SHOWN.match(self.text, offset)
        for member in MEMBER.finditer(shown[1]) if shown else ():
            if member[2] and not member[1] and not member[3]:
                self.problem(shown.start(1) + member.start(2), f"{member[2]}: no comment")

    def common(self, offset, name, own, said):
        if not own:
            self.problem(offset, f"{name}: no comment")
        if "@since" not in said:
            self.problem(offset, f"{name}: no @since")


def main():
    problems = [problem for path in sys.argv[1:] for problem in Header(path).check()]
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
