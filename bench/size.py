"""How much is installed in this environment besides PyTorch, in MB: the files as they lie there.

    ENVIRONMENT/bin/python bench/size.py [--list]

PyTorch is torch, torchvision, triton, and NVIDIA's packages of the build with CUDA.
"""

from __future__ import annotations

import sys
from importlib.metadata import distributions
from pathlib import Path

PYTORCH = ("torch", "torchvision", "triton", "nvidia-", "cuda-")


def main() -> None:
    """Add up the files of each package; bytecode is made here, and counts for nothing."""
    sizes = {}
    for package in distributions():
        files = (Path(str(package.locate_file(file))) for file in package.files or ())
        kept = [f for f in files if f.suffix != ".pyc" and f.is_file()]
        sizes[package.metadata["Name"]] = sum(f.stat().st_size for f in kept) / 1e6
    pytorch = {name for name in sizes if name.startswith(PYTORCH)}
    print(f"PyTorch: {sum(sizes[name] for name in pytorch):,.0f} MB")
    rest = {name: size for name, size in sizes.items() if name not in pytorch}
    print(f"besides: {sum(rest.values()):,.0f} MB in {len(rest)} packages")
    if "--list" in sys.argv:
        for name, size in sorted(rest.items(), key=lambda item: -item[1]):
            print(f"{size:8.1f} {name}")


if __name__ == "__main__":
    main()
