"""A small HTTP client that fills forms as a phone would: keep-alive, cookies, no script."""

import http.client
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit


class Form(HTMLParser):
    """The last POST form of a page: where it goes and what its fields are."""

    def __init__(self, html):
        super().__init__()
        self.action, self.fields, self._open = None, {}, False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form" and given.get("method", "").lower() == "post":
            self._open, self.action, self.fields = True, given.get("action") or "", {}
        elif self._open and tag in {"input", "textarea"} and given.get("name"):
            self._add(given)

    def handle_endtag(self, tag):
        if tag == "form":
            self._open = False

    def _add(self, given):
        kind, name, value = given.get("type", "text"), given["name"], given.get("value", "")
        if kind == "radio":
            self.fields.setdefault(name, value)  # the first option
        elif kind not in {"checkbox", "submit"}:
            self.fields[name] = value


class Phone:
    """A respondent's browser; ``got`` lists (status, seconds, compressed bytes) a request."""

    def __init__(self, host, port):
        self.connection = http.client.HTTPConnection(host, port, timeout=30)
        self.cookies, self.got = {}, []
        self.base = f"http://{host}:{port}"

    def request(self, method, address, fields=None, clock=None):
        path = urlsplit(urljoin(self.base, address))
        headers = {"Accept-Encoding": "gzip", "Origin": self.base, "Sec-Fetch-Site": "same-origin"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = clock() if clock else 0.0
        target = f"{path.path}?{path.query}" if path.query else path.path
        self.connection.request(method, target, body, headers)
        reply = self.connection.getresponse()
        content = reply.read()
        self.got.append((reply.status, clock() - started if clock else 0.0, len(content)))
        for name, value in reply.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";", 1)[0]
        return reply, content
