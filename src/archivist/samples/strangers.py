"""Papers that belong to no batch and yet end up in the inbox."""

from archivist.samples.paper import Line, Paper, Prose, Signs, Style, Table
from archivist.samples.staff import hand, signed


def canteen_menu() -> Paper:
    """The canteen's week: nothing of the trade in it."""
    dishes = (
        ("周一", "白菜豆腐、土豆烧鸡"),
        ("周二", "青椒肉丝、番茄炒蛋"),
        ("周三", "红烧鱼块、清炒菠菜"),
        ("周四", "萝卜炖排骨、凉拌黄瓜"),
        ("周五", "水饺、紫菜蛋汤"),
    )
    return Paper(
        title="食堂一周菜单",
        style=Style(size=14),
        blocks=(
            Table(header=("星期", "午餐"), widths=(1, 4), rows=dishes, height=14),
            Prose(("用餐时间 11:30—12:30，请自备餐具。",)),
        ),
    )


def training_roll() -> Paper:
    """A near miss: the roll of a training course, much like a sign-in sheet of candidates."""
    names = ("边若水", "支景行", "来思齐", "阮清越", "丁小川", "厉行之")
    return Paper(
        title="消防安全培训签到表",
        blocks=(
            Line("培训主题：灭火器使用与疏散演练", "时间：2024年1月12日"),
            Table(
                header=("序号", "姓名", "部门", "签名"),
                widths=(0.6, 1.4, 2, 2),
                rows=tuple(
                    (str(at), name, "后勤部" if at % 2 else "教务部", hand(name))
                    for at, name in enumerate(names, 1)
                ),
                height=11,
            ),
            Signs((signed("培训教师", "雷惊蛰", None),)),
        ),
    )
