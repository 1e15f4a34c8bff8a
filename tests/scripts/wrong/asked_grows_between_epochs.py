# expect: diverging-learning-rate
# line: 21
# asked: https://stats.stackexchange.com/questions/594738
import torch

torch.manual_seed(7)
x = torch.linspace(-10, 10, 100, dtype=torch.double)
y = x**3 + x**2 + x
loss_fn = torch.nn.MSELoss(reduction="sum")
weights = torch.normal(0.0, 3.0, (20, 80), dtype=torch.double).requires_grad_()
bias = torch.normal(0.0, 3.0, (1, 1), dtype=torch.double).requires_grad_()
params, trgts, lr = y[:80].unsqueeze(1), y[80:].unsqueeze(1), 1e-6


def apply_step(weights, bias):
    preds = weights @ params + bias
    loss = loss_fn(preds, trgts)
    loss.backward()
    with torch.no_grad():
        weights -= weights.grad * lr
        bias -= bias.grad * lr
        weights.grad.zero_()
        bias.grad.zero_()
    print(loss.item())


for i in range(10):
    apply_step(weights, bias)
