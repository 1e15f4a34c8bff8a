"""What other systems are given: import files, result files and pages, from a folder of grades."""
