# expect: wrong-gradients
# line: 11
# source: https://github.com/jongwook/onsets-and-frames/issues/24
from torch.nn.utils import clip_grad_norm_


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    for group in optimizer.param_groups:
        clip_grad_norm_(group["params"], 0.5)
