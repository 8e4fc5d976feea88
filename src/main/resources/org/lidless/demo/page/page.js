// Draws what /view.json tells, once a second. Nothing is drawn from outside of this origin.
"use strict";

const EVERY_MS = 1000;
const COLOURS = 8;
const LABELS = 150;
const LANE = 30;
const STEP = 46;
const TICK = 80;
const FLAGS_ROW = 15;
const FLAG_ROWS_MAX = 3;
const SVG = "http://www.w3.org/2000/svg";
const SAYS = { killed: "kill -9", started: "started", merged: "merged" };
const SIGN = { killed: "✕", started: "▲", merged: "✓" };
let view = null;

function shape(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function colour(node) {
  const place = view.recorders.findIndex((each) => each.name === node);
  return "n" + (place < 0 ? COLOURS - 1 : place % COLOURS);
}

function clock(ms) {
  return new Date(ms).toLocaleTimeString([], { hour12: false });
}

function what(stretch) {
  if (stretch.state === "gap") return "missing: " + (stretch.cause || "unknown");
  if (stretch.state === "away") return "recorded by " + (stretch.node || "?") + ", held by " + (stretch.holder || "?") + ", out of reach now";
  return "recorded by " + stretch.node + (stretch.standingIn ? ", standing in" : "");
}

function hatch() {
  const pattern = shape("pattern", {
    id: "hatch", width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)",
  });
  pattern.append(shape("rect", { class: "hatch-ground", width: 8, height: 8 }),
    shape("line", { class: "hatch-line", x1: 0, y1: 0, x2: 0, y2: 8 }));
  const definitions = shape("defs", {});
  definitions.append(pattern);
  return definitions;
}

function swatch(draw) {
  const svg = shape("svg", { width: 26, height: 14, "aria-hidden": "true" });
  svg.append(...draw);
  return svg;
}

function legend() {
  const list = document.getElementById("legend");
  const items = view.recorders.map((each) => {
    const item = element("li");
    item.append(swatch([shape("rect", { class: colour(each.name), width: 26, height: 14, rx: 2 })]),
      element("span", each.name + (each.standby ? " (standby)" : "")));
    if (!each.alive) item.append(element("span", "not running", "dead"));
    return item;
  });
  const more = [
    [[shape("rect", { class: colour(standby()), y: 2, width: 26, height: 12 }),
      shape("line", { class: "standing", x1: 0, y1: 1.5, x2: 26, y2: 1.5 })], "standing in"],
    [[shape("rect", { class: "away", width: 26, height: 14, rx: 2 })], "away: recorded, out of reach"],
    [[hatch(), shape("rect", { class: "gap", fill: "url(#hatch)", x: 0.5, y: 0.5, width: 25, height: 13 })],
      "gap: missing"],
  ].map(([draw, text]) => {
    const item = element("li");
    item.append(swatch(draw), element("span", text));
    return item;
  });
  for (const kind of Object.keys(SAYS)) more.push(element("li", SIGN[kind] + " " + SAYS[kind]));
  list.replaceChildren(...items, ...more);
}

function standby() {
  const found = view.recorders.find((each) => each.standby);
  return found ? found.name : "";
}

function stretchShapes(stretch, x, y) {
  const left = x(stretch.fromMs);
  const width = Math.max(1, x(stretch.toMs) - left);
  const group = shape("g", {});
  const box = { x: left, y, width, height: LANE };
  if (stretch.state === "gap") {
    group.append(shape("rect", { ...box, class: "gap", fill: "url(#hatch)" }),
      shape("text", { class: "cause", x: left, y: y + LANE + 11 }, stretch.cause || "unknown"));
  } else if (stretch.state === "away") {
    group.append(shape("rect", { ...box, class: "away" }));
  } else {
    group.append(shape("rect", { ...box, class: colour(stretch.node) }));
    if (stretch.standingIn) {
      group.append(shape("line", { class: "standing", x1: left, y1: y, x2: left + width, y2: y }));
    }
    const label = stretch.node + (stretch.standingIn && width > 90 ? " standing in" : "");
    if (width > 10 + 7 * label.length) {
      group.append(shape("text", { class: "on", x: left + 6, y: y + LANE / 2 + 4 }, label));
    }
  }
  group.append(shape("title", {}, clock(stretch.fromMs) + " to " + clock(stretch.toMs) + ": " + what(stretch)));
  return group;
}

function ticks(svg, x, top, bottom, width) {
  const span = Math.max(1, view.nowMs - view.fromMs);
  const step = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600].find((each) => span / (each * 1000) <= width / TICK) || 7200;
  for (let at = Math.ceil(view.fromMs / (step * 1000)) * step * 1000; at <= view.nowMs; at += step * 1000) {
    svg.append(shape("line", { class: "grid", x1: x(at), y1: top, x2: x(at), y2: bottom }),
      shape("text", { class: "quiet", x: x(at), y: bottom + 14, "text-anchor": "middle" }, clock(at)));
  }
}

