import torch

torch.manual_seed(0)
true_w, true_b = torch.tensor([2.0, -3.4]), 4.2
features = torch.randn(500, 2)
labels = features @ true_w + true_b + 0.01 * torch.randn(500)
w = torch.normal(0, 0.01, size=(2,), requires_grad=True)
b = torch.zeros(1, requires_grad=True)


def data_iter(batch_size):
    order = torch.randperm(len(features))
    for i in range(0, len(features), batch_size):
        index = order[i : i + batch_size]
        yield features[index], labels[index]


def sgd(params, lr, batch_size):
    with torch.no_grad():
        for param in params:
            param -= lr * param.grad / batch_size
            param.grad.zero_()


for epoch in range(3):
    for X, y in data_iter(10):
        loss = ((X @ w + b - y) ** 2 / 2).sum()
        loss.backward()
        sgd([w, b], 0.03, 10)
    with torch.no_grad():
        mean = ((features @ w + b - labels) ** 2 / 2).mean()
        print(f"epoch {epoch + 1}, loss {float(mean):f}")
