/** What a site embeds: defines `<detente-chat>`, once, and puts one on the page where its script tag asks for it. */

import { DetenteChat } from "./element.ts";

const NAME = "detente-chat";
const GIVEN = ["mode", "open", "heading", "lang", "dir", "theme", "api"];

// In a variable of its own: a bundler takes `new URL(…, import.meta.url)` for a file to bundle.
const here: string = import.meta.url;

if (!customElements.get(NAME)) {
  DetenteChat.home = new URL("./", here).href;
  customElements.define(NAME, DetenteChat);
}

/** Adds a chat with the attributes that the script tag has as `data-…`, unless the page has one. */
function place(script: HTMLScriptElement): void {
  if (document.querySelector(NAME)) return;
  const chat = document.createElement(NAME);
  for (const name of GIVEN) {
    const value = script.dataset[name];
    if (value !== undefined) chat.setAttribute(name, value);
  }
  document.body.append(chat);
}

const scripts = [...document.querySelectorAll<HTMLScriptElement>("script[data-auto]")];
// Served by a redirect, it has another address than its tag.
const script = scripts.find((one) => one.src === here) ?? scripts.find((one) => /\bwidget\.js\b/.test(one.src));
if (script) {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => place(script), { once: true });
  else place(script);
}
