"""The guarded reader of files, import jobs, undo. Knows no other app."""
