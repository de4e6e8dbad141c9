import assert from "node:assert/strict";
import { test } from "node:test";
import { fill } from "../build/strings.js";

test("placeholders are filled, and unknown ones left", () => {
  assert.equal(fill("{n} of {all}", { n: 3 }), "3 of {all}");
});
