# replaces: backward.py
# kind: exhaust
# earns: 0
# tries: It blocks and ignores every signal and waits.
import signal
import time

signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
for number in signal.valid_signals():
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass


def backward(optimizer, loss):
    time.sleep(3600)
