import torch


def _loss(*, criterion, model, images, labels):
    return criterion(model(images), labels)


def train_step(net, loss_fn, opt, x, y, verbose=False):
    opt.zero_grad()
    loss = _loss(criterion=loss_fn, model=net, images=x, labels=y)
    loss.backward()
    opt.step()
    if verbose:
        print(loss)
    return loss.item()


def train_epoch(net, loss_fn, opt, data, *, epochs=1, **settings):
    net.train()
    epoch_loss = 0.0
    for _ in range(epochs):
        epoch_loss, n = 0.0, 0
        for x, y in data:
            epoch_loss += train_step(net, loss_fn, opt, x, y, **settings) * len(x)
            n += len(x)
        epoch_loss /= n
    return epoch_loss


def evaluate(net, loss_fn, data, device=None):
    state = net.training
    net.eval()
    n, loss, acc = 0, 0.0, 0.0
    no_grad = torch.no_grad()
    no_grad.__enter__()
    try:
        for x, y in data:
            x, y = x.to(device), y.to(device)
            z = net(x)
            loss += loss_fn(z, y).item() * x.size(0)
            acc += (z.argmax(1) == y).type(torch.float).sum().item()
            n += x.size(0)
    finally:
        no_grad.__exit__(None, None, None)
        net.train(state)
    return loss / n, acc / n
