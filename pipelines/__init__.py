"""What happens to a page: frontier, archive, reading, storing."""
