# replaces: backward.py
# kind: exhaust
# earns: full
# tries: It fills its scratch folder and leaves everything there.


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

try:
    for i in range(400):
        with open(f"left-{i}", "wb", buffering=0) as file:
            file.write(bytes(1 << 16))
except OSError:
    pass
