"""Headlines in title case, read in sentence case of equal length."""

import pytest

from diurna.parse.headline import sentence_cased
from diurna.readers.articles import article

BODY = "\n\nThe mayor of Quito met Chilean bankers on Monday. The bankers praised Quito and the mayor, ACME officials said."


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Mayor Of Quito Praises Chilean Bankers", "Mayor of Quito praises Chilean bankers"),
        ("Mayor praises bankers in Quito", "Mayor praises bankers in Quito"),
        ("MAYOR OF QUITO PRAISES BANKERS", "Mayor of Quito praises bankers"),
        ("ACME Praises Mayor’s Bankers", "ACME praises mayor’s bankers"),
    ],
)
def test_headline_keeps_names_and_length(title: str, expected: str) -> None:
    report = article(title + BODY, source="-")
    assert report.title is not None
    found = sentence_cased(report, report.title)
    assert found == expected
    assert len(found) == len(title)
