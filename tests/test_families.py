"""A family is told by its marks, reads its own layout and no other, and keeps its articles apart by their keys."""

import dataclasses
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo.server import sites
from pipelines.read import read
from spiders import profile as profiles
from spiders.addresses import fold
from spiders.closed_yaml import ClosedMapping, ProfileError
from spiders.detect import FAMILIES, families, read_marks
from spiders.items import Article, Capture
from spiders.profile import Profile

PAGES = Path(__file__).parent / "family_pages"

#: What every invented page says, so that every test expects the same; OTHER is another article's title beside it.
TITLE = "Huyện Vân Khê công khai kết quả kiểm tra chín tháng đầu năm"
SAPO = "Sáng 20/11, Ủy ban nhân dân huyện Vân Khê họp báo công bố kết quả kiểm tra và kế hoạch quý cuối năm."
FIRST = "Theo báo cáo, các đoàn đã kiểm tra 84 đơn vị, kiến nghị thu hồi 3 tỷ 120 triệu đồng và chuyển hai vụ việc."
LAST = "Ủy ban nhân dân huyện yêu cầu các xã hoàn thành việc khắc phục trước ngày 15/12 và báo cáo bằng văn bản."
OTHER = "Xã Bình Thượng khởi công tuyến đường liên thôn dài bốn cây số"
DAY = "2026-11-20"


def filled(markup: str) -> str:
    for name, text in {"TITLE": TITLE, "SAPO": SAPO, "FIRST": FIRST, "LAST": LAST, "OTHER": OTHER}.items():
        markup = markup.replace(f"{{{{{name}}}}}", text)
    return markup


@dataclass(frozen=True)
class Sample:
    """One article's page of a family, in the markup of its public templates; `sapo`: whether the lead has its own place."""

    family: str
    address: str
    key: str
    sapo: bool = True
    body: str = ""

    @property
    def markup(self) -> str:
        page = filled((PAGES / f"{self.family}.html").read_text("utf-8"))
        return page if not self.body else page[: page.index("<body>")] + f"<body>{self.body}</body></html>"

    @property
    def host(self) -> str:
        return self.address.split("/")[2]


_SLUG = "huyen-van-khe-cong-khai-ket-qua-kiem-tra"
BY_FAMILY = {
    sample.family: sample
    for sample in (
        Sample("liferay62", "https://mau.gov.vn/tin-tuc/-/view_content/4711-ket-qua-kiem-tra.html", "4711"),
        Sample("liferay7", "https://mau.gov.vn/web/guest/-/6847912-182", "6847912-182", sapo=False),
        Sample("nukeviet4", f"https://mau.gov.vn/vi/news/tin-tuc/{_SLUG}-318.html", f"{_SLUG}-318"),
        Sample("gmt7", f"https://mau.vn/noi-chinh/202611/{_SLUG}-304512/", "304512"),
        Sample("postid", f"https://mau.vn/{_SLUG}-post384250.html", "384250"),
        Sample("vnexpress", f"https://mau.net/{_SLUG}-4954454.html", "4954454"),
        Sample("vccorp", f"https://mau.gov.vn/tin/{_SLUG}-115261120081523455.htm", "115261120081523455"),
        Sample("wordpress", "https://mau.vn/2026/11/20/van-khe-cong-khai/", "van-khe-cong-khai", sapo=False),
        Sample("joomlak2", "https://mau.gov.vn/index.php/tin-tuc/item/318-van-khe-cong-khai", "item/318"),
        Sample("sharepoint", "https://mau.gov.vn/vn/tin-tuc/318/van-khe-cong-khai.aspx", "318/van-khe-cong-khai"),
        Sample("drupal", "https://mau.gov.vn/node/708", "node/708", sapo=False),
    )
}
each_family = pytest.mark.parametrize("sample", BY_FAMILY.values(), ids=lambda sample: sample.family)


def site(folder: Path, family: str, host: str = "mau.gov.vn") -> Profile:
    file = folder / "mau.yml"
    file.write_text(
        f"title: {{vi: Trang mẫu, en: Sample}}\nkind: portal\nplace: '01'\nfamily: {family}\ndomains: [{host}]\n",
        "utf-8",
    )
    return profiles.load(file)


def reading(sample: Sample, profile: Profile) -> Article | None:
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return read(
        Capture("mau", sample.address, f"{DAY}T05:00:00Z", 200, headers, sample.markup.encode()), profile
    ).article


