"""Which language a source is in, with evidence."""
