"""A copy of the archive for the public: without what is internal, immutable, and with all that is needed to serve it."""
