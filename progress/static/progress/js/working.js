// A form whose work takes long: it says so, and is sent once however often its button is pressed.

const forms = document.querySelectorAll("form[data-working]");

function begin(event) {
  const form = event.currentTarget;
  if (form.hasAttribute("aria-busy")) return event.preventDefault();
  const button = event.submitter;
  form.setAttribute("aria-busy", "true");
  // Not disabled: its value is sent with the form, and it keeps the focus.
  for (const one of form.querySelectorAll("button")) one.setAttribute("aria-disabled", "true");
  form.querySelector("[data-working-said]").textContent = form.dataset.working;
  if (button) button.classList.add("is-working");
}

function rest(form) {
  form.removeAttribute("aria-busy");
  for (const one of form.querySelectorAll("button")) {
    one.removeAttribute("aria-disabled");
    one.classList.remove("is-working");
  }
  form.querySelector("[data-working-said]").textContent = "";
}

for (const form of forms) form.addEventListener("submit", begin);

// Who comes back to the page finds it as it was before it was sent.
addEventListener("pageshow", (event) => {
  if (event.persisted) forms.forEach(rest);
});
