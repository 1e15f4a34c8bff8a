# replaces: backward.py
# kind: disturb
# earns: full
# stopped by: calls, capabilities
# needs: root
# tries: It gives the machine a name, the one that it has.
import socket


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

try:
    socket.sethostname(socket.gethostname())
    found = True
except OSError:
    found = False
if found:
    raise RuntimeError("BREACH")
