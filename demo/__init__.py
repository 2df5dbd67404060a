"""Three sample portals, written by us and served on loopback: the whole of Công khai at work without any network.

Everything in here is invented, says so on every page, and lives under `.example`.
"""
