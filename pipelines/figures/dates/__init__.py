"""When: days and stretches of time as texts name them, and which of them each figure holds for."""
