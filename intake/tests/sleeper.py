"""Stands in for the child that opens workbooks, and never answers."""

import time

if __name__ == "__main__":
    time.sleep(30)  # seconds; the parent waits for one
