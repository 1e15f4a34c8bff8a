"""What has to be closed, as a context manager."""

from __future__ import annotations

from typing import Self


class Closing:
    """Closed when its `with` ends, however that comes."""

    __slots__ = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back what it holds."""
        raise NotImplementedError
