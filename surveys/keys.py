"""The key store, outside the database and its backups, and everything derived from its keys.

Three kinds of key: one link key a survey (destroyed at close), one pseudonym key a session with
confidential forms (destroyed on the date that the form printed), and one look-up key for the whole
installation. The database knows keys by random names and holds only HMACs: a dump alone opens no
link, no code, no draft and no pseudonym.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 32  # 256 bit
TOKEN_LENGTH = 26  # base32 characters, 130 bit
CODE_LENGTH = 8  # characters of CODE_ALPHABET, 40 bit
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
MISREAD = str.maketrans("OILU", "011V")
LOOK_UP = "look-up"  # the key behind the hashes by which links and codes are found


class MissingKey(Exception):  # noqa: N818 - a destroyed key is the normal end of a survey
    """The key is not there (any more)."""


class KeyStore:
    """Keys as files of one directory: 0700, each file 0600. Several hosts may share it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def read(self, name: str) -> bytes:
        """Return the key, or raise MissingKey."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            raise MissingKey(name) from None

    def create(self, name: str) -> bytes:
        """Make the key if it is not there yet, and return the one that stands."""
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = self.directory / f".{secrets.token_hex(8)}.new"
        _write(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), _new_key())
        try:
            os.link(fresh, self._path(name))  # refuses to replace: the first maker wins
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        self._sync()
        return self.read(name)

    def destroy(self, name: str) -> None:
        """Overwrite the key with noise and remove it; nothing happens if it is gone already."""
        path = self._path(name)
        try:
            _write(os.open(path, os.O_WRONLY), _new_key())
        except FileNotFoundError:
            return
        path.unlink(missing_ok=True)
        self._sync()

    def holds(self, name: str) -> bool:
        """Say whether the key is there."""
        return self._path(name).exists()

    def _path(self, name: str) -> Path:
        if not re.fullmatch(r"[a-z0-9-]{1,64}", name):
            raise ValueError(name)
        return self.directory / f"{name}.key"

    def _sync(self) -> None:
        descriptor = os.open(self.directory, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


def store() -> KeyStore:
    """Return the key store of this installation."""
    return KeyStore(Path(settings.KEY_DIR))


def _new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def _write(descriptor: int, data: bytes) -> None:
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


# --- links and codes ----------------------------------------------------------------------------
def token(link_key: bytes, invitation_id: int, serial: int) -> str:
    """Return the 26 characters at the end of a personal link."""
    digest = _mac(link_key, f"token:{invitation_id}:{serial}")
    return base64.b32encode(digest).decode()[:TOKEN_LENGTH].lower()


def code(link_key: bytes, invitation_id: int, serial: int) -> str:
    """Return the 8 characters that open the same invitation when typed."""
    number = int.from_bytes(_mac(link_key, f"code:{invitation_id}:{serial}")[:5], "big")
    return "".join(CODE_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


def plain_token(given: str) -> str:
    """Return the token of a link as it was made, or "" when it cannot be one."""
    plain = given.strip().lower()
    return plain if re.fullmatch(rf"[a-z2-7]{{{TOKEN_LENGTH}}}", plain) else ""


def plain_code(typed: str) -> str:
    """Return the code behind what was typed (case, spaces, O for 0, I or L for 1), or ""."""
    plain = re.sub(r"[\s\-–—._]", "", typed[:40]).upper().translate(MISREAD)
    return plain if re.fullmatch(rf"[{CODE_ALPHABET}]{{{CODE_LENGTH}}}", plain) else ""


def look_up_hash(look_up_key: bytes, kind: str, text: str) -> str:
    """Return the hash under which the database finds a token or a code."""
    return _mac(look_up_key, f"{kind}:{text}").hex()


# --- drafts and pseudonyms ----------------------------------------------------------------------
def draft_cipher(link_key: bytes, invitation_id: int) -> Fernet:
    """Return the cipher of one invitation's draft; without the link key it is noise."""
    derived = HKDF(SHA256(), KEY_BYTES, salt=None, info=f"draft:{invitation_id}".encode())
    return Fernet(base64.urlsafe_b64encode(derived.derive(link_key)))


def pseudonyms(
    pseudonym_key: bytes, survey_id: int, rater_id: int, subject_id: int | None
) -> tuple[str, str]:
    """Return the names of rater and subject under which one form keeps confidential answers.

    They differ from form to form and from pair to pair: without the key nothing tells that two
    answers are of one person, not even how often somebody rated or was rated.
    """
    about = f"{survey_id}:{rater_id}:{subject_id or ''}"
    rater = _mac(pseudonym_key, f"rater:{about}").hex()
    subject = _mac(pseudonym_key, f"subject:{about}").hex() if subject_id else ""
    return rater, subject


def fingerprint(link_key: bytes, text: str) -> str:
    """Return what stands for a row or a person of an import while the form is open."""
    return _mac(link_key, f"imported:{text}").hex()[:32]


def _mac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
