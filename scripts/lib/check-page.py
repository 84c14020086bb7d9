#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check-page.py [--write] PAGE FOLDER: the code of a page is that of the programs in a folder.

A block of C that follows a line `<!-- FILE: NAME -->` holds what stands in FOLDER/FILE between the lines
`/* docs: NAME */` and `/* docs: end */`. --write puts it there.
"""
import re
import sys
from pathlib import Path

BLOCK = re.compile(r"(<!-- (\S+): (\S+) -->\n```c\n)(.*?)(```\n)", re.S)


def section(path, name):
    found = re.search(rf"^/\* docs: {name} \*/\n(.*?)^/\* docs: end \*/$", path.read_text(encoding="utf-8"), re.S | re.M)
    if not found:
        sys.exit(f"{path}: there is no section \"{name}\"")
    return found.group(1)


write = sys.argv[1] == "--write"
page, folder = (Path(argument) for argument in sys.argv[-2:])
text = page.read_text(encoding="utf-8")
right, count = BLOCK.subn(lambda m: m[1] + section(folder / m[2], m[3]) + m[5], text)
if count != len(re.findall(r"^```c$", text, re.M)) or count == 0:
    sys.exit(f"{page}: a block of C does not say which program it is from")
if write:
    page.write_text(right, encoding="utf-8")
elif right != text:
    sys.exit(f"{page} is not what the programs say: scripts/lib/check-page.py --write {page} {folder}")
print(f"{count} blocks")
