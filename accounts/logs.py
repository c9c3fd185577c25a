"""What logs must not keep: the secrets in addresses of links."""

import logging
import re

SECRETS = re.compile(r"(/i/|/set-password/)[^\s?\"']+")


class HideSecrets(logging.Filter):
    """Cuts tokens of survey links and of password links out of every line."""

    def filter(self, record):
        record.msg, record.args = SECRETS.sub(r"\1…", record.getMessage()), ()
        return True
