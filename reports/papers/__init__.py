"""Papers of everyday work: registers, control sheets, collection sheets, receipts, vouchers."""
