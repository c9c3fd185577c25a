"""One table with one text."""

from django.db import models


class Line(models.Model):
    text = models.TextField()

    class Meta:
        app_label = "floor"
        db_table = "bench_floor_line"

    def __str__(self):
        return self.text[:20]
