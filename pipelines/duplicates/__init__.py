"""Copies of one release counted once, and figures that disagree: both derived from texts and figures as they are stored.

`wording` is what of a text is compared, `sketch` how likely copies are found, `groups` who joins whom, `discrepancies` what
articles say against each other, `update` brings it all up to date.
"""
