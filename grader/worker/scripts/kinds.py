"""Which of PyTorch's functions are losses, activations, heavy work, or only another view."""

from __future__ import annotations

from typing import Any

import torch
from torch.nn import functional as F  # noqa: N812 - PyTorch's own habit

_T = torch.Tensor

LOSSES: dict[Any, str] = {
    getattr(F, name): name
    for name in (
        "cross_entropy", "nll_loss", "mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss",
        "binary_cross_entropy", "binary_cross_entropy_with_logits", "kl_div", "multi_margin_loss",
        "hinge_embedding_loss", "cosine_embedding_loss", "triplet_margin_loss", "ctc_loss",
        "soft_margin_loss", "multilabel_soft_margin_loss", "margin_ranking_loss",
        "poisson_nll_loss", "gaussian_nll_loss", "multilabel_margin_loss",
    )
    if hasattr(F, name)
}  # fmt: skip


def _named(name: str, *owners: Any) -> dict[Any, str]:
    return {getattr(owner, name): name for owner in owners if hasattr(owner, name)}


ACTIVATIONS: dict[Any, str] = {
    **_named("softmax", F, torch, _T),
    **_named("log_softmax", F, torch, _T),
    **_named("sigmoid", F, torch, _T),
    **_named("logsigmoid", F),
    **_named("relu", F, torch, _T),
    **{owner.relu_: "relu" for owner in (torch, _T)},
    **_named("relu6", F),
    **_named("leaky_relu", F),
    **_named("elu", F),
    **_named("gelu", F),
    **_named("silu", F),
    **_named("tanh", F, torch, _T),
    **_named("clamp", torch, _T),
    F.softmin: "softmin",
}
HEAVY: dict[Any, str] = {
    F.linear: "linear",
    **_named("matmul", torch, _T),
    torch.Tensor.__matmul__: "matmul",
    **_named("mm", torch, _T),
    **_named("bmm", torch, _T),
    **{getattr(torch, f"conv{n}d"): "conv" for n in (1, 2, 3)},
    **{getattr(torch, f"conv_transpose{n}d"): "conv" for n in (1, 2, 3)},
    **{getattr(torch._VF, name): "rnn" for name in ("lstm", "gru", "rnn_tanh", "rnn_relu")},
}
INDEXING: dict[Any, str] = {
    torch.Tensor.__getitem__: "getitem",
    **_named("index_select", torch, _T),
}
TRANSPARENT = {
    getattr(owner, name)
    for name in (
        "view",
        "reshape",
        "flatten",
        "squeeze",
        "unsqueeze",
        "contiguous",
        "to",
        "float",
        "double",
        "half",
        "clone",
        "cpu",
        "cuda",
        "type",
        "detach",
        "permute",
        "transpose",
        "t",
        "view_as",
        "requires_grad_",
        "squeeze_",
        "unsqueeze_",
        "movedim",
        "reshape_as",
    )
    for owner in (torch, _T)
    if hasattr(owner, name)
} | {F.dropout, F.dropout2d, torch.Tensor.data.__get__}  # type: ignore[attr-defined]
