import numpy as np
import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return float(loss.detach().numpy())


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    history = np.array(
        [(train_step(model, criterion, optimizer, x, y), len(y)) for x, y in loader]
    )
    return float(np.average(history[:, 0], weights=history[:, 1]))


def evaluate(model, criterion, loader):
    was = model.training
    model.eval()
    losses, sizes, guesses, truth = [], [], [], []
    with torch.no_grad():
        for x, y in loader:
            out = model(x)
            losses.append(criterion(out, y).item())
            sizes.append(len(y))
            guesses.extend(np.argmax(out.cpu().numpy(), axis=1).tolist())
            truth += y.tolist()
    model.train(was)
    accuracy = np.mean(np.asarray(guesses) == np.asarray(truth))
    return np.average(losses, weights=sizes), accuracy
