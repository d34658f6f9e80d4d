"""Blocks of a report as the program displays them, written by hand."""

from __future__ import annotations

from typing import Any

CHART = """<svg xmlns="http://www.w3.org/2000/svg" width="480" height="200" viewBox="0 0 480 200">
<g fill="#1a8a8f"><rect x="60" y="60" width="90" height="110"/><rect x="190" y="30" width="90"
height="140"/><rect x="320" y="80" width="90" height="90"/></g>
<line x1="40" x2="440" y1="170" y2="170" stroke="#1d2b34"/>
<g font-family="IBM Plex Sans Arabic" font-size="13" text-anchor="middle" fill="#1d2b34">
<text x="105" y="190">گزارش تصویری</text><text x="235" y="190">خبر</text>
<text x="365" y="190">اینفوگرافیک</text></g></svg>"""


def card(title: str, value: str, **others: Any) -> dict[str, Any]:
    return {
        "title": title,
        "value": value,
        "unit": "٪",
        "target": "هدف \u2066۹۰٪\u2069",
        "change": "\u2066+۳٫۱\u2069 واحد",
        "trend": "up",
        "state": "good",
        "state_text": "به هدف رسیده",
        "spark": [0.71, 0.74, 0.7, None, 0.78, 0.8, 0.79, 0.82, 0.8, 0.84, 0.83, 0.84, 0.872],
        "spark_target": 0.9,
        "spark_alt": f"{title} در سیزده ماه",
        "note": None,
    } | others


HEAD = {
    "type": "head",
    "organisation": ["شهرداری تهران", "مرکز ارتباطات و امور بین‌الملل", "معاونت روابط عمومی"],
    "invocation": "بسمه تعالی",
    "letter": [
        {"label": "تاریخ", "value": "۱۴۰۱/۱۱/۰۳"},
        {"label": "شماره", "value": "۱۲/۱۴۰۱/۱۰"},
        {"label": "پیوست", "value": "ندارد"},
    ],
    "title": "گزارش عملکرد روابط عمومی منطقهٔ ۱۲",
    "subtitle": "دی ۱۴۰۱، برای جلسهٔ نظارت ستادی دوشنبه ۳ بهمن ۱۴۰۱",
    "district": 12,
    "month": "1401-10",
    "facts": [
        {"label": "جمعیت", "value": "۲۴۰٬۹۰۹ نفر"},
        {"label": "خانوار", "value": "۷۹٬۱۰۵"},
        {"label": "مساحت", "value": "۱٬۶۰۰٫۷ هکتار"},
        {"label": "دریافت داده", "value": "۲ بهمن ۱۴۰۱"},
    ],
    "running": "گزارش منطقهٔ ۱۲ · دی ۱۴۰۱",
    "sample": True,
    "sample_note": "دادهٔ نمونه: این ارقام ساختگی است و به هیچ منطقه‌ای نسبت داده نمی‌شود",
    "version": "a3f9c1",
    "keywords": ["روابط عمومی", "منطقهٔ ۱۲"],
    "author": "مرکز ارتباطات و امور بین‌الملل شهرداری تهران",
}

SUMMARY = {
    "type": "summary",
    "title": "در یک نگاه",
    "sentences": [
        "از ۴۷ اقدام پایان‌یافتهٔ منطقه ۴۱ مورد (\u2066۸۷٫۲٪\u2069) خبررسانی شد؛ "
        "\u2066+۳٫۱\u2069 واحد بیش از آذر و بالاتر از میانهٔ شهر (\u2066۷۹٫۵٪\u2069).",
        "میانهٔ فاصلهٔ انجام تا انتشار ۱۸ ساعت بود؛ جداکنندهٔ خیابان ۱۷ شهریور شش ساعت پس از "
        "پایان کار منتشر شد و سه منطقهٔ دیگر از آن الگو گرفتند.",
        "پنج ملاقات مردمی از مهلت گذشته‌اند و پاسخ به رسانه‌ها کندتر شده است "
        "(\u2066−۶٫۴\u2069 واحد نسبت به آذر).",
    ],
}

