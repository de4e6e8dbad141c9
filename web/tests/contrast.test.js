import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast } from "../build/chat/contrast.js";

test("contrast is WCAG's", () => {
  assert.equal(contrast("#ffffff", "#000000"), 21);
  assert.ok(Math.abs(contrast("#777777", "#ffffff") - 4.48) < 0.01);
});
