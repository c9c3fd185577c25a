"""Password rules: long rather than odd."""

import re
import unicodedata

from django.core.exceptions import ValidationError

MIN_LENGTH, MAX_LENGTH = 12, 128
OWN_LETTERS = 6  # letters and digits left when the words that anybody here would guess are gone
CONTEXT_WORDS = (
    *("evaluasi", "pelatihan", "diklat", "kepegawaian", "pegawai", "asn", "pns", "pppk", "korpri"),
    *("tangerang", "selatan", "tangsel", "binjai", "candisari", "semarang", "kota", "pemkot"),
    *("bkpsdm", "bkpp", "bkd", "dinas", "admin", "administrator", "petugas", "pimpinan"),
    *("password", "sandi", "kata", "rahasia", "indonesia", "jakarta", "merdeka", "qwerty"),
)
COMMON_HERE = frozenset(
    (
        *("sayangsayang", "bismillah123", "bismillah1234", "alhamdulillah", "indonesiaraya"),
        *("sayangkamu123", "cintakamu123", "akucintakamu", "kucinglucu123", "terserahkamu"),
        *("1234567890ab", "abcdefghijkl", "abcd12345678", "qwertyuiop123", "garuda123456"),
    )
)


class PassphraseValidator:
    """At least 12 characters, at most 128; not just words of this office and numbers."""

    def validate(self, password, user=None):
        if len(password) < MIN_LENGTH:
            raise ValidationError("Kata sandi terlalu pendek: paling sedikit 12 huruf atau angka.")
        if len(password) > MAX_LENGTH:
            raise ValidationError("Kata sandi terlalu panjang: paling banyak 128 huruf.")
        if _own_part(password, user) < OWN_LETTERS:
            raise ValidationError(
                "Kata sandi mudah ditebak: hanya berisi nama, wilayah, kata kantor, atau deret "
                "yang berulang. Pakai kalimat pendek milik Anda sendiri."
            )
        if password.casefold() in COMMON_HERE:
            raise ValidationError("Kata sandi ini terlalu umum. Pakai kalimat pendek milik Anda.")

    def get_help_text(self):
        return "Paling sedikit 12 huruf. Kalimat pendek yang mudah diingat lebih baik."


def _own_part(password, user):
    """Count the different characters that are left without guessable words and digits."""
    left = unicodedata.normalize("NFKC", password).casefold()
    for word in sorted({*CONTEXT_WORDS, *_names(user)}, key=len, reverse=True):
        left = left.replace(word, "")
    return len(set(re.sub(r"[\s\d\-_.!@#]", "", left)))


def _names(user):
    text = f"{getattr(user, 'username', '')} {getattr(user, 'name', '')}".casefold()
    return [word for word in re.split(r"[^\w]+", text) if len(word) > 2]
