// Two tabs or devices wrote in one place: both texts, and the person says which one stays.

import { drop } from "./device.js";
import { word } from "./status.js";

export function showBoth(form, save, keepMine) {
  for (const [id, both] of Object.entries(save.held)) {
    const field = form.querySelector(`[name="q-${id}"]`);
    if (!field || form.querySelector(`[data-both="${id}"]`)) continue;
    field.after(panel(id, both, {
      mine: () => {
        field.value = both.mine;
        keepMine(id);
      },
      theirs: () => { field.value = both.theirs; },
    }, (choice) => {
      form.querySelector(`[name="v-${id}"]`).value = both.version;
      drop(save);
      form.querySelector(`[data-both="${id}"]`).remove();
      choice();
      field.focus();
    }));
    field.value = both.mine;
  }
}

function panel(id, both, choices, choose) {
  const box = make("div", "notice notice--error both");
  box.dataset.both = id;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", word("both"));
  const body = make("div", "notice__body");
  body.append(make("p", "", word("both")));
  for (const [name, text] of [["mine", both.mine], ["theirs", both.theirs]]) {
    body.append(make("p", "both__title", word(name)), make("p", "both__text", text));
    const button = make("button", "button button--quiet", word(`keep${name}`));
    button.type = "button";
    button.addEventListener("click", () => choose(choices[name]));
    body.append(button);
  }
  box.append(body);
  return box;
}

function make(tag, className, text = "") {
  const one = document.createElement(tag);
  if (className) one.className = className;
  one.textContent = text;
  return one;
}
