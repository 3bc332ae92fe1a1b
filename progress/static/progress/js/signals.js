// Puts a line about how people came by it under the header of each step and question of a module,
// in Wagtail's page editor. Blocks are found by their UUID; one that is new has no line.

const CHILD = "[data-streamfield-child]";

const idOf = (child) => (child.dataset.contentpath || "").replaceAll("-", "").toLowerCase();

function putLines(editor, lines) {
  for (const child of editor.querySelectorAll(CHILD)) {
    const words = lines[idOf(child)];
    const content = child.querySelector(".w-panel__content");
    if (!words || !content || content.closest(CHILD) !== child) continue;
    if (content.previousElementSibling?.classList.contains("vidare-signal")) continue;
    const line = document.createElement("p");
    line.className = "vidare-signal";
    line.textContent = words;
    content.before(line); // seen where the block is folded, too
  }
}

async function show(panel) {
  const answer = await fetch(panel.dataset.vidareSignals, { credentials: "same-origin" });
  if (!answer.ok) return;
  const { lines, said } = await answer.json();
  if (said) panel.textContent = said;
  const editor = document.querySelector("[data-edit-form]") || document.querySelector("main");
  putLines(editor, lines);
  // Blocks that are moved, or shown again after an error, are made anew.
  let waits = false;
  new MutationObserver(() => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      putLines(editor, lines);
    });
  }).observe(editor, { childList: true, subtree: true });
}

for (const panel of document.querySelectorAll("[data-vidare-signals]")) {
  show(panel).catch(() => {}); // without a network the editor works as before, and the table stays
}
