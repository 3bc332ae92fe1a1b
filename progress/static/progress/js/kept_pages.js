// Without a network: the pages of this person that are on the device.

const list = document.querySelector("[data-kept-pages]");

async function show() {
  for (const name of await caches.keys()) {
    if (!name.startsWith("vidare-pages:")) continue;
    const pages = await caches.open(name);
    for (const request of await pages.keys()) {
      const kept = await pages.match(request);
      if (!kept.headers.has("X-Vidare-Kept")) continue;
      const page = new DOMParser().parseFromString(await kept.text(), "text/html");
      const link = document.createElement("a");
      link.href = request.url;
      link.lang = page.documentElement.lang;
      link.textContent = page.querySelector("h1")?.textContent ?? page.title;
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
  }
  list.hidden = !list.children.length;
  document.querySelector("[data-none-kept]").hidden = !list.hidden;
}

if (list && "caches" in window) show();
