// Files of an assignment: each is sent as soon as it is chosen, and one sees how far it has come.

import { learning, say } from "./status.js";

const formOf = (element) => element?.closest?.(".learning-form");

export const isOfFile = (button) => ["attach", "remove"].includes(button?.name);

// Says so where a file is on its way: it would not be handed in with the rest.
export function uploading(form) {
  if (form.uploads) tell(form, wordOf(form, "wait"), true);
  return Boolean(form.uploads);
}

export async function chosen(event) {
  const field = event.target;
  if (!field.matches?.("[data-file]") || !learning()) return;
  const form = formOf(field);
  const files = [...field.files];
  field.value = "";
  for (const file of files) {
    const sent = file.size > Number(field.dataset.most)
      ? { error: field.dataset.tooLarge.replace("{name}", file.name) }
      : await send(form, [["attach", "1"], ["file", file]]);
    if (!settle(form, sent, `${wordOf(form, "attached")} ${file.name}`)) break;
  }
}

export async function pressed(event) {
  const form = formOf(event.target);
  if (!form || !learning() || !isOfFile(event.submitter)) return;
  event.preventDefault();
  const { name, value } = event.submitter;
  if (name === "attach") return form.querySelector("[data-file]").click();
  const sent = await send(form, [["remove", value]]);
  settle(form, sent, wordOf(form, "removed"));
}

// Whether it went well. What stands attached now takes the place of what stood there.
function settle(form, sent, text) {
  if (sent.signed_out) say("signedout");
  if (sent.saved) {
    const attached = form.querySelector("[data-attached]");
    const hadFocus = attached.contains(document.activeElement);
    attached.outerHTML = sent.files;
    if (hadFocus) (form.querySelector("[data-file]") ?? form.querySelector("[name=remove]"))?.focus();
  }
  tell(form, sent.saved ? text : (sent.error ?? wordOf(form, sent.lost ? "lost" : "failed")),
    !sent.saved);
  return Boolean(sent.saved);
}

function send(form, fields) {
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "page"]) body.set(name, form.elements[name].value);
  body.set("person", learning().dataset.person);
  body.set("quiet", "1");
  for (const [name, value] of fields) body.append(name, value);
  const bar = form.querySelector("[data-uploading]");
  const progress = bar.querySelector("progress");
  form.uploads = (form.uploads ?? 0) + 1;
  progress.value = 0;
  bar.hidden = false;
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) progress.value = (100 * loaded) / total;
    });
    request.addEventListener("load", () => done(request.response ?? {}));
    request.addEventListener("error", () => done({ lost: true }));
    request.open("POST", form.getAttribute("action"));
    request.send(body);
  }).finally(() => {
    form.uploads -= 1;
    bar.hidden = !form.uploads;
  });
}

const wordOf = (form, name) =>
  form.querySelector("[data-file-words]").content.querySelector(`[data-word="${name}"]`).textContent;

function tell(form, text, isError = false) {
  const status = form.querySelector("[data-file-status]");
  status.textContent = text;
  status.classList.toggle("is-error", isError);
}
