"""The append-only audit trail. Knows no other app."""
