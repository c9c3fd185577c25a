"""The numbers that a form promises: in force when it is opened, frozen with it, printed on it."""

from django.utils import timezone

from organization.choices import PolicyKey
from organization.models import Policy
from surveys.choices import Audience
from surveys.models import Survey

FLOOR = {  # people or comments; the Admin may only raise them
    PolicyKey.MIN_GROUP: 5,
    PolicyKey.MIN_STRATUM: 10,
    PolicyKey.MIN_RATED_ALUMNI: 5,
    PolicyKey.MIN_RATERS: 3,
    PolicyKey.MIN_UPWARD: 10,
    PolicyKey.MIN_COMMENT_RESPONDENTS: 10,
    PolicyKey.MIN_COMMENTS: 3,
}
ALSO_NEEDED = {  # besides the respondents of any form
    Audience.SUPERVISORS: PolicyKey.MIN_RATED_ALUMNI,
    Audience.PEERS: PolicyKey.MIN_RATED_ALUMNI,
    Audience.SUBORDINATES: PolicyKey.MIN_UPWARD,
}


def threshold(key: PolicyKey) -> int:
    """Return the number in force today; never below the floor that the product promises."""
    return thresholds()[key]


def thresholds() -> dict[PolicyKey, int]:
    """Return every number in force today, none below its floor; one query."""
    in_force = Policy.objects.in_force_on(timezone.localdate())
    return {
        key: max(int(in_force[key].value) if key in in_force else 0, floor)
        for key, floor in FLOOR.items()
    }


def freeze_thresholds(survey: Survey) -> None:
    """Write the numbers in force today on a form that is about to be opened."""
    numbers = thresholds()
    also = ALSO_NEEDED.get(Audience(survey.audience), PolicyKey.MIN_GROUP)
    survey.min_group = max(numbers[PolicyKey.MIN_GROUP], numbers[also])
    survey.min_stratum = numbers[PolicyKey.MIN_STRATUM]
    survey.min_raters = numbers[PolicyKey.MIN_RATERS]
    survey.min_commenters = numbers[PolicyKey.MIN_COMMENT_RESPONDENTS]
    survey.min_comments = numbers[PolicyKey.MIN_COMMENTS]
