"""Readers of a fund's papers: each turns rows of a workbook or CSV file into new directives.

A reader never writes. It returns a `welfare.records.Batch`: the directives, the register's rows,
the rows that it refused (file, sheet, row, column, reason) and those that it took with a remark.
"""
