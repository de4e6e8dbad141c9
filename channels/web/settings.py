"""What the environment says about the web channel."""

from __future__ import annotations

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from pydantic import BaseSettings, PositiveInt, SecretStr, ValidationError, validator
from pydantic.fields import ModelField
from rasa.shared.exceptions import RasaException

ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?")
SHORTEST_SECRET = 32


class Settings(BaseSettings):
    """The variables, each named `DETENTE_` and the field in capitals; an empty one counts as unset.

    Attributes:
        secret: signs tokens; unset, `secret_file` does, which is made when there is none.
        origins: sites whose pages may call the API, besides its own; separated by commas or spaces.
        proxies: addresses or networks whose `X-Forwarded-For` counts.
        redis_url: where messages are counted when several processes serve; unset, in memory.
        limit_conversation: messages a minute in one conversation.
        limit_address: messages a minute from one address, and as many other calls.
        max_body: bytes of a request's body.
        metrics_token: opens `/metrics` to others than this machine.
    """

    secret: SecretStr | None = None
    secret_file: Path = Path("var/secret")
    origins: tuple[str, ...] = ()
    proxies: tuple[Any, ...] = ()
    redis_url: str | None = None
    limit_conversation: PositiveInt = PositiveInt(20)
    limit_address: PositiveInt = PositiveInt(120)
    max_body: PositiveInt = PositiveInt(16 * 1024)
    metrics_token: SecretStr | None = None

    class Config:
        env_prefix = "DETENTE_"

        @classmethod
        def parse_env_var(cls, field_name: str, raw: str) -> Any:
            return raw.replace(",", " ").split()

    @classmethod
    def from_environment(cls) -> Settings:
        """The settings.

        Raises:
            RasaException: a variable that makes no sense, by its name; Rasa prints it and ends.
        """
        try:
            return cls()
        except ValidationError as error:
            wrong = (f"DETENTE_{str(one['loc'][0]).upper()}: {one['msg']}" for one in error.errors())
            raise RasaException("\n".join(wrong)) from None

    @validator("*", pre=True)
    def _empty_is_unset(cls, value: Any, field: ModelField) -> Any:
        return field.get_default() if value == "" else value

    @validator("secret")
    def _long_enough(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret and len(secret.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(
                f"needs {SHORTEST_SECRET} characters or more, "
                'for instance from: python3 -c "import secrets; print(secrets.token_hex(32))"'
            )
        return secret

    @validator("origins", each_item=True)
    def _exact(cls, origin: str) -> str:
        if not ORIGIN.fullmatch(origin):
            raise ValueError(
                f"{origin!r} is no origin as browsers send it: https://example.org, no path, small letters"
            )
        return origin

    @validator("proxies", each_item=True, pre=True)
    def _network(cls, network: str) -> Any:
        return ip_network(network)
