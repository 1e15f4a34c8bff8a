"""Tests of grader.datasets: real digits, tiny idx files, and downloads without a network."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import socket
import struct
import subprocess
import sys
import textwrap
import types
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from grader import datasets
from grader.datasets import Dataset, Split, available, load
from grader.errors import DatasetError

DIGITS = "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22"  # of scikit-learn 1.9.1
ROOT = Path(__file__).resolve().parents[1]
TRAIN_IMAGES, TRAIN_LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
TEST_IMAGES, TEST_LABELS = "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"


def idx(*shape: int, fill: bytes | None = None, magic: int | None = None) -> bytes:
    """One idx file: its header, then `fill` or the numbers 0..9 over and over."""
    header = struct.pack(f">{1 + len(shape)}I", magic or 0x0800 + len(shape), *shape)
    count = torch.Size(shape).numel()
    return header + (bytes(n % 10 for n in range(count)) if fill is None else fill)


def write_mnist(folder: Path, train: int = 12, test: int = 5) -> Path:
    """A whole MNIST root with that many images; returns its folder of raw files."""
    raw = folder / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for images, labels, count in (
        (TRAIN_IMAGES, TRAIN_LABELS, train),
        (TEST_IMAGES, TEST_LABELS, test),
    ):
        (raw / images).write_bytes(idx(count, 28, 28))
        (raw / labels).write_bytes(idx(count))
    return raw


def compress(raw: Path) -> None:
    """Replace every raw file by its .gz."""
    for path in list(raw.iterdir()):
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()


def mnist(folder: Path, fallback: str | None = None, download: bool = False) -> Dataset:
    return load("mnist", folder=folder, fallback=fallback, seed="s", download=download)


def digits(seed: str) -> Dataset:
    return load("digits", folder=Path("nowhere"), fallback=None, seed=seed)


def refused(folder: Path, download: bool = False) -> str:
    """The message with which mnist is refused: one line."""
    with pytest.raises(DatasetError) as caught:
        mnist(folder, download=download)
    assert "\n" not in str(caught.value)
    return str(caught.value)


Download = Callable[[Path], None]


@pytest.fixture
def torchvision(monkeypatch: pytest.MonkeyPatch) -> Callable[[Download], None]:
    """Put a stand-in for torchvision in place that downloads in the way given."""

    def install(download: Download) -> None:
        module = types.ModuleType("torchvision.datasets")

        def stand_in(root: str, download: bool, _way: Download = download) -> None:
            assert download
            _way(Path(root))

        monkeypatch.setattr(module, "MNIST", stand_in, raising=False)
        monkeypatch.setitem(sys.modules, "torchvision", types.ModuleType("torchvision"))
        monkeypatch.setitem(sys.modules, "torchvision.datasets", module)

    return install


@pytest.fixture
def offline(torchvision: Callable[[Download], None]) -> None:
    def download(root: Path) -> None:
        (root / "MNIST" / "raw").mkdir(parents=True)
        raise RuntimeError("Error downloading train-images:\nTried https://x, got:\n<no route>\n")

    torchvision(download)


# digits


def test_the_digits_are_all_there_in_the_shapes_and_types_of_the_contract() -> None:
    data = digits("s")
    assert (data.name, data.note) == ("digits", "")
    for split, count in ((data.train, 1437), (data.validation, 360)):
        assert split.images.shape == (count, 1, 28, 28)
        assert split.images.dtype == torch.uint8
        assert split.labels.shape == (count,)
        assert split.labels.dtype == torch.int64
        assert split.labels.bincount().count_nonzero() == 10
        assert split.images.is_contiguous()
    assert data.train.images.max() == 255
    assert data.train.images.min() == 0


def test_the_digits_show_the_bundled_scans_enlarged_to_28x28() -> None:
    rows = datasets._table()
    shown = datasets._scans(rows)
    scans = torch.from_numpy(rows[:, :-1]).reshape(-1, 1, 8, 8) * (255 / 16)
    expected = torch.nn.functional.interpolate(
        scans, size=(28, 28), mode="bilinear", align_corners=False
    )
    assert (shown.images - expected).abs().max() <= 0.501
    assert shown.labels[:10].tolist() == list(range(10))


@pytest.mark.parametrize(("value", "byte"), [(0, 0), (8, 128), (16, 255)])
def test_a_plain_scan_stays_plain_and_its_ties_round_up(value: int, byte: int) -> None:
    row = np.array([[value] * 64 + [3]], dtype=np.uint8)
    assert set(datasets._scans(row).images.flatten().tolist()) == {byte}


def pairs(*splits: Split) -> list[tuple[bytes, int]]:
    """Every image with its label, in an order of its own."""
    return sorted(
        (image.numpy().tobytes(), int(label))
        for split in splits
        for image, label in zip(split.images, split.labels, strict=True)
    )


def test_no_held_out_digit_is_public_none_is_lost_and_each_keeps_its_label() -> None:
    data = digits("s")
    bundled = datasets._scans(datasets._table())
    assert pairs(data.train, data.validation) == pairs(bundled)
    assert not set(pairs(data.train)) & set(pairs(data.validation))


def test_the_same_seed_holds_out_the_same_digits_and_another_seed_others() -> None:
    one, again, other = digits("one"), digits("one"), digits("two")
    assert torch.equal(one.validation.images, again.validation.images)
    assert torch.equal(one.train.images, again.train.images)
    assert torch.equal(one.validation.labels, again.validation.labels)
    assert not torch.equal(one.validation.images, other.validation.images)


def test_the_order_is_the_same_on_every_machine_for_ever() -> None:
    assert datasets._shuffled(8, "course") == [6, 1, 5, 3, 4, 2, 7, 0]


def test_the_public_split_does_not_carry_the_held_out_scans_in_its_memory() -> None:
    data = digits("s")
    assert data.train.images.untyped_storage().nbytes() == 1437 * 28 * 28
    assert data.train.labels.untyped_storage().nbytes() == 1437 * 8


def test_loading_leaves_the_random_state_of_torch_alone() -> None:
    before = torch.get_rng_state()
    digits("s")
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize(
    "table",
    ["1,2,3\n", "0\n" * 1797, "17," * 64 + "0\n", "x," * 64 + "0\n", "0," * 64 + "10\n"],
)
def test_digits_that_are_lost_or_damaged_are_named_with_their_remedy(
    table: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "digits.csv.gz"
    monkeypatch.setattr(datasets, "BUNDLED", path)
    with pytest.raises(DatasetError, match=r"digits\.csv\.gz is missing: reinstall"):
        digits("s")
    assert available("digits", Path()).startswith(f"cannot be used: {path} is missing")
    path.write_bytes(gzip.compress(table.encode())[:-1])
    with pytest.raises(DatasetError, match=r"digits\.csv\.gz is damaged .*: reinstall"):
        digits("s")
    path.write_bytes(gzip.compress(table.encode() * (1797 if table.count("\n") == 1 else 1)))
    with pytest.raises(DatasetError, match=r"digits\.csv\.gz is damaged .*: reinstall"):
        digits("s")


def test_the_bundled_digits_are_scikit_learns_and_their_licence_lies_beside_them() -> None:
    assert hashlib.sha256(datasets.BUNDLED.read_bytes()).hexdigest() == DIGITS
    said = datasets.BUNDLED.with_name("digits.license.txt").read_text(encoding="utf-8")
    assert "BSD 3-Clause License" in said
    assert "The scikit-learn developers" in said


# mnist


def test_a_small_mnist_root_is_read_as_it_is(tmp_path: Path) -> None:
    write_mnist(tmp_path)
    data = mnist(tmp_path)
    assert (data.name, data.note) == ("mnist", "")
    assert data.train.images.shape == (12, 1, 28, 28)
    assert data.validation.images.shape == (5, 1, 28, 28)
    assert data.train.images.dtype == torch.uint8
    assert data.train.labels.dtype == torch.int64
    assert data.train.labels.tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]
    assert data.train.images.flatten()[:12].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]
    data.train.images[0] = 7  # writable, with no warning


def test_compressed_files_are_read_like_plain_ones(tmp_path: Path) -> None:
    raw = write_mnist(tmp_path)
    plain = mnist(tmp_path)
    compress(raw)
    packed = mnist(tmp_path)
    assert torch.equal(plain.train.images, packed.train.images)
    assert torch.equal(plain.validation.labels, packed.validation.labels)
    assert available("mnist", tmp_path) == f"12 + 5 images in {tmp_path}"


def test_reading_changes_nothing_and_needs_no_right_to_write(tmp_path: Path) -> None:
    raw = write_mnist(tmp_path)
    before = {path: path.read_bytes() for path in raw.iterdir()}
    for path in raw.iterdir():
        path.chmod(0o444)
    raw.chmod(0o555)
    mnist(tmp_path)
    raw.chmod(0o755)
    assert {path: path.read_bytes() for path in raw.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        (TRAIN_IMAGES, idx(12, 28, 28)[:-1], "holds 9,423 bytes instead of 9,424 (half-down"),
        (TEST_LABELS, idx(5)[:-2], "holds 11 bytes instead of 13 (half-downloaded?)"),
        (TEST_LABELS, idx(5) + b"\0", "holds 14 bytes instead of 13"),
        (TRAIN_IMAGES, b"", "holds 0 bytes instead of 16"),
        (TRAIN_LABELS, b"\0\0\x08", "holds 3 bytes instead of 8"),
        (TRAIN_IMAGES, idx(1 << 31, 28, 28, fill=b""), "instead of 1,683,627,180,048"),
        (TRAIN_IMAGES, b"<html>not found</html>", "has the magic number 0x3c68746d, MNIST has"),
        (TRAIN_IMAGES, idx(12, 28, 28, magic=0x0D03), "0x00000d03, MNIST has 0x00000803"),
        (TRAIN_LABELS, idx(12, 28, 28), "0x00000803, MNIST has 0x00000801"),
        (TRAIN_IMAGES, idx(12, 32, 32), "holds images of 32x32, MNIST has 28x28"),
        (TRAIN_LABELS, idx(3, fill=b"\x09\x0a\x00"), "holds 12 images beside 3 labels"),
        (TEST_LABELS, idx(5, fill=b"\x09\x0a\0\0\0"), "holds the label 10, which is not in 0..9"),
        (TRAIN_IMAGES, idx(13, 28, 28), "holds 13 images beside 12 labels in train-labels-idx1"),
        (TEST_IMAGES, idx(0, 28, 28), "holds no items"),
        (TEST_LABELS, idx(0), "holds no items"),
    ],
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
def test_a_damaged_file_is_named_with_its_remedy(
    name: str, content: bytes, problem: str, packed: bool, tmp_path: Path
) -> None:
    raw = write_mnist(tmp_path)
    (raw / name).write_bytes(content)
    if packed:
        compress(raw)
    message = refused(tmp_path)
    assert message.startswith(str(raw))
    assert name.split("-")[0] in message
    assert problem in message
    assert message.endswith(("delete it and run again", "delete both and run again"))


def test_a_half_downloaded_gz_is_named_with_its_remedy(tmp_path: Path) -> None:
    raw = write_mnist(tmp_path)
    compress(raw)
    path = raw / f"{TRAIN_IMAGES}.gz"
    whole = path.read_bytes()
    for content in (whole[:-9], whole[:10] + b"\xff" * 40, b"no gzip at all"):
        path.write_bytes(content)
        message = refused(tmp_path)
        assert message.startswith(f"{path} cannot be read (")
        assert message.endswith("delete it and run again")


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    raw = write_mnist(tmp_path)
    (raw / TRAIN_IMAGES).unlink()
    os.mkfifo(raw / TRAIN_IMAGES)  # opening it would wait for ever
    assert f"{raw / TRAIN_IMAGES} is not a regular file" in refused(tmp_path)
    assert "is not a regular file" in available("mnist", tmp_path)
    (raw / TRAIN_IMAGES).unlink()
    (raw / TRAIN_IMAGES).mkdir()
    assert f"{raw / TRAIN_IMAGES} is not a regular file" in refused(tmp_path)


def test_missing_files_are_listed_where_nothing_may_be_downloaded(tmp_path: Path) -> None:
    raw = write_mnist(tmp_path)
    (raw / TEST_LABELS).unlink()
    assert refused(tmp_path) == (f"{raw} lacks {TEST_LABELS}: put it there or use --dataset digits")


def test_the_real_mnist_root_is_read() -> None:
    folder = Path(os.environ.get("MNIST_GRADE_TEST_MNIST", ROOT / "../shared/data/mnist10k"))
    if not (folder / "MNIST" / "raw").is_dir():
        pytest.skip(f"no real MNIST in {folder}; set MNIST_GRADE_TEST_MNIST to a data folder")
    data = mnist(folder)
    for split in (data.train, data.validation):
        assert len(split.images) == len(split.labels) > 0
        assert split.images.shape[1:] == (1, 28, 28)
        assert split.labels.bincount().count_nonzero() == 10
        assert 0.1 < split.scaled.mean() < 0.16  # the well-known mean is 0.1307


# scaled


def test_scaling_maps_bytes_to_floats_from_zero_to_one() -> None:
    scaled = Split(torch.tensor([0, 51, 255], dtype=torch.uint8), torch.arange(3)).scaled
    assert scaled.dtype == torch.float32
    assert scaled.tolist() == pytest.approx([0.0, 0.2, 1.0])


# fallback


def test_a_fallback_is_used_and_said(tmp_path: Path, offline: None) -> None:
    data = mnist(tmp_path, fallback="digits", download=True)
    assert data.name == "digits"
    assert len(data.train.images) == 1437
    assert data.note.startswith("digits was used instead of mnist: mnist could not be downloaded")
    assert "\n" not in data.note


def test_a_damaged_file_is_said_in_the_note_of_the_fallback(tmp_path: Path) -> None:
    raw = write_mnist(tmp_path)
    (raw / TRAIN_LABELS).write_bytes(b"")
    assert f"{raw / TRAIN_LABELS} holds 0 bytes" in mnist(tmp_path, fallback="digits").note


def test_a_fallback_is_left_alone_where_the_named_dataset_is_there(tmp_path: Path) -> None:
    write_mnist(tmp_path)
    data = mnist(tmp_path, fallback="digits")
    assert (data.name, data.note) == ("mnist", "")


@pytest.mark.parametrize("fallback", [None, "mnist", "cifar"])
def test_without_another_known_fallback_the_error_is_raised_after_one_attempt(
    fallback: str | None, tmp_path: Path, torchvision: Callable[[Download], None]
) -> None:
    attempts: list[Path] = []
    torchvision(attempts.append)
    with pytest.raises(DatasetError, match="mnist could not be downloaded"):
        mnist(tmp_path, fallback=fallback, download=True)
    assert len(attempts) == 1


def test_a_fallback_that_fails_too_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datasets, "BUNDLED", tmp_path / "digits.csv.gz")
    with pytest.raises(DatasetError, match="reinstall mnist-grade") as caught:
        mnist(tmp_path, fallback="digits")
    assert "lacks train-images" in str(caught.value.__context__)


@pytest.mark.parametrize("fallback", [None, "digits"])
def test_an_unknown_name_is_refused_with_the_known_ones(
    fallback: str | None, tmp_path: Path
) -> None:
    with pytest.raises(DatasetError, match="'mnits': the known ones are digits, mnist"):
        load("mnits", folder=tmp_path, fallback=fallback, seed="s")


# download


def test_a_download_puts_the_whole_set_in_place_and_the_next_run_needs_none(
    tmp_path: Path, torchvision: Callable[[Download], None]
) -> None:
    downloads: list[Path] = []

    def download(root: Path) -> None:
        downloads.append(root)
        write_mnist(root)

    torchvision(download)
    folder = tmp_path / "not" / "there" / "yet"
    assert len(mnist(folder, download=True).train.images) == 12
    assert len(mnist(folder, download=True).train.images) == 12
    assert len(downloads) == 1
    assert downloads[0].parent == folder / "MNIST"  # the same disk: a rename will do
    assert [path.name for path in (folder / "MNIST").iterdir()] == ["raw"]


def test_a_download_fills_an_empty_folder(
    tmp_path: Path, torchvision: Callable[[Download], None]
) -> None:
    torchvision(lambda root: void(write_mnist(root)))
    (tmp_path / "MNIST" / "raw").mkdir(parents=True)
    assert len(mnist(tmp_path, download=True).train.images) == 12


def test_a_download_adds_what_is_missing_and_replaces_nothing(
    tmp_path: Path, torchvision: Callable[[Download], None]
) -> None:
    torchvision(lambda root: void(write_mnist(root, train=30, test=6)))
    raw = write_mnist(tmp_path)
    (raw / "notes.txt").write_text("mine")
    (raw / TEST_IMAGES).unlink()
    (raw / TEST_LABELS).unlink()
    data = mnist(tmp_path, download=True)
    assert (len(data.train.images), len(data.validation.images)) == (12, 6)
    assert (raw / "notes.txt").read_text() == "mine"
    assert [path.name for path in (tmp_path / "MNIST").iterdir()] == ["raw"]


def test_without_a_network_the_message_says_what_to_do(tmp_path: Path, offline: None) -> None:
    raw = tmp_path / "MNIST" / "raw"
    assert refused(tmp_path, download=True) == (
        "mnist could not be downloaded (no network?): Error downloading train-images: "
        "Tried https://x, got: <no route>; "
        f"put the four files under {raw} or use --dataset digits"
    )
    assert list((tmp_path / "MNIST").iterdir()) == []


def test_a_data_folder_that_cannot_be_made_is_the_same_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert "mnist could not be downloaded" in refused(tmp_path / "file" / "data", download=True)


def test_an_interrupted_download_leaves_nothing_behind(
    tmp_path: Path, torchvision: Callable[[Download], None]
) -> None:
    def download(root: Path) -> None:
        (write_mnist(root) / TEST_LABELS).unlink()
        raise KeyboardInterrupt

    torchvision(download)
    with pytest.raises(KeyboardInterrupt):
        mnist(tmp_path, download=True)
    assert list((tmp_path / "MNIST").iterdir()) == []


def test_a_killed_download_never_leaves_a_half_set(
    tmp_path: Path, torchvision: Callable[[Download], None]
) -> None:
    seen: list[str] = []

    def download(root: Path) -> None:
        write_mnist(root)
        seen.append(available("mnist", tmp_path))  # what a kill at this moment would leave

    torchvision(download)
    (tmp_path / "MNIST" / ".download-killed" / "MNIST" / "raw").mkdir(parents=True)
    assert len(mnist(tmp_path, download=True).train.images) == 12
    assert seen == [f"not found in {tmp_path}"]


def test_a_download_writes_nothing_on_standard_output(
    tmp_path: Path, torchvision: Callable[[Download], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def download(root: Path) -> None:
        print("100%")
        write_mnist(root)

    torchvision(download)
    mnist(tmp_path, download=True)
    digits("s")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "100%\n"


def test_a_download_gives_up_on_a_silent_network_and_restores_the_limit(
    tmp_path: Path, torchvision: Callable[[Download], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[float | None] = [12.5]
    monkeypatch.setattr(socket, "getdefaulttimeout", lambda: limits[-1])
    monkeypatch.setattr(socket, "setdefaulttimeout", limits.append)
    torchvision(lambda root: limits.append(socket.getdefaulttimeout()))
    refused(tmp_path, download=True)
    assert limits == [12.5, 30, 30, 12.5]


def test_the_real_torchvision_is_understood_from_missing_mirrors_to_a_whole_set(
    tmp_path: Path,
) -> None:
    """One process, for importing torchvision takes seconds; its mirror is on this machine."""
    mirror = write_mnist(tmp_path / "source")
    compress(mirror)
    sums = [
        (f"{name}.gz", hashlib.md5((mirror / f"{name}.gz").read_bytes()).hexdigest())
        for name in (TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)
    ]
    code = """
        import functools, http.server, json, sys, threading
        from pathlib import Path
        from torchvision.datasets import MNIST
        from grader.datasets import load
        from grader.errors import DatasetError

        mirror, folder, sums = sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3])
        serve = functools.partial(http.server.SimpleHTTPRequestHandler, directory=mirror)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        def attempt(place, sums):
            MNIST.mirrors = [f"http://127.0.0.1:{server.server_port}/{place}"]
            MNIST.resources = sums
            try:
                data = load("mnist", folder=folder, fallback=None, seed="s")
            except DatasetError as error:
                return str(error), names()
            return len(data.train.images), names()
        def names():
            return [path.name for path in (folder / "MNIST").iterdir()]
        wrong = [sums[0], (sums[1][0], "0" * 32), *sums[2:]]
        answers = [attempt("gone/", sums), attempt("", wrong), attempt("", sums)]
        print(json.dumps(answers))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), mirror, tmp_path / "data", json.dumps(sums)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "no_proxy": "*"},
        capture_output=True,
        text=True,
        check=True,
    )
    gone, wrong, whole = json.loads(done.stdout)  # and so there was nothing else on it
    assert gone[0].startswith("mnist could not be downloaded (no network?): Error downloading")
    assert "File not found or corrupted" in wrong[0]
    assert gone[1] == wrong[1] == []
    assert whole == [12, ["raw"]]


