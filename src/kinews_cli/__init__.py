"""kinews: from the raw text of a newsletter issue to two checked editions."""

__version__ = "0.1.0"
