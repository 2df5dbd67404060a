"""Tests over real pages, which are never part of the project: REAL_DATA says where they lie."""
