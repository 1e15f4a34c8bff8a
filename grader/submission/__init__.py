"""What was handed in, read under limits into plain bytes."""
