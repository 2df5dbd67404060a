"""How much of what: numerals, units, and what only looks like a figure."""
