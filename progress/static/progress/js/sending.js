// Sends what is kept on this device: in order, once, with growing pauses while nobody answers.

import { drop, isHere, isOnlyOnPage, put, savesOf, tab } from "./device.js";
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

// On a page without steps, too, what waits is sent.
const person = () =>
  learning()?.dataset.person ?? document.querySelector("[data-device]")?.dataset.device;
const open = (who) => savesOf(who).filter((save) => !save.held);

export function onSent(listener) {
  listeners.push(listener);
}

export const waiting = (url) => open(person()).some((save) => !url || save.url === url);

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
  const aside = new Set();
  let stopped = false;
  for (let save; !stopped && (save = next(who, aside)); ) {
    say("saving");
    put({ ...save, tried: true });
    const answer = await post(save);
    stopped = !settle(save, answer, sent, aside);
  }
  if (aside.size && !stopped) {
    retry();
    say("refused");
  }
  if (sent.length && !stopped && !aside.size) failures = 0;
  for (const listener of listeners) listener(sent, stopped || aside.size > 0);
}

// What the server would not take keeps only the later ones of its own step waiting.
function next(who, aside) {
  const first = open(who).find((save) => !aside.has(save.url));
  const age = first && Math.abs(Date.now() - first.touched);
  const isTheirs = first && first.tab !== tab && age < LEFT_ALONE;
  if (isTheirs) sendAfter(LEFT_ALONE);
  return isTheirs ? undefined : first;
}

const retry = () => sendAfter(1000 * PAUSES[Math.min(failures++, PAUSES.length - 1)]);

// Whether the next one may be sent.
function settle(save, answer, sent, aside) {
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
  // It may be so only since something before it waits.
  if (answer.refused || (aside.size && answer.code === "module-locked")) {
    aside.add(save.url);
    return true;
  }
  if (answer.error) {
    if (save.kind === "mark" || answer.code === "answers-missing") drop(save);
    else put(refused(save, answer));
    follow(save, answer.version);
    sent.push({ ...save, error: answer.error });
    tell(answer.error);
    return true;
  }
  sayUnsent(answer.offline ? "offline" : "failed");
  retry();
  return false;
}

// Kept until the person has seen to it: all of it, or what is no longer asked for.
function refused(save, { code, gone }) {
  const fields = gone ? save.fields.filter(([name, value]) =>
    gone.includes(name === "only" ? value : name.slice(2))) : save.fields;
  return { ...save, fields, code, tried: true, held: {} };
}

// What the device has no room for is not kept on it.
export const sayUnsent = (why) => say(isOnlyOnPage() ? "full" : why);

export async function post(save) {
  try {
    let response = await request(save);
    if (response.status === 403) {
      const page = await renew(save.page);
      if (page && page !== save.person) return { signed_out: true };
      if (page) response = await request(save);
    }
    if (response.redirected) return { signed_out: true };
    const isOurs = response.headers.get("Content-Type")?.includes("json");
    if (isOurs) return await response.json();
    // This one it would not take; others it may. A server that is away takes none.
    return { refused: response.status >= 400 && response.status <= 500 };
  } catch {
    return { offline: true };
  }
}

function request(save) {
  const body = new URLSearchParams(save.fields);
  for (const name of ["uid", "person", "page"]) body.set(name, save[name]);
  body.set("quiet", "1");
  if (save.kind === "keep") body.set("keep", "1");
  body.set("csrfmiddlewaretoken", currentToken());
  const keepalive = body.toString().length < LONGEST_KEPT_ALIVE;
  return fetch(save.url, { method: "POST", body, keepalive, signal: AbortSignal.timeout(20_000) });
}

// Who has signed in again has another token. Says who that is, where the page answers at all.
export async function renew(address) {
  const response = await fetch(address, { cache: "no-store" });
  if (!response.ok) return "";
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  token = tokenOf(page);
  return page.querySelector("[data-learning]")?.dataset.person ?? "nobody";
}

export const currentToken = () => token ?? tokenOf(document);

export const tokenOf = (page) => page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

// What was written after it, in the same tab or where it was shown, is now based on what was saved.
export function follow(save, versions = {}) {
  const names = save.fields.filter(([name]) => name === "only").map(([, id]) => id);
  // In another tab the one that was saved may be seen for a moment after it was dropped here.
  const goesOn = (one) => one.tab === save.tab || one.after?.[save.uid] === save.touched;
  const ours = (one) => goesOn(one) && one.url === save.url && one.uid !== save.uid;
  for (const later of open(save.person).filter(ours)) {
    put({ ...later, fields: later.fields.map(([name, value]) => rebased(name, value)) });
  }
  if (!isHere(save) || save.page !== location.pathname) return;
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
addEventListener("pageshow", ({ persisted }) => { if (persisted) sendAll(); });
