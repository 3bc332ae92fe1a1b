// What is not sent yet, on this device: each save under a key of its own, apart for each person.

const PREFIX = "vidare-save:";
// What the device has no room for, or keeps for nobody: it lives as long as the page.
const memory = new Map();

// A copied tab begins with all that the first one had, also its name: it is taken while in use.
export const tab = takeName();

export function makeUid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What other tabs left, and this page has on its screen: as it was when it was put there.
const shown = new Map();

export const show = (save) => shown.set(save.uid, save.touched);

export const isHere = (save) => save.tab === tab || shown.get(save.uid) === save.touched;

function takeName() {
  try {
    const name = sessionStorage.vidareTab ?? makeUid();
    const take = () => sessionStorage.removeItem("vidareTab");
    take();
    addEventListener("pagehide", () => { sessionStorage.vidareTab = name; });
    addEventListener("pageshow", take);
    return name;
  } catch {
    return makeUid();
  }
}

const keyOf = (save) => `${PREFIX}${save.person}:${String(save.at).padStart(15, "0")}:${save.uid}`;

// Says whether it outlives the page.
export function put(save) {
  try {
    localStorage.setItem(keyOf(save), JSON.stringify(save));
    memory.delete(keyOf(save));
    return true;
  } catch {
    memory.set(keyOf(save), save);
    return false;
  }
}

// From the page alone, where it had no room on the device.
export const dropFromPage = (save) => memory.delete(keyOf(save));

export function drop(save) {
  dropFromPage(save);
  try {
    localStorage.removeItem(keyOf(save));
  } catch {}
}

// In the order in which they were made. What had no room is newer than what is kept of it.
export function savesOf(person) {
  const found = new Map(keys().map((key) => [key, read(key)]));
  for (const [key, save] of memory) found.set(key, save);
  const start = `${PREFIX}${person ?? ""}`;
  return [...found].filter(([key, save]) => save && key.startsWith(start))
    .sort(([one], [other]) => (one < other ? -1 : 1)).map(([, save]) => save);
}

// Later than all that waits, also where the device's clock was put back.
export function nextTime(person) {
  return Math.max(Date.now(), ...savesOf(person).map((save) => save.at + 1));
}

export const isOnlyOnPage = () => memory.size > 0;

export const isStored = (save) => read(keyOf(save)) !== null;

export function forgetOthers(person) {
  for (const key of keys()) if (!key.startsWith(`${PREFIX}${person}:`)) localStorage.removeItem(key);
}

export function forgetAll() {
  memory.clear();
  for (const key of keys()) localStorage.removeItem(key);
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

// Whoever leaves would lose it: the browser asks.
addEventListener("beforeunload", (event) => {
  if (memory.size) event.preventDefault();
});
