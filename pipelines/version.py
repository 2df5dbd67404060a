"""The version of the reader, in a file of its own so that naming it costs no import of the parsers.

Two readings are compared only when made by the same version: raise it with every change that can alter a reading.
"""

EXTRACTOR_VERSION = "2026.11.3"