def article(sample: Sample, folder: Path) -> Article | None:
    return reading(sample, site(folder, sample.family, sample.host))


def key(profile: Profile, address: str) -> str | None:
    link = fold(address, profile.home, profile)
    assert link is not None and link.refused is None, link
    return link.key


# -- detection ---------------------------------------------------------------------------------------------------------


@each_family
def test_a_page_is_told_by_its_marks(sample: Sample) -> None:
    assert [match.family for match in families([(sample.address, sample.markup)])] == [sample.family]


def test_every_family_has_a_page_or_says_that_none_was_at_hand() -> None:
    names = {file.stem for file in FAMILIES.glob("*.yml")}
    assert names - set(BY_FAMILY) == {"generic", "vnpt"}


def test_a_portal_of_vnpt_is_told_by_two_likely_marks() -> None:
    address = "https://mau.gov.vn/Default.aspx?sname=ubndmau&sid=4&pageid=468"
    stored = '<img src="https://storage-vnportal.vnpt.vn/mau-ubnd/2698/anh/a.jpg">'
    assert [match.family for match in families([(address, stored)])] == ["vnpt"]
    assert families([("https://mau.gov.vn/", stored)]) == ()  # any site may show a picture that lies there


def test_nothing_is_sure_on_a_page_without_marks() -> None:
    assert families([("https://mau.gov.vn/tin/1.html", "<body><h1>Tin</h1><p>Liferay và WordPress</p></body>")]) == ()
    assert families([]) == ()


def test_links_to_other_papers_are_no_marks() -> None:
    links = "".join(f'<a href="https://bao-khac.vn/tin-{n}-post{n}.html">Tin</a><b class="cms-link">' for n in range(9))
    assert families([("https://mau.gov.vn/", links)]) == ()
    own = links.replace("https://bao-khac.vn", "")
    assert [match.family for match in families([("https://mau.gov.vn/", own)])] == ["postid"]


def test_the_pages_of_a_site_are_judged_together() -> None:
    sample = BY_FAMILY["postid"]
    plain = ("https://mau.vn/gioi-thieu", "<p>Giới thiệu</p>")
    (match,) = families([plain, (sample.address, sample.markup)])
    assert match.family == "postid" and match.score > 1 and "zce-content-body" in match.marks


@pytest.mark.parametrize("mark", ["a.*b", "(a+)+$", "x{3,}", r"\d+"])
def test_a_mark_whose_search_is_not_linear_is_refused(mark: str, tmp_path: Path) -> None:
    top = ClosedMapping(tmp_path / "mau.yml", {"detect": {"sure": [mark]}}, "", {"detect"})
    with pytest.raises(ProfileError, match="bound"):
        read_marks(top)


