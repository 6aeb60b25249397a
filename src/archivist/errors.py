"""Every failure archivist can report: class, code, sentence, advice, exit status.

The tree is cut by who must act::

    ArchivistError
    ├── RequestError    2  the person at the keyboard: the request itself is wrong
    ├── SettingsError   3  whoever keeps config.toml, rule packs and templates
    ├── ToolError       4  whoever keeps the machine: a program, font or right is missing
    ├── DocumentError   5  the clerk: this one document; the work goes on
    ├── PolicyError     6  a rule forbids it; somebody with authority must decide
    ├── DamageError     7  stop: the archive is not what it says it is
    ├── BusyError       8  another process is at work
    └── StorageError    9  the disk: full, read-only, gone

No message text stands at a ``raise``: a class owns its sentence, and the raise gives the facts.
"""

from typing import ClassVar


class ArchivistError(Exception):
    """Base of all failures. ``str()`` gives sentence and advice in Chinese."""

    code: ClassVar[str] = "E000"
    status: ClassVar[int] = 1
    sentence: ClassVar[str] = ""
    advice: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        self.facts = {name: str(value) for name, value in facts.items()}
        self.message = self.sentence.format(**self.facts)
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message}{self.advice}"

    def __reduce__(self) -> tuple[object, tuple[type["ArchivistError"], dict[str, str]]]:
        return (_rebuild, (type(self), self.facts))


def _rebuild(kind: type[ArchivistError], facts: dict[str, str]) -> ArchivistError:
    return kind(**facts)


# ---------------------------------------------------------------- 2 the request


class RequestError(ArchivistError):
    """The request itself is wrong."""

    code = "E200"
    status = 2


class NoArchive(RequestError):
    code = "E201"
    sentence = "“{path}”里没有档案库。"
    advice = "请先在要建库的文件夹里运行 archivist init，或用 --dir 指明档案库所在的文件夹。"


class NoSuchFile(RequestError):
    code = "E202"
    sentence = "找不到文件“{path}”。"
    advice = "请检查路径是否写对、U 盘或共享文件夹是否还连着。"


class NoSuchBatch(RequestError):
    code = "E203"
    sentence = "没有批次“{batch}”。"
    advice = "请用 archivist batch list 查看已有批次，或用 archivist batch import 导入。"


class NoSuchRecord(RequestError):
    code = "E204"
    sentence = "没有编号为“{record}”的件。"
    advice = "请用 archivist record list 查看编号。"


class NoSuchReview(RequestError):
    code = "E205"
    sentence = "没有编号为“{item}”的待确认文件，或它已经处理过。"
    advice = "请用 archivist review list 查看当前的待确认文件。"


class NoSuchMaterial(RequestError):
    code = "E206"
    sentence = "规则包“{pack}”里没有第 {material} 项材料。"
    advice = "请核对项号；清单以外的材料请用 --extra 写明名称。"


class BatchExists(RequestError):
    code = "E207"
    sentence = "批次“{batch}”已经登记，内容与这次导入的不一致：{fields}。"
    advice = "如需更正，请先核对哪一份是对的，再加 --replace 重新导入。"


class BadImport(RequestError):
    code = "E208"
    sentence = "导入文件“{path}”第 {row} 条的“{field}”不对：{why}。"
    advice = "请改正后重新导入；本次没有写入任何内容。"


class UnknownImportField(RequestError):
    code = "E209"
    sentence = "导入文件“{path}”第 {row} 条有不认识的字段：{fields}。"
    advice = "请删去或改名；可用的字段见 archivist batch import --help。"


class BadQuarter(RequestError):
    code = "E210"
    sentence = "季度“{quarter}”的写法不对。"
    advice = "请写成 2026Q4 这样：四位年份、字母 Q、1 到 4。"


class UnknownLetterKind(RequestError):
    code = "E211"
    sentence = "没有名为“{kind}”的文书。"
    advice = "请用 archivist letter kinds 查看可用的文书。"


class LetterFieldMissing(RequestError):
    code = "E212"
    sentence = "文书“{kind}”缺少必填内容：{fields}。"
    advice = "请补全后再生成；没有占用发文字号。"


class LetterFieldUnknown(RequestError):
    code = "E213"
    sentence = "文书“{kind}”用不到这些内容：{fields}。"
    advice = "请检查是否写错了名称；可用的名称见 archivist letter kinds。"


class LetterFieldWrong(RequestError):
    code = "E230"
    sentence = "文书“{kind}”的“{field}”不对：{why}。"
    advice = "请改正后再生成；没有占用发文字号。"


