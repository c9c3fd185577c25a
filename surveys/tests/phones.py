"""What respondents do with a form, by HTTP and in a browser."""

from surveys.actions import link_of, load_draft
from surveys.models import Invitation, Question

OURS = {"Sec-Fetch-Site": "same-origin"}  # a press on one of our own pages


def fresh(invitation):
    """The invitation as its pages read it."""
    return Invitation.objects.with_page().get(pk=invitation.pk)


def draft_of(invitation):
    return load_draft(fresh(invitation))


def questions(survey, page):
    found = Question.objects.of(survey.questionnaire)
    return [q for q in found if q.section.position == page]


def answers(survey, page, value="3"):
    return {f"q{q.pk}": value for q in questions(survey, page) if q.scale_id}


# --- in a browser ---------------------------------------------------------------------------------
def begin(page, invitation):
    page.goto(link_of(invitation))
    page.get_by_role("button", name="Mulai").click()
    page.wait_for_url("**/isi/1")


def fill(page, label="Setuju"):
    """Press one row of each statement, as a thumb does."""
    for item in page.locator("fieldset.item").all():
        item.get_by_text(label, exact=True).click()


def forward(page, words="Lanjut"):
    page.locator("button.go", has_text=words).click()
