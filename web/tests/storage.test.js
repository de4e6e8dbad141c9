import assert from "node:assert/strict";
import { test } from "node:test";
import { expiry } from "../build/storage.js";

test("a token says when it ends, or nothing", () => {
  const payload = Buffer.from(JSON.stringify({ exp: 1_800_000_000, sub: "é?>" })).toString("base64url");
  assert.equal(expiry(`x.${payload}.y`), "2027-01-15T08:00:00.000Z");
  for (const token of ["", "opaque", "a.b.c", "a.e30.c"]) assert.equal(expiry(token), null);
});
