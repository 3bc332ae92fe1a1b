// Sends what is kept on this device: in order, once, with growing pauses while nobody answers.

import { drop, put, savesOf, tab } from "./device.js";
import { learning, say, tell } from "./status.js";

const PAUSES = [1, 2, 5, 10, 30, 60];
// A save of another tab is left to that tab while somebody may be writing in it.
const LEFT_ALONE = 5000;
const LONGEST_KEPT_ALIVE = 50_000;
const told = "BroadcastChannel" in window ? new BroadcastChannel("vidare-saves") : null;
const listeners = [];
let failures = 0;
let timer;
let token;

const person = () => learning()?.dataset.person;
const open = (who) => savesOf(who).filter((save) => !save.held);

export function onSent(listener) {
  listeners.push(listener);
}

export const waiting = () => open(person()).length > 0;

export function sendAfter(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(sendAll, milliseconds);
}

// Resolves when everything is sent, or something stands in the way.
export async function sendAll(who = person()) {
  clearTimeout(timer);
  if (!who || !open(who).length) return;
  if (navigator.locks) await navigator.locks.request("vidare-sending", () => run(who));
  else await run(who);
}

// Who leaves has no time to wait for a turn; what comes in twice counts once.
export function sendLast() {
  const first = open(person())[0];
  if (!first || first.tab !== tab || first.tried) return;
  put({ ...first, tried: true });
  post(first);
}

async function run(who) {
  const sent = [];
  let stopped = false;
  for (let save; !stopped && (save = next(who)); ) {
    say("saving");
    put({ ...save, tried: true });
    const answer = await post(save);
    stopped = !settle(save, answer, sent);
  }
  if (sent.length && !stopped) failures = 0;
  for (const listener of listeners) listener(sent, stopped);
}

function next(who) {
  const first = open(who)[0];
  const isTheirs = first && first.tab !== tab && Date.now() - first.touched < LEFT_ALONE;
  if (isTheirs) sendAfter(LEFT_ALONE);
  return isTheirs ? undefined : first;
}

// Whether the next one may be sent.
function settle(save, answer, sent) {
  if (answer.saved) {
    drop(save);
    follow(save, answer.version);
    told?.postMessage({ save, version: answer.version });
    sent.push(save);
    say("saved");
    return true;
  }
  if (answer.signed_out) {
    say("signedout");
    return false;
  }
  if (answer.conflicts) {
    put({ ...save, tried: true, held: answer.conflicts });
    say("both");
    return true;
  }
  if (answer.error) {
    if (save.kind === "mark" || answer.code === "answers-missing") drop(save);
    else put({ ...save, tried: true, held: {} });
    sent.push({ ...save, error: answer.error });
    tell(answer.error);
    return true;
  }
  say(answer.offline ? "offline" : "failed");
  sendAfter(1000 * PAUSES[Math.min(failures++, PAUSES.length - 1)]);
  return false;
}

export async function post(save) {
  try {
    let response = await request(save);
    if (response.status === 403 && (await renew(save))) response = await request(save);
    if (response.redirected) return { signed_out: true };
    const isOurs = response.headers.get("Content-Type")?.includes("json");
    if (isOurs) return await response.json();
    // The door is gone: nothing more comes of asking again.
    return response.status === 404 ? { error: response.statusText || "404", code: "gone" } : {};
  } catch {
    return { offline: true };
  }
}

function request(save) {
  const body = new URLSearchParams(save.fields);
  for (const name of ["uid", "person", "page"]) body.set(name, save[name]);
  body.set("quiet", "1");
  if (save.kind === "keep") body.set("keep", "1");
  body.set("csrfmiddlewaretoken", token ?? tokenOf(document));
  const keepalive = body.toString().length < LONGEST_KEPT_ALIVE;
  return fetch(save.url, { method: "POST", body, keepalive, signal: AbortSignal.timeout(20_000) });
}

// Who has signed in again has another token. Somebody else's is not used.
async function renew(save) {
  const response = await fetch(save.page, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  token = tokenOf(page);
  return page.querySelector("[data-learning]")?.dataset.person === save.person;
}

export const tokenOf = (page) => page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

// What was written after it, in the same tab, is now based on what was just saved.
function follow(save, versions = {}) {
  const names = save.fields.filter(([name]) => name === "only").map(([, id]) => id);
  // In another tab the one that was saved may be seen for a moment after it was dropped here.
  const ours = (one) => one.tab === save.tab && one.url === save.url && one.uid !== save.uid;
  for (const later of open(save.person).filter(ours)) {
    put({ ...later, fields: later.fields.map(([name, value]) => rebased(name, value)) });
  }
  const isShown = save.tab === tab || save.shown;
  if (!isShown || save.page !== location.pathname) return;
  for (const id of names) {
    const field = document.querySelector(`[name="v-${id}"]`);
    if (field && id in versions) field.value = versions[id];
  }

  function rebased(name, value) {
    const id = name.startsWith("v-") ? name.slice(2) : "";
    return [name, names.includes(id) && id in versions ? String(versions[id]) : value];
  }
}

told?.addEventListener("message", ({ data }) => follow(data.save, data.version));
addEventListener("online", () => { failures = 0; sendAll(); });
addEventListener("focus", () => sendAll());
