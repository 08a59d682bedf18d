"""Findings: small functions from everything known about an issue to remarks on places in its text."""
