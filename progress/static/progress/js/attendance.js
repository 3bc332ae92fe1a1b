// Marks without a new page for each tap. Without it the buttons are plain forms that work as well.

const status = document.querySelector("[data-status]");
const words = document.querySelector("[data-taps]")?.dataset;

function say(text, isError = false) {
  status.textContent = text;
  status.classList.toggle("is-error", isError);
}

async function tap(event) {
  const form = event.target.closest("[data-tap]");
  if (!form || !status) return;
  event.preventDefault();
  const person = form.closest("li");
  if (person.getAttribute("aria-busy") === "true") return;
  person.setAttribute("aria-busy", "true");
  const body = new FormData(form);
  body.set("do", event.submitter?.value ?? "hours");
  say(status.dataset.saving);
  try {
    const response = await fetch(location.href, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      redirect: "manual",
    });
    if (response.ok) show(person, await response.json());
    else if (response.status === 422) say((await response.json()).error, true);
    else say(response.type === "opaqueredirect" ? status.dataset.signedout : status.dataset.failed, true);
  } catch {
    say(status.dataset.failed, true);
  }
  person.removeAttribute("aria-busy");
}

// What the server stored, and nothing before it did.
function show(person, stored) {
  const toggle = person.querySelector(".tap__toggle");
  toggle.setAttribute("aria-pressed", String(stored.present));
  toggle.value = stored.present ? "absent" : "present";
  person.querySelector("[data-word]").textContent = stored.present ? words.yes : words.no;
  person.querySelector("[data-hours]").textContent = stored.hours;
  if (stored.hours) person.querySelector("[name=hours]").value = stored.hours;
  document.querySelector("[data-tally]").textContent = stored.marked;
  say(stored.said);
}

document.addEventListener("submit", tap);
