"""What a reporter does in a browser, done in a real one over the demo archive: `make test-browser`."""
