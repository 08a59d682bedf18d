"""From German segments to English renderings: what is sent, to whom, what is believed, and what is kept."""