class NoSuchLetter(RequestError):
    code = "E231"
    sentence = "没有发文字号为“{number}”的文书。"
    advice = "请用 archivist letter list 查看。"


class NothingToPrint(RequestError):
    code = "E214"
    sentence = "批次“{batch}”还没有可打印的内容：{why}。"
    advice = "请先归档文件并运行 archivist arrange 编号。"


class NoSuchLabelPaper(RequestError):
    code = "E245"
    sentence = "没有规格为“{paper}”的标签纸，可用的有：{known}。"
    advice = "规格写在模板文件夹的 labels.toml 里，可以自己加。"


class NothingPlaced(RequestError):
    code = "E247"
    sentence = "还没有一个盒登记了存放位置，打印不出架标签。"
    advice = "请先用 archivist box place 登记盒放在哪个库房、柜和层。"


class BadStart(RequestError):
    code = "E246"
    sentence = "标签纸“{paper}”一张有 {most} 枚，不能从第 {start} 枚开始。"
    advice = "请填 1 到这个数之间的数：从左到右、从上到下数，第一枚没用过的是第几枚。"


class BadDate(RequestError):
    code = "E215"
    sentence = "日期“{value}”看不懂。"
    advice = "请写成 2024-03-16 这样。"


class NoSuchHold(RequestError):
    code = "E216"
    sentence = "没有编号为“{hold}”的暂缓，或它已经解除。"
    advice = "请用 archivist retention due --held 查看。"


class NoSuchRegister(RequestError):
    code = "E217"
    sentence = "没有编号为“{register}”的销毁清册。"
    advice = "请用 archivist destroy list 查看。"


class RosterNotFound(RequestError):
    code = "E218"
    sentence = "在“{path}”里没有找到考生名册表格（至少要有“姓名”一列）。"
    advice = "请确认表头写有“姓名”，或改用 xlsx 名册导入。"


class NoSuchCandidate(RequestError):
    code = "E219"
    sentence = "批次“{batch}”里找不到考生“{person}”：{why}。"
    advice = "请用 archivist batch show 查看名册。"


class ReviewIncomplete(RequestError):
    code = "E220"
    sentence = "待确认文件 {item} 还缺少：{lacking}。"
    advice = "请用 archivist review assign 写明后再归档。"


class ReasonMissing(RequestError):
    code = "E221"
    sentence = "{act}要写明理由。"
    advice = "请用一句话写明依据，例如“考生申诉，待复核”；理由会写进操作记录。"


class NoSuchPage(RequestError):
    code = "E222"
    sentence = "没有这个页面，或不能这样打开它。"
    advice = "请从首页重新进入。"


class WrongHost(RequestError):
    code = "E223"
    sentence = "这个地址不能打开网页，本机地址是 {address}。"
    advice = "请在运行 archivist 的这台电脑上打开它。"


class CrossSite(RequestError):
    code = "E224"
    sentence = "这个请求不是从本网页发出的，没有执行。"
    advice = "如果是您点的，请从首页重新进入再点一次；如果不是，请不要打开来历不明的网址。"


class RequestTooLarge(RequestError):
    code = "E225"
    sentence = "提交的内容超过了 {limit} 的上限，没有执行。"
    advice = "请写短一些再提交。"


class BadForm(RequestError):
    code = "E226"
    sentence = "提交的“{field}”看不懂。"
    advice = "请返回上一页重新选择后再提交。"


class TwoDestinations(RequestError):
    code = "E227"
    sentence = "清单材料和清单以外的“{title}”只能选一个。"
    advice = "归入清单材料请清空名称；清单里没有的请在材料一栏选“清单以外的材料”。"


class NoSuchBox(RequestError):
    code = "E232"
    sentence = "没有编号为“{box}”的盒。"
    advice = "请用 archivist box list 查看。"


class DestinationIncomplete(RequestError):
    code = "E233"
    sentence = "归入第 {material} 项还缺少：{lacking}。"
    advice = "请补上后再试；没有改动任何内容。"


class AlreadyThere(RequestError):
    code = "E234"
    sentence = "件 {record} 本来就在那里。"
    advice = "请核对批次号、项号、科目和考生。"


class CannotSplit(RequestError):
    code = "E235"
    sentence = "待确认文件 {item} 不能这样拆分：{why}。"
    advice = "请用 archivist review list 查看它有几页、现在怎样拆分。"


# ---------------------------------------------------------------- 3 settings, packs, templates


class SettingsError(ArchivistError):
    """config.toml, a rule pack or a template is wrong."""

    code = "E300"
    status = 3