@pytest.mark.parametrize(
    "unit", ['class="', "<a href=", "/Lists/", "com_liferay_a", "/dataimages/", "a-1", "href='/x-post1"]
)
def test_a_look_at_a_hostile_page_takes_time_in_proportion(unit: str) -> None:
    page = unit * (1_000_000 // len(unit))
    start = time.perf_counter()
    families([("https://mau.gov.vn/", page)])
    assert time.perf_counter() - start < 10


def test_the_sample_portals_are_told_from_their_home_pages() -> None:
    sample_profiles, _ = profiles.load_all(demo=True)
    for profile in sample_profiles.values():
        home = sites()[profile.domains[0]].answer("/", "").body(0, "/").decode()
        matches = families([(profile.home, home)])
        assert [match.family for match in matches] == [profile.family], (profile.name, matches)


# -- reading -----------------------------------------------------------------------------------------------------------


@each_family
def test_the_rule_of_a_family_reads_its_layout(sample: Sample, tmp_path: Path) -> None:
    got = article(sample, tmp_path)
    assert got is not None and got.rule.startswith("rule:")
    assert (got.key, got.title, got.sapo) == (sample.key, TITLE, SAPO if sample.sapo else "")
    assert got.text.split("\n") == [SAPO, FIRST, LAST]
    assert got.published is not None and got.published.local.startswith(DAY) and got.published.by == "rule"


@each_family
def test_a_rule_leaves_the_layouts_of_others_alone(sample: Sample, tmp_path: Path) -> None:
    """A site may change its CMS: then the old family's rule matches nothing, or what it matches is right all the same."""
    own_key = site(tmp_path, sample.family).key
    for other in BY_FAMILY:
        got = reading(sample, dataclasses.replace(site(tmp_path, other, sample.host), key=own_key))
        if got is not None and got.rule.startswith("rule:"):
            assert (got.title, FIRST in got.text, OTHER in got.text) == (TITLE, True, False), other


def test_nukeviet_hides_the_time_of_the_last_edit(tmp_path: Path) -> None:
    got = article(BY_FAMILY["nukeviet4"], tmp_path)
    assert got is not None and got.published is not None
    assert got.published.local == "2026-11-20T08:15+07:00"


def test_nukeviets_mobile_theme(tmp_path: Path) -> None:
    mobile = (
        f"<div class=news_column itemscope><h1 itemprop=headline>{TITLE}</h1><em class=time>Thứ sáu - 20/11/2026 08:15</em>"
        f"<div id=hometext><div class=h2 itemprop=description>{SAPO}</div></div>"
        f"<div class=bodytext><p>{FIRST}</p><p>{LAST}</p></div></div>"
    )
    got = article(dataclasses.replace(BY_FAMILY["nukeviet4"], body=mobile), tmp_path)
    assert got is not None and got.text.split("\n") == [SAPO, FIRST, LAST] and got.published is not None


def test_a_counter_printed_one_digit_a_span_is_no_text(tmp_path: Path) -> None:
    counter = "<div>Lượt xem: <span>7</span><span>1</span><span>3</span></div>"
    body = (
        f"<div class=asset-full-content-title>{TITLE}</div><div class=assetPublishDate>20/11/2026 | 9:05 AM</div>"
        f"<div class=asset-content><div class=journal-content-article><p>{FIRST}</p><p>{LAST}</p>{counter}</div></div>"
    )
    got = article(dataclasses.replace(BY_FAMILY["liferay62"], body=body), tmp_path)
    assert got is not None and got.text.split("\n") == [FIRST, LAST]


def test_joomlas_own_articles(tmp_path: Path) -> None:
    own = (
        f"<div class='com-content-article item-page'><div class=page-header><h1>{TITLE}</h1></div><dl class=article-info>"
        "<dd class=published><time datetime=2026-11-20T08:15:00+07:00>20 Tháng 11 2026</time></dd>"
        "<dd class=modified><time datetime=2026-11-23T16:20:00+07:00>23 Tháng 11 2026</time></dd></dl>"
        f"<div class=com-content-article__body><p>{FIRST}</p><p>{LAST}</p></div><ul class=pager><li>{OTHER}</li></ul></div>"
    )
    address = "https://mau.gov.vn/tin-tuc/318-huyen-van-khe-cong-khai-ket-qua"
    got = article(dataclasses.replace(BY_FAMILY["joomlak2"], address=address, body=own), tmp_path)
    assert got is not None and (got.title, got.text.split("\n")) == (TITLE, [FIRST, LAST])
    assert got.published is not None and got.published.local.startswith(DAY)


# -- keys --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("family", "path", "expected"),
    [
        ("liferay62", "/dang-doan-the/-/asset_publisher/4IVkx5Jltnbg/content/hoi-nghi-tong-ket", "hoi-nghi-tong-ket"),
        ("liferay62", "/tin/-/asset_publisher/4IVkx5Jltnbg/content/hoi-nghi?redirect=%2Ftin&inheritRedirect=true", "hoi-nghi"),
        ("liferay62", "/tin/-/view-content/609439/hoi-nghi", "609439"),
        ("liferay62", "/tin/-/asset_publisher/4IVkx5Jltnbg/rss", None),
        ("liferay7", "/en/web/guest/-/6847426-3895", "6847426-3895"),
        ("liferay7", "/-/6847426-3896", "6847426-3896"),
        ("liferay7", "/tin/-/asset_publisher/hyvG/content/id/513", "513"),
        ("nukeviet4", "/vi/news/tin-tuc/", None),
        ("nukeviet4", "/index.php?language=vi&nv=news&op=tin-tuc/hoi-nghi-12", "hoi-nghi-12"),
        ("wordpress", "/?p=318", "318"),
        ("wordpress", "/2026/11/hoi-nghi/", "hoi-nghi"),
        ("wordpress", "/2026/11/20/", None),
        ("wordpress", "/category/tin-tuc-su-kien-trong-tinh-va-huyen/", None),
        ("wordpress", "/hoi-nghi-tong-ket-cong-tac-nam/", "hoi-nghi-tong-ket-cong-tac-nam"),
        ("joomlak2", "/tin-tuc/8-thoi-su", None),
        ("joomlak2", "/index.php?option=com_k2&view=item&id=5", "view=item&id=5"),
        ("sharepoint", "/tintuc/Lists/TinTuc/View_Detail.aspx?ItemID=70", "TinTuc/View_Detail.aspx?ItemID=70"),
        ("sharepoint", "/tintuc/Lists/TraoDoi/View_Detail.aspx?ItemID=70", "TraoDoi/View_Detail.aspx?ItemID=70"),
        ("sharepoint", "/Pages/chi-tiet-tin.aspx?ItemID=19&l=Bantin", "Pages/chi-tiet-tin.aspx?ItemID=19&l=Bantin"),
        ("sharepoint", "/Pages/default.aspx", None),
        ("vccorp", "/thoi-su.htm", None),
        ("vnexpress", "/thoi-su-p2", None),
        ("gmt7", "/noi-chinh/202611/", None),
        ("vnpt", "/Default.aspx?sname=mau&pageid=468&catid=3&id=1204", "1204"),
        ("vnpt", "/Default.aspx?sname=mau&pageid=468", None),
        ("generic", "/tin-tuc", None),
        ("generic", "/tin-tuc/hoat-dong-cua-hoi-dong-nhan-dan", None),
        ("generic", "/chi-tiet-tin?id=318", "chi-tiet-tin?id=318"),
        ("generic", "/van-ban?id=318", "van-ban?id=318"),
        ("generic", "/bao-cao-tong-ket-nam-2024.html", "bao-cao-tong-ket-nam-2024"),
        ("generic", "/-/6847426-3895", "6847426-3895"),
        ("generic", "/-/6847426-3896", "6847426-3896"),
        ("generic", "/tin/731205.html", "731205"),
        ("generic", "/tin/hoi-nghi-i731205/", "hoi-nghi-i731205"),
        ("generic", "/huyen-van-khe-cong-khai-ket-qua-kiem-tra-dot-hai", "huyen-van-khe-cong-khai-ket-qua-kiem-tra-dot-hai"),
    ],
)  # fmt: skip
def test_what_an_address_says_about_its_article(family: str, path: str, expected: str | None, tmp_path: Path) -> None:
    assert key(site(tmp_path, family), f"https://mau.gov.vn{path}") == expected


