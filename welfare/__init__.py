"""The double-entry engine of a community welfare fund (กองทุนสวัสดิการชุมชน), on Beancount.

The books are the database: see `welfare.vocabulary` for everything that they can say.
"""
