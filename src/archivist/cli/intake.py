"""ingest and recognise: one sweep, or a look that stores nothing."""

from pathlib import Path
from typing import Any

import click

from archivist.cli.chinese import Command
from archivist.cli.options import json_option
from archivist.cli.say import Caller, answer, progress, table, tell
from archivist.errors import NoSuchFile
from archivist.intake.recognition_answer import explain
from archivist.intake.sweep import Swept
from archivist.records.batch import SUBJECT_NAMES

_PATHS = click.argument("paths", nargs=-1, metavar="[文件 …]", type=click.Path(path_type=Path))


@click.command(cls=Command)
@_PATHS
@json_option
@click.pass_obj
def ingest(caller: Caller, paths: tuple[Path, ...], as_json: bool) -> int:
    """收取一次收件箱里的全部文件（或指定的文件），归档后结束。"""
    from archivist import rounds

    with caller.writing() as archive, progress("收件", quiet=as_json) as report:
        if paths:
            scan, swept = rounds.take(archive, list(paths), report)
        else:
            scan, swept = rounds.sweep_once(archive, report)
    for item in scan.refused:
        tell(str(item.error))
    _show(swept, as_json, len(scan.refused), scan.ignored)
    left = swept.waiting or swept.aside or swept.unread or swept.changed or swept.paused
    return 1 if left or scan.refused else 0


def _show(swept: Swept, as_json: bool, refused: int, ignored: int) -> None:
    if as_json:
        answer(
            {
                "filed": [
                    {"record": r.id, "batch": r.batch, "material": r.material, "place": r.place}
                    for r in swept.filed
                ],
                "waiting": [
                    {"item": a.id, "name": a.name, "reason": r.reason} for a, r in swept.waiting
                ],
                "set_aside": [
                    {"item": a.id, "name": a.name, "code": e.code, "reason": str(e)}
                    for a, e in swept.aside
                ],
                "unread": [
                    {"item": a.id, "name": a.name, "reason": str(e)} for a, e in swept.unread
                ],
                "refused": refused,
                "ignored": ignored,
                "changed": swept.changed,
                "paused": str(swept.paused) if swept.paused else None,
            }
        )
        return
    for accession, recognition in swept.waiting:
        tell(f"待确认 {accession.id}：{accession.name}：{recognition.reason}")
    for accession, error in swept.aside:
        tell(f"已搁置 {accession.id}：{error}")
    for _, error in swept.unread:
        tell(f"暂未读取：{error}")
    if swept.paused:
        tell(f"收件暂停：{swept.paused}")
    tell(
        f"归档 {len(swept.filed)} 件，待确认 {len(swept.waiting)} 份，搁置 {len(swept.aside)} 份"
        + (f"，收件箱里有 {refused} 项不能收取" if refused else "")
        + (f"，{swept.changed} 个文件还在变化，下次再收" if swept.changed else "")
        + (f"，忽略临时文件 {ignored} 个" if ignored else "")
        + "。"
    )
    if swept.waiting or swept.aside:
        tell("下一步：archivist review list 查看并处理。")


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="文件 …", type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def recognise(caller: Caller, paths: tuple[Path, ...], as_json: bool) -> int:
    """说出每个文件是什么材料、依据是什么；什么也不保存。"""
    files = _files(paths)
    unsure = 0
    with caller.reading() as archive, progress("识别", quiet=as_json) as report:
        for done, (path, reading) in enumerate(
            archive.reader.read_many((path, path, path.name) for path in files), 1
        ):
            found: dict[str, Any] = explain(archive.catalogue, archive.pack, path, reading)
            unsure += not found["auto"]
            if report is not None:
                report(path.name, done, len(files))
            if as_json:
                answer(found)
            else:
                _tell_one(found)
    return 1 if unsure else 0


def _files(paths: tuple[Path, ...]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files.extend(sorted(p for p in path.rglob("*") if p.is_file()))
        elif path.is_file():
            files.append(path)
        else:
            raise NoSuchFile(path=path)
    return files


def _tell_one(found: dict[str, Any]) -> None:
    rows = [
        ("材料", found["title"] or "认不出"),
        ("科目", SUBJECT_NAMES[found["subject"]] if found["subject"] else ""),
        ("批次", found["batch"]),
        ("考生", found["candidate"]),
        ("把握", f"{found['confidence']:.1%}，" + ("可自动归档" if found["auto"] else "需要确认")),
        ("说明", found["reason"]),
        *(("依据", item["says"]) for item in found["evidence"]),
        *(("提示", hint) for hint in found["hints"]),
    ]
    table(found["file"], ("项目", "内容"), [row for row in rows if row[1]])
