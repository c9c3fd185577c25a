"""One view: GET renders a form and touches the session, POST inserts one row."""

from django.http import HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import path

from bench.floor.models import Line

PAGE = engines["django"].from_string(
    '<!doctype html><title>Floor</title><form method="post">{% csrf_token %}'
    '<input name="text" value="x"><button>Kirim</button></form>'
)


def line(request):
    if request.method == "POST":
        request.session["posts"] = request.session.get("posts", 0) + 1
        Line.objects.create(text=request.POST["text"])
        return HttpResponseRedirect("/")
    request.session.setdefault("posts", 0)
    return HttpResponse(PAGE.render({}, request))


urlpatterns = [path("", line)]
