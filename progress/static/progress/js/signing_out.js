// What waits on the device is sent from every page. Who signs out leaves nothing on it; what cannot be
// sent is not thrown away unasked.

import { forgetAll, savesOf } from "./device.js";
import { sendAll } from "./sending.js";
import { learning } from "./status.js";

const LONGEST = 3000;
const words = document.querySelector("[data-unsent-words]")?.dataset.unsentWords;

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!new URL(form.action, location.href).pathname.endsWith("/logout/")) return;
  event.preventDefault();
  const people = new Set(savesOf().map((save) => save.person));
  const all = Promise.all([...people].map((person) => sendAll(person)));
  await Promise.race([all, new Promise((done) => setTimeout(done, LONGEST))]);
  if (savesOf().length && !confirm(words)) return;
  forgetAll();
  await forgetCopies();
  form.submit();
});

if (!learning()) sendAll();

async function forgetCopies() {
  try {
    const names = (await caches.keys()).filter((name) => name.startsWith("vidare-"));
    await Promise.all(names.map((name) => caches.delete(name)));
  } catch {
    // A browser that keeps none, or refuses to say: one signs out all the same.
  }
}
