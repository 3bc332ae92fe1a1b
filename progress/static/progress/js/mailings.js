// How many mails are sent: asked again every few seconds, until all of them are. Without this
// script, "Look again" does the same.

const EVERY = 3000;
const MOST = 200;
const rows = document.querySelector("[data-mailings]");
const said = document.querySelector("[data-mailings-said]");
const again = document.querySelector("[data-mailings-again]");

const isOver = () => !rows.querySelector(".mailing:not([data-over])");

// A reader of the screen is told the numbers once, at the end.
function end() {
  said.textContent = [...rows.querySelectorAll("label, .badge")].map((one) => one.textContent.trim()).join(". ");
}

async function look(left) {
  try {
    const response = await fetch(rows.dataset.mailings, { cache: "no-store" });
    if (!response.ok || response.redirected) throw new Error(response.status);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    rows.replaceChildren(...page.body.childNodes);
  } catch {
    again.hidden = false;
  }
  if (isOver()) end();
  else if (left) setTimeout(look, EVERY, left - 1);
  else again.hidden = false;
}

if (rows) {
  again.hidden = true;
  if (!isOver()) setTimeout(look, EVERY, MOST);
}
