"""Broken at random, an export gives items and faults and nothing else; long, it stays small."""

import random
import tracemalloc

import pytest

from gozaresh.observed.faults import Fault
from gozaresh.observed.items import Item
from gozaresh.observed.observing import Counts, Setting, observe
from gozaresh.observed.sources import load_source, source_names

from .conftest import NOW, ROOT, channel, post
from .exports import Numbers, exports

BREAKAGES = 12
INTRUDERS = (b"\0", b'"', b"[", b"{", b"\xff\xfe", b"1e999", b"-1", b"NaN", b"<![CDATA[", b"&#x0;")
INTRUDERS += (b"\\ud800", b"[" * 500, b"9" * 400, b"<", b"null", b"true")


def break_somewhere(content: bytes, chance: random.Random) -> bytes:
    broken = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(broken) + 1)
        match chance.randrange(4):
            case 0:
                broken[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del broken[at : at + chance.randint(1, 60)]
            case 2:
                broken[at:at] = chance.choice(INTRUDERS)
            case 3 if len(broken) > 1:
                broken[at:at] = broken[: chance.randint(1, 40)]
    return bytes(broken)


@pytest.mark.parametrize("name", source_names(ROOT))
def test_whatever_is_broken_in_an_export_is_a_fault_in_a_sentence(name, tmp_path, rules):
    file_name, content = exports(Numbers(), many=6)[name]
    chance, path = random.Random(name), tmp_path / file_name
    content = content if isinstance(content, bytes) else content.encode()
    for _ in range(BREAKAGES):
        path.write_bytes(break_somewhere(content, chance))
        setting = Setting(NOW, rules, district=12)
        for found in observe(path, load_source(ROOT, name), setting, Counts()):
            assert isinstance(found, Item | Fault)
            assert str(found).encode()  # no half of a character has come through


def test_a_long_export_is_never_held_in_memory(write, rules):
    def peak(messages: int) -> int:
        path = write("a.json", channel(*(post(n, "خبر " * 100) for n in range(messages))))
        tracemalloc.start()
        found = observe(path, load_source(ROOT, "telegram"), Setting(NOW, rules), Counts())
        assert sum(isinstance(each, Item) for each in found) == messages
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(10)  # what is made once, such as compiled patterns
    assert peak(2000) < 2 * peak(200)
