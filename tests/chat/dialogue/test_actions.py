"""Actions: what they are given, what may come of them, and that nothing they do ends a conversation."""

import json
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from scripted_bot import WEATHER_BOT

from onoma.chat.bot import Bot, HttpCall, Intent, PythonCall, SlotUse
from onoma.chat.dialogue import Actions, AskAgain
from onoma.chat.dialogue.steps import Call, Failed, NeedsSlot, Outcome, Said
from onoma.document import Document
from onoma.errors import SettingsError


def _run(function: Callable[..., object], timeout_s: float = 60.0, **slots: str) -> Outcome:
    actions = Actions(functions={"m:f": function})
    return actions(Call(PythonCall("m:f", timeout_s), "intent", slots))


def test_function_gets_the_slots_and_its_answer_is_said() -> None:
    assert _run(lambda place, day="now": f"{place} {day}", place="Rome") == Said("Rome now")
    assert _run(lambda: None) == Said("")


def _raises(error: BaseException) -> Callable[..., object]:
    def function() -> object:
        raise error

    return function


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit(1), KeyboardInterrupt()])
def test_whatever_a_function_raises_is_a_failure(error: BaseException) -> None:
    assert isinstance(_run(_raises(error)), Failed)


def test_function_that_wants_another_value_says_so() -> None:
    assert _run(_raises(AskAgain("place", "No such place."))) == NeedsSlot("place", "No such place.")


def test_function_that_takes_too_long_is_a_failure() -> None:
    never = threading.Event()
    assert _run(lambda: str(never.wait(60)), timeout_s=0.05) == Failed("not done after 0.05 s")
    never.set()


def test_function_that_returns_no_text_is_a_failure() -> None:
    assert _run(lambda: 5) == Failed("it returned int, not a text")


def test_functions_that_never_end_do_not_pile_up() -> None:
    never = threading.Event()
    actions = Actions(functions={"m:f": lambda: str(never.wait(60))}, max_running=2)
    call = Call(PythonCall("m:f", 0.02), "intent")
    assert [actions(call) for _ in range(2)] == [Failed("not done after 0.02 s")] * 2
    assert actions(call) == Failed("too many actions run already")
    never.set()


def _bot(action: PythonCall | HttpCall, *uses: SlotUse) -> Bot:
    return Bot((Intent("go", (Document("go"),), uses, action),))


def _folder(tmp_path: Path, name: str, text: str) -> Path:
    (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def path() -> Iterator[None]:
    """What the actions' folder adds is taken away again."""
    before, modules = list(sys.path), set(sys.modules)
    yield
    sys.path[:] = before
    for name in set(sys.modules) - modules:
        del sys.modules[name]


@pytest.mark.usefixtures("path")
def test_module_is_imported_from_the_folder(tmp_path: Path) -> None:
    actions = Actions(_folder(tmp_path, "bot_actions", "def go(place):\n    return f'to {place}'\n"))
    action = PythonCall("bot_actions:go")
    actions.prepare(_bot(action, SlotUse("place", required=True)))
    assert actions(Call(action, "go", {"place": "Rome"})) == Said("to Rome")


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("os:system", "has no os.py"),
        ("posixpath:join", "has no posixpath.py"),
        ("bot_broken:go", "importing bot_broken failed: ZeroDivisionError"),
        ("bot_fine:gone", "has no function 'gone'"),
        ("bot_fine:NUMBER", "has no function 'NUMBER'"),
        ("json:go", "a module 'json' is loaded already"),
        ("bot_fine", "names no function"),
        ("../bot_fine:go", "names no function"),
    ],
)
def test_only_functions_of_the_folder_are_called(tmp_path: Path, target: str, message: str) -> None:
    """A bundle of a stranger may name whatever function it likes."""
    _folder(tmp_path, "bot_broken", "1 / 0\n")
    _folder(tmp_path, "bot_fine", "NUMBER = 1\ndef go(): pass\n")
    _folder(tmp_path, "json", "def go(): pass\n")
    with pytest.raises(SettingsError, match=message):
        Actions(tmp_path).prepare(_bot(PythonCall(target)))


def test_bot_that_calls_functions_needs_to_be_given_some() -> None:
    with pytest.raises(SettingsError, match="calls actions:weather, and no actions were given"):
        Actions().prepare(WEATHER_BOT)


def test_function_that_does_not_take_the_slots_is_found_before_anybody_talks() -> None:
    place, day = SlotUse("place", required=True), SlotUse("day")
    bot = _bot(PythonCall("m:f"), place, day)
    Actions(functions={"m:f": lambda place, day="": ""}).prepare(bot)
    Actions(functions={"m:f": lambda **slots: ""}).prepare(bot)
    with pytest.raises(SettingsError, match="does not take the slot 'day'"):
        Actions(functions={"m:f": lambda place: ""}).prepare(bot)
    with pytest.raises(SettingsError, match="needs 'day', which 'go' may lack"):
        Actions(functions={"m:f": lambda place, day: ""}).prepare(bot)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://host/x", "weather", "http://"])
def test_only_web_addresses_are_called(url: str) -> None:
    with pytest.raises(SettingsError, match="is no address"):
        Actions().prepare(_bot(HttpCall(url)))


class _Server(BaseHTTPRequestHandler):
    """Answers with what the path asks for, and keeps what it got."""

    got: list[tuple[str, str, str | None]] = []  # noqa: RUF012

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.got.append((self.path, body, self.headers["Idempotency-Key"]))
        self._answer()

    def do_GET(self) -> None:
        self.got.append((self.path, "", self.headers["Idempotency-Key"]))
        self._answer()

    def _answer(self) -> None:
        status, kind, body = {
            "json": (200, "application/json", b'{"text": "sunny"}'),
            "plain": (200, "text/plain; charset=utf-8", "schön".encode()),
            "ask": (200, "application/json", b'{"text": "Where?", "ask": "place"}'),
            "broken": (200, "application/json", b"{"),
            "list": (200, "application/json", b"[1]"),
            "long": (200, "text/plain", b"x" * 70_000),
            "error": (500, "text/plain", b"no"),
            "moved": (302, "text/plain", b""),
        }[self.path.partition("?")[0].strip("/")]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Location", "/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _post(url: str, **slots: str) -> Outcome:
    return Actions()(Call(HttpCall(url, timeout_s=60), "go", slots), "me:3")


def test_server_gets_the_slots_and_its_text_is_said(address: str) -> None:
    assert _post(f"{address}/json", place="Rome") == Said("sunny")
    path, body, key = _Server.got[-1]
    assert (path, json.loads(body), key) == ("/json", {"intent": "go", "slots": {"place": "Rome"}}, "me:3")
    assert _post(f"{address}/plain") == Said("schön")


def test_get_asks_with_a_query(address: str) -> None:
    call = Call(HttpCall(f"{address}/json?key=1", "GET"), "go", {"place": "New York", "n": 2})
    assert Actions()(call) == Said("sunny")
    assert _Server.got[-1] == ("/json?key=1&intent=go&place=New+York&n=2", "", None)


def test_server_may_ask_for_another_value(address: str) -> None:
    assert _post(f"{address}/ask") == NeedsSlot("place", "Where?")


@pytest.mark.parametrize("path", ["broken", "list", "long", "error", "moved"])
def test_wrong_answers_are_failures(address: str, path: str) -> None:
    assert isinstance(_post(f"{address}/{path}"), Failed)


def test_server_that_is_not_there_is_a_failure() -> None:
    assert isinstance(_post("http://127.0.0.1:9"), Failed)
