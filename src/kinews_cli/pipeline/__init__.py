"""The way of an issue through the house: inputs, facts about links, translation, editions. Everything but the terminal."""
