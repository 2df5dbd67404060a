"""What changed: versions of an article and the events between them, all derived from captures.

`content` is what is compared, `compare` says how two contents differ.
"""
