"""Zip archives whose bytes follow from their members alone."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

from grader.results.whole_file import put_in_place

# Every member gets this time, so that the same members are the same bytes.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def zipped(members: Mapping[str, bytes], programs: Collection[str] = ()) -> bytes:
    """An archive of these members in this order, of which some are programs to be run."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, _LONG_AGO)
            member.compress_type = zipfile.ZIP_DEFLATED
            mode = 0o755 if name in programs else 0o644
            member.external_attr = (stat.S_IFREG | mode) << 16
            archive.writestr(member, content)
    return file.getvalue()


def write_zipped(
    target: Path, members: Mapping[str, bytes], programs: Collection[str] = ()
) -> None:
    """Write such an archive, whole or not at all."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        fresh.write_bytes(zipped(members, programs))
        put_in_place(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)
