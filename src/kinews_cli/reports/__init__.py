"""Findings and counts for people and programs. Data first: what is counted is counted once, here."""
