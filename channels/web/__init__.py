"""The web channel. Named in `credentials.yml` as `channels.web.Web`."""

from channels.web.channel import Web

__all__ = ["Web"]
