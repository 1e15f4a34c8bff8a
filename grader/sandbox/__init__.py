"""Everything that keeps student code apart: the nursery, its workers, and their seals."""
