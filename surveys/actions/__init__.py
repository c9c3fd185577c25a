"""Verbs of surveys: open, answer, close, seal."""

from surveys.actions.answering import submit
from surveys.actions.arranging import (
    add_questions,
    add_section,
    change_question,
    change_section,
    move_question,
    move_section,
    remove_question,
    remove_section,
    use_questions,
)
from surveys.actions.asking import can_keep_stratum, left_out, people_asked
from surveys.actions.building import (
    change_questionnaire,
    copy_questionnaire,
    delete_questionnaire,
    start_questionnaire,
    start_version,
)
from surveys.actions.calendars import (
    adopt_plan,
    follow_schedule,
    open_now,
    open_planned,
    resume,
    shift,
    skip,
)
from surveys.actions.checking import MAX_TEXT, NOT_APPLICABLE, SKIPPED, check_answers, items_of
from surveys.actions.closing import close_due, close_survey, destroy_pseudonyms
from surveys.actions.colleagues import Colleague, colleagues_of, next_link
from surveys.actions.drafts import forget_stale_drafts, load_draft, save_draft
from surveys.actions.estimating import effort_of
from surveys.actions.letters import Addressee, Letter, letters_of
from surveys.actions.links import (
    code_of,
    invitation_of_code,
    invitation_of_token,
    link_of,
    reissue_invitation,
    revoke_invitation,
)
from surveys.actions.messages import (
    mailbox,
    next_reminder,
    queue_invitations,
    queue_messages,
    queue_reminders,
    unreachable,
)
from surveys.actions.moderating import (
    MASK,
    is_masking_of,
    judge_comment,
    may_be_read,
    names_around,
    set_themes,
    show_comments,
)
from surveys.actions.opening import (
    extend_survey,
    invite_missing,
    open_for_each,
    open_new_round,
    open_survey,
)
from surveys.actions.outcomes import (
    AlreadySubmitted,
    CannotChange,
    CannotOpen,
    InvalidAnswers,
    LinkRevoked,
    SurveyClosed,
    TooSoon,
)
from surveys.actions.planning import add_line, change_line, remove_line, take_preset
from surveys.actions.presets import PRESETS, suggested_preset
from surveys.actions.promising import thresholds
from surveys.actions.sealing import seal_surveys
from surveys.actions.sending import send_due

__all__ = [
    "MASK",
    "MAX_TEXT",
    "NOT_APPLICABLE",
    "PRESETS",
    "SKIPPED",
    "Addressee",
    "AlreadySubmitted",
    "CannotChange",
    "CannotOpen",
    "Colleague",
    "InvalidAnswers",
    "Letter",
    "LinkRevoked",
    "SurveyClosed",
    "TooSoon",
    "add_line",
    "add_questions",
    "add_section",
    "adopt_plan",
    "can_keep_stratum",
    "change_line",
    "change_question",
    "change_questionnaire",
    "change_section",
    "check_answers",
    "close_due",
    "close_survey",
    "code_of",
    "colleagues_of",
    "copy_questionnaire",
    "delete_questionnaire",
    "destroy_pseudonyms",
    "effort_of",
    "extend_survey",
    "follow_schedule",
    "forget_stale_drafts",
    "invitation_of_code",
    "invitation_of_token",
    "invite_missing",
    "is_masking_of",
    "items_of",
    "judge_comment",
    "left_out",
    "letters_of",
    "link_of",
    "load_draft",
    "mailbox",
    "may_be_read",
    "move_question",
    "move_section",
    "names_around",
    "next_link",
    "next_reminder",
    "open_for_each",
    "open_new_round",
    "open_now",
    "open_planned",
    "open_survey",
    "people_asked",
    "queue_invitations",
    "queue_messages",
    "queue_reminders",
    "reissue_invitation",
    "remove_line",
    "remove_question",
    "remove_section",
    "resume",
    "revoke_invitation",
    "save_draft",
    "seal_surveys",
    "send_due",
    "set_themes",
    "shift",
    "show_comments",
    "skip",
    "start_questionnaire",
    "start_version",
    "submit",
    "suggested_preset",
    "take_preset",
    "thresholds",
    "unreachable",
    "use_questions",
]
