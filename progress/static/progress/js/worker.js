// Keeps copies of a course's pages on this device for when there is no network. It answers with a
// copy only where the network does not, so nobody sees an old page while there is a newer one.

const PAGES = "vidare-pages:";
const FILES = "vidare-files";
const MOST_FILES = 300;
const KINDS = ["style", "script", "font", "image"];
const LIST = "/vidare-list-of-copies";
const COPY = { "X-Vidare-Copy": "1" };

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => event.waitUntil(keep(event.data)));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(readPage(event));
  else if (isRefresh(request)) event.respondWith(fetchAndKeep(event));
  else if (KINDS.includes(request.destination)) event.respondWith(readFile(request));
});

// The page that looks at itself again after a save.
const isRefresh = (request) => request.destination === "" && request.url === plain(request.referrer);
const plain = (address) => address.split("#")[0];

async function readPage(event) {
  try {
    return await fetchAndKeep(event);
  } catch (error) {
    const copy = (await copyOf(plain(event.request.url))) ?? (await (await ours())?.match(LIST));
    if (copy) return copy;
    throw error;
  }
}

async function fetchAndKeep(event) {
  const response = await fetch(event.request);
  if (response.ok && !response.redirected) {
    event.waitUntil(store(plain(event.request.url), response.clone()));
  }
  return response;
}

async function readFile(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request.url, { cacheName: FILES });
    if (kept) return kept;
    throw error;
  }
}

// Only a page of somebody's work is kept, and apart for each person.
async function store(url, response) {
  const html = await response.text();
  const person = /data-learning [^>]*data-person="(\w+)"/.exec(html)?.[1];
  if (!person) return [];
  const pages = await caches.open(PAGES + person);
  await pages.put(url, made(html, { "X-Vidare-Kept": new Date().toISOString() }));
  return filesIn(html, url);
}

const filesIn = (html, url) =>
  [...html.matchAll(/<(?:img|script) [^>]*?src="([^"]+)"/g)].map(([, file]) => new URL(file, url).href);

const made = (html, headers) =>
  new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", ...headers } });

// `ahead` are pages that may be read next; those kept within the hour stay as they are.
async function keep({ person, ahead, again, files, list }) {
  await forgetOthers(person);
  const pages = await caches.open(PAGES + person);
  const more = [];
  for (const url of [...again, ...ahead]) {
    if (!again.includes(url) && (await isFresh(await pages.match(url)))) continue;
    more.push(...(await copy(url)));
  }
  await fetchInto(pages, list, LIST);
  more.push(...filesIn((await (await pages.match(LIST))?.text()) ?? "", list));
  const kept = await caches.open(FILES);
  for (const file of [...files, ...more]) {
    if (new URL(file).origin === location.origin && !(await kept.match(file))) {
      await fetchInto(kept, file);
    }
  }
  const all = await kept.keys();
  for (const old of all.slice(0, Math.max(0, all.length - MOST_FILES))) await kept.delete(old);
}

async function copy(url) {
  try {
    const response = await fetch(url, { headers: COPY, cache: "no-store" });
    return response.ok && !response.redirected ? await store(url, response) : [];
  } catch {
    return [];
  }
}

async function fetchInto(cache, url, key = url) {
  try {
    const response = await fetch(url, { cache: "no-cache" });
    if (response.ok && !response.redirected) await cache.put(key, response);
  } catch {}
}

const HOUR = 3_600_000;
const isFresh = (kept) => kept && Date.now() - Date.parse(kept.headers.get("X-Vidare-Kept")) < HOUR;

async function forgetOthers(person) {
  for (const name of await caches.keys()) {
    if (name.startsWith(PAGES) && name !== PAGES + person) await caches.delete(name);
  }
}

async function ours() {
  const name = (await caches.keys()).find((one) => one.startsWith(PAGES));
  return name && caches.open(name);
}

// The page itself says when the copy was made.
async function copyOf(url) {
  const kept = await (await ours())?.match(url);
  if (!kept) return undefined;
  const when = kept.headers.get("X-Vidare-Kept");
  const html = await kept.text();
  return made(html.replace("data-learning ", `data-learning data-copied="${when}" `), {});
}
