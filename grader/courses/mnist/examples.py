"""Right functions, which bad examples are made of by a changed line."""

from __future__ import annotations

HEAD = "import torch\n\n\n@torch.no_grad()\n"
EVALUATE = HEAD + (
    "def evaluate(model, criterion, loader):\n"
    "    mode = model.training\n"
    "    model.eval()\n"
    "    total, correct = 0.0, 0\n"
    "    for images, labels in loader:\n"
    "        logits = model(images)\n"
    "        total += criterion(logits, labels).item() * len(labels)\n"
    "        correct += (logits.argmax(dim=1) == labels).sum().item()\n"
    "    model.train(mode)\n"
    "    return total / len(loader.dataset), correct / len(loader.dataset)\n"
)
TRAIN_EPOCH = (
    "def train_epoch(model, criterion, optimizer, loader):\n"
    "    model.train()\n"
    "    total = 0.0\n"
    "    for images, labels in loader:\n"
    "        loss = train_step(model, criterion, optimizer, images, labels)\n"
    "        total += loss * len(labels)\n"
    "    return total / len(loader.dataset)\n"
)
TRAIN_EPOCH_BY_COUNT = (
    "def train_epoch(model, criterion, optimizer, loader):\n"
    "    model.train()\n"
    "    total, seen = 0.0, 0\n"
    "    for images, labels in loader:\n"
    "        loss = train_step(model, criterion, optimizer, images, labels)\n"
    "        total += loss * len(labels)\n"
    "        seen += len(labels)\n"
    "    return total / seen\n"
)
TRAIN_STEP = (
    "def train_step(model, criterion, optimizer, images, labels):\n"
    "    optimizer.zero_grad()\n"
    "    loss = criterion(model(images), labels)\n"
    "    loss.backward()\n"
    "    optimizer.step()\n"
    "    return loss.item()\n"
)
