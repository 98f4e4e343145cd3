"""Numbers, dates, durations, sizes and lists as a French reader writes them."""

import pytest

from macros.french import day, duration, listed, month, number, rough_date, size

N = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, None, "0"), (12, None, "12"), (1234.5, None, f"1{N}234,5"), (1234567, None, f"1{N}234{N}567"), (-3.25, None, "−3,25"),
        (0.1 + 0.2, None, "0,3"), (10, None, "10"), (100.0, None, "100"), (-0.0, None, "0"), (-1e-12, None, "0"), (1e-12, None, "0"),
        (2, 1, "2,0"), (-0.4, 0, "0"), (-0.6, 0, "−1"), (1234.567, 2, f"1{N}234,57"),
    ],
)  # fmt: skip
def test_number(value, decimals, text):
    assert number(value, decimals) == text


@pytest.mark.parametrize(
    ("iso", "text"),
    [("2019-06-01", f"1er{N}juin{N}2019"), ("2026-11-23", f"23{N}novembre{N}2026"), ("2024-02-29", f"29{N}février{N}2024"),
     ("2026-02-30", "2026-02-30"), ("vers Pâques", "vers Pâques"), ("", "")],
)  # fmt: skip
def test_day(iso, text):
    assert day(iso) == text


def test_month():
    assert [month("2026-08"), month("2027-12")] == [f"août{N}2026", f"décembre{N}2027"]


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(5, f"5{N}min"), (59, f"59{N}min"), (60, f"1{N}h"), (65, f"1{N}h{N}05"), (90, f"1{N}h{N}30"), (480, f"8{N}h")],
)
def test_duration(minutes, text):
    assert duration(minutes) == text


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        (0, f"0{N}octets"),
        (999, f"999{N}octets"),
        (1000, f"1,0{N}ko"),
        (3449, f"3,4{N}ko"),
        (9940, f"9,9{N}ko"),
        (9960, f"10{N}ko"),
        (123456, f"123{N}ko"),
        (999_499, f"999{N}ko"),
        (999_500, f"1,0{N}Mo"),
        (1_234_567, f"1,2{N}Mo"),
        (12_345_678, f"12{N}Mo"),
    ],
)
def test_size(octets, text):
    assert size(octets) == text


def test_listed():
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["", "a", "a et b", "a, b et c"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-11", "novembre\u00a02025"),
        ("2025-11-05", "5\u00a0novembre\u00a02025"),
        ("2016 (estimé)", "vers 2016"),
        ("2025-06 (estimé)", "vers juin\u00a02025"),
        ("2026", "2026"),
        ("2010 ou après (estimé)", "2010 ou après"),
    ],
)
def test_the_date_of_a_source_is_said_as_a_reader_says_it(text, said):
    assert rough_date(text) == said
