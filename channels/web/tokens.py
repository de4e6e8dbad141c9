"""Tokens: who may read and write which conversation."""

from __future__ import annotations

import os
import secrets
from datetime import datetime, timedelta, timezone
from pathlib import Path

import jwt
from rasa.shared.exceptions import RasaException

from channels.web.settings import SHORTEST_SECRET, Settings

ALGORITHM = "HS256"
AUDIENCE = "detente"
LIFETIME = timedelta(days=30)


class Tokens:
    """Signs and reads tokens, each bound to one conversation and valid for thirty days."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    @classmethod
    def from_settings(cls, settings: Settings) -> Tokens:
        return cls(settings.secret.get_secret_value() if settings.secret else kept_secret(settings.secret_file))

    def sign(self, conversation: str) -> tuple[str, datetime]:
        """A new token, and when it expires."""
        now = datetime.now(timezone.utc).replace(microsecond=0)
        claims = {"sub": conversation, "aud": AUDIENCE, "iat": now, "exp": now + LIFETIME}
        return jwt.encode(claims, self._secret, ALGORITHM), now + LIFETIME

    def conversation(self, token: str) -> str | None:
        """The conversation a token is bound to; None when it is expired, not ours or no token."""
        try:
            claims = jwt.decode(
                token, self._secret, [ALGORITHM], audience=AUDIENCE, options={"require": ["sub", "aud", "iat", "exp"]}
            )
        except (jwt.PyJWTError, ValueError):
            return None
        return claims["sub"]


def kept_secret(path: Path) -> str:
    """The secret in a file, which is made when there is none; several processes may start at once.

    Raises:
        RasaException: others may read the file, or it is too short.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(SHORTEST_SECRET))
        try:
            # Unlike a rename, a link never replaces what another process has just made.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    if path.stat().st_mode & 0o077:
        raise RasaException(f"{path} signs the tokens of conversations, and others may read it: chmod 600 {path}")
    secret = path.read_text(encoding="utf-8").strip()
    if len(secret) < SHORTEST_SECRET:
        raise RasaException(f"{path} has fewer than {SHORTEST_SECRET} characters: delete it, and a new one is made")
    return secret
