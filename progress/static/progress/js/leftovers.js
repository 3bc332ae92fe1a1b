// What was written for something that is no longer asked: on the screen, to be copied, until its
// writer has seen to it.

import { drop, savesOf } from "./device.js";
import { learning, word } from "./status.js";

const PLACELESS = ["no-such-step", "no-longer-asked", "no-questions", "not-begun"];
// A choice is an id; alone it says nothing.
const isWords = ([name, value]) =>
  name.startsWith("q-") && value.trim() && !/^[\da-f]{32}/.test(value);

export function showLeftovers() {
  const here = learning();
  for (const box of document.querySelectorAll("[data-leftover]")) box.remove();
  for (const save of savesOf(here.dataset.person).filter((one) => PLACELESS.includes(one.code))) {
    const words = save.fields.filter(isWords).map(([, value]) => value);
    if (words.length) here.after(panel(save, words));
    else drop(save);
  }
}

function panel(save, words) {
  const box = document.createElement("div");
  box.className = "notice notice--error both";
  box.dataset.leftover = save.uid;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", word("leftover"));
  const body = document.createElement("div");
  body.className = "notice__body";
  body.append(paragraph("", word("leftover")));
  for (const text of words) body.append(paragraph("both__text", text));
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet";
  button.textContent = word("removeleftover");
  button.addEventListener("click", () => {
    drop(save);
    box.remove();
    document.querySelector("h1")?.scrollIntoView({ block: "nearest" });
  });
  body.append(button);
  box.append(body);
  return box;
}

function paragraph(className, text) {
  const one = document.createElement("p");
  if (className) one.className = className;
  one.textContent = text;
  return one;
}
