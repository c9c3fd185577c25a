"""Words of Indonesian comments: informal spelling made plain, inflection taken off."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from snowballstemmer.indonesian_stemmer import IndonesianStemmer

SPOKEN = """
    yg=yang dgn=dengan dg=dengan utk=untuk utkk=untuk tdk=tidak tak=tidak gak=tidak
    ga=tidak nggak=tidak ngga=tidak enggak=tidak engga=tidak gk=tidak kagak=tidak ndak=tidak
    krn=karena karna=karena krna=karena jd=jadi jdi=jadi jgn=jangan jng=jangan blm=belum
    blum=belum belom=belum sdh=sudah udah=sudah udh=sudah dah=sudah org=orang orng=orang
    bgt=sekali banget=sekali bngt=sekali bgtt=sekali bgus=bagus bgs=bagus mantul=mantap
    dr=dari dri=dari pd=pada spy=supaya sy=saya sya=saya aku=saya gue=saya kpd=kepada
    tp=tetapi tpi=tetapi tapi=tetapi dlm=dalam lbh=lebih lbih=lebih krg=kurang krang=kurang
    kurng=kurang jg=juga jga=juga hrs=harus hrus=harus bs=bisa bsa=bisa dpt=dapat
    dapet=dapat msh=masih masi=masih bnyk=banyak byk=banyak bnyak=banyak sblm=sebelum
    stlh=setelah stelah=setelah tsb=tersebut dll=lainnya dsb=lainnya dkk=lainnya pake=pakai
    pke=pakai make=pakai bikin=buat gitu=begitu gini=begini gmn=bagaimana gimana=bagaimana
    knp=mengapa kenapa=mengapa kyk=seperti kayak=seperti kaya=seperti sprti=seperti klo=kalau
    kalo=kalau kl=kalau klau=kalau cuma=hanya cuman=hanya doang=saja aja=saja aj=saja
    sm=sama ama=sama smua=semua sgt=sangat sngt=sangat trs=terus trus=terus trims=terima
    makasih=terima mksh=terima thanks=terima trmksh=terima tks=terima mhn=mohon mohn=mohon
    pelth=pelatihan pltihan=pelatihan plthn=pelatihan diklat=pelatihan training=pelatihan
    bimtek=pelatihan pemateri=narasumber narsum=narasumber nasum=narasumber
    trainer=narasumber pembicara=narasumber instruktur=narasumber pengajar=narasumber
    widyaiswara=narasumber mentor=narasumber bos=pimpinan boss=pimpinan kadis=pimpinan
    kabid=pimpinan kasi=pimpinan kasubag=pimpinan atasan=pimpinan lurah=pimpinan camat=pimpinan
    kepala=pimpinan ac=pendingin kipas=pendingin wifi=internet sinyal=internet
    jaringan=internet hotspot=internet laptop=komputer pc=komputer notebook=komputer
    infokus=proyektor infocus=proyektor lcd=proyektor layar=proyektor mic=mikrofon mik=mikrofon
    mikropon=mikrofon speaker=mikrofon duit=dana uang=dana biaya=dana ktr=kantor kntr=kantor
    jdwl=jadwal jadual=jadwal wkt=waktu wktu=waktu kls=kelas ilmunya=ilmu slide=paparan
    powerpoint=paparan ppt=paparan mutasi=mutasi rolling=mutasi dirolling=mutasi males=malas
    mager=malas bosen=bosan telat=terlambat temen=teman ngerti=mengerti ngasih=memberi
    ngerjain=mengerjakan ninggalin=meninggalkan ngantri=antre ngantuk=kantuk
"""
INFORMAL = dict(
    pair.split("=") for pair in SPOKEN.split()
)  # informal or foreign: the word that comments are compared by
EMPTY = """
    yang dengan untuk dan di ke dari pada dalam ini itu juga saja lagi sudah akan agar supaya oleh
    karena jadi atau tetapi namun sehingga bisa dapat harus masih sangat sekali lebih seperti kalau
    bila jika saat ketika sebagai adalah ada kami kita saya anda bapak ibu mereka nya
    para semua setiap secara hal si sang pun lah kah dong deh sih ya kok nih tolong mohon harap
    harapan semoga sebaiknya perlu lainnya hari pelatihan kegiatan program acara
    terlalu agak cukup begitu begini bagaimana mengapa hanya sama terus setelah sebelum
    sampai selama antara tersebut beberapa banyak menjadi membuat buat pakai
"""
SILENT = frozenset(EMPTY.split())  # words that say nothing about a theme
NEGATIONS = frozenset(("tidak", "kurang", "belum", "tanpa", "jangan", "minim", "bukan", "jarang"))
PREFIXED = "!"  # marks a word that a negation precedes: "kurang sesuai" gives "!suai"
TWICE = re.compile(r"(\w)\1{2,}")  # "bangeeet"
DOUBLED = re.compile(r"\b([^\W\d_]{3,})2\b")  # "teman2" is "teman-teman"
WORD = re.compile(r"[^\W\d_]+")


def features(text: str) -> list[str]:
    """Return the stems of a text, of what it denies ("!suai") and of neighbours ("jadwal_bentrok").

    Parameters
    ----------
    text
        A comment, of any length and in any script; emoji, digits and signs are left out.

    Returns
    -------
    list[str]
        In their order, repeated as often as they occur; empty when nothing was said.

    References
    ----------
    Tala (2003), A study of stemming effects on information retrieval in Bahasa Indonesia,
    https://eprints.illc.uva.nl/id/eprint/740
    """
    found: list[str] = []
    kept: list[str] = []
    denied = False
    for word in plain_words(text):
        if word in NEGATIONS:
            denied = True
        elif word not in SILENT and len(word) > 1:
            root = stem(word)
            kept.append(root)
            found.append(root)
            if denied:
                found.append(PREFIXED + root)
            denied = False
    return found + [f"{one}_{two}" for one, two in pairwise(kept)]


def plain_words(text: str) -> list[str]:
    """Return the words of a text in small letters and plain spelling.

    Parameters
    ----------
    text
        Any text; compatibility forms (full-width letters) are read as the letters they stand for.

    References
    ----------
    Unicode Standard Annex 15 (Normalization Forms), https://www.unicode.org/reports/tr15/
    """
    small = unicodedata.normalize("NFKC", text).casefold()
    small = DOUBLED.sub(r"\1", TWICE.sub(r"\1", small))
    return [_plain(word) for word in WORD.findall(small)]


def _plain(word: str) -> str:
    bare = word.removesuffix("nya")  # "pematerinya" is looked up as "pemateri"
    return INFORMAL.get(word) or INFORMAL.get(bare, word)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the root of one Indonesian word in small letters: "pelatihannya" is "latih".

    Parameters
    ----------
    word
        One word; other languages come back as they are or shortened.

    References
    ----------
    Tala (2003), https://eprints.illc.uva.nl/id/eprint/740; snowballstemmer, algorithm "indonesian".
    """
    root: str = IndonesianStemmer().stemWord(word)
    return root
