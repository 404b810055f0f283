"""Publication dates as people, feeds and pages write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna.errors import ReadError
from diurna.readers.published import iso_date, published_date


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2022-07-19", "2022-07-19"),
        (" 20220719 ", "2022-07-19"),
        ("2022/07/19", "2022-07-19"),
        ("2022-07-19T10:04:53+02:00", "2022-07-19T10:04:53+02:00"),
        ("2022-07-19T10:04:53.123Z", "2022-07-19T10:04:53+00:00"),
        ("2022-07-19 10:04", "2022-07-19T10:04:00"),
        ("2022-07-19 10:04:53 +0200", "2022-07-19T10:04:53+02:00"),
        ("20220719T100453Z", "2022-07-19T10:04:53+00:00"),
        ("Tue, 19 Jul 2022 10:04:53 GMT", "2022-07-19T10:04:53+00:00"),
        ("Tue, 19 Jul 2022 10:04:53 -0400", "2022-07-19T10:04:53-04:00"),
        ("19 Jul 2022", "2022-07-19"),
        ("Tue, 19 July 2022", "2022-07-19"),
        ("2022-02-30", None),
        ("2022-07", None),
        ("2022", None),
        ("19/07/2022", None),
        ("yesterday", None),
        ("٢٠٢٢-٠٧-١٩", None),
        ("", None),
    ],
)
def test_iso_date_reads_iso_compact_and_mail_dates(text: str, value: str | None) -> None:
    assert iso_date(text) == value


def test_published_date_refuses_what_is_no_date() -> None:
    assert published_date("20220719").basis == "given"
    with pytest.raises(ReadError, match="next week"):
        published_date("next week")


@given(st.text(max_size=40))
def test_iso_date_never_raises(text: str) -> None:
    iso_date(text)
