import torch
import torch.nn.functional as F


def linear_backward(inputs, weight, flow):
    outer = flow.unsqueeze(2) * inputs.unsqueeze(1)  # one matrix a sample
    by_inputs = torch.stack([f.unsqueeze(0).mm(weight).squeeze(0) for f in flow.unbind(0)])
    return by_inputs, outer.sum(0), torch.ones(len(flow)).matmul(flow)


def cross_entropy_backward(logits, labels):
    share = (logits - torch.logsumexp(logits, 1, keepdim=True)).exp()
    wanted = F.one_hot(labels, num_classes=logits.shape[-1]).to(logits)
    return share.sub(wanted).mul(1 / logits.size(0))
