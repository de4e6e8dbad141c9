/** The /chat page: its snippets, and the panel that themes the chat above it. */

import "./chat.css";
import { contrast } from "./contrast.ts";

const ENOUGH = 4.5;
const SURFACES = { light: "#ffffff", dark: "#15181d" };
const COPIED = 1500;

function by<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

const chat = by("chat");
const form = by<HTMLFormElement>("theme");
const home = new URL("./", location.href);
const origin = home.origin;

interface Chosen {
  mode: string;
  theme: string;
  heading: string;
  light: string;
  dark: string;
  radius: string;
  size: string;
  font: string;
}

function chosen(): Chosen {
  return Object.fromEntries(new FormData(form)) as unknown as Chosen;
}

const unchanged = chosen();

/** The custom properties that differ from what they are without any. */
function properties(now: Chosen): [string, string][] {
  const set: [string, string][] = [];
  if (now.light !== unchanged.light || now.dark !== unchanged.dark) {
    set.push(["--detente-accent", `light-dark(${now.light}, ${now.dark})`]);
    set.push(["--detente-on-accent", `light-dark(${readableOn(now.light)}, ${readableOn(now.dark)})`]);
  }
  if (now.radius !== unchanged.radius) set.push(["--detente-radius", `${now.radius}px`]);
  if (now.size !== unchanged.size) set.push(["--detente-font-size", `${now.size}px`]);
  if (now.font) set.push(["--detente-font", now.font]);
  return set;
}

function readableOn(color: string): string {
  return contrast(color, "#ffffff") >= contrast(color, "#0d1b2e") ? "#ffffff" : "#0d1b2e";
}

function snippet({ mode, theme, heading }: Chosen): string {
  const given = Object.entries({ theme: theme === "auto" ? "" : theme, heading: heading.trim() }).filter(
    ([, value]) => value,
  );
  const attributes = (prefix: string): string =>
    given
      .map(([name, value]) => ` ${prefix}${name}="${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`)
      .join("");
  const source = `${home.href}widget.js`;
  return mode === "launcher"
    ? `<script type="module" src="${source}" data-auto${attributes("data-")}></script>`
    : `<script type="module" src="${source}"></script>\n<detente-chat mode="inline"${attributes("")}></detente-chat>`;
}

/** What is wrong with the colours, or nothing. */
function warning({ light, dark }: Chosen): string {
  const poor = (
    [
      ["light", light],
      ["dark", dark],
    ] as const
  )
    .map(([name, color]) => ({ name, ratio: contrast(color, SURFACES[name]) }))
    .filter(({ ratio }) => ratio < ENOUGH);
  return poor
    .map(
      ({ name, ratio }) =>
        `On ${name}, the accent's contrast is ${(Math.floor(ratio * 10) / 10).toFixed(1)} to 1; text needs ${ENOUGH} to 1.`,
    )
    .join(" ");
}

function show(): void {
  const now = chosen();
  const set = properties(now);
  by("snippet").textContent = snippet(now);
  by("css").textContent = set.length
    ? `detente-chat {\n${set.map(([name, value]) => `  ${name}: ${value};`).join("\n")}\n}`
    : "/* nothing to change */";
  by("csp").textContent = `script-src 'self' ${origin}; connect-src 'self' ${origin}`;
  by("contrast").textContent = warning(now);
  chat.removeAttribute("style");
  for (const [name, value] of set) chat.style.setProperty(name, value);
  chat.setAttribute("theme", now.theme);
  chat.setAttribute("heading", now.heading.trim() || "Détente");
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const code = by(button.dataset["copy"]!);
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(code.textContent ?? "");
    button.textContent = "Copied";
  } catch {
    // No clipboard without TLS: the text is selected, ready for the keyboard.
    getSelection()?.selectAllChildren(code);
    button.textContent = "Selected";
  }
  setTimeout(() => (button.textContent = label), COPIED);
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
  button.addEventListener("click", () => void copy(button));
}
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(show));
show();
