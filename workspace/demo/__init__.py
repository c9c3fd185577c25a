"""The demo tenant: invented people, programmes and figures, all marked contoh.

Everything here is made up. Programme names come from the source documents; every person, number
and answer is drawn from a seeded generator, so that two loads are equal.
"""
