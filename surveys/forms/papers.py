"""A paper form as it is typed: every question at once, blanks allowed, two typings compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from surveys.actions.papers import differences
from surveys.forms.answers import PageForm
from surveys.forms.paper import Item
from surveys.forms.sheets import Page, Sheet
from surveys.forms.waves import InvitationFilter


class PaperFilter(InvitationFilter):
    """Searches those whose sheet may be typed by name."""

    answered = None


@dataclass(frozen=True)
class Difference:
    """One question that the two typings answer differently."""

    key: str
    text: str
    first: str
    second: str
    chosen: str  # "1", "2" or "" while nobody has looked at the paper again

    @property
    def name(self) -> str:
        """The name of its controls."""
        return f"pakai-{self.key}"


class PaperForm:
    """One sheet of paper."""

    def __init__(self, sheet: Sheet, data: Any = None) -> None:
        self.sheet, self.data = sheet, data
        if data is not None:
            data = data.copy()
            data.setlist("skip", [str(q.pk) for q in sheet.questions])  # people leave blanks
        self.form = PageForm(sheet.questions, {}, data)

    def is_valid(self) -> bool:
        """Say whether everything typed can be an answer."""
        return self.form.is_valid()

    @property
    def answers(self) -> dict:
        """The sheet as it would be sent; what is blank was skipped."""
        given = self.form.given
        return self.sheet.asked(given).to_send(given)

    @property
    def problems(self) -> list[Item]:
        """The questions with something that cannot be an answer."""
        return self.form.problems()

    def pages(self) -> list[tuple[Page, list[Item]]]:
        """Return the questions by topic, as on paper."""
        items = {item.question.pk: item for item in self.form.items()}
        for item in items.values():
            item.is_skipped = False  # a blank needs no button to leave it blank
        return [(page, [items[q.pk] for q in page.questions]) for page in self.sheet.pages]

    def posted(self) -> list[tuple[str, str]]:
        """Return what was typed, to be carried along while differences are settled."""
        lists = self.data.lists() if self.data is not None else []
        return [(name, value) for name, values in lists if name[:1] == "q" for value in values]

    def compared_with(self, first: dict) -> list[Difference]:
        """Return what differs from the first typing, in the words of the sheet."""
        mine = self.answers
        apart = set(differences(first, mine))
        words = [self._words(first), self._words(mine)]
        return [
            Difference(
                key=str(question.pk),
                text=words[1][question.pk][0],
                first=words[0][question.pk][1],
                second=words[1][question.pk][1],
                chosen=self.data.get(f"pakai-{question.pk}", ""),
            )
            for question in self.sheet.questions
            if str(question.pk) in apart
        ]

    def _words(self, answers: dict) -> dict[int, tuple[str, str]]:
        return {
            question.pk: (line.text, line.answer)
            for page, lines in self.sheet.in_words(answers)
            for question, line in zip(page.questions, lines, strict=True)
        }
