import logging

from accounts.logs import HideSecrets


def line(message, *args):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
    HideSecrets().filter(record)
    return record.getMessage()


def test_the_token_of_a_link_is_not_logged():
    assert line("Not Found: %s", "/i/abcdefghijklmnopqrstuvwxyz") == "Not Found: /i/…"
    assert line("%s: %s", "Gone", "/accounts/set-password/Mg/token-1/") == (
        "Gone: /accounts/set-password/…"
    )


def test_other_addresses_stay_as_they_are():
    assert line("Not Found: %s", "/programs/7/") == "Not Found: /programs/7/"
