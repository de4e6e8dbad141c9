"""What those who run the bot ask: whether it is alive, whether it is ready, and what it has counted."""

from __future__ import annotations

import asyncio
import hmac
from http import HTTPStatus
from ipaddress import ip_address

from prometheus_client import CONTENT_TYPE_LATEST, Counter, generate_latest
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.web.kept import Kept
from channels.web.limits import RateLimits
from channels.web.problems import Problem
from channels.web.routes import add
from channels.web.settings import Settings

REQUESTS = Counter("detente_http_requests", "Requests answered", ["method", "route", "status"])
METHODS = ("GET", "HEAD", "POST", "DELETE", "OPTIONS")
PATIENCE = 2.0
"""Seconds for the store to show that it is there."""


def count(request: Request, reply: HTTPResponse) -> None:
    """Response middleware. Labels have few values, whatever is sent."""
    method = request.method if request.method in METHODS else "other"
    route = f"/{request.route.path}" if request.route else "none"
    REQUESTS.labels(method, route, reply.status).inc()


class Probes:
    def __init__(self, settings: Settings, kept: Kept, limits: RateLimits) -> None:
        self._token = settings.metrics_token.get_secret_value() if settings.metrics_token else None
        self._kept = kept
        self._limits = limits

    def blueprint(self) -> Blueprint:
        probes = Blueprint("web_probes")
        add(probes, "/api/health", GET=self.health)
        add(probes, "/api/ready", GET=self.ready)
        add(probes, "/metrics", GET=self.metrics)
        return probes

    async def health(self, request: Request) -> HTTPResponse:
        return response.json({"status": "alive"})

    async def ready(self, request: Request) -> HTTPResponse:
        """Ready with a model, the conversations and the counting of messages within reach."""
        if not request.app.ctx.agent.is_ready():
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "There is no model.")
        try:
            await asyncio.wait_for(asyncio.to_thread(self._reach), PATIENCE)
        except asyncio.TimeoutError:
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "The conversations do not answer.") from None
        return response.json({"status": "ready"})

    def _reach(self) -> None:
        self._kept.conversations.ping()
        if not self._limits.reachable():
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "The messages cannot be counted.")

    async def metrics(self, request: Request) -> HTTPResponse:
        """For this machine, and for who has the token. What a proxy passes on is not from this machine."""
        forwarded = {"x-forwarded-for", "forwarded", "x-real-ip"} & {name.lower() for name in request.headers}
        given = request.headers.get("authorization", "").encode("utf-8", "surrogateescape")
        known = self._token and hmac.compare_digest(given, f"Bearer {self._token}".encode())
        if not known and (forwarded or not ip_address(request.ip).is_loopback):
            detail = "Metrics are for this machine, or for who has DETENTE_METRICS_TOKEN."
            raise Problem(HTTPStatus.UNAUTHORIZED, detail, WWW_Authenticate="Bearer")
        return response.raw(generate_latest(), content_type=CONTENT_TYPE_LATEST)
