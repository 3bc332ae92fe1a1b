// Improves the forms of a module's page. Without it they are plain forms that work as well.

const SAVE_AFTER = 1200;
const READ_FOR = 2000;
let learning;
let watching;

function start() {
  learning = document.querySelector("[data-learning]");
  if (!learning) return;
  watching?.disconnect();
  watchPlace();
  focusAnchor();
}

function say(name) {
  const status = learning.querySelector("[data-status]");
  status.textContent = name ? learning.dataset[name] : "";
  status.classList.toggle("is-error", name === "failed");
}

async function send(form, extra = {}) {
  const sent = new FormData(form);
  for (const [name, value] of Object.entries(extra)) sent.set(name, value);
  const response = await fetch(form.action, { method: "POST", body: sent, keepalive: true });
  if (!response.ok) throw new Error(response.status);
  if (extra.quiet && response.status !== 204) throw new Error("signed out");
  return response;
}

// The server answers with the page as it is now; its main part takes the place of ours.
async function submit(event) {
  const form = event.target.closest(".learning-form");
  if (!form || !learning) return;
  event.preventDefault();
  clearTimeout(form.keeping);
  form.keeping = 0;
  const button = event.submitter;
  say("saving");
  form.setAttribute("aria-busy", "true");
  try {
    const response = await send(form, button?.name ? { [button.name]: button.value } : {});
    const step = new URL(form.action).pathname.split("/").at(-3);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const main = page.querySelector("#main");
    if (!main?.querySelector("[data-learning]")) {
      // Most likely signed out meanwhile: what is written stays on the screen.
      form.removeAttribute("aria-busy");
      say("signedout");
      return;
    }
    document.querySelector("#main").replaceChildren(...main.childNodes);
    history.replaceState(null, "", `#after-${step}`);
    start();
    say("saved");
  } catch {
    form.removeAttribute("aria-busy");
    say("failed");
  }
}

function keepLater(event) {
  const form = event.target.closest("[data-answers]");
  if (!form || !learning || !form.querySelector("[name=keep]")) return;
  clearTimeout(form.keeping);
  say("");
  form.keeping = setTimeout(keep, SAVE_AFTER, form);
}

async function keep(form) {
  clearTimeout(form.keeping);
  form.keeping = 0;
  say("saving");
  try {
    await send(form, { keep: "1", quiet: "1" });
    say("saved");
  } catch {
    say("failed");
  }
}

// Who leaves at once after the last letter loses nothing.
function keepNow() {
  for (const form of document.querySelectorAll("[data-answers]")) if (form.keeping) keep(form);
}

function watchPlace() {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  let waiting;
  let last;
  watching = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting || entry.target.id === last) continue;
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        last = entry.target.id;
        const url = learning.dataset.here.replace("0".repeat(32), last.replace("step-", ""));
        const body = new URLSearchParams({ csrfmiddlewaretoken: token ?? "" });
        fetch(url, { method: "POST", body, keepalive: true }).catch(() => {});
      }, READ_FOR);
    }
  }, { rootMargin: "-35% 0px -55% 0px" });
  for (const step of document.querySelectorAll(".step[id]")) watching.observe(step);
}

function focusAnchor() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (!target) return;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: target.matches(".step") ? "start" : "center" });
}

document.addEventListener("submit", submit);
document.addEventListener("input", keepLater);
addEventListener("hashchange", focusAnchor);
addEventListener("pagehide", keepNow);
start();
