"""Speed, memory and safety, measured: each module runs with `python -m benchmarks.<name>` and prints what it found."""
