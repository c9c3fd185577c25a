"""Forms of surveys: the questions on the phone, the code, and what staff set."""