@pytest.mark.parametrize(
    ("family", "path", "reason"),
    [
        ("nukeviet4", "/vi/news/print/tin-tuc/hoi-nghi-12.html", "print"),
        ("nukeviet4", "/vi/users/login/", "login"),
        ("wordpress", "/hoi-nghi-tong-ket-cong-tac-nam/?replytocom=3", "reply"),
        ("wordpress", "/comments/feed/", "feed"),
        ("joomlak2", "/tin-tuc/item/318-hoi-nghi?tmpl=component&print=1", "print"),
        ("sharepoint", "/_layouts/15/Authenticate.aspx?Source=%2F", "system"),
        ("drupal", "/user/login", "login"),
        ("drupal", "/lich?month=2026-11", "calendar"),
        ("liferay7", "/c/portal/login?p_l_id=1", "login"),
        ("generic", "/tim-kiem?q=a", "search"),
        ("generic", "/tin?id=3&print=1", "print"),
    ],
)
def test_what_no_reader_needs_is_refused(family: str, path: str, reason: str, tmp_path: Path) -> None:
    profile = site(tmp_path, family)
    link = fold(f"https://mau.gov.vn{path}", profile.home, profile)
    assert link is not None and link.refused == reason


@pytest.mark.parametrize(
    ("family", "path", "number"),
    [
        ("nukeviet4", "/vi/news/tin-tuc/page-3/", 3),
        ("wordpress", "/category/tin-tuc/page/3/", 3),
        ("drupal", "/tin-tuc?page=2", 2),
        ("sharepoint", "/Pages/tin-tuc.aspx?Page=4", 4),
        ("vccorp", "/thoi-su/trang-2.htm", 2),
        ("vnexpress", "/thoi-su-p2", 2),
        ("generic", "/tin-tuc?trang=5", 5),
    ],
)
def test_pages_of_a_listing_are_counted(family: str, path: str, number: int, tmp_path: Path) -> None:
    profile = site(tmp_path, family)
    link = fold(f"https://mau.gov.vn{path}", profile.home, profile)
    assert link is not None and (link.page, link.kind) == (number, "page")
