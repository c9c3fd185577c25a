"""How this app's numbers are said."""

from organization.wording import number

FEW = 5  # people; below this, a count is said only to those who hold the names


def people(count: int, *, exact: bool) -> str:
    """Return a number of people, or "kurang dari 5" for those who may not see the names."""
    return number(count) if exact or count == 0 or count >= FEW else f"kurang dari {FEW}"
