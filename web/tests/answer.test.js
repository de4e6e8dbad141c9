import assert from "node:assert/strict";
import { test } from "node:test";
import { asAnswer, asTurns, linkable } from "../build/answer.js";

test("an Answer keeps all that it has", () => {
  const told = {
    id: "m.0",
    text: "No.",
    topic: "faq/is_ally",
    source: { section: "Intro", as_of: "2024" },
    notes: [{ text: "Still so.", as_of: "2026-02", source: "AP", url: null }],
    rows: [
      { kind: "period", from: "1941", to: "1945", title: "World War II", origin: "article", relationship: "allies" },
    ],
    suggestions: ["Were they ever?"],
  };
  assert.deepEqual(asAnswer(told), told);
});

test("an Answer out of anything can be drawn", () => {
  const empty = { id: "", text: "", topic: "", source: null, notes: [], rows: [], suggestions: [] };
  for (const odd of [null, 7, "text", [], { rows: null, notes: {}, source: "x", suggestions: [1, ""] }]) {
    assert.deepEqual(asAnswer(odd), empty);
  }
});

test("rows of an unknown kind or without a year are left out", () => {
  const rows = [
    { kind: "map", from: "1941" },
    { kind: "event", from: "soon" },
    { kind: "event", from: "1962-10", to: null },
  ];
  assert.deepEqual(
    asAnswer({ rows }).rows.map((row) => row.from),
    ["1962-10"],
  );
});

test("turns without an id are left out of a history", () => {
  assert.deepEqual(asTurns({ messages: [{ id: "a", text: "hi", at: "2026-01-01", answers: [] }, { text: "?" }] }), [
    { id: "a", text: "hi", at: "2026-01-01", answers: [] },
  ]);
  assert.deepEqual(asTurns(null), []);
});

test("only http and https are linked", () => {
  assert.equal(linkable("https://example.org/a"), "https://example.org/a");
  assert.equal(linkable("http://example.org"), "http://example.org/");
  for (const bad of [
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "data:text/html,x",
    "/path",
    "//host",
    "mailto:a@b",
    "",
    null,
  ]) {
    assert.equal(linkable(bad), null, String(bad));
  }
});
