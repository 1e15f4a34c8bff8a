# replaces: backward.py
# kind: report
# earns: 0
# tries: The line with its syntax error, which the report shows, holds commands and markup.
def backward(optimizer, loss):
    loss.backward() ) "[2J]8;;http://a::error::<script>[red]
