"""The commands that record, by what they are about; `cli.py` gathers them."""
