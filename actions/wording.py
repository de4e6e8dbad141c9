"""How follow-ups are worded: what in them points back, counts, compares or shifts."""

from __future__ import annotations

import re

ORDINALS = (
    r"\b(first|1st|former|number one|option one|one|1|a|earliest|oldest|top)\b",
    r"\b(second|2nd|two|2|middle|b)\b",
    r"\b(third|3rd|three|3|c)\b",
    r"\b(fourth|4th|four|4)\b",
)
PLACE = re.compile(
    r"\b(first|second|third|fourth|middle|1st|2nd|3rd|4th|number (?:one|two|three|four|[1-4])|last|final|latter|bottom"
    r"|latest|newest|most recent(?:ly)?|earliest|oldest|top)\b",
    re.I,
)
LAST = re.compile(r"\b(last|final|latter|bottom|latest|newest|most recent(?:ly)?)\b", re.I)
THE_ONES = re.compile(
    r"\b(?:first|second|third|last|former|latter) ones?\b|\bthe (?:first|second|third|former|latter)(?=\W*$|\W+and\b)",
    re.I,
)
VERY = re.compile(r"\bvery (?:first|last)\b", re.I)
OTHERS = re.compile(
    r"\b(?:(?:the|those|these) (?:other|remaining) (?:two|three|ones|2|3)|the others|the rest|remaining ones)\b", re.I
)
ANOTHER = re.compile(r"\b(?:another|any other|one more|a different|others?|else)\b", re.I)
EACH = re.compile(r"\b(?:each|both|all|every one|either)(?: of (?:them|these|those))?\b", re.I)
WHEN = re.compile(r"\b(?:when|which|what (?:time|year|period)|ever)\b", re.I)
LASTING = re.compile(
    r"\b(?:how long|until when|since when|when did (?:it|that|this|they) (?:end|start|begin|stop))\b", re.I
)
BEFORE = re.compile(r"\b(?:before|b4|previously|prior|preceding|earlier)\b", re.I)
AFTER = re.compile(r"\b(?:after|afterwards|next|later|following)\b", re.I)
_ROW = r"(?:rounds?|years?|rows?|entry|periods?|eras?|phases?|chapters?)"
BEFORE_THAT = re.compile(
    r"\b(?:(?:before|b4|prior to|preceding) (?:that|this|it|then|those|him)|previously|beforehand|earlier(?=\W*$)"
    rf"|the {_ROW} (?:just |right |immediately )?(?:before|prior|earlier)(?! \d| the)|(?:the )?previous {_ROW}"
    rf"|the (?:one|{_ROW}) (?:right |just )?above(?: (?:it|that))?)\b",
    re.I,
)
AFTER_THAT = re.compile(
    rf"\bafter (?:that|this|it|then|those|him)\b|\bafterwards?\b"
    rf"|\bthe {_ROW} (?:just |right )?after(?! \d| the)\b|\bnext {_ROW}\b"
    rf"|\bthe (?:one|{_ROW}) (?:right |just )?below(?: (?:it|that))?\b"
    rf"|\b{_ROW} that (?:came|comes|followed|follows)(?: next| after)?(?: it| that)?(?=\W*$|\W+and\b)",
    re.I,
)
CAME_FIRST = re.compile(r"\b(?:first|earlier|earliest|older|oldest)\b", re.I)
CAME_LAST = re.compile(r"\b(?:last|later|latest|newer|newest|more recent|most recent)\b", re.I)
A_ROW = re.compile(
    r"\b(?:first|1st|second|2nd|third|3rd|fourth|last|final|latest|earliest) (?:period|row|entry|era|phase|chapter)\b",
    re.I,
)
UNDER_HIM = re.compile(
    r"\b(?P<lead>under|since|before|after|with|during) (?:him|his (?:time|rule|era|reign|presidency)"
    r"|he (?:took|came|rose|got|became)(?: over| in| to power)?)\b",
    re.I,
)
NEGATED = re.compile(r"\bnot (?:the |about )?\w+", re.I)
YEARS_TOLD = re.compile(r"\b\d+ years\b", re.I)
HOW_LONG = re.compile(r"\bhow (?:long|many years)\b", re.I)
OF_SOURCE = re.compile(
    r"\b(?:sources?|from|get|got|read|find|found|article|cite\w*|references?|know|sa(?:y|id|ys))\b", re.I
)
WITHIN = re.compile(
    r"\b(?:in|during|of|within|at) (?:that|this|those|the same) (?:period|years?|time|era|decade|stretch)\b"
    r"|\b(?:in|during) it\b",
    re.I,
)
AMID = re.compile(r"\b(?:between|in the middle)\b", re.I)
HOW_MANY = re.compile(r"\b(?:how many|number of|total)\b(?! years)", re.I)
HOW_MUCH = re.compile(r"\b(?:how much|dollars?|billions?|millions?|percent|price|worth)\b", re.I)
HAPPENED = re.compile(r"\bwhat (?:all |else )?(?:happened|went (?:on|down)|took place|was going on)\b", re.I)
WHOSE = re.compile(r"\b(?:whose|quote\w*|who (?:put|phrased|worded))\b", re.I)
SHIFT = re.compile(
    r"\b(?P<count>half a|an?|\d+|\w+)\s+(?P<unit>year|decade|century|centurie)s?\s+"
    r"(?P<way>later|after|on|onwards?|earlier|before|back)\b",
    re.I,
)
POINTING = re.compile(
    r"\b(again|it|its|that|this|these|those|they|them|their|there|then|such|he|she|his|her|both|either|which of"
    r"|the (?:first|second|third|last|other|two|same))\b",
    re.I,
)
POINTING_AT_ROWS = re.compile(
    r"\b(?:(?:that|this|those|the same) (?:year|period|time|era|row|entry|one|decade|stretch|phase|sanction)s?"
    r"|back then|then|in there|in it|it)\b",
    re.I,
)
EVER = re.compile(r"\b(?:ever|at any (?:time|point)|once)\b", re.I)
AGO = re.compile(r"\b(?:ago|last|past|this|recent)\b", re.I)
YEAR = re.compile(r"\b(?:19\d\d|20[01]\d)\b")
PERSON = re.compile(r"\b(he|him|his|she|her|hers)\b", re.I)
WHY = re.compile(r"\b(?:why|how come|what for|for what reason)\b", re.I)
ENDED = re.compile(
    r"\b(?:what|who|which \w+) (?:ended|stopped|finished|broke|ruined|destroyed) (?:it|that|this|them)\b", re.I
)
NUMBER_ALONE = re.compile(
    r"\W*(?:(?:and|ok|okay|so|then|now|what about)\W+)*(?:the )?(?:number |no\.? ?)?(?:one|two|three|four|[1-4])"
    r"(?=\W*$|\W*[,.?!])",
    re.I,
)
OF_LIST = re.compile(r"\b(?:first|second|third|fourth|last) (?:thing|point|item|reason|problem|area|part)\b", re.I)
OF_THEM = re.compile(
    r"\b(?:how many|number|total)\b(?: more)? (?:of|have|has|are|were|is|in|did|do|altogether|total|rounds?|years?)\b"
    r"|\bhow many\W*$",
    re.I,
)
HAD = re.compile(r"\b(?:had|have)\b", re.I)
"""Before "done before" it asks what led to the last thing told, not for the row above."""
OTHER_ONE = re.compile(rf"\bthe other (?:one|{_ROW})\b", re.I)
ASKS_MORE = re.compile(r"\b(?:when|why|how|more|details?|explain\w*|really|actually|ever|happen\w*)\b", re.I)
NAMED = re.compile(r"\b(?:names?|named|surname|identity|called)\b", re.I)
RETURNING = re.compile(r"\b(?:back|return(?:ing)?|going back|as for)\b", re.I)
CAME_NEXT = re.compile(rf"\b(?:which|what) {_ROW} (?:came|comes|followed|follows)\b(?: next| after| then)?", re.I)
COUNT_ALONE = re.compile(
    r"\W*(?:(?:and|so|ok|but|well|then|exactly)\W+)*"
    r"(?:how (?:many|much)|(?:what|which) (?:number|figure)|the (?:number|figure)s?)"
    r"(?: (?:are|were|was|is) (?:there|it|that|they))?"
    r"(?:\W+(?:in (?:figures|numbers|total|all)|exactly|precisely|overall|altogether|of (?:them|those)|again"
    r"|then|please))*\W*",
    re.I,
)
WHAT_THEN = re.compile(
    r"\W*(?:(?:so|then|ok|okay|well|and|but|hm+|right)\W+)*what (?:is|are) (?:it|that|they|this)\b"
    r"(?:\W+(?:then|instead|really|now|exactly|if not (?:that|this|allies|war)))*\W*",
    re.I,
)
THAT_TIME = re.compile(
    r"\b(?:in|at|during|around|from) (?:that|the) (?:very |same )*(?:year|time|moment)\b|\bback then\b"
    r"|\bthe same year\b",
    re.I,
)
SAID = re.compile(r"\b(?:sa(?:y|id|ys)|t(?:ell|old)|quote\w*|words?|put it)\b", re.I)
APART = re.compile(r"\b(?:differ\w*|compar\w*|similar\w*)\b", re.I)
WHO = re.compile(r"\b(who|whom|whose|quote\w*|where did (?:he|she|they))\b", re.I)
WHOLE = re.compile(r"\b(all|every|each|whole|list|table|entire|full|overall|sanctions?|years)\b", re.I)

