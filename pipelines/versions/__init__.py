"""What changed: versions of an article and the events between them, all derived from captures.

`observations` are captures as an article sees them; `timeline` is the rule that makes a story of them, `guard` what holds it back
and `health` what an absence needs; `judge` goes through the runs and `account` writes the rows. `compare`, with the files
around it, says how two contents differ.
"""
