// The second of a video or an audio clip: told while it plays, and offered for going on.

import { tellPlace } from "./place.js";
import { learning, word } from "./status.js";

const EVERY = 10_000;
const WORTH_IT = 5;
const toldAt = new WeakMap();

// The same file has the same name in every language of the module.
function nameOf(media) {
  const source = media.getAttribute("src") ?? media.querySelector("source")?.getAttribute("src");
  const path = new URL(source ?? "", location.href).pathname;
  let hash = 0x811c9dc5;
  for (const letter of path) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193) >>> 0;
  return `${media.localName}-${hash.toString(16)}`;
}

// What a question plays is heard again with its answer: it is no place to go on from.
const isContent = (media) => !media.closest(".question");

function tell(media) {
  const step = media.closest(".step[id]");
  if (!step || !isContent(media) || !learning()) return;
  toldAt.set(media, Date.now());
  // What was played to its end has no place to go on from.
  const second = media.ended ? 0 : Math.floor(media.currentTime);
  tellPlace(step.id, { media: nameOf(media), second: String(second) });
}

export function played({ target }) {
  if (!(target instanceof HTMLMediaElement) || target.paused) return;
  if (Date.now() - (toldAt.get(target) ?? 0) >= EVERY) tell(target);
}

export function paused({ target }) {
  if (target instanceof HTMLMediaElement && target.currentTime > 0) tell(target);
}

// Who closes the page while it plays goes on from that second.
export function tellPlaying() {
  for (const media of document.querySelectorAll(".step video, .step audio")) {
    if (!media.paused) tell(media);
  }
}

export function offerToContinue() {
  const { media: name, second } = learning().dataset;
  const media = [...document.querySelectorAll(".step video, .step audio")]
    .find((one) => name && isContent(one) && nameOf(one) === name);
  if (!media?.paused || second < WORTH_IT || media.parentElement.querySelector("[data-continue]")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet media__continue";
  button.dataset.continue = second;
  const seconds = String(second % 60).padStart(2, "0");
  button.textContent = `${word("continue")} ${Math.floor(second / 60)}:${seconds}`;
  button.addEventListener("click", () => {
    media.currentTime = Number(second);
    media.play().catch(() => {});
    media.focus();
    button.remove();
  });
  media.after(button);
}
