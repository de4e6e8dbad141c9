import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { repeat } from "lit/directives/repeat.js";
import { composer } from "./composer.ts";
import type { Host } from "./host.ts";
import { icons } from "./icons.ts";
import { message, suggestions } from "./message.ts";

/** The chat itself: head, conversation, field. */
export function panel(host: Host): TemplateResult {
  const { t, conversation } = host;
  return html`
    <header part="header">
      <div class="title">
        <h2 id="heading">${host.headline}</h2>
        <p>${t.subheading}</p>
      </div>
      ${
        conversation.started
          ? html`<button id="forget" class="tool" aria-label=${t.forget} title=${t.forget}
              @click=${() => host.confirm(true)}>${icons.forget}</button>`
          : nothing
      }
      ${
        host.inline
          ? nothing
          : html`<button class="tool close" part="close" aria-label=${t.close} title=${t.close}
              @click=${() => host.close()}>${icons.close}</button>`
      }
    </header>
    ${host.confirming ? confirmation(host) : nothing}
    <div id="log" role="log" aria-live="off" aria-label=${t.log} tabindex="0" part="log">
      ${welcome(host)} ${turns(host)}
    </div>
    <div class="below">
      ${host.unseen
        ? html`<button class="newest" @click=${() => host.toNewest()}>${icons.down}${t.newAnswer}</button>`
        : nothing}
      <p class="notice" role="status">${host.notice || (conversation.offline ? t.offline : "")}</p>
    </div>
    ${composer(host)}
    <div class="hidden" role="status" aria-live="polite">
      ${keyed(host.announced.id, html`<p>${host.announced.text}</p>`)}</div>`;
}

function welcome(host: Host): TemplateResult {
  const { t, conversation } = host;
  const fresh = conversation.loading !== "loading" && !conversation.messages.length;
  return html`<div class="welcome" part="welcome">
    <p class="hello">${t.welcome}</p>
    <p>${t.welcomeMore}</p>
    ${fresh ? suggestions(host, t.firstQuestions) : nothing}
    <p class="privacy">${t.privacy}</p>
  </div>`;
}

function turns(host: Host): TemplateResult {
  const { t, conversation } = host;
  const { messages, loading, renewed } = conversation;
  const next = messages.at(-1)?.answers.at(-1)?.suggestions ?? [];
  return html`
    ${loading === "loading" ? html`<p class="loading">${t.loading}</p>` : nothing}
    ${renewed ? html`<p class="renewed">${t.renewed}</p>` : nothing}
    ${
      messages.length
        ? html`<ol class="turns" role="list">${repeat(
            messages,
            (one) => one.id,
            (one, at) => message(host, one, messages[at - 1]),
          )}</ol>`
        : nothing
    }
    ${suggestions(host, next)}`;
}

function confirmation(host: Host): TemplateResult {
  const { t } = host;
  return html`<div class="confirm" role="alertdialog" aria-labelledby="asked" aria-describedby="consequence">
    <p id="asked"><strong>${t.forgetTitle}</strong></p>
    <p id="consequence">${t.forgetMore}</p>
    <button id="keep" @click=${() => host.confirm(false)}>${t.forgetNo}</button>
    <button class="danger" @click=${() => host.forget()}>${t.forgetYes}</button>
  </div>`;
}
