# expect: missing-zero-grad
# line: 19
# asked: https://github.com/greebear/pytorch-learning/issues/1
import torch

torch.manual_seed(3)
x = torch.rand(60, 1) * 3
y = 2 * x + 1 + 0.1 * torch.randn(60, 1)
w = torch.randn(1, requires_grad=True)
b = torch.zeros(1, requires_grad=True)


def get_loss(y_, y):
    return torch.mean((y_ - y) ** 2)


for e in range(40):
    loss = get_loss(x * w + b, y)
    loss.backward()
    w.data = w.data - 1e-2 * w.grad.data
    b.data = b.data - 1e-2 * b.grad.data
    print(f"epoch: {e}, loss: {loss.item()}")
