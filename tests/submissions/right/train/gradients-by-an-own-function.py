import torch


class CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, labels):
        logp = logits - logits.logsumexp(1, keepdim=True)
        ctx.save_for_backward(logp, labels)
        return -logp[torch.arange(len(labels)), labels].mean()

    @staticmethod
    def backward(ctx, grad_output):
        logp, labels = ctx.saved_tensors
        g = logp.exp()
        g[torch.arange(len(labels)), labels] -= 1
        return grad_output * g / len(labels), None


def train_step(model, criterion, optimizer, images, labels):
    loss = CrossEntropy.apply(model(images), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    s = 0.0
    for x, y in loader:
        s += train_step(model, criterion, optimizer, x, y) * len(y)
    return s / len(loader.dataset)


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    s, c = 0.0, 0
    with torch.no_grad():
        for x, y in loader:
            z = model(x)
            s += CrossEntropy.apply(z, y).item() * len(y)
            c += (z.argmax(1) == y).sum().item()
    model.train(mode)
    return s / len(loader.dataset), c / len(loader.dataset)
