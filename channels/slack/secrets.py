"""Keeps tokens and other secrets out of the log."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=ticket=)[^&\s'\")]+|https://hooks\.slack\.com/\S+|v0=[0-9a-f]{64}"
)
HIDDEN = "(hidden)"


class Redaction(logging.Filter):
    """Takes whatever looks like a secret of Slack's out of a record, its traceback included."""

    def __init__(self, *secrets: str | None) -> None:
        super().__init__()
        self._secrets = [secret for secret in secrets if secret]

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self.redact(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = self.redact(logging.Formatter().formatException(record.exc_info))
        return True

    def redact(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return SECRET.sub(HIDDEN, text)
