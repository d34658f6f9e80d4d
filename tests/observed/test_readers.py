"""Every format, as its real exports are, and as they break."""

import io
import json

import openpyxl
import pytest

from gozaresh.calendar import Month
from gozaresh.observed.sources import Source

from .conftest import channel, post

NEWS = {
    "title": "بهسازی معابر منطقه ۱۲",
    "abstract": "چکیده",
    "paragraphs": ["بند یک", "بند دو"],
    "link": "https://www.farsnews.ir/news/14001001000123/x",
}
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>شهرداری منطقه ۷</title><link>https://a.ir</link>
<item><title>جشن محله</title><link>https://a.ir/1</link>
<description>&lt;p&gt;در &lt;b&gt;بوستان&lt;/b&gt;&lt;script&gt;x()&lt;/script&gt;</description>
<pubDate>Sun, 25 Dec 2022 11:00:00 GMT</pubDate></item>
<item><title>نمایشگاه</title><link>https://a.ir/2</link>
<pubDate>Mon, 26 Dec 2022 14:30:00 +0330</pubDate></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>خبر</title><id>f</id>
<entry><title>جشن منطقه ۵</title><id>1</id><link href="https://a.ir/1"/>
<updated>2022-12-25T11:00:00Z</updated><content type="html">&lt;p&gt;متن&lt;/p&gt;</content></entry>
</feed>"""
BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<rss version="2.0"><channel><title>&lol2;</title></channel></rss>"""


def table(**changes) -> Source:
    mapping = {
        "name": "press",
        "title": "خبر",
        "format": "csv",
        "about": "content",
        "fields": {
            "title": {"path": "عنوان خبر"},
            "published_at": {"path": "تاریخ", "date": {"calendar": "jalali"}},
            "views": {"path": "بازدید", "optional": True},
        },
    }
    return Source.model_validate(mapping | changes)


CSV = 'عنوان خبر,تاریخ,بازدید\nجشن,۱۴۰۱/۱۰/۰۴,"۱٬۲۰۰"\nنمایشگاه,۱۴۰۱/۱۰/۰۵,\n'


def test_a_news_agencys_items_are_dated_by_their_links(write, look):
    short = NEWS | {"link": "https://www.farsnews.ir/news/8707060255"}
    items, faults, counts = look(write("news.json", [NEWS, short]), "fars-news")
    assert not faults
    assert [f"{each.published_at:%Y-%m-%d}" for each in items] == ["2021-12-22", "2008-09-27"]
    assert items[0].text == "چکیده بند یک بند دو"
    assert items[1].url == short["link"]
    assert counts.attributed == 2


def test_csv_is_read_under_its_titles_however_they_are_spelt(write, look):
    arabic = CSV.replace("تاریخ", "تاريخ").replace("عنوان خبر", " عنوان‌خبر ")
    for text in (CSV, "\ufeff" + CSV, arabic, CSV.replace("\n", "\r\n")):
        items, faults, _ = look(write("a.csv", text), table())
        assert not faults
        assert [each.title for each in items] == ["جشن", "نمایشگاه"]
        assert json.loads(items[0].details) == {"views": 1200}


def test_an_encoding_is_the_one_the_mapping_names_and_never_guessed(write, look):
    path = write("a.csv", CSV.replace("٬", "").encode("utf-16"))
    items, faults, _ = look(path, table(encoding="utf-16"))
    assert (len(items), faults) == (2, [])
    items, (fault,), _ = look(path, table())
    assert not items
    assert "not utf-8" in str(fault)
    assert "params/sources/press.yml" in str(fault)


def test_a_workbook_is_read_like_a_csv_file(write, look):
    book = openpyxl.Workbook()
    book.active.append(["گزارش"])
    book.active.append(["عنوان خبر", "تاریخ", "بازدید"])
    book.active.append(["جشن", "۱۴۰۱/۱۰/۰۴", 1200.0])
    content = io.BytesIO()
    book.save(content)
    path = write("a.xlsx", content.getvalue())
    (item,), faults, _ = look(path, table(format="excel", header=2))
    assert not faults
    assert json.loads(item.details) == {"views": 1200}
    _, (fault,), _ = look(path, table(format="excel", sheet="دی"))
    assert "no sheet «دی»" in str(fault)


def test_json_lines_are_read_one_by_one(write, look):
    fields = {"عنوان خبر": "جشن", "تاریخ": "۱۴۰۱/۱۰/۰۴"}
    line = json.dumps(fields, ensure_ascii=False)
    path = write("a.jsonl", f"{line}\n\n{{broken\n{line}\n[1]\n{line[:30]}")
    items, faults, _ = look(path, table(format="json_lines"))
    assert len(items) == 2
    assert [(each.item, each.reason) for each in faults] == [
        (2, "json"),
        (4, "missing"),
        (5, "truncated"),
    ]


@pytest.mark.parametrize(("text", "count"), [(RSS, 2), (ATOM, 1)], ids=["rss", "atom"])
def test_feeds_are_read_with_their_zones_and_without_their_markup(write, look, text, count):
    items, faults, counts = look(write("feed.xml", text), "feed")
    assert not faults
    assert len(items) == count
    assert f"{items[0].published_at:%Y-%m-%d %H:%M}" == "2022-12-25 14:30"
    assert "<" not in items[0].text
    assert "x()" not in items[0].text
    assert counts.marked_up == 1
    assert all(each.districts for each in items)


def test_a_feed_belongs_to_whom_its_title_says(write, look):
    items, _, _ = look(write("feed.xml", RSS), "feed")
    assert [each.districts[0].district for each in items] == [7, 7]
    assert "منطقه 7" in items[0].districts[0].evidence