UNITS = {"year": 1, "decade": 10, "century": 100, "centurie": 100}
NUMBERS = {
    "half a": 0.5, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50,
}  # fmt: skip
COMMON = set(
    """about again american and any anyway are article author but can countries country did does even exactly
    except explain for from get had has have her him his how its just mean meant not now ok other out people please
    really relations relationship russia russian say so states still than that the their them then there they
    this though united unless was were what when where which who why with would yes you""".split()  # noqa: SIM905
)


def place(text: str) -> int:
    """Which of several things is meant: 0 for the first, -1 for the last; the first when nothing says."""
    words = re.sub(r"\b(?:(?<!number )one|a|b|c)\b", "", text) if PLACE.search(text) else text
    for number, pattern in enumerate(ORDINALS):
        if re.search(pattern, words, re.I):
            return number
    return -1 if LAST.search(text) else 0


def places(text: str) -> list[int]:
    """All that are meant, in order: 0 and 1 for "the first one and the second"."""
    found = [
        number for number, pattern in enumerate(ORDINALS) if re.search(pattern.replace(r"|one|1|a|", "|"), text, re.I)
    ]
    return found if len(THE_ONES.findall(text)) > 1 else [place(text)]


def years_shifted(text: str) -> int:
    """By how many years "ten years later" or "a decade earlier" moves; 0 when the text moves nothing."""
    found = SHIFT.search(text)
    if not found:
        return 0
    word = found["count"].lower()
    years = int((int(word) if word.isdecimal() else NUMBERS.get(word, 0)) * UNITS[found["unit"].lower()])
    return -years if found["way"].lower() in ("earlier", "before", "back") else years


def stems(text: str) -> set[str]:
    """The first five letters of the telling words of a text."""
    words = re.findall(r"[a-z]{3,}", re.sub(r"\bnuke", "nuclear", text.lower()))
    return {word[:5] for word in words if word not in COMMON}
