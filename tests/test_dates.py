"""Dates as Vietnamese portals print them, read as claimed and no more precisely."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import dates

FORMS = ("%d/%m/%Y | %I:%M %p", "%d/%m/%Y | %H:%M")


@pytest.mark.parametrize(
    ("text", "local", "raw"),
    [
        ("26/07/2022 | 9:50 AM", "2022-07-26T09:50+07:00", "26/07/2022 | 9:50 AM"),
        ("26/07/2022 | 12:00 AM", "2022-07-26T00:00+07:00", "26/07/2022 | 12:00 AM"),
        ("26/07/2022 | 0:12 PM", "2022-07-26T12:12+07:00", "26/07/2022 | 0:12 PM"),
        ("26/07/2022 | 14:05 PM", "2022-07-26T14:05+07:00", "26/07/2022 | 14:05 PM"),
        ("Thứ Ba, 27/10/2020, 05:38 [GMT+7]", "2020-10-27T05:38+07:00", "27/10/2020, 05:38"),
        ("Ngày đăng 06/01/2024 | 17:25  | Lượt xem: 431", "2024-01-06T17:25+07:00", "06/01/2024 | 17:25"),
        ("14:05 - 22/11/2026", "2026-11-22T14:05+07:00", "14:05 - 22/11/2026"),
        ("08:15, thứ Hai, ngày 3/2/2020", "2020-02-03T08:15+07:00", "08:15, thứ Hai, ngày 3/2/2020"),
        ("Đăng lúc 7h30 ngày 02/03/2019", "2019-03-02T07:30+07:00", "7h30 ngày 02/03/2019"),
        ("Cập nhật lúc 02:30 CH 5/6/2021", "2021-06-05T14:30+07:00", "02:30 CH 5/6/2021"),
        ("5/6/2021 12:05 SA", "2021-06-05T00:05+07:00", "5/6/2021 12:05 SA"),
        ("22-11-2026", "2026-11-22", "22-11-2026"),
        ("22.11.2026", "2026-11-22", "22.11.2026"),
        ("ngày 5 tháng 6 năm 2021", "2021-06-05", "ngày 5 tháng 6 năm 2021"),
        ("2025-10-09T17:55:47+0700", "2025-10-09T17:55:47+07:00", "2025-10-09T17:55:47+0700"),
        ("2025-10-09T10:55:47Z", "2025-10-09T17:55:47+07:00", "2025-10-09T10:55:47Z"),
        ("2012-12-25", "2012-12-25", "2012-12-25"),
        ("27/10/2020 05:38 - 28/10/2020 06:00", "2020-10-27T05:38+07:00", "27/10/2020 05:38"),
        ("16 Tháng Mười 2020", "2020-10-16", "16 Tháng Mười 2020"),
    ],
)
def test_a_date_is_read_as_printed(text: str, local: str, raw: str) -> None:
    moment = dates.find_anyhow(text, FORMS)
    assert moment is not None
    published = moment.published("rule")
    assert (published.local, published.raw, published.by) == (local, raw, "rule")


def test_a_bare_day_begins_at_midnight_in_vietnam() -> None:
    moment = dates.find("26/07/2022")
    assert moment is not None
    assert moment.published("meta").utc == "2022-07-25T17:00:00Z"


@pytest.mark.parametrize("text", ["", "45/13/2020", "1.391,1 triệu", "2 giờ trước", "01/01/0001", "12/2020", "hôm nay"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates.find_anyhow(text) is None


def test_a_moving_view_count_never_moves_the_date() -> None:
    readings = {dates.find(f"Publish date 18/02/2020 | 9:00 AM | View count: {views}") for views in (1767, 1769, 1771)}
    assert len(readings) == 1


def test_a_profile_with_an_unknown_form_says_so() -> None:
    with pytest.raises(ValueError, match="%Q"):
        dates.compile_form("%d/%m/%Q")


@given(st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)))
def test_every_form_reads_back_what_it_printed(moment: datetime) -> None:
    for form in (*FORMS, "%d/%m/%Y, %H:%M [GMT+7]", "%H:%M %d/%m/%Y", "%Y-%m-%dT%H:%M:%S%z"):
        printed = moment.strftime(form.replace("%z", "+0700"))
        found = dates.find(printed, (form,))
        assert found is not None
        assert found.when.strftime("%d%m%Y %H%M") == moment.strftime("%d%m%Y %H%M"), form


@given(st.text(alphabet="0123456789/:-. ngàytháămSACHPM|,T+Z", max_size=200))
def test_no_text_breaks_the_dates(text: str) -> None:
    found = dates.find(text, FORMS)
    assert found is None or found.published("text").utc.endswith("Z")
