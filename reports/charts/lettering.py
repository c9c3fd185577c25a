"""Words of a drawing, written where they stand; the browser measures them in its own font."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def words_class() -> Any:  # noqa: ANN401 - matplotlib is loaded when first needed
    """Return matplotlib's Text for one line on its baseline.

    matplotlib measures a text to place it, which takes most of the time of a drawing. On its
    baseline, and with ``svg.fonttype`` none, nothing of that reaches the SVG.
    """
    from matplotlib.backend_bases import RendererBase
    from matplotlib.text import Text

    class Words(Text):
        def draw(self, renderer: RendererBase | None) -> None:
            """Write the words at their place, without measuring them."""
            if renderer is None or not self.get_text():
                return
            x, y = self.get_transform().transform(self.get_position())
            _, height = renderer.get_canvas_width_height()
            renderer.open_group("text", self.get_gid())
            look = renderer.new_gc()
            look.set_foreground(self.get_color())
            font = self.get_fontproperties()
            renderer.draw_text(look, x, height - y, self.get_text(), font, 0.0, mtext=self)
            look.restore()
            renderer.close_group("text")

    return Words