class BadConfigSyntax(SettingsError):
    code = "E301"
    sentence = "配置文件“{path}”第 {line} 行写法有误：{why}。"
    advice = "请改正这一行；井号 # 后面是说明文字。"


class UnknownSetting(SettingsError):
    code = "E302"
    sentence = "配置文件“{path}”第 {line} 行有不认识的设置“{field}”。{hint}"
    advice = "请删去或改正；全部设置见 docs/reference.md。"


class BadSetting(SettingsError):
    code = "E303"
    sentence = "配置文件“{path}”第 {line} 行的“{field}”不对：{why}。"
    advice = "请改正后再试。"


class NoSuchPack(SettingsError):
    code = "E304"
    sentence = "没有名为“{pack}”的规则包。可用的有：{known}。"
    advice = "请改正 config.toml 里的 [rules] pack。"


class BadPack(SettingsError):
    code = "E305"
    sentence = "规则包文件“{path}”第 {line} 行的“{field}”不对：{why}。"
    advice = "请改正规则包；在它改好之前不会归档任何文件。"


class NoSuchTemplate(SettingsError):
    code = "E306"
    sentence = "找不到模板“{template}”。"
    advice = "请运行 archivist init 补齐缺少的模板（已有的不会被覆盖）。"


class BadTemplate(SettingsError):
    code = "E307"
    sentence = "模板“{template}”用不了：{why}。"
    advice = "请改正模板，或删去它后运行 archivist init 换回原来的。"


class TemplateFieldUnknown(SettingsError):
    code = "E308"
    sentence = "模板“{template}”里用了不认识的字段：{fields}。"
    advice = "请改正字段名；可用的字段见 docs/reference.md。"


class UnsafeFolders(SettingsError):
    code = "E309"
    sentence = "文件夹“{one}”与“{other}”互相包含。"
    advice = "收件箱、档案库和模板必须是互不包含的文件夹，请修改 config.toml。"


class MissingGlyph(SettingsError):
    code = "E310"
    sentence = "字体里没有这些字：{glyphs}（出现在“{where}”）。"
    advice = (
        "请在 config.toml 的 [print] fonts_dir 里放一套含有这些字的字体后重试；没有打印任何内容。"
    )


class ValueTooLong(SettingsError):
    code = "E311"
    sentence = "“{field}”的内容“{value}”太长，{where}里放不下（最多 {room}）。"
    advice = (
        "请改用简称：机构名称在 config.toml 里改，批次的内容改正后用 "
        "archivist batch import --replace 重新导入；没有打印任何内容。"
    )


class NoSuchTerm(SettingsError):
    code = "E312"
    sentence = "规则包“{pack}”里没有保管期限“{term}”。"
    advice = "请核对规则包的 [[term]]；已归档的件所用的期限不能从规则包里删去。"


class BadCodePart(SettingsError):
    code = "E313"
    sentence = "档号的“{field}”不能写成“{value}”：{why}。"
    advice = "请改正 config.toml 的 [body] 或 [numbering] 后再编号。"


# ---------------------------------------------------------------- 4 tools and rights


class ToolError(ArchivistError):
    """Something the program needs on this machine is missing."""

    code = "E400"
    status = 4


class NoFont(ToolError):
    code = "E401"
    sentence = "这台电脑上没有可用的中文字体。"
    advice = (
        "请重新安装 archivist（随附字体），"
        "或在 config.toml 的 [print] fonts_dir 里写明字体所在的文件夹。"
    )


class OcrUnavailable(ToolError):
    code = "E402"
    sentence = "文字识别组件不能启动：{why}。"
    advice = "请重新运行 scripts/start 修复安装；扫描件会先登记保存，修复后再识别。"


class FolderRefused(ToolError):
    code = "E403"
    sentence = "没有权限在文件夹“{path}”里新建、改名和删除文件。"
    advice = "请联系管理员开放权限后再启动。"


class NetworkShelf(ToolError):
    code = "E404"
    sentence = "档案库“{path}”在网络盘（{kind}）上，不能保证数据不丢。"
    advice = "请把档案库放在本机硬盘上；收件箱可以放在共享文件夹。"


class NoFreePort(ToolError):
    code = "E405"
    sentence = "网页打不开：端口 {first} 到 {last} 都不能用（{why}）。"
    advice = "收件不受影响；请在 config.toml 的 [page] port 换一个数后重新启动。"


# ---------------------------------------------------------------- 5 one document


class DocumentError(ArchivistError):
    """This one document cannot be used as it is; the work goes on."""

    code = "E500"
    status = 5


