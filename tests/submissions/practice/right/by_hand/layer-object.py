from dataclasses import dataclass

import torch


@dataclass
class Linear:
    weight: torch.Tensor
    seen: torch.Tensor

    def back(self, flow):
        yield torch.tensordot(flow, self.weight, dims=([1], [0]))
        yield torch.tensordot(flow, self.seen, dims=([0], [0]))
        yield flow.cumsum(0)[-1]


class CrossEntropy:
    def __call__(self, logits, labels):
        table = torch.eye(logits.shape[1])
        for row, label in zip(torch.log_softmax(logits, -1).exp(), labels):
            yield row - table[label]


@torch.no_grad()
def linear_backward(inputs, weight, flow):
    return tuple(Linear(weight, inputs).back(flow))


@torch.no_grad()
def cross_entropy_backward(logits, labels):
    rows = list(CrossEntropy()(logits, labels))
    return torch.stack(rows) / len(rows)
