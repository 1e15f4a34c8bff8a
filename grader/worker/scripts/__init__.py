"""A whole script, run and watched: what its calls did to weights and gradients, as plain data."""
