"""Copies of an archive that outlive it: made while a crawl runs (`make`), put back (`restore`).

`folder` knows what a backup's folder holds, `snapshot` takes the database out of the archive, `files` its WARC files.
"""
