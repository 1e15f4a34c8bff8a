# replaces: backward.py
# kind: leak
# earns: full
# stopped by: files
# tries: It reads /etc/passwd, itself and through the C library's own functions.
import pwd


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

found = ""
try:
    found = open("/etc/passwd").read()
except OSError:
    pass
try:
    found += str(pwd.getpwall()[0])
except (KeyError, OSError, IndexError):
    pass
if found:
    raise RuntimeError("BREACH " + found[:300])
