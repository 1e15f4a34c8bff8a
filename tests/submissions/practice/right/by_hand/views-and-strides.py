import torch


def linear_backward(inputs, weight, flow):
    dw = torch.einsum("no,ni->oi", flow, inputs)
    dx = weight.T.matmul(flow.T).T
    return dx, dw, flow.sum(dim=0, keepdim=True).view(-1)


def cross_entropy_backward(logits, labels):
    with torch.no_grad():
        target = (torch.arange(logits.shape[1])[None] == labels[:, None]).to(logits.dtype)
        return (logits.softmax(-1) - target).div_(labels.shape[0])
