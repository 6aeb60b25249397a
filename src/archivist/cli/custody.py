"""verify: is the archive what it says it is?"""

import click

from archivist.cli.chinese import Command
from archivist.cli.options import json_option
from archivist.cli.say import Caller, progress, show, tell
from archivist.records.finding import SEVERITY_NAMES, Severity


@click.command(cls=Command)
@json_option
@click.pass_obj
def verify(caller: Caller, as_json: bool) -> int:
    """核对：目录库、操作记录、档号和盒、架上文件、校验清单、副本和打印件是否一致。"""
    from archivist import rounds

    with caller.reading() as archive, progress("核对", quiet=as_json) as report:
        findings = rounds.inspect(archive, report)
    if findings or as_json:
        show(
            as_json,
            findings,
            "核对结果",
            {
                "程度": lambda f: SEVERITY_NAMES[f.severity],
                "代码": lambda f: f.code,
                "说明": lambda f: f.sentence,
            },
        )
    if not findings:
        tell("核对无误。")
        return 0
    return 7 if any(f.severity is Severity.DAMAGE for f in findings) else 1