# available


def test_what_is_available_is_said_in_one_line_and_nothing_is_downloaded(
    tmp_path: Path, torchvision: Callable[[Download], None]
) -> None:
    torchvision(lambda root: pytest.fail("a download was tried"))
    assert available("digits", tmp_path) == "1,797 images, bundled"
    assert available("mnist", tmp_path) == f"not found in {tmp_path}"
    assert available("mnits", tmp_path).startswith("cannot be used: unknown dataset 'mnits'")
    raw = write_mnist(tmp_path, train=1200)
    assert available("mnist", tmp_path) == f"1,200 + 5 images in {tmp_path}"
    (raw / TRAIN_IMAGES).write_bytes(idx(1200, 28, 28)[:-1])
    assert available("mnist", tmp_path).startswith("cannot be used: ")
    (raw / TEST_LABELS).unlink()
    assert available("mnist", tmp_path) == f"not found in {tmp_path}: {TEST_LABELS}"


# imports


def test_loading_imports_neither_scikit_learn_nor_torchvision(tmp_path: Path) -> None:
    write_mnist(tmp_path)
    code = """
        import sys
        from pathlib import Path
        from grader.datasets import available, load

        for name in ("digits", "mnist"):
            available(name, Path(sys.argv[1]))
            load(name, folder=Path(sys.argv[1]), fallback=None, seed="s")
        print(*({"sklearn", "torchvision", "torch._dynamo"} & set(sys.modules)))
    """
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(code), tmp_path],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""


def void(_: object) -> None:
    """Drop a value, so that a lambda returns none."""
