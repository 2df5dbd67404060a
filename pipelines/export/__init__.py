"""Taking data out of the archive: the rows behind a page as a file, and whole tables for large work.

Nothing leaves cut in silence. A CSV or JSON file is whole or refused; a workbook that must be cut says so on its second sheet.
"""
