"""The terminal: parses, calls one function of the pipeline, prints, returns the exit code."""
