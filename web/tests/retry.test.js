import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "../build/api.js";
import { backOff, judge } from "../build/retry.js";

const verdict = (status, attempt = 0, after = null) => judge(new Problem(status, "", after), attempt, 0.5);

test("waits grow to half a minute and no further", () => {
  assert.deepEqual(
    [0, 1, 2, 9].map((attempt) => backOff(attempt, 0.5)),
    [1000, 2000, 4000, 30_000],
  );
});

test("a lost network is tried for ever", () => {
  assert.deepEqual(verdict(0, 500), { do: "wait", ms: 30_000, why: "offline" });
});

test("a server that keeps failing is left to the person", () => {
  assert.deepEqual(verdict(503, 0), { do: "wait", ms: 1000, why: "unavailable" });
  assert.deepEqual(verdict(503, 0, 7), { do: "wait", ms: 7000, why: "unavailable" });
  assert.deepEqual(verdict(503, 8), { do: "give up" });
});

test("too many messages wait as long as the server says", () => {
  assert.deepEqual(verdict(429, 0, 12), { do: "wait", ms: 12_000, why: "busy" });
  assert.equal(verdict(429).do, "wait");
});

test("an ended conversation is renewed, a bad message refused", () => {
  for (const status of [401, 404, 410]) assert.deepEqual(verdict(status), { do: "renew" });
  for (const status of [400, 403, 409, 413, 415, 422]) assert.deepEqual(verdict(status), { do: "refuse" });
});
