// The forms of a module's page: what is written is on the device at once, and sent soon after.

import { showBoth } from "./both.js";
import { drop, makeUid, put, savesOf, tab } from "./device.js";
import { isOfFile, uploading } from "./files.js";
import { post, sendAfter, sendAll, waiting } from "./sending.js";
import { learning, say, tell, word } from "./status.js";

const SAVE_AFTER = 1200;
const ownSaves = () => savesOf(learning()?.dataset.person);
const pathOf = (form) => new URL(form.getAttribute("action"), location.href).pathname;
const formOf = (save) =>
  [...document.querySelectorAll(".learning-form")].find((form) => pathOf(form) === save.url);
const isForm = (form) => form && learning() && !form.dataset.alone;

function saveOf(form, kind, ids) {
  const data = new FormData(form);
  const fields = [];
  for (const id of ids) {
    fields.push(["only", id]);
    for (const name of [`q-${id}`, `v-${id}`]) {
      for (const value of data.getAll(name)) fields.push([name, value]);
    }
  }
  const now = Date.now();
  return {
    uid: makeUid(), at: now, touched: now, tab, kind, fields,
    person: learning().dataset.person, url: pathOf(form), page: location.pathname,
    step: pathOf(form).split("/").at(-3),
  };
}

const allIds = (form) =>
  [...form.querySelectorAll("[name^='v-']")].map((field) => field.name.slice(2));

function keep(form, ids) {
  const save = saveOf(form, "keep", ids);
  const begun = ownSaves().find((one) =>
    one.kind === "keep" && one.url === save.url && one.tab === tab && !one.tried && !one.held);
  if (begun) Object.assign(save, { uid: begun.uid, at: begun.at });
  if (!put(save)) say("full");
}

export function written(event) {
  const form = event.target.closest("[data-answers]");
  const id = event.target.name?.startsWith("q-") && event.target.name.slice(2).split(".")[0];
  if (!isForm(form) || !id || !form.querySelector("[data-keeps]")) return;
  form.touched = (form.touched ?? new Set()).add(id);
  if (navigator.onLine) say("");
  keep(form, form.touched);
  sendAfter(SAVE_AFTER);
}

export async function submitted(event) {
  const form = event.target.closest(".learning-form");
  if (!isForm(form) || isOfFile(event.submitter)) return;
  event.preventDefault();
  form.setAttribute("aria-busy", "true");
  const isKept = event.submitter?.name === "keep";
  if (isKept) keep(form, allIds(form));
  else if (form.dataset.answers === "judged") await check(form);
  else finish(form);
  form.removeAttribute("aria-busy");
  await sendAll();
}

// A step that needs no judging is done, whether the network is there or not.
function finish(form) {
  const kind = form.dataset.answers ? "attempt" : "mark";
  for (const one of ownSaves()) if (one.url === pathOf(form) && !one.tried && !one.held) drop(one);
  if (!put(saveOf(form, kind, allIds(form)))) say("full");
}

// Right or wrong is known by the server alone. The same answers, sent again, are the same attempt.
async function check(form) {
  if (uploading(form)) return;
  keep(form, allIds(form));
  await sendAll();
  if (!navigator.onLine || waiting()) return say(form.dataset.waits ?? "waits");
  const save = saveOf(form, "attempt", allIds(form));
  const same = JSON.stringify(save.fields);
  if (form.attempt?.same === same) save.uid = form.attempt.uid;
  form.attempt = { same, uid: save.uid };
  const answer = await post(save);
  if (answer.saved) await refresh(save.step);
  else if (answer.conflicts) {
    put({ ...save, held: answer.conflicts });
    restore();
  } else if (answer.signed_out) say("signedout");
  else if (answer.error) tell(answer.error);
  else say(form.dataset.waits ?? "waits");
  if (answer.saved) say(form.dataset.done ?? "saved");
}

// The page as it is now; its main part takes the place of ours.
export async function refresh(step) {
  try {
    const response = await fetch(location.pathname, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const main = page.querySelector("#main");
    if (!main?.querySelector("[data-learning]")) return say("signedout");
    document.querySelector("#main").replaceChildren(...main.childNodes);
    if (step) history.replaceState(null, "", `#after-${step}`);
    document.dispatchEvent(new Event("vidare:main"));
  } catch {
    // What is on the screen is still right; it only does not know how far one has come.
  }
}

export async function sent(saves, stopped) {
  const ours = saves.filter((save) => save.kind !== "keep" && save.page === location.pathname);
  if (ours.length && !stopped) {
    await refresh(ours.at(-1).step);
    const error = ours.find((save) => save.error)?.error;
    if (error) tell(error);
    else say("saved");
  } else if (stopped) markUnsent(true);
  restore();
}

// What is not sent yet, or written in two places, is on the screen as it was left.
export function restore() {
  for (const save of ownSaves()) {
    const form = formOf(save);
    if (!form || save.kind === "mark") continue;
    if (save.tab !== tab) put({ ...save, shown: true });
    for (const [name] of save.fields) fill(form, save, name);
    if (save.held) showBoth(form, save, (id) => { keep(form, [id]); sendAfter(0); });
  }
}

function fill(form, save, name) {
  const values = save.fields.filter(([one]) => one === name).map(([, value]) => value);
  if (name === "only") {
    form.touched = new Set([...(form.touched ?? []), ...values]);
    for (const id of values) {
      const boxes = form.querySelectorAll(`[name="q-${id}"]:is([type=checkbox], [type=radio])`);
      for (const box of boxes) box.checked = false;
    }
  } else {
    form.querySelectorAll(`[name="${name}"]`).forEach((field, place) => {
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
      else if (field !== document.activeElement) field.value = values[place] ?? values[0];
    });
  }
}

export function markUnsent(focus = false) {
  for (const save of ownSaves()) {
    const end = save.kind !== "keep" && !save.held && document.getElementById(`after-${save.step}`);
    if (!end || end.querySelector("[data-unsent]")) continue;
    const badge = document.createElement("p");
    badge.dataset.unsent = "";
    badge.className = "row badge badge--announced";
    badge.textContent = word("unsent");
    for (const form of end.querySelectorAll("form")) form.hidden = true;
    end.prepend(badge);
    if (focus) end.focus({ preventScroll: true });
  }
}
