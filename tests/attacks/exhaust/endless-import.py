# replaces: backward.py
# kind: exhaust
# earns: 0
# tries: It never gets past its own import.
while True:
    pass
