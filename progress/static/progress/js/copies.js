// Has copies of this page and the next ones kept on the device, by the worker of the same course.

import { learning, word } from "./status.js";

const AHEAD = 3;
const stale = new Set();

export async function keepCopies() {
  sayWhen();
  const { worker, course } = learning()?.dataset ?? {};
  if (!worker || !navigator.onLine || !("serviceWorker" in navigator)) return;
  try {
    const { active, waiting, installing } =
      await navigator.serviceWorker.register(worker, { scope: course });
    const working = active ?? waiting ?? installing;
    const isNew = !navigator.serviceWorker.controller;
    tell(working, isNew ? [address(location)] : []);
  } catch {
    // A device that keeps no copies still has this page, and what is written on it.
  }
}

// What was saved is in the copies too: of this page when one leaves it, of others now.
export function renewCopies(saves) {
  const pages = new Set(saves.map((save) => new URL(save.page, location.href).href));
  if (pages.delete(address(location))) stale.add(address(location));
  if (pages.size) tell(navigator.serviceWorker?.controller, [...pages]);
}

addEventListener("pagehide", () => {
  if (stale.size) tell(navigator.serviceWorker?.controller, [...stale]);
});

function tell(worker, again) {
  const { person, list } = learning().dataset;
  worker?.postMessage({
    person, again, ahead: following(), list: new URL(list, location.href).href, files: used(),
  });
}

const address = (of) => new URL(of.href).href.split("#")[0];

function following() {
  const all = [...document.querySelectorAll(".contents__module")];
  const here = all.findIndex((link) => link.getAttribute("aria-current") === "page");
  return all.slice(here + 1, here + 1 + AHEAD).map(address);
}

const used = () => performance.getEntriesByType("resource").map((entry) => entry.name)
  .filter((name) => /\.(css|js|woff2|svg|png|jpe?g|webp|avif|gif)([?#]|$)/.test(name));

function sayWhen() {
  const { copied } = learning()?.dataset ?? {};
  if (!copied || document.querySelector("[data-copy]")) return;
  const note = document.createElement("p");
  const when = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "long", timeStyle: "short",
  });
  note.dataset.copy = "";
  note.className = "hint";
  note.textContent = `${word("copied")} ${when.format(new Date(copied))}`;
  learning().append(note);
}
