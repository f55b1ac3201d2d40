"""A bot over HTTP as an ASGI application: `POST /chat`. It needs no framework, and can be mounted in any.

Whoever mounts it decides who may talk in which session: whoever knows the name of a session can go on with it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Any, TypeAlias

from onoma.chat.dialogue import Answer, Chat
from onoma.chat.frame import frame_to_value
from onoma.chat.utterance import MAX_CHARACTERS
from onoma.document import Value
from onoma.errors import InputError, SessionError

__all__ = ["ChatApp", "Limits"]

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused: a longer body, a longer text, a turn when so many of its session wait already.

    `n_threads` turns are taken side by side, of which each may wait for an action.
    """

    body_bytes: int = 65_536
    text_characters: int = MAX_CHARACTERS
    waiting_turns: int = 8
    n_threads: int = 32


class _Refused(Exception):  # noqa: N818
    def __init__(self, status: int, what: str, **headers: str) -> None:
        super().__init__(what)
        self.status, self.what, self.headers = status, what, headers


@dataclass(frozen=True, slots=True)
class _Said:
    """The body of a request."""

    session: str
    text: str
    reference: datetime | None
    explain: bool


class ChatApp:
    """The application; `chat` is the bot that answers."""

    def __init__(self, chat: Chat, limits: Limits | None = None) -> None:
        self.chat = chat
        self._limits = limits or Limits()
        self._threads = ThreadPoolExecutor(self._limits.n_threads, "onoma chat")
        self._waiting: dict[str, tuple[asyncio.Lock, int]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, as ASGI has it."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            try:
                await self._answer(scope, receive, send)
            except _Refused as refused:
                await _send(send, refused.status, {"error": refused.what}, **refused.headers)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _path_of(scope).rstrip("/") != "/chat":
            raise _Refused(404, "there is nothing here; POST to /chat")
        if scope["method"] != "POST":
            raise _Refused(405, "POST only", allow="POST")
        said = self._said(await self._body(scope, receive))
        answer = await self._turn(said)
        table: dict[str, Value] = {"session": said.session, "replies": list(answer.replies)}
        await _send(send, 200, table | ({"frame": frame_to_value(answer.frame)} if said.explain else {}))

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        """The whole body; what is too long is refused before it is read, or as soon as it is too long."""
        headers = {name.lower(): value for name, value in scope["headers"]}
        kind = headers.get(b"content-type", b"").split(b";")[0].strip().lower()
        if kind != b"application/json":
            raise _Refused(415, "the body has to be application/json")
        length = headers.get(b"content-length", b"")
        self._check_length(int(length) if length.isdigit() else 0)
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise _Refused(400, "the body ended too early")
            body += message.get("body", b"")
            self._check_length(len(body))
            if not message.get("more_body", False):
                return bytes(body)

    def _check_length(self, n_bytes: int) -> None:
        if n_bytes > self._limits.body_bytes:
            raise _Refused(413, f"the body is longer than {self._limits.body_bytes:,} bytes", connection="close")

    def _said(self, body: bytes) -> _Said:
        try:
            table = json.loads(body)
        except (ValueError, RecursionError):
            raise _Refused(400, 'the body is not JSON; send {"session": "…", "text": "…"}') from None
        if not isinstance(table, dict) or not isinstance(table.get("text"), str):
            raise _Refused(422, 'there is no text; send {"session": "…", "text": "…"}')
        session = table.get("session")
        if session is not None and not isinstance(session, str):
            raise _Refused(422, "session is no text; leave it out to begin a new one")
        if len(table["text"]) > self._limits.text_characters:
            raise _Refused(422, f"the text is longer than {self._limits.text_characters:,} characters")
        name = token_urlsafe(18) if session is None else session
        return _Said(name, table["text"], _reference(table.get("reference")), table.get("explain") is True)

    async def _turn(self, said: _Said) -> Answer:
        """The answer; turns of a session are taken in the order in which they came."""
        lock, n = self._waiting.get(said.session, (asyncio.Lock(), 0))
        if n > self._limits.waiting_turns:
            raise _Refused(429, "too many turns of this session wait already", **{"retry-after": "1"})
        self._waiting[said.session] = lock, n + 1
        try:
            async with lock:
                return await asyncio.get_running_loop().run_in_executor(self._threads, self._say, said)
        finally:
            lock, n = self._waiting.pop(said.session)
            if n > 1:
                self._waiting[said.session] = lock, n - 1

    def _say(self, said: _Said) -> Answer:
        try:
            return self.chat.say(said.text, session=said.session, reference=said.reference)
        except SessionError as error:
            raise _Refused(409, str(error)) from None
        except InputError as error:
            raise _Refused(422, str(error)) from None


def _reference(given: object) -> datetime | None:
    if given is None:
        return None
    try:
        return datetime.fromisoformat(str(given))
    except ValueError:
        raise _Refused(422, "reference is no time; write it as 2026-03-04T10:00") from None


def _path_of(scope: Scope) -> str:
    """The path below where the application is mounted."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path.removeprefix(root) if root and path.startswith(f"{root}/") else path


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _send(send: Send, status: int, table: dict[str, Value], **headers: str) -> None:
    body = json.dumps(table).encode()
    lines = {"content-type": "application/json", "content-length": str(len(body)), **headers}
    names = [(name.encode(), value.encode()) for name, value in lines.items()]
    await send({"type": "http.response.start", "status": status, "headers": names})
    await send({"type": "http.response.body", "body": body})
