# replaces: backward.py
# kind: disturb
# earns: full
# stopped by: calls
# tries: It makes shared memory, message queues and semaphores that outlive it.
import ctypes


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

libc = ctypes.CDLL(None)
found = []
for name, arguments in (("shmget", (0x6D6E, 4096, 0o1600)), ("msgget", (0x6D6E, 0o1600)), ("semget", (0x6D6E, 1, 0o1600))):
    made = getattr(libc, name)(*arguments)
    if made >= 0:
        found.append(name)
        if name == "shmget":
            libc.shmctl(made, 0, None)
        elif name == "msgget":
            libc.msgctl(made, 0, None)
        else:
            libc.semctl(made, 0, 0)
if found:
    raise RuntimeError(f"BREACH {found}")
