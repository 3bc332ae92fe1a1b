// Buttons that move a thing up or down. Without this script its number is chosen from the list.

function renumber(list) {
  [...list.children].forEach((row, place) => {
    row.querySelector("select").selectedIndex = place + 1;
  });
}

function move(event) {
  const button = event.target.closest("[data-move]");
  const row = button?.closest("li");
  if (!row) return;
  const list = row.parentElement;
  const step = Number(button.dataset.move);
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (other && step < 0) other.before(row);
  if (other && step > 0) other.after(row);
  renumber(list);
  button.focus();
  tell(list, row);
  row.querySelector("select").dispatchEvent(new Event("input", { bubbles: true }));
}

// Said at the ends, too, where nothing moves: otherwise the button seems to be broken.
function tell(list, row) {
  const asked = list.closest("[data-ordering]");
  const words = {
    thing: row.dataset.thing,
    place: [...list.children].indexOf(row) + 1,
    count: list.children.length,
  };
  asked.querySelector("[data-ordering-status]").textContent = asked.dataset.moved.replace(
    /\{(\w+)\}/g,
    (_whole, name) => words[name],
  );
}

document.addEventListener("click", move);
