"""A headless Chromium that draws our page: found on this machine, spoken to over a pipe, cut off from the network.

It speaks the DevTools protocol: JSON messages that end with a null byte, on the file descriptors 3 and 4 of the
browser. That needs no port and no further library, but a system that hands down file descriptors: not Windows.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import signal
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from maps.errors import BrowserFailed, NoBrowser

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
"""Looked for in this order, by name on the path or as a file."""

_ARGUMENTS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--hide-scrollbars",
    "--metrics-recording-only",
    "--mute-audio",
    "--password-store=basic",
)
_OFFLINE = ("--proxy-server=http://127.0.0.1:9", "--host-resolver-rules=MAP * ~NOTFOUND")
"""Whatever the page or the browser itself would ask for finds no way out."""

_READY = "document.documentElement?.dataset.ready === 'true' || Boolean(document.querySelector('.failure'))"
_DRAWN = "typeof Dateline !== 'undefined' && Boolean(Dateline.app)"
_PICTURE = "Dateline.picture(Dateline.app, {ratio}).then((canvas) => canvas.toDataURL('image/png'))"


def find(browser: str | None = None) -> str:
    """Return the path of a Chromium or Chrome.

    Parameters
    ----------
    browser
        A name or a path, to take that one and no other.

    Raises
    ------
    NoBrowser
        When there is none.
    """
    names = (browser,) if browser else NAMES
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    raise NoBrowser(names)


def picture(
    document: str,
    *,
    browser: str | None = None,
    width: int = 1440,
    height: int = 900,
    ratio: float = 2.0,
    dark: bool = False,
    online: bool = False,
    timeout_s: float = 120.0,
) -> bytes:
    """Draw our page's map with title, legend and sources: the picture that its own "Export PNG" makes.

    Parameters
    ----------
    document
        The page, as `EventMap.document` gives it.
    browser
        Name or path of a Chromium or Chrome; by default the first that is found.
    width, height
        Pixels of the window that the page is laid out in.
    ratio
        Pixels of the picture for one of the page.
    dark
        Take the colours for a dark ground.
    online
        Let it reach the network, for a page with tiles.
    timeout_s
        Seconds after which a browser that has not answered is ended.

    Returns
    -------
    bytes
        A PNG file.

    Raises
    ------
    NoBrowser
        When there is no Chromium.
    BrowserFailed
        When it does not start, or the page does not load in time.
    """
    name = find(browser)
    deadline = time.monotonic() + timeout_s
    with tempfile.TemporaryDirectory(prefix="dateline-", ignore_cleanup_errors=True) as folder:
        page = Path(folder) / "map.html"
        page.write_text(document, encoding="utf-8", newline="\n")
        with _started(name, Path(folder) / "profile", deadline=deadline, online=online) as tab:
            scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
            tab.call("Emulation.setEmulatedMedia", features=scheme)
            tab.call(
                "Emulation.setDeviceMetricsOverride",
                width=width,
                height=height,
                deviceScaleFactor=1,
                mobile=False,
            )
            tab.call("Page.navigate", url=f"{page.as_uri()}#story=0")  # the whole map, not the first step
            while not tab.value(_READY):
                if time.monotonic() > deadline:
                    raise BrowserFailed(name, "the page did not load in time")
                time.sleep(0.05)
            if not tab.value(_DRAWN):
                raise BrowserFailed(name, "the page could not be shown")
            answer = tab.value(_PICTURE.format(ratio=ratio))
    return base64.b64decode(str(answer).partition(",")[2])


class _Tab:
    """A page of a browser at the other end of two pipes."""

    def __init__(self, browser: str, to: int, back: int, deadline: float) -> None:
        self.browser, self.to, self.back, self.deadline = browser, to, back, deadline
        self.waiting = b""
        self.last = 0
        self.session: str | None = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and give its result; what happens meanwhile is not listened to."""
        self.last += 1
        message: dict[str, Any] = {"id": self.last, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        try:
            os.write(self.to, json.dumps(message).encode() + b"\0")
        except BrokenPipeError:
            raise BrowserFailed(self.browser, "it ended at once") from None
        while True:
            answer = self._next()
            if answer.get("id") == self.last:
                break
        if "error" in answer:
            raise BrowserFailed(self.browser, f"{method}: {answer['error'].get('message', 'refused')}")
        result: dict[str, Any] = answer.get("result", {})
        return result

    def value(self, expression: str) -> Any:
        """Return the value of an expression on the page, waited for when it is a promise."""
        found = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in found:
            details = found["exceptionDetails"]
            raise BrowserFailed(
                self.browser, details.get("exception", {}).get("description", details["text"]).split("\n")[0]
            )
        return found["result"].get("value")

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self.waiting:
            left = self.deadline - time.monotonic()
            if left <= 0 or not select.select([self.back], [], [], left)[0]:
                raise BrowserFailed(self.browser, "it did not answer in time")
            part = os.read(self.back, 1 << 20)
            if not part:
                raise BrowserFailed(self.browser, "it ended at once")
            self.waiting += part
        line, _, self.waiting = self.waiting.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message


@contextmanager
def _started(browser: str, profile: Path, *, deadline: float, online: bool) -> Iterator[_Tab]:
    """Start a browser with a profile of its own and end it afterwards, whatever happens."""
    if sys.platform == "win32":
        raise BrowserFailed(browser, "not on Windows: use the button on the page, or a figure")
    import fcntl  # absent there

    command = [browser, *_ARGUMENTS, *(() if online else _OFFLINE), f"--user-data-dir={profile}"]
    if os.geteuid() == 0:  # Chromium refuses to run its sandbox as root; the page's own policy still holds
        command.append("--no-sandbox")
    ends = [*os.pipe(), *os.pipe()]
    to_read, to, back, back_write = ends
    pid = 0
    with tempfile.TemporaryFile() as log:
        try:
            # Above all numbers that are moved to, so that no move covers another.
            given = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 16) for fd in (to_read, back_write, log.fileno())]
            ends += given
            moves = [(os.POSIX_SPAWN_DUP2, given[n], fd) for n, fd in ((0, 3), (1, 4), (2, 1), (2, 2))]
            # What a browser keeps beside its profile (crash reports, a settings store) stays out of the user's folders.
            environment = os.environ | {"XDG_CONFIG_HOME": str(profile), "XDG_CACHE_HOME": str(profile)}
            pid = os.posix_spawn(browser, command, environment, file_actions=moves)
            for fd in (to_read, back_write, *given):
                os.close(fd)
                ends.remove(fd)
            yield _Tab(browser, to, back, deadline)
        except BrowserFailed as error:
            said = _complaint(log)
            if said:
                raise BrowserFailed(browser, f"{error.why} ({said})") from error
            raise
        finally:
            for fd in ends:
                os.close(fd)
            if pid:
                _end(pid)


def _complaint(log: IO[bytes]) -> str:
    """Return the last line of the browser's log that states why it ends."""
    log.seek(0)
    lines = log.read().decode(errors="replace").splitlines()
    told = [line.strip() for line in lines if "FATAL" in line or "sandbox" in line.lower()]
    return told[-1][:200] if told else ""


def _end(pid: int) -> None:
    """End a browser: it closes itself when its pipe closes; a busy one is made to."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
