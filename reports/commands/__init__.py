"""Commands that close, print and explain; gathered by cli.py."""
