"""Made packets carry a truth that holds."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture(scope="module")
def make_packets() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_packets", SCRIPTS / "make_packets.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_packets"] = module
    spec.loader.exec_module(module)
    return module


def test_a_packet_has_one_page_twice_and_one_lost(make_packets: ModuleType) -> None:
    """What the truth says of each page is so."""
    packet = make_packets.Maker(make_packets.CORPORA / "dev", 3).packet(6)
    pages = packet.text.split("\f")
    assert len(pages) == len(packet.leaves) == packet.of - 1
    (copy,) = (leaf for leaf in packet.leaves if leaf.copy_of is not None)
    assert packet.leaves[copy.copy_of].text == copy.text
    assert len(set(packet.stripes)) == len(packet.stripes)


def test_the_same_seed_gives_the_same_packet(make_packets: ModuleType) -> None:
    """So that figures can be had again."""
    one, other = (
        make_packets.Maker(make_packets.CORPORA / "dev", 4).packet(5, persons=2, noise=0.02) for _ in range(2)
    )
    assert one == other
    assert {leaf.person for leaf in one.leaves} == {0, 1}