class EmptyFile(DocumentError):
    code = "E501"
    sentence = "文件“{name}”是空的（0 字节）。"
    advice = "请重新扫描或重新复制后再放入收件箱。"


class Truncated(DocumentError):
    code = "E502"
    sentence = "文件“{name}”不完整，后半部分丢失。"
    advice = "请从原处重新复制或重新扫描后再放入收件箱。"


class Encrypted(DocumentError):
    code = "E503"
    sentence = "文件“{name}”设有打开密码，读不了。"
    advice = "请去掉密码另存一份，再放入收件箱。"


class UnknownFormat(DocumentError):
    code = "E504"
    sentence = "文件“{name}”的格式不认识（{found}）。"
    advice = (
        "可以收 PDF、图片（JPEG、PNG、TIFF、BMP）、Word（docx）、Excel（xlsx）、OFD 和视频；"
        "请另存为其中一种。"
    )


class WrongExtension(DocumentError):
    code = "E505"
    sentence = "文件“{name}”的扩展名与内容不符：内容其实是 {found}。"
    advice = "请改好扩展名再放入收件箱。"


class ZipBomb(DocumentError):
    code = "E506"
    sentence = "文件“{name}”解开后大得不合常理（{why}），已停止读取。"
    advice = "请向提供的人核实这份文件；确属正常的，请另存为 PDF 后再放入收件箱。"


class PageTooLarge(DocumentError):
    code = "E507"
    sentence = "文件“{name}”第 {page} 页尺寸过大（{size}）。"
    advice = "请按 A4 或 A3 重新扫描或另存。"


class TooManyPages(DocumentError):
    code = "E508"
    sentence = "文件“{name}”有 {pages} 页，超过了 {limit} 页的上限。"
    advice = "请分成几份，再放入收件箱。"


class FileTooLarge(DocumentError):
    code = "E509"
    sentence = "文件“{name}”有 {size}，超过了 {limit} 的上限。"
    advice = "请压缩或分成几份后再放入收件箱。"


class ReadingTimedOut(DocumentError):
    code = "E510"
    sentence = "文件“{name}”读了 {seconds} 秒还没读完，已停止。"
    advice = "请另存为较小的 PDF 后再试；原件仍保存在搁置区。"


class ReadingCrashed(DocumentError):
    code = "E511"
    sentence = "文件“{name}”使读取程序中断（{why}）。"
    advice = "文件可能已损坏，请用原来的软件打开并另存一份再试；原件仍保存在搁置区。"


class Unreadable(DocumentError):
    code = "E512"
    sentence = "文件“{name}”已损坏，打不开（{why}）。"
    advice = "请用原来的软件打开并另存一份再试；原件仍保存在搁置区。"


class NotAFile(DocumentError):
    code = "E513"
    sentence = "“{name}”不是普通文件（{kind}），没有收取。"
    advice = "请把真正的文件复制进来；快捷方式、链接和设备不能归档。"


class TooMuchMemory(DocumentError):
    code = "E514"
    sentence = "文件“{name}”读取时占用内存超过 {limit}，已停止。"
    advice = "请降低扫描分辨率（300 dpi 足够）或分成几份，再放入收件箱。"


class CannotStamp(DocumentError):
    code = "E516"
    sentence = "“{name}”盖不了归档章：{why}。"
    advice = "原件没有改动；请在打印出来的纸质件上手工加盖归档章。"


class UnsafeContent(DocumentError):
    code = "E517"
    sentence = "文件“{name}”里有不该有的内容（{why}），已停止读取。"
    advice = "请向提供的人核实这份文件；确属正常的，请另存为 PDF 后再放入收件箱。"


class OldFormat(DocumentError):
    code = "E518"
    sentence = "文件“{name}”是旧版 {found} 格式，读不了。"
    advice = "请用 Word、Excel 或 WPS 打开，另存为 docx、xlsx 或 PDF 后再放入收件箱。"


class CannotOpen(DocumentError):
    code = "E519"
    sentence = "“{name}”现在打不开（{why}），还没有收取。"
    advice = "请关闭正在使用它的程序，或检查权限；能打开后会自动收取。"


# ---------------------------------------------------------------- 6 policy


class PolicyError(ArchivistError):
    """A rule forbids what was asked."""

    code = "E600"
    status = 6


class NothingDue(PolicyError):
    code = "E601"
    sentence = "{quarter} 没有到期可销毁的材料。"
    advice = "可用 archivist retention due 查看各件的到期日和依据。"


class BatchSealed(PolicyError):
    code = "E602"
    sentence = "批次“{batch}”已封盒。"
    advice = "封盒后只能说明理由作补充归档。"


