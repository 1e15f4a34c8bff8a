"""Run a program under the seccomp profile of a container engine, without the engine.

    python bench/container.py PROFILE.json COMMAND [WORD ...]

The profile is one in the engines' own format, such as Docker's default one (moby's
`profiles/seccomp/default.json`). It is put on as a filter, as the engine does it for a user
without capabilities; what else an engine does (its namespaces, mounts and control groups) is not
in this. `mnist-grade doctor` as COMMAND says which level of protection is left.
"""

from __future__ import annotations

import json
import os
import platform
import re
import struct
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from grader.sandbox import kernel

HEADERS = {"x86_64": "asm/unistd_64.h", "aarch64": "asm-generic/unistd.h"}
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
LOAD, AND, EQUAL, RETURN = 0x20, 0x54, 0x15, 0x06
ALLOW, ERRNO = 0x7FFF0000, 0x00050000
Instruction = tuple[int, int, int, int]


def numbers() -> dict[str, int]:
    """The system calls of this machine: from the kernel's headers, else those the seals know."""
    known = {name: n for name in kernel.SYSCALLS if (n := kernel.number_of(name)) is not None}
    for header in Path("/usr/include").glob(f"**/{HEADERS[platform.machine()]}"):
        known |= {
            name: int(number)
            for name, number in re.findall(r"#define __NR_(\w+)\s+(\d+)", header.read_text())
        }
    return known


def program(profile: Mapping[str, Any]) -> bytes:
    """The profile as a BPF filter: of the rules for a call the first that fits decides."""
    calls, rest = numbers(), action(profile["defaultAction"], profile.get("defaultErrnoRet"))
    steps: list[Instruction] = []
    for rule in filter(concerns_us, profile["syscalls"]):
        for name in rule["names"]:
            if name in calls:
                steps += compared(calls[name], rule)
    steps.append((RETURN, 0, 0, rest))
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def concerns_us(rule: Mapping[str, Any]) -> bool:
    """Whether a rule is for this machine and for a process without any capability."""
    here = ARCHITECTURES[platform.machine()]
    only, never = rule.get("includes") or {}, rule.get("excludes") or {}
    foreign = only.get("arches") and here not in only["arches"]
    return not (only.get("caps") or foreign or here in never.get("arches", ()))


def compared(number: int, rule: Mapping[str, Any]) -> Iterator[Instruction]:
    """The instructions for one call: its number, then each condition, then what is done."""
    end = [(RETURN, 0, 0, action(rule["action"], rule.get("errnoRet")))]
    for condition in reversed(rule.get("args") or ()):
        test = [(LOAD, 0, 0, 16 + 8 * condition["index"])]
        wanted = condition["value"] & 0xFFFFFFFF
        kind = condition["op"].removeprefix("SCMP_CMP_")
        if kind == "MASKED_EQ":
            test.append((AND, 0, 0, wanted))
            wanted = condition.get("valueTwo", 0)
        over = (len(end), 0) if kind == "NE" else (0, len(end))
        end = [*test, (EQUAL, *over, wanted), *end]
    yield from [(LOAD, 0, 0, 0), (EQUAL, 0, len(end), number), *end]


def action(name: str, errno: int | None) -> int:
    """What a filter returns for an action of a profile."""
    return ALLOW if name == "SCMP_ACT_ALLOW" else ERRNO | (1 if errno is None else errno)


def main() -> None:
    profile, *command = sys.argv[1:]
    kernel.drop_capabilities()
    kernel.seccomp(program(json.loads(Path(profile).read_text(encoding="utf-8"))))
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
