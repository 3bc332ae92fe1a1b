// Who can read a reflection: changed where it stands, said aloud, and the focus stays there.

import { tokenOf } from "./sending.js";
import { learning, say, tell, word } from "./status.js";

export async function shared(event) {
  const form = event.target.closest(".share-form");
  if (!form || !event.submitter || !learning()) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  await send(form, event.submitter);
  form.removeAttribute("aria-busy");
}

async function send(form, button) {
  try {
    const body = new URLSearchParams(new FormData(form));
    body.set(button.name, button.value);
    body.set("quiet", "1");
    body.set("person", learning().dataset.person);
    const url = form.getAttribute("action");
    const answer = await (await fetch(url, { method: "POST", body })).json();
    if (answer.signed_out) return say("signedout");
    await renew(form.elements.question.value);
    if (answer.error) tell(answer.error);
  } catch {
    tell(word("unshared"));
  }
}

// The words beside the reflection as they are now; what is being written is not touched.
async function renew(id) {
  const response = await fetch(location.pathname, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const now = page.getElementById(`sharing-${id}`);
  const here = document.getElementById(`sharing-${id}`);
  if (!now) throw new Error("The page has no such reflection any more.");
  here.replaceWith(now);
  for (const field of document.querySelectorAll(".share-form [name=csrfmiddlewaretoken]")) {
    field.value = tokenOf(page) || field.value;
  }
  (now.querySelector("button") ?? now).focus();
  tell(now.querySelector("[data-said]").textContent, false);
}
