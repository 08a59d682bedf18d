"""Links in, verdicts out."""
