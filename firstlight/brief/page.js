/* Draws the charts and maps, moves the day, and leads from a claim to its sentence. No network. */
(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent);
  var INK = "#1d2226", SOFT = "#566069", ACCENT = "#0b5a6b";
  var FONT = getComputedStyle(document.body).fontFamily;
  var CONFIG = { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false };
  var SURE = 80;

  // Plotly reads tags in labels as markup; names are data.
  function label(text) {
    return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }
  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }

  /* ---- charts ---- */
  function drawChart(node) {
    var figure = data.charts[node.dataset.chart];
    figure.layout.font = { family: FONT, color: INK, size: 13 };
    figure.layout.width = node.clientWidth;
    Plotly.react(node, figure.data, figure.layout, CONFIG);
  }

  /* ---- maps ---- */
  var places = {}; // per map node: the places drawn in it

  function frame(bounds, width, height) {
    var perPixel = Math.max((bounds[1] - bounds[0]) / width, (bounds[3] - bounds[2]) / height);
    var x = (bounds[0] + bounds[1]) / 2, y = (bounds[2] + bounds[3]) / 2;
    var w = (width * perPixel) / 2, h = (height * perPixel) / 2;
    return { x: [x - w, x + w], y: [y - h, y + h], perPixel: perPixel };
  }

  function drawMap(node) {
    var panel = data.panels[+node.dataset.map], close = node.dataset.close === "1";
    var width = node.clientWidth, height = node.clientHeight;
    if (!width || !height) { return; }
    var view = frame(close ? panel.close : panel.bounds, width, height);
    var shown = panel.places.filter(function (p) { return close ? p.close : p.town || !p.close; });
    places[node.id] = shown;
    var day = +slider.value, none = { x: [], y: [] };
    var traces = [
      lines(panel.outline, "#8b959b", 1.2, "solid"),
      lines(close ? none : panel.roads, "#b9a98c", 1.3, "solid"),
      siege(panel, day)
    ];
    var marks = looksOn(shown, day);
    traces.push({
      type: "scatter", mode: "markers", hoverinfo: "text", text: marks.text,
      x: shown.map(function (p) { return p.x; }), y: shown.map(function (p) { return p.y; }),
      marker: { color: marks.color, symbol: marks.symbol, opacity: 1,
        size: shown.map(function (p) { return p.town ? 15 : 11; }),
        line: { color: "#ffffff", width: marks.line } }
    });
    var wanted = shown.map(function (p) {
      return { x: p.x, y: p.y, text: label(p.name), size: p.town ? 14 : 12, r: p.town ? 14 : 8, bold: p.town };
    });
    if (!close) {
      traces.push(points(panel.goals, "circle", 7, ACCENT, function (g) { return g.name + ": " + g.people; }));
      traces.push(points(panel.hubs, "cross", 10, INK, function (h) { return "Hub: " + h.name; }));
      panel.goals.forEach(function (g) {
        wanted.push({ x: g.x, y: g.y, text: label(g.name) + "<br>" + label(g.people), size: 12, r: 7, color: ACCENT });
      });
      panel.hubs.forEach(function (h) {
        wanted.push({ x: h.x, y: h.y, text: "Hub: " + label(h.name), size: 12, r: 8, color: INK });
      });
    }
    var scale = scaleBar(view);
    var notes = scale.notes.concat(close ? [] : arrows(panel.goals, view), labels(wanted, close ? [] : panel.goals, view, width, height));
    Plotly.react(node, traces, {
      width: width, height: height, margin: { l: 0, r: 0, t: 0, b: 0 }, showlegend: false,
      paper_bgcolor: "#f5f7f7", plot_bgcolor: "#f5f7f7", dragmode: false, hovermode: "closest",
      font: { family: FONT, color: INK, size: 12 },
      xaxis: { range: view.x, visible: false, fixedrange: true },
      yaxis: { range: view.y, visible: false, fixedrange: true },
      shapes: scale.shapes, annotations: notes
    }, CONFIG);
  }

  function lines(line, color, width, dash) {
    return { type: "scatter", mode: "lines", x: line.x, y: line.y, hoverinfo: "skip",
      line: { color: color, width: width, dash: dash } };
  }
  function points(list, symbol, size, color, says) {
    return { type: "scatter", mode: "markers", hoverinfo: "text",
      x: list.map(function (p) { return p.x; }), y: list.map(function (p) { return p.y; }),
      text: list.map(function (p) { return label(says(p)); }),
      marker: { symbol: symbol, size: size, color: color, line: { color: "#ffffff", width: 1 } } };
  }
  function siege(panel, day) {
    var sure = at(panel.sieges, day);
    var on = sure && sure[1] >= 50;
    return { type: "scatter", mode: "markers", x: on ? [0] : [], y: on ? [0] : [], hoverinfo: "text",
      text: on ? ["besieged, " + sure[1] + "% sure"] : [],
      marker: { symbol: "circle-open", size: 27, color: INK, line: { width: 1.6 } } };
  }
  function arrows(goals, view) {
    return goals.filter(function (g) {
      return Math.hypot(g.x, g.y) / view.perPixel > 36; // nearer than that a line says enough
    }).map(function (g) {
      var far = Math.hypot(g.x, g.y) / view.perPixel, from = 18 / far, to = 1 - 8 / far;
      return { x: g.x * to, y: g.y * to, ax: g.x * from, ay: g.y * from, xref: "x", yref: "y",
        axref: "x", ayref: "y", text: "", showarrow: true, arrowhead: 2, arrowsize: 0.8,
        arrowwidth: 1.3 + 2.2 * g.weight, arrowcolor: ACCENT, opacity: 0.55 };
    });
  }
  function scaleBar(view) {
    var room = 90 * view.perPixel, km = 0.1;
    [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200].forEach(function (n) { if (n <= room) { km = n; } });
    var x = view.x[0] + 14 * view.perPixel, y = view.y[0] + 14 * view.perPixel, tick = 5 * view.perPixel;
    var line = { color: INK, width: 1.5 };
    function bar(x0, y0, x1, y1) { return { type: "line", x0: x0, y0: y0, x1: x1, y1: y1, line: line }; }
    return {
      shapes: [bar(x, y, x + km, y), bar(x, y, x, y + tick), bar(x + km, y, x + km, y + tick)],
      notes: [{ x: x + km, y: y, xanchor: "left", yanchor: "middle", xshift: 5, showarrow: false,
        text: km + " km", font: { size: 12, color: INK } }]
    };
  }

  /* Each label goes where it covers no sign and no other label, if it can also no arrow; one that
     finds no room is left to the list below and to hovering. */
  function labels(wanted, goals, view, width, height) {
    function pixels(p) {
      return [(p.x - view.x[0]) / view.perPixel, height - (p.y - view.y[0]) / view.perPixel];
    }
    var taken = wanted.map(function (w) {
      var at = pixels(w);
      w.px = at[0];
      w.py = at[1];
      return [w.px - w.r, w.py - w.r, w.px + w.r, w.py + w.r];
    });
    taken.push([0, height - 34, 165, height]);
    var ways = [], town = pixels({ x: 0, y: 0 });
    goals.forEach(function (g) {
      var end = pixels(g), steps = Math.ceil(Math.hypot(end[0] - town[0], end[1] - town[1]) / 8);
      for (var i = 0; i <= steps; i++) {
        var x = town[0] + (end[0] - town[0]) * i / steps, y = town[1] + (end[1] - town[1]) * i / steps;
        ways.push([x - 3, y - 3, x + 3, y + 3]);
      }
    });
    function covers(box, other) {
      return other[0] < box[2] && box[0] < other[2] && other[1] < box[3] && box[1] < other[3];
    }
    var notes = [];
    wanted.forEach(function (w, mine) {
      var rows = w.text.split("<br>");
      var long = Math.max.apply(null, rows.map(function (r) { return r.length; }));
      var wide = long * w.size * 0.6 + 4, high = rows.length * w.size * 1.3;
      var spots = [];
      [w.r + 2, w.r + 14].forEach(function (d) {
        spots.push(["left", "middle", d, 0], ["right", "middle", -d, 0],
          ["center", "bottom", 0, -d], ["center", "top", 0, d],
          ["left", "bottom", d * 0.7, -d * 0.5], ["left", "top", d * 0.7, d * 0.5],
          ["right", "bottom", -d * 0.7, -d * 0.5], ["right", "top", -d * 0.7, d * 0.5]);
      });
      function place(s, clear) {
        var x = w.px + s[2] - (s[0] === "left" ? 0 : s[0] === "right" ? wide : wide / 2);
        var y = w.py + s[3] - (s[1] === "top" ? 0 : s[1] === "bottom" ? high : high / 2);
        var box = [x, y, x + wide, y + high];
        var free = box[0] >= 2 && box[1] >= 2 && box[2] <= width - 2 && box[3] <= height - 2 &&
          !taken.some(function (t, other) { return other !== mine && covers(box, t); }) &&
          !(clear && ways.some(function (t) { return covers(box, t); }));
        if (!free) { return false; }
        taken.push(box);
        notes.push({ x: w.x, y: w.y, xanchor: s[0], yanchor: s[1], xshift: s[2], yshift: -s[3],
          showarrow: false, borderpad: 0, align: s[0],
          text: w.bold ? "<b>" + w.text + "</b>" : w.text, captureevents: false,
          font: { size: w.size, color: w.color || INK } });
        return true;
      }
      [true, false].some(function (clear) {
        return spots.some(function (s) { return place(s, clear); });
      });
    });
    return notes;
  }

  /* ---- the day ---- */
  var slider = document.getElementById("day"), play = document.getElementById("play");
  var output = document.getElementById("day-label"), timer = null;

  function at(history, day) {
    var found = null;
    for (var i = 0; history && i < history.length && history[i][0] <= day; i++) { found = history[i]; }
    return found;
  }
  function state(place, day) {
    var found = at(place.history, day);
    return found ? { look: data.looks[found[1]], sure: found[2] } : { look: data.looks[data.looks.length - 1], sure: 0 };
  }
  function says(s) {
    return s.look.name + (s.sure && s.look.id !== "unknown" ? ", " + (s.sure > 99 ? "over 99" : s.sure) + "% sure" : "");
  }
  function looksOn(shown, day) {
    var now = shown.map(function (p) { return state(p, day); });
    return {
      color: now.map(function (s) { return s.look.colour; }),
      symbol: now.map(function (s) { return symbol(s); }),
      line: now.map(function (s) { return symbol(s).slice(-5) === "-open" ? 2.2 : 1; }),
      text: now.map(function (s, i) { return label(shown[i].name + ": " + says(s)); })
    };
  }
  function symbol(s) {
    var plain = s.look.symbol;
    return s.sure >= SURE || plain.slice(-5) === "-open" ? plain : plain + "-open";
  }
  function dated(iso) {
    var parts = iso.split("-").map(Number);
    return new Date(Date.UTC(parts[0], parts[1] - 1, parts[2])).toLocaleDateString("en-GB", {
      day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  }
  function per(n) { return n === null ? "unknown" : n < 1 ? "under 1%" : n > 99 ? "over 99%" : n + "%"; }

  function show(redraw) {
    var day = +slider.value, text = dated(data.days[day]);
    output.textContent = text;
    slider.setAttribute("aria-valuetext", text);
    all(".judged").forEach(function (node) {
      var panel = data.panels[+node.dataset.judged], p = at(panel.openings, day);
      node.textContent = !p ? "No forecast yet on this day." : p[4] ? "Open." :
        "Judged on this day: opens within 24 hours " + per(p[1]) + ", 7 days " + per(p[2]) + ", 30 days " + per(p[3]) + ".";
    });
    all(".held").forEach(function (list) {
      var panel = data.panels[+list.dataset.held], every = panel.places.concat(panel.unplaced);
      all("li", list).forEach(function (item, i) {
        var s = state(every[i], day), glyph = item.querySelector("svg");
        glyph.style.color = s.look.colour;
        glyph.firstElementChild.setAttribute("href", "#shape-" + s.look.symbol);
        glyph.classList.toggle("unsure", s.sure < SURE);
        item.querySelector(".says").textContent = says(s);
      });
    });
    if (redraw === false) { return; }
    all(".map").forEach(function (node) {
      if (!places[node.id]) { return; }
      var panel = data.panels[+node.dataset.map], marks = looksOn(places[node.id], day), ring = siege(panel, day);
      Plotly.restyle(node, { "marker.color": [marks.color], "marker.symbol": [marks.symbol],
        "marker.line.width": [marks.line], text: [marks.text] }, [3]);
      Plotly.restyle(node, { x: [ring.x], y: [ring.y], text: [ring.text] }, [2]);
    });
  }
  function stop() {
    clearInterval(timer);
    timer = null;
    play.textContent = "Play";
    play.setAttribute("aria-pressed", "false");
  }
  if (slider) {
    var waiting = false;
    slider.addEventListener("input", function () {
      if (timer) { stop(); }
      if (waiting) { return; }
      waiting = true;
      requestAnimationFrame(function () { waiting = false; show(); });
    });
    play.addEventListener("click", function () {
      if (timer) { stop(); return; }
      if (+slider.value >= +slider.max) { slider.value = 0; show(); }
      play.textContent = "Pause";
      play.setAttribute("aria-pressed", "true");
      var calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      var step = Math.max(1, Math.round(data.days.length / 120));
      timer = setInterval(function () {
        slider.value = +slider.value + step;
        show();
        if (+slider.value >= +slider.max) { stop(); }
      }, calm ? 1200 : 350);
    });
    show(false);
  }

  /* ---- from a claim to its sentence and back ---- */
  function reveal(hash) {
    all(".lit").forEach(function (node) { node.classList.remove("lit"); });
    var id = decodeURIComponent(hash.slice(1)), target = id && document.getElementById(id);
    if (!target) { return; }
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") { node.open = true; }
    }
    if (id.indexOf("fact-") === 0) {
      var fact = id.slice(5);
      all("mark[data-facts]").forEach(function (mark) {
        if (mark.dataset.facts.split(" ").indexOf(fact) >= 0) { mark.classList.add("lit"); }
      });
    }
    target.scrollIntoView({ block: "center" });
    if (target.hasAttribute("tabindex")) { target.focus({ preventScroll: true }); }
  }
  window.addEventListener("hashchange", function () { reveal(location.hash); });
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) { event.preventDefault(); reveal(location.hash); }
  });

  /* ---- tables become lists where the page is narrow ---- */
  all("table.words").forEach(function (table) {
    var heads = all("thead th", table).map(function (th) { return th.textContent; });
    all("tbody tr", table).forEach(function (row) {
      all("th, td", row).forEach(function (cell, i) {
        if (i && !cell.classList.contains("barcell")) { cell.dataset.head = heads[i]; }
      });
    });
    table.classList.add("stack");
  });

  /* ---- a table wider than its room is scrolled by keyboard too ---- */
  function reach() {
    all(".scroll:not([tabindex])").forEach(function (box) {
      if (box.scrollWidth <= box.clientWidth) { return; }
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-labelledby", box.closest("section").getAttribute("aria-labelledby"));
    });
  }
  reach();
  document.addEventListener("toggle", reach, true);

  /* ---- draw what comes into view; everything before printing ---- */
  var drawn = new Set();
  function draw(node) {
    drawn.add(node);
    if (node.classList.contains("map")) { drawMap(node); } else { drawChart(node); }
  }
  var nodes = all(".map, .chart");
  nodes.forEach(function (node, i) { node.id = node.id || "drawing-" + i; });
  var watch = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (entry.isIntersecting) { watch.unobserve(entry.target); draw(entry.target); }
    });
  }, { rootMargin: "600px" });
  nodes.forEach(function (node) { watch.observe(node); });
  var resized = null, before = document.documentElement.clientWidth;
  window.addEventListener("resize", function () {
    clearTimeout(resized);
    resized = setTimeout(function () {
      if (document.documentElement.clientWidth === before) { return; }
      before = document.documentElement.clientWidth;
      drawn.forEach(draw);
    }, 150);
  });
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = all("details:not([open])");
    opened.forEach(function (node) { node.open = true; });
    // A drawing has the width of its column, and paper is not the screen.
    document.documentElement.classList.add("printing");
    nodes.forEach(draw);
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (node) { node.open = false; });
    document.documentElement.classList.remove("printing");
    drawn.forEach(draw);
  });
  if (location.hash) { reveal(location.hash); }
  document.documentElement.dataset.ready = "yes";
})();
