"""The kinds of faults that `tests/scripts/faults` does to studies."""
