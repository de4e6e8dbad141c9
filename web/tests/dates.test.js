import assert from "node:assert/strict";
import { test } from "node:test";
import { dated, inYears, spanned } from "../build/dates.js";

test("dates are written as precise as they are", () => {
  assert.equal(dated("1944", "en-GB"), "1944");
  assert.equal(dated("2026-03", "en-GB"), "Mar 2026");
  assert.equal(dated("2022-02-24", "en-GB"), "24 Feb 2022");
  assert.equal(dated("2022-02-24", "de"), "24. Feb. 2022");
});

test("spans say what both ends share once", () => {
  assert.equal(spanned("1941", "1945", "en-GB", "present"), "1941–1945");
  assert.equal(spanned("2014", "2014", "en-GB", "present"), "2014");
  assert.equal(spanned("2000", null, "en-GB", "today"), "2000–today");
  assert.match(spanned("1962-10-16", "1962-10-28", "en-GB", "present"), /^16\s*–\s*28 Oct 1962$/);
  assert.equal(spanned("1948-06-24", "1949", "en-GB", "present"), "24 Jun 1948–1949");
});

test("what is no date stays as it is", () => {
  for (const odd of ["soon", "2026-x", "", "a-b-c"]) assert.equal(dated(odd, "en-GB"), odd);
  assert.equal(spanned("2026-x", "2027-01", "en-GB", "present"), "2026-x–Jan 2027");
  assert.equal(spanned("2000-05", "1990-05", "en-GB", "present"), "May 2000–May 1990");
});

test("a year ends where the next begins", () => {
  assert.equal(inYears("1945"), 1945);
  assert.equal(inYears("1945", true), 1946);
  assert.equal(inYears("1945-07"), 1945.5);
  assert.equal(inYears("1945-12", true), 1946);
  assert.equal(inYears("1945-12-31", true), 1946);
  assert.equal(inYears("1945-01-01"), 1945);
});
