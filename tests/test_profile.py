"""A profile is data with closed keys: what is wrong with one is said with its file and key, and stops no other."""

from datetime import date
from pathlib import Path

import pytest

from spiders.addresses import fold
from spiders.profile import FAMILIES, PROFILES, ProfileError, load, load_all
from spiders.provinces import FORMER, SUCCESSOR

GOOD = """
title: {vi: Sở Mẫu, en: Sample department}
kind: portal
place: "01"
family: liferay62
domains: [mau.gov.vn]
"""


def written(folder: Path, text: str, name: str = "mau") -> Path:
    file = folder / f"{name}.yml"
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize(
    ("change", "key", "words"),
    [
        ("colour: red", "colour", "unknown key"),
        ("article: {keys: x}", "article.keys", "unknown key"),
        ("article: {rules: [{body: .a, titel: .b}]}", "article.rules[0].titel", "unknown key"),
        ("article: {rules: [{body: .a, until: 2023-01-01}]}", "article.rules[0].until", "last rule"),
        ("article: {rules: [{body: .a}, {body: .b, until: 2023-01-01}]}", "article.rules[1].until", "oldest first"),
        ("article: {rules: [{title: h1}]}", "article.rules[0].body", "body"),
        ("article: {key: '/\\d+'}", "article.key", "group"),
        ("article: {key: '/(\\d+'}", "article.key", "not a pattern"),
        ("delay: fast", "delay", "seconds"),
        ("home: https://other.vn/", "home/sections/feeds/sitemaps", "not on one of the domains"),
        ("tls: {verify: false, reason: expired}", "tls.since", "since when"),
        ("demo: true", "demo", ".example"),
        ("verified: soon", "verified", "day"),
        ("sections: [{url: https://mau.gov.vn/a}]", "sections[0].name", "text"),
        ("retired_domains: {MAU.gov.vn: mau.gov.vn}", "retired_domains", "also one of the domains"),
        ("retired_domains: {'https://cu.gov.vn/': mau.gov.vn}", "retired_domains", "host names only"),
        ("retired_domains: {cu.gov.vn: khac.gov.vn}", "retired_domains", "not one of the domains"),
        ("retired_domains: [cu.gov.vn]", "retired_domains", "must map"),
        ("places_before_2025: ['99']", "places_before_2025", "no code"),
        ("places_before_2025: ['02']", "places_before_2025", "became part of 08"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_key(tmp_path: Path, change: str, key: str, words: str) -> None:
    with pytest.raises(ProfileError) as caught:
        load(written(tmp_path, GOOD + change))
    assert caught.value.key == key
    assert "mau.yml" in str(caught.value) and words in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("family: liferay62", "family: khong-co", "family"),
        ('place: "01"', "place: 01", "place"),
        ('place: "01"', 'place: "02"', "place"),  # Hà Giang, until July 2025
        ("kind: portal", "kind: blog", "kind"),
        ("domains: [mau.gov.vn]", "domains: []", "domains"),
        ("title: {vi: Sở Mẫu, en: Sample department}", "title: Sở Mẫu", "title"),
    ],
)
def test_a_fact_that_cannot_be_is_refused(tmp_path: Path, old: str, new: str, key: str) -> None:
    with pytest.raises(ProfileError) as caught:
        load(written(tmp_path, GOOD.replace(old, new)))
    assert caught.value.key == key


def test_a_host_has_one_profile(tmp_path: Path) -> None:
    written(tmp_path, GOOD, "a")
    written(tmp_path, GOOD, "b")
    written(tmp_path, GOOD.replace("mau.gov.vn", "khac.gov.vn"), "c")
    profiles, errors = load_all(False, tmp_path)
    assert sorted(profiles) == ["a", "c"]
    assert [(error.file.name, error.key) for error in errors] == [("b.yml", "domains")]
    assert "already belongs to a.yml" in str(errors[0])


def test_a_retired_host_has_one_profile_too(tmp_path: Path) -> None:
    written(tmp_path, GOOD + "retired_domains: {cu.gov.vn: mau.gov.vn}", "a")
    written(tmp_path, GOOD.replace("mau.gov.vn", "cu.gov.vn"), "b")
    profiles, errors = load_all(False, tmp_path)
    assert sorted(profiles) == ["a"] and [error.key for error in errors] == ["domains"]
    assert profiles["a"].retired_domains == {"cu.gov.vn": "mau.gov.vn"}


def test_a_link_to_a_retired_host_leads_to_the_one_that_took_its_place(tmp_path: Path) -> None:
    profile = load(written(tmp_path, GOOD + "retired_domains: {cu.gov.vn: mau.gov.vn}"))
    link = fold("https://cu.gov.vn/tin/-/view_content/7-a.html", profile.home, profile)
    assert link is not None and link.refused is None
    assert link.address == "https://mau.gov.vn/tin/-/view_content/7-a.html"


@pytest.mark.parametrize(
    ("place", "said", "former"),
    [
        ("01", "", ("01",)),
        ("15", "", ("15", "10")),  # Lào Cai's code of today was Yên Bái's
        ("52", "places_before_2025: ['64']", ("64",)),
        ("00", "", ()),
        ("00", "places_before_2025: ['01', '79']", ("01", "79")),
    ],
)
def test_a_site_stands_for_former_provinces(place: str, said: str, former: tuple[str, ...], tmp_path: Path) -> None:
    profile = load(written(tmp_path, GOOD.replace('"01"', f'"{place}"') + said))
    assert (profile.place, profile.places_before_2025) == (place, former)


def test_sixty_three_provinces_became_thirty_four() -> None:
    assert (len(FORMER), len(SUCCESSOR)) == (34, 63)
    assert all(today in formers for today, formers in FORMER.items())


def test_a_file_that_is_no_yaml_stops_no_other(tmp_path: Path) -> None:
    written(tmp_path, GOOD, "a")
    written(tmp_path, "{{{", "b")
    (tmp_path / "c.yml").write_bytes(b"\xff\xfe\x00")
    profiles, errors = load_all(False, tmp_path)
    assert sorted(profiles) == ["a"]
    assert [error.file.name for error in errors] == ["b.yml", "c.yml"]


def test_old_captures_keep_their_old_rules(tmp_path: Path) -> None:
    rules = "article: {rules: [{body: .old, until: 2023-01-01}, {body: .new}, {body: .newer}]}"
    profile = load(written(tmp_path, GOOD + rules))
    # 2022-12-31 23:59 in Vietnam is 16:59 UTC; a minute later the old rule is over.
    assert [rule.body for rule in profile.rules_on("2022-12-31T16:59:00Z")] == [(".old",)]
    assert [rule.body for rule in profile.rules_on("2022-12-31T17:00:00Z")] == [(".new",), (".newer",)]
    assert profile.rules[0].until == date(2023, 1, 1)


def test_a_site_says_only_what_its_family_does_not(tmp_path: Path) -> None:
    profile = load(written(tmp_path, GOOD + "remove: [.quang-cao]\naddresses: {noise: [x]}"))
    assert profile.home == "https://mau.gov.vn/"
    assert ".quang-cao" in profile.remove and len(profile.remove) > 1
    assert "x" in profile.noise and "p_p_*" in profile.noise
    assert profile.key is not None and profile.key.search("/tin/-/view_content/7-a.html")


def test_every_shipped_profile_and_family_is_sound() -> None:
    demo, demo_errors = load_all(True)
    live, errors = load_all(False)
    assert [*errors, *demo_errors] == []
    assert len(demo) + len(live) == len(list(PROFILES.glob("*.yml")))
    assert {profile.family for profile in (*demo.values(), *live.values())} <= {
        path.stem for path in FAMILIES.glob("*.yml")
    }
    assert all(profile.delay >= 1 for profile in live.values())


def test_what_no_person_has_seen_is_not_called_verified() -> None:
    live, _ = load_all(False)
    assert len(live) >= 12 and all(profile.written for profile in live.values())
    assert [
        name for name, profile in live.items() if profile.verified and profile.verified < (profile.written or date.max)
    ] == []
