"""Roots with the level that hurts them and the signs that show it.

It stands apart as the one table of anatomy; sources are common dermatome and myotome charts, wording is ours.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Root:
    """A root: the disc above it, where its pain goes, its muscle and reflex (None where it has none), its skin."""

    name: str
    region: str
    level: str
    pain: tuple[str, ...]
    muscles: tuple[str, ...]
    reflexes: tuple[str, ...]
    skin: tuple[str, ...]


ROOTS = (
    Root("L4", "lumbar", "L3-4", ("down the front of the thigh to the shin", "into the anterior thigh and medial calf"),
         ("quadriceps",), ("knee jerk", "patellar reflex"), ("medial shin", "medial calf")),
    Root("L5", "lumbar", "L4-5", ("down the leg to the top of the foot", "into the lateral calf and the great toe",
                                  "to the outer calf and dorsum of the foot"),
         ("extensor hallucis longus", "EHL", "tibialis anterior"), (), ("dorsum of the foot", "lateral calf")),
    Root("S1", "lumbar", "L5-S1", ("down the back of the leg to the heel",
                                   "into the posterior calf and the sole of the foot",
                                   "from the buttock to the lateral foot"),
         ("gastrocnemius",), ("ankle jerk", "Achilles reflex"), ("lateral foot", "sole of the foot")),
    Root("C6", "cervical", "C5-6", ("down the arm to the thumb", "into the radial forearm and thumb"),
         ("biceps",), ("biceps reflex", "brachioradialis reflex"), ("thumb", "radial forearm")),
    Root("C7", "cervical", "C6-7", ("down the arm to the middle finger", "into the triceps area and the middle finger"),
         ("triceps",), ("triceps reflex",), ("middle finger", "dorsal forearm")),
    Root("C5", "cervical", "C4-5", ("into the shoulder and outer upper arm", "from the neck to the upper arm"),
         ("deltoid",), ("biceps reflex",), ("lateral upper arm", "deltoid patch")),
)  # fmt: skip
SHARE = (12, 34, 22, 13, 15, 4)
"""How often each root is the one in dispute, per hundred: lumbar decisions are most, L5 first."""

ABOVE = {"L3-4": "L2-3", "L4-5": "L3-4", "L5-S1": "L4-5", "C5-6": "C4-5", "C6-7": "C5-6", "C4-5": "C3-4"}
TWO_ABOVE = {"L3-4": "L1-2", "L4-5": "L2-3", "L5-S1": "L3-4", "C5-6": "C3-4", "C6-7": "C4-5", "C4-5": "C2-3"}
