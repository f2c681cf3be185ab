"""How a map looks: legible in black and white, tiers told by words and edges before colours."""

from __future__ import annotations

MAP_CSS = """
text { font-family: "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif;
  fill: #1d2733 }
.paper { fill: #ffffff }
.name { font-size: 24px; font-weight: 600 }
.legend { font-size: 13px; fill: #46525f }
.band rect { fill: #eef2f6; stroke: #d5dde5 }
.topic { font-size: 15px; font-weight: 600; fill: #33414f }
.tier { font-size: 12.5px; font-weight: 600; fill: #33414f }
.question rect { fill: #ffffff; stroke: #5b6b7b; stroke-width: 1.3 }
.fork path { fill: #ffffff; stroke: #5b6b7b; stroke-width: 1.6 }
.id { font-size: 11.5px; font-weight: 600; fill: #46525f }
.words { font-size: 13.5px }
.outcome rect { fill: none; stroke: #1d2733; stroke-width: 1.3 }
.outcome.tier0 rect { stroke-width: 3 }
.outcome.tier1 rect { stroke-width: 2.2 }
.tier0 .edge, .tier0 circle { fill: #a11d33 }
.tier1 .edge, .tier1 circle { fill: #b45309 }
.tier2 .edge, .tier2 circle { fill: #7a6a00 }
.tier3 .edge, .tier3 circle { fill: #1d5fa8 }
.tier4 .edge, .tier4 circle { fill: #1f7a4d }
.onward circle { fill: #46525f }
.halo { fill: none; stroke: #ffffff; stroke-width: 5; stroke-opacity: 0.85 }
.line { fill: none; stroke: #46525f; stroke-width: 1.5; stroke-linejoin: round;
  marker-end: url(#tip) }
.stem { fill: none; stroke: #46525f; stroke-width: 1.5; stroke-linejoin: round }
.tier0 .line { stroke: #a11d33 }
.tier1 .line { stroke: #b45309 }
.tier2 .line { stroke: #7a6a00 }
.tier3 .line { stroke: #1d5fa8 }
.tier4 .line { stroke: #1f7a4d }
.back .line { stroke: #46525f; stroke-dasharray: 7 4 }
.tip { fill: #1d2733 }
.thick-tip { fill: #000000 }
.label { font-size: 11.5px; fill: #2b3743; paint-order: stroke;
  stroke: #ffffff; stroke-width: 3px; stroke-linejoin: round; stroke-opacity: 0.85 }
.walked .open .line, .walked .back .line, .walked .open .stem {
  stroke-width: 1; stroke-dasharray: 3 3; stroke: #8a97a5 }
.walked .open circle, .walked .back circle { fill: #8a97a5 }
.taken .line { stroke: #000000; stroke-width: 4.5; marker-end: url(#thick-tip) }
.taken .stem { stroke: #000000; stroke-width: 4.5 }
.taken circle { fill: #000000 }
.label.taken { font-weight: 700 }
.visited rect, .visited path { stroke: #000000; stroke-width: 3.6 }
.outcome rect.edge { stroke: none }
.centre rect, .centre path { stroke: #000000; stroke-width: 4 }
"""
