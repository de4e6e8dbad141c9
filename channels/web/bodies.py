"""What a request carries: read up to a limit, and checked."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Literal, TypeVar

from pydantic import BaseModel, Extra, StrictStr, ValidationError, constr
from sanic.request import Request

from channels.web.problems import Problem

UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
LONGEST_COMMENT = 1000


class Body(BaseModel):
    class Config:
        extra = Extra.forbid


class NewMessage(Body):
    """A message, by an id of the client's own."""

    id: constr(strict=True, regex=rf"^{UUID}\Z")  # type: ignore[valid-type]
    text: StrictStr


class NewFeedback(Body):
    """A rating of an answer."""

    answer: constr(strict=True, regex=rf"^{UUID}\.[0-9]{{1,2}}\Z")  # type: ignore[valid-type]
    rating: Literal["up", "down"]
    comment: constr(strict=True, max_length=LONGEST_COMMENT) | None = None  # type: ignore[valid-type]


Kind = TypeVar("Kind", bound=Body)


async def raw(request: Request, most: int) -> bytes:
    """The body of a streaming request.

    Raises:
        Problem: 413, as soon as more than `most` bytes have come.
    """
    body = bytearray()
    async for chunk in request.stream:
        body += chunk
        if len(body) > most:
            raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The body has more than {most} bytes.")
    return bytes(body)


async def read(request: Request, kind: type[Kind], most: int) -> Kind:
    """The body as an object of a kind.

    Raises:
        Problem: 413, 415 (not JSON by its type), or 400 with what is wrong.
    """
    body = await raw(request, most)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON: Content-Type: application/json.")
    try:
        return kind.parse_obj(json.loads(body))
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise Problem(HTTPStatus.BAD_REQUEST, wrong) from None
    except (ValueError, RecursionError):
        raise Problem(HTTPStatus.BAD_REQUEST, "The body is not JSON.") from None