def test_a_feed_of_entities_within_entities_is_not_even_parsed(write, look):
    for content in (BOMB, BOMB.encode("utf-16"), BOMB.encode("utf-16-be")):
        items, (fault,), _ = look(write("bomb.xml", content), "feed")
        assert not items
        assert fault.reason == "entities"


def test_a_damaged_feed_and_what_is_no_feed_are_named(write, look):
    items, faults, _ = look(write("feed.xml", RSS[:-60]), "feed")
    assert [each.title for each in items] == ["جشن محله"]
    assert "damaged at line" in str(faults[-1])
    _, (fault,), _ = look(write("page.xml", "<html><body>خبر</body></html>"), "feed")
    assert "neither RSS nor Atom" in str(fault)


def test_telegram_of_one_channel_and_of_a_whole_account_are_alike(write, look):
    messages = (post(1), post(2, ["خبر ", {"type": "bold", "text": "مهم"}]))
    single = look(write("one.json", channel(*messages)), "telegram")
    person = channel(post(3, "سلام")) | {"type": "personal_chat", "name": "علی رضایی"}
    account = {"personal_information": {"phone_number": "+989121234567"}}
    account["chats"] = {"list": [person, channel(*messages)]}
    account["left_chats"] = {"list": [channel(post(1), name="کانال پیشین", number=8)]}
    items, faults, counts = look(write("all.json", account), "telegram")
    assert single[1] == faults == []
    assert items[:2] == single[0]
    assert [each.outlet for each in items] == ["شهرداری منطقه ۱۲"] * 2 + ["کانال پیشین"]
    assert counts.passed_over == 1
    assert items[1].title == "خبر مهم"
    assert items[0].districts[0].district == 12


def test_service_messages_are_passed_over_and_albums_are_one_post(write, look):
    album = [post(4, photo="a.jpg"), post(4, "", photo="b.jpg"), post(4, "", photo="c.jpg")]
    for number, each in enumerate(album):
        each["id"] = 40 + number
    texts = [post(5, "یک", photo="d.jpg"), post(5, "دو", photo="e.jpg") | {"id": 55}]
    service = {"id": 1, "type": "service", "action": "pin_message", "date_unixtime": "1671948000"}
    for order in (album, album[::-1]):
        path = write("a.json", channel(service, *order, *texts))
        items, faults, counts = look(path, "telegram")
        assert not faults
        assert [each.title for each in items] == ["بهسازی معابر", "یک", "دو"]
        assert counts.passed_over == 1


def test_instagram_posts_bring_their_views(write, look):
    posts = [
        {
            "shortCode": "Cx1",
            "caption": "جشن محله\n#شهرداری_منطقه_۹",
            "timestamp": "2022-12-25T11:00:00.000Z",
            "type": "Video",
            "url": "https://www.instagram.com/p/Cx1/",
            "ownerUsername": "shahr",
            "videoPlayCount": 1200,
            "likesCount": 30,
        }
    ]
    (item,), faults, _ = look(write("posts.json", posts), "instagram")
    assert not faults
    assert (item.title, item.kind, item.districts[0].district) == ("جشن محله", "video", 9)
    assert json.loads(item.details) == {"likes": 30, "views": 1200}


@pytest.mark.parametrize(
    ("content", "reason", "item"),
    [
        (json.dumps([NEWS, NEWS], ensure_ascii=False)[:-20], "truncated", 2),
        (json.dumps([NEWS], ensure_ascii=False).encode("cp1256", "replace"), "encoding", None),
        ('[{"title": 1}, oops]', "json", 2),
        ("", "truncated", None),
        ("<html>", "json", None),
    ],
)
def test_json_that_breaks_off_is_named_where_it_does(write, look, content, reason, item):
    _, faults, _ = look(write("news.json", content), "fars-news")
    assert (faults[-1].reason, faults[-1].item) in [(reason, item), (reason, 1)]


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("https://www.farsnews.ir/news/14051001000123", "future"),
        ("https://www.farsnews.ir/news/14001301000123", "impossible_date"),
        ("https://www.farsnews.ir/", "no_date"),
        ("", "missing"),
    ],
)
def test_an_item_with_a_bad_date_is_named_by_its_number(write, look, link, reason):
    items, (fault,), _ = look(write("n.json", [NEWS, NEWS | {"link": link}]), "fars-news")
    assert len(items) == 1
    assert (fault.item, fault.reason) == (2, reason)
    assert str(fault).startswith("item 2: ")


def test_a_missing_column_is_named_with_the_columns_there_are(write, look):
    path = write("a.csv", CSV.replace("عنوان خبر", "تیتر"))
    items, (fault,), _ = look(path, table())
    assert not items
    assert fault.item is None
    for word in ("«عنوان خبر»", "fields.title", "press.yml", "«تیتر»"):
        assert word in str(fault)


def test_a_path_that_no_item_has_is_a_fault_of_the_mapping(write, look):
    items, (fault,), _ = look(write("n.json", [{**NEWS, "title": None}]), "fars-news")
    assert "no item has «title»" in str(fault)
    assert items


def test_a_row_that_is_not_as_wide_as_its_header_is_named(write, look):
    items, (fault,), _ = look(write("a.csv", CSV + "جشن,۱۴۰۱/۱۰/۰۴\n"), table())
    assert len(items) == 2
    assert "has 2 cells, the header 3" in str(fault)


def test_a_month_asked_for_leaves_the_others_out(write, look):
    path = write("a.csv", CSV + "سال پیش,۱۴۰۰/۱۰/۰۵,\n")
    items, _, counts = look(path, table(), month=Month(1401, 10))
    assert (len(items), counts.other_month) == (2, 1)
