import chat from "./styles/chat.css?inline";
import rows from "./styles/rows.css?inline";
import tokens from "./styles/tokens.css?inline";

/** Constructed style sheets, which a strict Content-Security-Policy allows. */
export const styles = [tokens, chat, rows].map((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
});
