"""Reports: what the books say, for people and for other programs."""
