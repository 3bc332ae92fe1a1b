// Who goes on to another page waits for what is being saved, a moment at most: whether the next
// module is open depends on it.

import { sendAll, waiting } from "./sending.js";

const LONGEST = 2000;

export async function left(event) {
  const link = event.target.closest("a[href]");
  if (!link || !isPlain(event, link) || !navigator.onLine || !waiting()) return;
  event.preventDefault();
  await Promise.race([sendAll(), new Promise((done) => setTimeout(done, LONGEST))]);
  location.assign(link.href);
}

function isPlain(event, link) {
  const isTheirs = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  const isHere = link.pathname === location.pathname || link.origin !== location.origin;
  return !event.defaultPrevented && !isTheirs && !link.target && !isHere;
}
