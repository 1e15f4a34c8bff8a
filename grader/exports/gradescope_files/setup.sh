#!/usr/bin/env bash
# Prepare the container, once: a Python of the right version and what the grader needs.
set -euo pipefail

root="${AUTOGRADER_ROOT:-/autograder}"

apt-get update
apt-get install -y --no-install-recommends python3-pip python3-venv ca-certificates
python3 -m venv "$root/uv"
"$root/uv/bin/pip" install uv

# The versions that the archive was made with, and PyTorch without CUDA: the container has no GPU.
export UV_PYTHON_INSTALL_DIR="$root/python"
"$root/uv/bin/uv" venv --python "$(cat "$root/source/python-version")" "$root/venv"
"$root/uv/bin/uv" pip install --python "$root/venv/bin/python" --torch-backend cpu \
  --requirement "$root/source/requirements.txt"

# Only the grader may look at its course and checks; student code is sealed off from them too.
chmod -R go-rwx "$root/source"

PYTHONPATH="$root/source" "$root/venv/bin/python" -m grader.cli doctor \
  --course "$root/source/course.yaml" || true
