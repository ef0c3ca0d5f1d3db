"""The cashier: open bills, taking money, receipts."""
