"""The bot over HTTP: what it answers, and what it refuses."""

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from onoma.chat.bot import Bot, Intent, PythonCall, SlotType, SlotUse
from onoma.chat.dialogue import Actions, Chat
from onoma.chat.frame import FALLBACK, Frame, Slot
from onoma.chat.web import ChatApp, Limits
from onoma.document import Document

_BOT = Bot(
    (
        Intent("greet", (Document("hello"),), action="Hello!"),
        Intent("note", (Document("note"),), (SlotUse("note", required=True),), PythonCall("m:note", 60)),
    ),
    {"note": SlotType("note", "text", "What?")},
)


class _Understander:
    bot = _BOT

    def __call__(self, text: str, *, reference: object = None) -> Frame:
        intent = {"hello": "greet", "note": "note"}.get(text, FALLBACK)
        return Frame(text, intent, 1.0)

    def read_slot(self, slot: SlotType, text: str, *, reference: object = None) -> Slot:
        return Slot(0, len(text), slot.name, text, text)


class _Notes:
    """The action of the bot; it waits until it may go on."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.go_on.set()
        self.order: list[str] = []

    def __call__(self, note: str) -> str:
        self.go_on.wait(60)
        self.order.append(note)
        return f"Noted {note}."


@pytest.fixture
def notes() -> Iterator[_Notes]:
    kept = _Notes()
    yield kept
    kept.go_on.set()


@pytest.fixture
def web(notes: _Notes) -> ChatApp:
    chat = Chat(_Understander(), actions=Actions(functions={"m:note": notes}))
    return ChatApp(chat, Limits(body_bytes=500, text_characters=50, waiting_turns=2))


async def _ask(web: ASGIApp, *bodies: bytes, method: str = "POST", path: str = "/chat", **more: Any) -> tuple[int, Any]:
    """One request, whose body comes in pieces; its status and JSON."""
    messages = [{"type": "http.request", "body": body, "more_body": True} for body in bodies]
    messages.append({"type": "http.request", "body": b"", "more_body": False})
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return messages.pop(0)

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    headers = more.pop("headers", [(b"content-type", b"application/json")])
    await web({"type": "http", "method": method, "path": path, "headers": headers, **more}, receive, send)
    return sent[0]["status"], json.loads(sent[1]["body"])


def ask(web: ASGIApp, *bodies: bytes, **more: Any) -> tuple[int, Any]:
    return asyncio.run(_ask(web, *bodies, **more))


def _body(text: str, session: str | None = "me", **more: object) -> bytes:
    return json.dumps({"text": text, **({"session": session} if session else {}), **more}).encode()


def test_post_answers_and_the_session_goes_on(web: ChatApp) -> None:
    assert ask(web, _body("hello")) == (200, {"session": "me", "replies": ["Hello!"]})
    assert ask(web, _body("note"))[1]["replies"] == ["What?"]
    assert ask(web, _body("milk", "you"))[1]["replies"] == ["Sorry, I did not understand that."]
    assert ask(web, _body("milk"))[1]["replies"] == ["Noted milk."]


def test_body_may_come_in_pieces(web: ChatApp) -> None:
    body = _body("hello")
    assert ask(web, body[:7], body[7:])[0] == 200


def test_frame_is_given_on_request(web: ChatApp) -> None:
    answer = ask(web, _body("hello", explain=True))[1]
    assert answer["frame"] == {"text": "hello", "intent": "greet", "score": 1.0, "slots": []}


def test_session_that_is_left_out_is_a_new_one(web: ChatApp) -> None:
    first, second = (ask(web, _body("hello", None))[1]["session"] for _ in range(2))
    assert len(first) > 20
    assert first != second


def test_mounted_in_starlette_it_answers_below_its_place(web: ChatApp) -> None:
    async def home(request: Request) -> JSONResponse:
        return JSONResponse({"home": True})

    site = Starlette(routes=[Route("/", home), Mount("/bots/weather", app=web)])
    whole: dict[str, Any] = {"query_string": b"", "http_version": "1.1", "scheme": "http", "server": ("test", 80)}
    assert ask(site, path="/", method="GET", **whole) == (200, {"home": True})
    assert ask(site, _body("hello"), path="/bots/weather/chat", **whole)[1]["replies"] == ["Hello!"]
    assert ask(site, _body("hello"), path="/bots/weather/other", **whole)[0] == 404


def test_mounted_elsewhere_it_answers_below_its_root(web: ChatApp) -> None:
    """Both as Starlette gives the path, whole, and as others do."""
    assert ask(web, _body("hello"), path="/bots/weather/chat", root_path="/bots/weather")[0] == 200
    assert ask(web, _body("hello"), path="/chat", root_path="/bots/weather")[0] == 200
    assert ask(web, _body("hello"), path="/other/chat", root_path="/bots/weather")[0] == 404


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"", 400, "not JSON"),
        (b"{", 400, "not JSON"),
        (b"\xff\xfe", 400, "not JSON"),
        (b"[" * 499, 400, "not JSON"),
        (b"[1]", 422, "there is no text"),
        (b'{"session": "me"}', 422, "there is no text"),
        (b'{"text": 5}', 422, "there is no text"),
        (b'{"text": "hi", "session": 5}', 422, "session is no text"),
        (b'{"text": "hi", "session": ""}', 422, "names no session"),
        (b'{"text": "hi", "session": "a\\u0000b"}', 422, "names no session"),
        (b'{"text": "hi", "session": "\\ud800"}', 422, "names no session"),
        (b'{"text": "hi", "reference": "noon"}', 422, "reference is no time"),
        (_body("x" * 51), 422, "longer than 50 characters"),
        (b'{"text": "' + b"x" * 500, 413, "longer than 500 bytes"),
    ],
)
def test_wrong_body_is_refused(web: ChatApp, body: bytes, status: int, words: str) -> None:
    found, answer = ask(web, body)
    assert found == status
    assert words in answer["error"]


def test_too_long_a_body_is_refused_before_it_is_read(web: ChatApp) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", b"1000000000")]
    assert ask(web, headers=headers)[0] == 413
    assert ask(web, *[b"x" * 100] * 1000)[0] == 413


def test_other_paths_methods_and_types_are_refused(web: ChatApp) -> None:
    assert ask(web, path="/")[0] == 404
    assert ask(web, method="GET")[0] == 405
    assert ask(web, _body("hello"), headers=[(b"content-type", b"text/plain")])[0] == 415


def test_hostile_text_gets_the_fallback(web: ChatApp) -> None:
    for text in ("<script>alert(1)</script>", "'; DROP TABLE sessions; --", "\x00\x1b[2J", "\ud800", ""):
        assert ask(web, _body(text)) == (200, {"session": "me", "replies": ["Sorry, I did not understand that."]})


def test_turns_of_a_session_keep_their_order_and_others_do_not_wait(web: ChatApp, notes: _Notes) -> None:
    """While one session's action runs, its next turn waits, and another session is answered."""
    notes.go_on.clear()

    async def talk() -> list[Any]:
        for session in ("me", "you"):
            await _ask(web, _body("note", session))
        first = asyncio.create_task(_ask(web, _body("milk")))
        await asyncio.sleep(0.02)
        second = asyncio.create_task(_ask(web, _body("hello")))
        assert (await _ask(web, _body("hello", "they")))[0] == 200
        assert not first.done()
        assert not second.done()
        notes.go_on.set()
        return [await first, await second]

    (_, first), (_, second) = asyncio.run(talk())
    assert first["replies"] == ["Noted milk."]
    assert second["replies"] == ["Hello!"]


def test_too_many_waiting_turns_of_a_session_are_refused(web: ChatApp, notes: _Notes) -> None:
    notes.go_on.clear()

    async def talk() -> list[int]:
        await _ask(web, _body("note"))
        tasks = [asyncio.create_task(_ask(web, _body("milk"))) for _ in range(6)]
        await asyncio.sleep(0.02)
        notes.go_on.set()
        return [(await task)[0] for task in tasks]

    assert asyncio.run(talk()) == [200, 200, 200, 429, 429, 429]


def test_lifespan_and_websockets_are_answered(web: ChatApp) -> None:
    messages = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    sent: list[str] = []

    async def receive() -> MutableMapping[str, Any]:
        return messages.pop(0)

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message["type"])

    send_to: Callable[[MutableMapping[str, Any]], Awaitable[None]] = send
    asyncio.run(web({"type": "lifespan"}, receive, send_to))
    asyncio.run(web({"type": "websocket"}, receive, send_to))
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete", "websocket.close"]
