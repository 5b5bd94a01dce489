"""The commands that need the rules, one module for each part of a treasurer's work."""
