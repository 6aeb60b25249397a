"""What the demo's letters say: a made-up school asks to be filed, and the receipt."""

from datetime import date

from archivist.records.batch import Batch

_CITY = "云港示范市人力资源和社会保障局"


def letter_fields(batch: Batch, today: date) -> tuple[tuple[str, str, dict[str, object]], ...]:
    """Kind, 发文机关代字 and fields of two letters: a made-up school asks, its bureau answers."""
    centre = "云港示范职业技术学院职业技能等级认定中心"
    school = "云港示范职业技术学院"
    request: dict[str, object] = {
        "sender": school,
        "addressee": _CITY,
        "centre": centre,
        "dated_on": today.isoformat(),
    }
    receipt: dict[str, object] = {
        "sender": _CITY,
        "addressee": school,
        "centre": centre,
        "filing_number": "Y000041019001",
        "city_office": _CITY,
        "short_name": "云港示范院认定中心",
        "contact": "示范联系人",
        "phone": "000-00000000",
        "email": "shifan@example.invalid",
        "address": "云港示范市示范路 1 号",
        "dated_on": today.isoformat(),
        "scope": [
            {
                "occupation": batch.occupation,
                "code": batch.occupation_code,
                "job": batch.job,
                "levels": "5、4、3",
                "standard": "国家职业标准",
            },
            {
                "occupation": "车工",
                "code": "6-18-01-01",
                "job": "数控车床",
                "levels": "4、3",
                "standard": "国家职业标准",
            },
        ],
    }
    return (
        ("filing-request-education", "云港示院函", request),
        ("filing-receipt-education", "云港示人社函", receipt),
    )
