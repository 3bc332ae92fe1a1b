// What is not sent yet, on this device: each save under a key of its own, apart for each person.

const PREFIX = "vidare-save:";
const memory = new Map();

export const tab = (() => {
  try {
    return (sessionStorage.vidareTab ??= makeUid());
  } catch {
    return makeUid();
  }
})();

export function makeUid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
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

export function drop(save) {
  memory.delete(keyOf(save));
  try {
    localStorage.removeItem(keyOf(save));
  } catch {}
}

// In the order in which they were made.
export function savesOf(person) {
  const found = new Map(memory);
  for (const key of keys()) found.set(key, JSON.parse(localStorage.getItem(key)));
  const start = `${PREFIX}${person ?? ""}`;
  return [...found].filter(([key, save]) => save && key.startsWith(start))
    .sort(([one], [other]) => (one < other ? -1 : 1)).map(([, save]) => save);
}

export function forgetOthers(person) {
  for (const key of keys()) if (!key.startsWith(`${PREFIX}${person}:`)) localStorage.removeItem(key);
}

export function forgetAll() {
  memory.clear();
  for (const key of keys()) localStorage.removeItem(key);
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}
