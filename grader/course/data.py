"""A data set of a course's own: an .npz, read under limits, never with pickle.

It holds `inputs` (N, ...) as float32 or uint8 and `labels` (N,) as whole numbers from 0; and, where
its author splits it, `held_out_inputs` and `held_out_labels`, which no worker ever sees.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import DatasetError

if TYPE_CHECKING:
    import numpy as np

MOST_BYTES, MOST_ARRAYS, FEWEST, MOST_CLASSES = 512 << 20, 8, 20, 1000
_KNOWN = ("inputs", "labels", "held_out_inputs", "held_out_labels")


@dataclass(frozen=True, slots=True)
class Arrays:
    """Inputs beside their labels; those that are held out are None where their author left that."""

    inputs: Any
    labels: Any
    held_out_inputs: Any = None
    held_out_labels: Any = None


def read_npz(path: Path) -> Arrays:
    """The arrays of a data set of a course's own.

    Raises:
        DatasetError: file, array, what is wrong with it and what to do.
    """
    content = _content(path)
    arrays = _arrays(path, content)
    for name in ("inputs", "labels"):
        if name not in arrays:
            raise DatasetError(
                f"{path}: {name}: is missing; save it with numpy.savez(PATH, inputs=..., "
                "labels=...)"
            )
    if ("held_out_inputs" in arrays) != ("held_out_labels" in arrays):
        raise DatasetError(f"{path}: held_out_inputs and held_out_labels: save both, or neither")
    found = {name: _checked(path, name, array) for name, array in arrays.items()}
    for start in ("", "held_out_") if "held_out_inputs" in found else ("",):
        inputs, labels = found[f"{start}inputs"], found[f"{start}labels"]
        if len(inputs) != len(labels):
            raise DatasetError(
                f"{path}: {start}labels: there are {len(labels):,} beside {len(inputs):,} "
                f"{start}inputs; save one for each"
            )
        if inputs.shape[1:] != found["inputs"].shape[1:] or inputs.dtype != found["inputs"].dtype:
            raise DatasetError(
                f"{path}: {start}inputs: have another shape or type than inputs; save them alike"
            )
    return Arrays(**found)


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise DatasetError(f"{path}: there is no such file; name it in course.yaml: dataset: file:")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DatasetError(f"{path}: is larger than {MOST_BYTES >> 20} MiB; take fewer samples")
        return path.read_bytes()
    except OSError as error:
        raise DatasetError(f"{path}: cannot be read: {error.strerror}") from None


def _arrays(path: Path, content: bytes) -> dict[str, np.ndarray[Any, Any]]:
    import numpy as np

    try:
        # SECURITY: a small archive may announce arrays of any size; that is asked before any is
        # unpacked. And a pickle in it would run its author's code: it is never read.
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = {e.filename.removesuffix(".npy"): e.file_size for e in archive.infolist()}
        if len(sizes) > MOST_ARRAYS or sum(sizes.values()) > MOST_BYTES:
            raise DatasetError(
                f"{path}: unpacks to more than {MOST_ARRAYS} arrays or {MOST_BYTES >> 20} MiB; "
                "take fewer samples"
            )
        if unknown := sorted(sizes.keys() - {*_KNOWN}):
            raise DatasetError(
                f"{path}: {unknown[0]}: is not known; known are: {', '.join(_KNOWN)}"
            )
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except (ValueError, OSError, EOFError, KeyError, zipfile.BadZipFile, MemoryError) as error:
        said = " ".join(str(error).split())[:200]
        raise DatasetError(
            f"{path}: is no .npz of plain numbers: {said}; save it with numpy.savez, and no objects"
        ) from None


def _checked(path: Path, name: str, array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """An array in the type that it is used in. Raises: DatasetError."""
    import numpy as np

    if array.ndim == 0 or len(array) < FEWEST:
        count = 0 if array.ndim == 0 else len(array)
        raise DatasetError(f"{path}: {name}: holds {count} samples; {FEWEST} are the fewest")
    if name.endswith("labels"):
        if array.ndim != 1 or array.dtype.kind not in "iu":
            raise DatasetError(
                f"{path}: {name}: is {array.dtype} of shape {array.shape}; save whole numbers (N,)"
            )
        if int(array.min()) < 0 or int(array.max()) >= MOST_CLASSES:
            raise DatasetError(
                f"{path}: {name}: from {array.min()} to {array.max()}; number the classes from 0, "
                f"at most {MOST_CLASSES}"
            )
        return array.astype(np.int64)
    if array.dtype == np.uint8:
        return array
    if array.dtype.kind != "f" or not np.isfinite(array).all():
        raise DatasetError(
            f"{path}: {name}: is {array.dtype}, or holds what is no number; save finite float32, "
            "or uint8 which counts as shares of 255"
        )
    return array.astype(np.float32)
