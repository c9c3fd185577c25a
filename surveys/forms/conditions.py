"""Conditions in words: after which answers a question is asked."""

from surveys.models import Question


def condition_words(question: Question, earlier: Question) -> str:
    """Return "“Pernah ikut?” dijawab “Ya” atau “Belum”" of a question and the one it looks at."""
    labels = dict(earlier.options)
    answers = " atau ".join(f"“{labels.get(str(v), v)}”" for v in question.show_if_values)
    return f"“{earlier.text.rstrip('.')}” dijawab {answers}"
