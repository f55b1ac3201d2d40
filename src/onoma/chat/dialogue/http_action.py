"""An action over HTTP: the intent and the slots go out as JSON, and a text comes back. Redirects are not followed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlencode
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from onoma.chat.bot import HttpCall
from onoma.chat.dialogue.steps import Call, Failed, NeedsSlot, Outcome, Said
from onoma.document import Value

__all__ = ["run_http"]

_MAX_BYTES = 65_536


def run_http(call: Call, action: HttpCall, key: str) -> Outcome:
    """What the server answers: plain text, or JSON with `text`, and with `ask` when a slot has to be given anew.

    Raises whatever goes wrong on the way: a refused connection, a status that isn't 2xx, an answer of another form.
    """
    with _opener().open(_request(call, action, key), timeout=action.timeout_s) as answer:
        body = answer.read(_MAX_BYTES + 1)
        is_json = answer.headers.get_content_type() == "application/json"
    if len(body) > _MAX_BYTES:
        return Failed(f"the answer is longer than {_MAX_BYTES:,} bytes")
    text = body.decode("utf-8")
    return _outcome(json.loads(text)) if is_json else Said(text)


def _request(call: Call, action: HttpCall, key: str) -> Request:
    headers = {"Accept": "application/json, text/plain", "User-Agent": "onoma"}
    if key:
        headers["Idempotency-Key"] = key
    if action.method == "GET":
        query = urlencode({"intent": call.intent, **{name: _plain(value) for name, value in call.slots.items()}})
        return Request(f"{action.url}{'&' if '?' in action.url else '?'}{query}", headers=headers)
    body = json.dumps({"intent": call.intent, "slots": dict(call.slots)}).encode()
    return Request(action.url, body, {**headers, "Content-Type": "application/json"}, method="POST")


def _plain(value: Value) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _outcome(answer: object) -> Outcome:
    if not isinstance(answer, Mapping) or not isinstance(answer.get("text", ""), str):
        return Failed('the answer is no JSON of the form {"text": "…"}')
    text, slot = str(answer.get("text", "")), answer.get("ask")
    return NeedsSlot(slot, text) if isinstance(slot, str) else Said(text)


def _opener() -> OpenerDirector:
    """What opens http and https, and neither files nor whatever else an address may name."""
    opener = OpenerDirector()
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler(), HTTPDefaultErrorHandler(), HTTPErrorProcessor()):
        opener.add_handler(handler)
    return opener
