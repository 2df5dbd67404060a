"""What a person types: each module is a command of `scrapy` (COMMANDS_MODULE in spiders/settings.py)."""
