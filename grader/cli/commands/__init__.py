"""The commands of `mnist-grade`, one a module: parse, call one function, print, end."""
