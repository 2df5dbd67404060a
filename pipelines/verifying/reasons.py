"""What can be wrong with an archive: a code for each, what it means for a person, and what to do. `docs/verify.md` has all."""

from dataclasses import dataclass

RESTORE = "copy the file back out of the warc/ of a backup, or put the whole backup back: `scrapy restore`"
REMAKE = "put a backup back (`scrapy restore`), or move archive.db away and make it again from warc/ (`scrapy rebuild`)"
REREAD = "`scrapy reextract` reads the archived pages again and writes these rows anew"
REREAD_OR_REMAKE = f"{REREAD}; where that does not help, {REMAKE}"
REPAIR = "`scrapy verify --repair`"
REPORT = f"{REMAKE}; and report it, for it may be a bug"


@dataclass(frozen=True, slots=True)
class Reason:
    """`meaning` follows the number of cases; `remedy` is what to do."""

    meaning: str
    remedy: str


REASONS = {
    # archive.db
    "database-unusable": Reason("archive.db cannot be opened, so only the files in warc/ were looked at", REMAKE),
    "database-damaged": Reason("SQLite finds archive.db itself damaged; nothing in it can be relied on", REMAKE),
    "schema": Reason("tables, columns, indexes or views are missing", REPORT),
    "foreign-key": Reason("rows point to rows that do not exist", REPORT),
    "trigger": Reason("triggers that keep the search index right are missing or altered", REPAIR),
    "search-index": Reason("the search index is not that of the texts: a search misses or invents articles", REPAIR),
    # warc/
    "warc-missing": Reason("WARC files are gone, with the pages in them", RESTORE),
    "warc-short": Reason("WARC files have lost their end, with the pages in it", RESTORE),
    "warc-changed": Reason("sealed WARC files are not the bytes that were sealed", RESTORE),
    "warc-unreadable": Reason("WARC files cannot be read from this disk", RESTORE),
    "warc-unknown": Reason(
        "files in warc/ hold pages, and archive.db does not know the files",
        "they belong to another or a newer archive.db: bring that one back, or move them out of warc/. Nothing deletes them",
    ),
    "warc-leftover": Reason("files in warc/ hold no page, and archive.db does not know them", REPAIR),
    "record-damaged": Reason("records cannot be read, or are not the bytes that were fetched", RESTORE),
    "record-missing": Reason("captures point to a place where no answer of a site stands", REPORT),
    "record-unknown": Reason("archived pages have no row in captures: nobody finds or reads them", REPORT),
    "record-differs": Reason("captures say something else than their records", REPORT),
    "record-count": Reason("WARC files are whole, but archive.db counts their records otherwise", REPORT),
    "capture-without-file": Reason("captures name a WARC file that archive.db does not know", REPORT),
    "revisit-astray": Reason("captures that stand for an earlier page point to none with the same content", REPORT),
    # what was read
    "article-without-text": Reason("articles have lost their text", REPORT),
    "article-capture": Reason("articles point to a capture that was not read as an article of their portal", REPORT),
    "content-changed": Reason("stored contents are not what was read from the pages", REREAD_OR_REMAKE),
    "figure-quote": Reason("figures whose words no longer stand at their place in the text", REREAD),
    "figure-part": Reason("figures are called a part of a figure of another article", REREAD),
    "citation-quote": Reason("cited documents whose words no longer stand at their place in the text", REREAD),
    "check-spans": Reason("checks of arithmetic point outside their article, or to no figure of it", REREAD),
    "version-count": Reason("articles have another number of versions than their row says", REREAD),
    "version-current": Reason("articles without exactly one current version, the one that they show", REREAD_OR_REMAKE),
    "event-portal": Reason("events lean on captures of another portal", REREAD),
    "event-version": Reason("events lead from or to a version of another article", REPORT),
}
