"""Ours against the peers on the same pages: `python -m benchmarks.cleaning`. What is demanded stands in `demands.py`."""
