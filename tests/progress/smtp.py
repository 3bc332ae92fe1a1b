"""A mail server that speaks SMTP, for what only the real backend shows: connections."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

REFUSED = "nobody@example.org"


class Session(socketserver.StreamRequestHandler):
    server: "SmtpServer"

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.server.sessions += 1
        taken = 0
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "RCPT" and REFUSED in line:
                self.say("550 no such user")
            elif word == "DATA":
                self.say("354 go on")
                self.server.mails.append(self.read_mail())
                self.say("250 taken")
                taken += 1
                if taken == self.server.hangs_up_after:
                    return
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 well")

    def read_mail(self) -> str:
        lines = []
        while (line := self.rfile.readline().decode()) != ".\r\n":
            lines.append(line)
        return "".join(lines)


class SmtpServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Session)
        self.mails: list[str] = []
        self.sessions = 0
        self.hangs_up_after = 0

    @property
    def port(self) -> int:
        return int(self.server_address[1])


@contextmanager
def running(server: SmtpServer) -> Iterator[SmtpServer]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
