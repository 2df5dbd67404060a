"""A profile is data with closed keys: what is wrong with one is said with its file and key, and stops no other."""

from datetime import date
from pathlib import Path

import pytest

from spiders.profile import FAMILIES, PROFILES, ProfileError, load, load_all

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
    assert profile.key is not None and profile.key.pattern == r"/view_content/(\d+)"


def test_every_shipped_profile_and_family_is_sound() -> None:
    demo, demo_errors = load_all(True)
    live, errors = load_all(False)
    assert [*errors, *demo_errors] == []
    assert len(demo) + len(live) == len(list(PROFILES.glob("*.yml")))
    assert {profile.family for profile in (*demo.values(), *live.values())} <= {
        path.stem for path in FAMILIES.glob("*.yml")
    }
    assert all(profile.delay >= 1 for profile in live.values())
