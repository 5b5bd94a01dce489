"""Rules: what the books and the bylaws forbid, and what deserves a look."""
