#!/usr/bin/env bash
# Prepare the container, once: a Python of the right version, what the grader needs, the grader.
#
# Whatever cannot be had ends this with an error, and Gradescope says so before any student does.
set -euo pipefail

root="${AUTOGRADER_ROOT:-/autograder}"
source="$root/source"
unset PYTHONPATH PYTHONHOME

if ! command -v uv >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  apt-get install -y --no-install-recommends python3-pip python3-venv ca-certificates
  python3 -m venv "$root/uv"
  "$root/uv/bin/pip" install uv
  PATH="$root/uv/bin:$PATH"
fi

# The versions that the archive was made with, and PyTorch without CUDA: the container has no GPU.
# Bytecode is compiled here: else each submission would wait for that.
export UV_PYTHON_INSTALL_DIR="$root/python"
export UV_COMPILE_BYTECODE="${UV_COMPILE_BYTECODE:-1}"
python="$root/venv/bin/python"
[ -x "$python" ] || uv venv --python "$(cat "$source/python-version")" "$root/venv"
uv pip install --python "$python" --torch-backend cpu --requirement "$source/requirements.txt"
uv pip install --python "$python" --no-deps --reinstall "$source"/mnist_grade-*.whl

# Only the grader may look at its course and checks; student code is sealed off from them too.
chmod -R go-rwx "$source"

# SECURITY: student code runs as root here; below the level that the course asks for it could read
# the seed and the solutions, so such a container grades nobody.
"$root/venv/bin/mnist-grade" doctor --course "$source/course.yaml" \
  --require "$(cat "$source/protection")"
