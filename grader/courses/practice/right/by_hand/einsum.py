import torch


def linear_backward(inputs, weight, flow):
    return (
        torch.einsum("no,oi->ni", flow, weight),
        torch.einsum("no,ni->oi", flow, inputs),
        torch.ones(len(flow)) @ flow,
    )


def cross_entropy_backward(logits, labels):
    powers = torch.exp(logits - logits.max(dim=1, keepdim=True).values)
    one_hot = torch.zeros_like(logits).scatter_(1, labels[:, None], 1.0)
    return (powers / powers.sum(1, keepdim=True) - one_hot) / logits.shape[0]
