"""Figures held against what people annotated: `python -m benchmarks.figures`. What is demanded stands in `demands.py`."""