/** Flags stand in rows, so that their words do not cover each other. */
function flags(svg, x, top, bottom, right) {
  const ends = new Array(FLAG_ROWS_MAX).fill(-Infinity);
  for (const each of view.happenings) {
    if (each.atMs < view.fromMs) continue;
    const at = x(each.atMs);
    const words = SIGN[each.kind] + " " + each.node + " " + SAYS[each.kind];
    let text = words;
    let width = 8 + 6.4 * text.length;
    let row = ends.findIndex((end) => end < at - 2);
    if (row < 0) {
      row = ends.indexOf(Math.min(...ends));
      text = SIGN[each.kind];
      width = 12;
    }
    const flipped = at + width > right;
    ends[row] = flipped ? at : at + width;
    const mark = shape("g", {});
    mark.append(shape("line", { class: "flag " + each.kind, x1: at, y1: top + row * FLAGS_ROW, x2: at, y2: bottom }),
      shape("text", {
        class: "flag-text " + each.kind, x: flipped ? at - 4 : at + 4, y: top + row * FLAGS_ROW + 11,
        "text-anchor": flipped ? "end" : "start",
      }, text),
      shape("title", {}, clock(each.atMs) + " " + words));
    svg.append(mark);
  }
}

function lanes() {
  const place = document.getElementById("lanes");
  const width = Math.max(360, place.clientWidth - 24);
  const labels = width < 700 ? 96 : LABELS;
  const top = FLAG_ROWS_MAX * FLAGS_ROW + 8;
  const bottom = top + view.cameras.length * STEP;
  const span = Math.max(1, view.nowMs - view.fromMs);
  const x = (ms) => labels + ((width - labels - 8) * (Math.min(Math.max(ms, view.fromMs), view.nowMs) - view.fromMs)) / span;
  const svg = shape("svg", {
    viewBox: "0 0 " + width + " " + (bottom + 22), height: bottom + 22, role: "img",
    "aria-label": "Footage of " + view.cameras.length + " cameras over time; the table below says the same.",
  });
  svg.append(hatch());
  ticks(svg, x, top - 4, bottom, width - labels);
  view.cameras.forEach((camera, number) => {
    const y = top + number * STEP + (STEP - LANE) / 2;
    const guard = camera.ready ? (camera.protection || "ready") : (camera.protection || "unknown") + ", not ready";
    svg.append(shape("text", { class: "name", x: 0, y: y + 13 }, camera.camera),
      shape("text", { class: camera.ready ? "quiet" : "quiet unready", x: 0, y: y + 27 },
        (camera.owner || "nobody") + " · " + (labels === LABELS ? guard : camera.ready ? "ready" : "not ready")),
      shape("rect", { class: "rail", x: labels, y, width: width - labels - 8, height: LANE }));
    camera.stretches.forEach((stretch) => svg.append(stretchShapes(stretch, x, y)));
  });
  flags(svg, x, 0, bottom, width);
  place.replaceChildren(svg);
}

/** Changes only what differs, so that whoever reads the table keeps the place. */
function fill(body, rows) {
  while (body.rows.length > rows.length) body.deleteRow(-1);
  rows.forEach((cells, at) => {
    const row = body.rows[at] || body.insertRow();
    cells.forEach((text, column) => {
      const cell = row.cells[column] || row.insertCell();
      if (cell.textContent !== text) cell.textContent = text;
    });
  });
}

function tables() {
  const rows = [];
  for (const camera of view.cameras) {
    const guard = (camera.protection || "unknown") + (camera.ready ? "" : ", not ready");
    for (const stretch of camera.stretches) {
      rows.push([camera.camera, camera.owner || "nobody", guard, clock(stretch.fromMs), clock(stretch.toMs), what(stretch)]);
    }
  }
  fill(document.getElementById("rows"), rows);
  fill(document.getElementById("happenings"),
    view.happenings.map((each) => [clock(each.atMs), each.node, SAYS[each.kind]]));
}

function words(alone) {
  const step = document.getElementById("step");
  const text = alone ? "The demo has ended, or does not answer; this is what was seen last." : view ? view.step : "Connecting …";
  if (step.textContent !== text) step.textContent = text;
  step.className = alone && !(view && view.verdict) ? "alone" : "";
  const verdict = document.getElementById("verdict");
  if (view && view.verdict) {
    verdict.hidden = false;
    verdict.className = view.good ? "good" : "";
    if (verdict.textContent !== view.verdict) verdict.textContent = view.verdict;
  }
}

function draw() {
  if (!view) return;
  legend();
  lanes();
  tables();
}

async function look() {
  let alone = false;
  try {
    const answer = await fetch("view.json", { cache: "no-store" });
    view = await answer.json();
    draw();
  } catch (gone) {
    alone = true;
  }
  words(alone);
  setTimeout(look, EVERY_MS);
}

addEventListener("resize", draw);
look();
