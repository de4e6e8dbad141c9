import assert from "node:assert/strict";
import { test } from "node:test";
import { ledger } from "../build/ledger.js";
import { drawing } from "../build/scale.js";

const period = (from, to) => ({ kind: "period", from, to, title: `${from}`, origin: "article" });
const event = (from, to = from) => ({ kind: "event", from, to, title: `${from}`, origin: "record" });

test("bands are in proportion to time", () => {
  const { bands, lanes } = drawing([period("1941", "1945"), period("1947", "1991"), period("2000", null)], 2026);
  const [war, cold, putin] = bands.map((band) => band.width);
  assert.ok(Math.abs(cold / war - 45 / 5) < 1e-9);
  assert.ok(Math.abs(putin / war - 26 / 5) < 1e-9);
  assert.equal(lanes, 1);
  assert.deepEqual(
    bands.map((band) => band.open),
    [false, false, true],
  );
});

test("periods that overlap lie in different lanes", () => {
  const { bands, lanes } = drawing([period("1947", "1991"), period("1990", "1999"), period("2000", null)], 2026);
  assert.deepEqual(
    bands.map((band) => band.lane),
    [0, 1, 0],
  );
  assert.equal(lanes, 2);
});

test("everything lies within the drawing, whatever the rows", () => {
  for (const rows of [
    [event("1962-10-16")],
    [period("2000", "1990")],
    [period("2024", "2024")],
    [period("1700", null), event("2099")],
    [event("1941"), event("2026-01")],
  ]) {
    const { bands, marks, ticks } = drawing(rows, 2026);
    assert.equal(bands.length + marks.length, rows.length);
    for (const { start, width } of [...bands, ...marks]) assert.ok(start >= 0 && start + width <= 100 && width >= 0);
    assert.ok(ticks.length >= 1 && ticks.length <= 6, `${ticks.length} ticks`);
    for (const { at } of ticks) assert.ok(at >= 0 && at <= 100);
  }
});

test("a ledger has what each side did by year", () => {
  const step = (from, imposer) => ({ kind: "action", from, to: from, title: from, imposer, origin: "record" });
  const rows = [
    { kind: "year", from: "2022", to: null, title: "2022", origin: "article" },
    step("2022-02-25", "us"),
    step("2022-03-31", "russia"),
    step("2014-03-06", "eu"),
  ];
  const years = ledger(rows).map(({ year, article, actions, reactions }) => [
    year,
    article.length,
    actions.length,
    reactions.length,
  ]);
  assert.deepEqual(years, [
    ["2014", 0, 1, 0],
    ["2022", 1, 1, 1],
  ]);
});
