"""Mail servers for tests: one that speaks SMTP, one that takes the call and says nothing."""

import contextlib
import socket
import socketserver
import threading


class Conversation(socketserver.StreamRequestHandler):
    """Take letters as SMTP wants it; the server's ``refuses`` maps an address to a reply."""

    def handle(self):
        self._say("220 contoh.id")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT":
                address = line.partition("<")[2].rstrip(">")
                self._say(self.server.refuses.get(address, "250 ok"))
            elif verb == "DATA":
                self._say("354 go on")
                self.server.letters.append(self._letter())
                self._say("250 ok")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 contoh.id")

    def _letter(self):
        return b"".join(iter(self.rfile.readline, b".\r\n")).decode()

    def _say(self, reply):
        self.wfile.write(f"{reply}\r\n".encode())


@contextlib.contextmanager
def post_office(settings, refuses=()):
    """Let Django send to a real SMTP server of this process; yields it, with its ``letters``."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
    server.daemon_threads, server.letters, server.refuses = True, [], dict(refuses)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    _use(settings, server.server_address[1])
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def silent_server(settings, timeout=0.3):
    """Let Django send to a socket that accepts and never answers; yields its port."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        _use(settings, listening.getsockname()[1])
        settings.EMAIL_TIMEOUT = timeout
        yield listening.getsockname()[1]


def _use(settings, port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
