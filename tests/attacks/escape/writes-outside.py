# replaces: backward.py
# kind: escape
# earns: full
# stopped by: files
# tries: It writes, truncates, renames and creates in a folder that is not its own.
import os


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()

found = []
for attempt in (
    lambda: open("@CANARY@/attack.txt", "x").close(),
    lambda: open("@CANARY@/victim.txt", "w").close(),
    lambda: os.truncate("@CANARY@/victim.txt", 0),
    lambda: os.rename("@CANARY@/victim.txt", "@CANARY@/renamed.txt"),
    lambda: os.mkdir("@CANARY@/folder"),
    lambda: os.mkfifo("@CANARY@/pipe"),
    lambda: os.symlink("/", "@CANARY@/link"),
):
    try:
        attempt()
        found.append(1)
    except OSError:
        pass
if found:
    raise RuntimeError(f"BREACH {found}")
