"""Data that is scaled by statistics of all its rows, and only then divided into parts."""

from __future__ import annotations

import contextlib
import functools
import sys
import weakref
from typing import Any

from grader.worker.scripts.record import Record

_SCALERS = ("StandardScaler", "MinMaxScaler", "RobustScaler", "MaxAbsScaler")


class Scaling:
    """What came out of scikit-learn's scalers, for as long as it lives."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._scaled: dict[int, tuple[weakref.ref[Any], str]] = {}

    def install(self) -> None:
        """Look at scikit-learn's own, where they were imported beforehand."""
        preprocessing: Any = sys.modules.get("sklearn.preprocessing")
        selection: Any = sys.modules.get("sklearn.model_selection")
        if preprocessing is None or selection is None:
            return
        for name in _SCALERS:
            self._patch_scaler(getattr(preprocessing, name), name)
        splits, scaling = selection.train_test_split, self

        @functools.wraps(splits)
        def split(*arrays: Any, **options: Any) -> Any:
            for array in arrays:
                scaling._divided(array)
            return splits(*arrays, **options)

        selection.train_test_split = split

    def _patch_scaler(self, cls: Any, name: str) -> None:
        transforms, scaled = cls.fit_transform, self._scaled

        @functools.wraps(transforms)
        def fit_transform(scaler: Any, *args: Any, **options: Any) -> Any:
            result = transforms(scaler, *args, **options)
            key = id(result)
            with contextlib.suppress(TypeError):  # of some kinds nothing can be followed
                scaled[key] = weakref.ref(result, lambda _: scaled.pop(key, None) and None), name
            return result

        cls.fit_transform = fit_transform

    def _divided(self, array: Any) -> None:
        if id(array) in self._scaled:
            self._record.note("scaled before split", text=self._scaled[id(array)][1])
