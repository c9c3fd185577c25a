from evaluasi.tests.mandatory import allowed_skips, forbidden


def test_a_skip_that_is_not_listed_is_forbidden():
    assert forbidden(["a::one", "b::two"], {"a::one"}) == ["b::two"]


def test_comments_and_blank_lines_allow_nothing():
    assert allowed_skips("# why\n\na::one  # slow\n") == {"a::one"}
