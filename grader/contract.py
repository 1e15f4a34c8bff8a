"""The names that a submission defines, and the file that each is to be imported from."""

from __future__ import annotations

FILE_OF = {
    "SimpleNN": "forward.py",
    "forward": "forward.py",
    "make_criterion": "loss.py",
    "compute_loss": "loss.py",
    "backward": "backward.py",
    "make_optimizer": "step.py",
    "step": "step.py",
    "train_step": "train.py",
    "train_epoch": "train.py",
    "evaluate": "train.py",
    "HiddenNN": "hidden_layer.py",
}

EXERCISES = ("forward", "loss", "backward", "step", "train", "hidden_layer", "explain")