class RegisterClosed(PolicyError):
    code = "E603"
    sentence = "销毁清册“{register}”现在是“{state}”状态，不能{act}。"
    advice = "如需重新造册，请用 archivist destroy propose。"


class AlreadyListed(PolicyError):
    code = "E604"
    sentence = "件 {record} 已列入销毁清册，不能{act}。"
    advice = "请先用 archivist destroy cancel 撤销该清册。"


class QuarterAhead(PolicyError):
    code = "E605"
    sentence = "{quarter} 还没有开始，不能造册。"
    advice = "可用 archivist retention agenda 查看今后各季度到期的材料。"


class RecordGone(PolicyError):
    code = "E606"
    sentence = "件 {record} 已不在架上，不能{act}。"
    advice = "请用 archivist record show 查看它的去向。"


class NoFileToCopy(PolicyError):
    code = "E607"
    sentence = "件 {record} 没有文件，不能复制。"
    advice = "实物只有一份：放错了批次请用 archivist record move 移动。"


class BatchOpen(PolicyError):
    code = "E608"
    sentence = "批次“{batch}”还不能封盒：{why}。"
    advice = "请先补齐；确实补不齐的，请用 --despite 写明理由再封盒。"


# ---------------------------------------------------------------- 7 damage


class DamageError(ArchivistError):
    """The archive is not what its catalogue says. Work stops."""

    code = "E700"
    status = 7


class CatalogueDamaged(DamageError):
    code = "E701"
    sentence = "档案目录库“{path}”损坏：{why}。"
    advice = "请停止使用，保留现状，用最近的备份恢复后运行 archivist verify。"


class DigestMismatch(DamageError):
    code = "E702"
    sentence = "文件“{path}”的内容与登记的校验值不符。"
    advice = "请停止使用这份文件，用备份恢复后运行 archivist verify。"


class PlaceTaken(DamageError):
    code = "E703"
    sentence = "架位“{path}”上已经有一个目录里没有登记的文件。"
    advice = "请先把它移出档案库文件夹，再运行 archivist verify。"


class CatalogueTooNew(DamageError):
    code = "E704"
    sentence = "档案目录库“{path}”是更新版本的 archivist 建立的。"
    advice = "请安装新版本后再打开；旧版本不会改动它。"


class WriteNotKept(DamageError):
    code = "E705"
    sentence = "写入“{path}”后读回来的内容不一致。"
    advice = "硬盘可能有故障：请停止使用并检查硬盘。"


class FileGone(DamageError):
    code = "E706"
    sentence = "文件“{place}”不在它的架位上。"
    advice = "请停止使用，用备份恢复后运行 archivist verify。"


class CatalogueTooOld(DamageError):
    code = "E707"
    sentence = "档案目录库“{path}”是旧版本的 archivist 建立的，还没有升级。"
    advice = "请运行一次 archivist start，它会自动升级；内容不会丢。"


# ---------------------------------------------------------------- 8 busy


class BusyError(ArchivistError):
    """Another process holds what is needed."""

    code = "E800"
    status = 8


class ArchiveLocked(BusyError):
    code = "E801"
    sentence = "档案库正由另一个程序使用（{holder}）。"
    advice = (
        "请等它结束；如果是 archivist start，请在它的窗口按 Ctrl+C，做完后再启动。"
        "查看类命令不受影响。"
    )


# ---------------------------------------------------------------- 9 storage


class StorageError(ArchivistError):
    """The disk will not take or give bytes."""

    code = "E900"
    status = 9


class DiskFull(StorageError):
    code = "E901"
    sentence = "硬盘空间不足：“{path}”只剩 {free}。"
    advice = "请腾出空间；收件暂停，空间足够后自动继续，收件箱里的文件不会丢。"


class WriteFailed(StorageError):
    code = "E902"
    sentence = "写不进“{path}”：{why}。"
    advice = "请检查硬盘和权限；没有改动原有内容。"


def all_errors() -> tuple[type[ArchivistError], ...]:
    """Every error class that can be raised, in the order of their codes."""

    def walk(kind: type[ArchivistError]) -> list[type[ArchivistError]]:
        found = [kind] if kind.sentence else []
        for child in kind.__subclasses__():
            found.extend(walk(child))
        return found

    return tuple(sorted(walk(ArchivistError), key=lambda kind: kind.code))


def error_by_code(code: str) -> type[ArchivistError]:
    """The class with this code; raises KeyError if there is none."""
    return {kind.code: kind for kind in all_errors()}[code]
