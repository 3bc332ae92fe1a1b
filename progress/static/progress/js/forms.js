// The forms of a module's page: what is written is on the device at once, and sent soon after.

import { showBoth } from "./both.js";
import {
  drop, dropFromPage, isHere, isStored, makeUid, nextTime, put, savesOf, show, tab,
} from "./device.js";
import { isOfFile, uploading } from "./files.js";
import { renewPage } from "./renewing.js";
import { follow, post, sayUnsent, sendAfter, sendAll, waiting } from "./sending.js";
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
  const person = learning().dataset.person;
  const url = pathOf(form);
  const before = savesOf(person).filter((one) => one.url === url && one.tab !== tab && isHere(one));
  return {
    uid: makeUid(), at: nextTime(person), touched: Date.now(), tab, kind, fields, person, url,
    after: Object.fromEntries(before.map((one) => [one.uid, one.touched])),
    page: location.pathname, step: url.split("/").at(-3),
  };
}

const allIds = (form) =>
  [...form.querySelectorAll("[name^='v-']")].map((field) => field.name.slice(2));

function keep(form, ids) {
  dropRefused(form);
  const save = saveOf(form, "keep", ids);
  const begun = ownSaves().findLast((one) =>
    one.kind === "keep" && one.url === save.url && one.tab === tab && !one.tried && !one.held);
  if (begun) Object.assign(save, { uid: begun.uid, at: begun.at });
  if (put(save)) return;
  if (isStored(save)) {
    // No room for more of it: what is kept stays as it is, and this one comes after.
    dropFromPage(save);
    Object.assign(save, { uid: makeUid(), at: nextTime(save.person) });
    put(save);
  }
  if (!navigator.onLine) sayUnsent("offline");
}

// What the server refused is on the screen again, and goes with what is sent anew.
function dropRefused(form) {
  for (const one of ownSaves()) if (one.url === pathOf(form) && isRefused(one) && isHere(one)) drop(one);
}

const isRefused = (save) => save.held && !Object.keys(save.held).length;

export function written(event) {
  const form = event.target.closest("[data-answers]");
  const id = event.target.name?.startsWith("q-") && event.target.name.slice(2).split(".")[0];
  if (!isForm(form) || !id || !form.querySelector("[data-keeps]")) return;
  form.touched = (form.touched ?? new Set()).add(id);
  form.isWrittenIn = true;
  if (navigator.onLine) say("");
  keep(form, form.touched);
  sendAfter(SAVE_AFTER);
}

export async function submitted(event) {
  const form = event.target.closest(".learning-form");
  if (!isForm(form) || isOfFile(event.submitter)) return;
  event.preventDefault();
  form.isWrittenIn = false;
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
  // What another tab has written since stays.
  for (const one of ownSaves()) {
    if (one.url === pathOf(form) && isHere(one) && !one.tried && !one.held) drop(one);
  }
  dropRefused(form);
  if (!put(saveOf(form, kind, allIds(form))) && !navigator.onLine) sayUnsent("offline");
}

// Right or wrong is known by the server alone. The same answers, sent again, are the same attempt.
async function check(form) {
  if (uploading(form)) return;
  keep(form, allIds(form));
  await sendAll();
  if (!navigator.onLine || waiting(pathOf(form))) return say(form.dataset.waits ?? "waits");
  const save = saveOf(form, "attempt", allIds(form));
  const same = JSON.stringify(save.fields);
  if (form.attempt?.same === same) save.uid = form.attempt.uid;
  form.attempt = { same, uid: save.uid };
  const answer = await post(save);
  if (answer.saved || answer.gone) {
    follow(save, answer.version);
    await refresh(save.step);
    if (answer.gone) tell(answer.error);
  } else if (answer.conflicts) {
    put({ ...save, held: answer.conflicts });
    restore();
  } else if (answer.signed_out) say("signedout");
  else if (answer.error) tell(answer.error);
  else if (answer.refused) say("refused");
  else say(form.dataset.waits ?? "waits");
  if (answer.saved) say(form.dataset.done ?? "saved");
}

// The page as it is now; its main part takes the place of ours, but for what is written or played.
export async function refresh(step) {
  try {
    const response = await fetch(location.pathname, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const main = page.querySelector("#main");
    if (!main?.querySelector("[data-learning]")) return say("signedout");
    const isBusy = renewPage(document.querySelector("#main"), main, step);
    if (step && !isBusy) history.replaceState(null, "", `#after-${step}`);
    document.dispatchEvent(new CustomEvent("vidare:main", { detail: { isBusy: isBusy || !step } }));
  } catch {
    // What is on the screen is still right; it only does not know how far one has come.
  }
}

export async function sent(saves, stopped) {
  const isKept = (save) => save.kind === "keep" && !save.error;
  const ours = saves.filter((save) => !isKept(save) && save.page === location.pathname);
  if (ours.length && !stopped) {
    await refresh(ours.findLast((save) => save.kind !== "keep")?.step);
    const error = ours.find((save) => save.error)?.error;
    if (error) tell(error);
    else say("saved");
  } else if (stopped) markUnsent(true);
  restore();
}

// What is not sent yet, or written in two places, is on the screen as it was left.
export function restore(isFirst) {
  for (const save of ownSaves()) {
    const form = formOf(save);
    if (!form || save.kind === "mark") continue;
    // What another tab writes after this page was loaded is that tab's own.
    if (isFirst) show(save);
    if (!isHere(save)) continue;
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
      else if (field.options) field.value = values.find((one) => isOptionOf(field, one)) ?? "";
      else if (field !== document.activeElement) field.value = values[place] ?? values[0];
    });
  }
}

// Each row of what is put together or in order has options of its own, and rows may have moved.
const isOptionOf = (field, value) => value && [...field.options].some((one) => one.value === value);

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
