"""Any training script, run in a sealed worker and watched; what is wrong with it, named."""