CARDS = {
    "type": "cards",
    "cards": [
        card("پوشش خبری اقدامات", "۸۷٫۲", state="watch", state_text="نزدیک به هدف"),
        card(
            "انتشار به‌موقع",
            "۶۸٫۳",
            target="هدف \u2066۸۰٪\u2069",
            change="\u2066−۲٫۰\u2069 واحد",
            trend="down",
            state="bad",
            state_text="به هدف نرسیده",
            spark=[0.6, 0.66, 0.7, 0.72, 0.75, 0.71, 0.74, 0.7, 0.72, 0.69, 0.73, 0.703, 0.683],
            spark_target=0.8,
        ),
        card(
            "میانهٔ فاصلهٔ انتشار",
            "۱۸",
            unit="ساعت",
            target="هدف ۱۸ ساعت",
            change="\u2066−۴\u2069 ساعت",
            trend="down",
            spark=[40, 36, 38, 31, 30, 33, 28, 27, 24, 26, 23, 22, 18],
            spark_target=18,
        ),
        card("دقت", "۹۷٫۸", target="هدف \u2066۹۷٪\u2069", change="بی‌تغییر", trend="flat"),
        card(
            "تولید محتوا",
            "۱۳۵",
            unit="مورد",
            target="هدف ۱۵۰",
            change="\u2066+۱۲٫۵٪\u2069",
            state="watch",
            state_text="نزدیک به هدف",
            spark=[100, 92, 110, 118, None, None, 121, 117, 109, 126, 131, 120, 135],
            spark_target=150,
        ),
        card("تنوع محتوا", "۰٫۷۴", unit="", target="هدف ۰٫۷۰", change="\u2066+۰٫۰۲\u2069"),
        card(
            "بازتاب سراسری",
            "۵۰٫۰",
            target="هدف \u2066۲۰٪\u2069",
            note="دادهٔ اندک",
            state="none",
            state_text="سنجیده نشده",
        ),
        card(
            "پاسخ به شهروند در مهلت",
            "—",
            unit="",
            change="",
            trend=None,
            target="هدف \u2066۹۵٪\u2069",
            state="none",
            state_text="داده‌ای نرسیده",
            spark=[],
            spark_target=None,
        ),
    ],
}

POSITION = {
    "type": "position",
    "title": "جایگاه میان ۲۲ منطقه",
    "sentence": "رتبهٔ ۴ از ۲۲؛ با عدم قطعیت داده‌ها جایی میان ۲ و ۷. منطقه‌های این بازه را "
    "نمی‌توان از یکدیگر بازشناخت.",
    "low": 2,
    "best": 4,
    "high": 7,
    "of": 22,
    "alt": "رتبهٔ ۴ از ۲۲، بازهٔ ۲ تا ۷",
}


def action_table(rows: int = 4) -> dict[str, Any]:
    samples = [
        ["نصب جداکننده و ایجاد فضای سبز و روشنایی", "خیابان ۱۷ شهریور", "۱۴۰۱/۱۰/۰۴", "۶"],
        ["بهسازی روشنایی راستهٔ اصلی", "بازار تهران", "۱۴۰۱/۱۰/۱۱", "۲۲"],
        [
            "لایروبی کانال سطحی",
            "محلهٔ شوش",
            "۱۴۰۱/۱۰/۱۹",
            {"text": "منتشر نشده", "state": "bad", "strong": True},
        ],
        ["مرمت سردر مدرسهٔ تاریخی", "محلهٔ عودلاجان", "۱۴۰۱/۱۰/۲۵", "۱٬۱۱۸"],
    ]
    return {
        "type": "table",
        "caption": "اقدامات پایان‌یافته و فاصلهٔ انتشار آن‌ها",
        "columns": [
            {"title": "اقدام", "align": "start", "weight": 3},
            {"title": "محل", "align": "start", "weight": 2},
            {"title": "پایان", "align": "end", "weight": 1.2},
            {"title": "فاصله (ساعت)", "align": "end", "weight": 1.4},
        ],
        "rows": [samples[place % 4] for place in range(rows)],
        "note": "فاصله از پایان کار تا نخستین انتشار است.",
        "empty": "موردی نیست",
    }


FIGURE = {
    "type": "figure",
    "svg": CHART,
    "caption": "سه نوع محتوای پرشمار در دی ۱۴۰۱؛ خبر بیشترین است",
    "alt": "خبر ۷۸ مورد، گزارش تصویری ۳۱، اینفوگرافیک ۲۶",
    "width": 0.7,
}
