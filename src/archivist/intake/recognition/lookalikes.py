"""Characters an OCR engine takes for one another, folded to one form each.

Only shapes, never meanings: a group may not join two characters that would turn one word of the
lexicon into another (a test guards this).
"""

import unicodedata

GROUPS = (
    "签鉴佥答笺",
    "到刭倒",
    "考老孝",
    "生主牛",
    "表裹麦袁",
    "册珊删",
    "录彔隶",
    "评坪砰",
    "卷券巻",
    "场扬汤",
    "单草早",
    "汇江汁",
    "审宙",
    "批枇",
    "申甲由",
    "反及返",
    "馈愧溃",
    "督瞀",
    "导异寻",
    "履屦",
    "职耿织",
    "理埋",
    "论沦伦",
    "技枝",
    "能熊",
    "证征",
    "协胁",
    "议仪",
    "设没",
    "施旋",
    "状壮",
    "况祝沉",
    "备各",
    "检俭捡险",
    "查杳",
    "交父文",
    "接按",
    "试拭",
    "题提",
    "答苔荅",
    "公么",
    "示尔",
    "名各",
    "合台",
    "格挌",
    "核该",
    "发友",
    "委季",
    "托扥",
    "任仼住",
    "务夯",
    "知如",
    "报极",
    "花化",
    "方万",
    "案桉",
    "空宝",
    "白日自",
    "样祥",
    "视规",
    "频濒",
    "监盐",
    "控腔",
    "工二",
    "件仵",
    "保堡",
    "存仔",
    "管菅",
    "成戍",
    "绩绪",
    "员贞",
    "人入八",
    "质贡",
    "量晕",
    "情惰",
    "记纪",
    "请清",
    "诺喏",
    "资贸",
    "料科",
    "年午",
    "限银",
    "操燥",
    "作怍",
    "实买",
    "识只",
    "汇汀",
    "认讥",
    "定走",
    "级极",
    "等寺",
    "业亚",
    "未末",
    "已己巳",
)


def _table() -> dict[int, str]:
    leader: dict[str, str] = {}
    for group in GROUPS:
        joined = {leader.get(character, character) for character in group}
        first = min(joined)
        for character in group:
            leader[character] = first
        for character, old in leader.items():
            if old in joined:
                leader[character] = first
    return {ord(character): first for character, first in leader.items() if character != first}


_FOLD = _table()


def fold(text: str) -> str:
    """``text`` with every look-alike replaced by the leader of its group."""
    return unicodedata.normalize("NFC", text).translate(_FOLD)
