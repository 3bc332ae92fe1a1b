// Tells the server which step is being read, and how far a recording is played.

import { currentToken, renew } from "./sending.js";
import { learning } from "./status.js";

const READ_FOR = 2000;
let watching;
let last;
let untold;

export function watchPlace() {
  watching?.disconnect();
  let waits;
  watching = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting || entry.target.id === last) continue;
      clearTimeout(waits);
      waits = setTimeout(() => {
        last = entry.target.id;
        tellPlace(last);
      }, READ_FOR);
    }
  }, { rootMargin: "-35% 0px -55% 0px" });
  for (const step of document.querySelectorAll(".step[id]")) watching.observe(step);
}

export function tellPlace(step, played = {}) {
  const { here, person } = learning().dataset;
  const url = here.replace("0".repeat(32), step.replace("step-", ""));
  const body = new URLSearchParams({ person, ...played });
  untold = { url, body };
  return retell();
}

// Only the latest place is of interest: what could not be told before is not told again.
async function retell() {
  const place = untold;
  if (!place) return;
  try {
    let response = await post(place);
    if (response.status === 403 && (await renew(location.pathname))) response = await post(place);
    if (untold === place) untold = null;
  } catch {}
}

function post({ url, body }) {
  body.set("csrfmiddlewaretoken", currentToken());
  return fetch(url, { method: "POST", body, keepalive: true });
}

addEventListener("online", retell);
