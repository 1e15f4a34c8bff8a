# expect: wrong-gradients
# line: 13
# source: https://github.com/taishan1994/pytorch_bert_bilstm_crf_ner/issues/9
# believes: Clipping is a part of every backward.

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    for group in optimizer.param_groups:
        torch.nn.utils.clip_grad_norm_(group["params"], 0.1)
