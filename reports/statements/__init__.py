"""The printed statements of a fund: builders from the books to the report model."""
