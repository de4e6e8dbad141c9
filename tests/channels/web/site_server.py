"""The site alone, without Rasa: `python -m tests.channels.web.site_server PORT FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from sanic import Sanic, response

from mends import tensorflow


def main(port: str, folder: str) -> None:
    tensorflow.apply()
    from channels.web.headers import Headers
    from channels.web.problems import problem_of
    from channels.web.site import Site

    app = Sanic("site", configure_logging=False)
    app.blueprint(Site(Path(folder)).blueprint(), url_prefix="/")
    app.add_route(lambda _: response.text("alive"), "/alive", name="alive")
    headers = Headers([])
    app.register_middleware(headers.begin, "request")
    app.register_middleware(headers.finish, "response")
    app.error_handler.add(Exception, problem_of)
    app.run("127.0.0.1", int(port), access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
