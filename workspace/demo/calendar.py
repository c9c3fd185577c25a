"""The day on which the demo takes place."""

from datetime import date

TODAY = date(2026, 11, 22)  # sessions of 2025 and 2026 lie before, around and after it
SEED = "evaluasi-contoh"
SOURCE = "Data contoh"
