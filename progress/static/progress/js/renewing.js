// A new page takes the place of the old one, but for what the person is at: the field that is being
// written in, the button that has the focus, what is being played, and where it is said how it went:
// a new place would not be read out.

export function renewPage(old, fresh, step) {
  const focused = focusedIn(old, step);
  const playing = [...old.querySelectorAll("video, audio")].filter((one) => !one.paused);
  const status = old.querySelector("#learning-status");
  renew(old, fresh, [focused, status, ...playing].filter(Boolean));
  return Boolean(focused && document.contains(focused));
}

const AT = "input, textarea, select, button, a, summary, video, audio";

// What belongs to the saved step is done with, unless somebody went on writing in it.
function focusedIn(old, step) {
  const one = document.activeElement;
  if (!old.contains(one) || !one.matches(AT)) return null;
  const isOfStep = step && one.closest(`#step-${CSS.escape(step)}`);
  return isOfStep && !one.form?.isWrittenIn ? null : one;
}

// A field that is written in keeps the version that its words are based on.
function renew(old, fresh, busy) {
  const isBusy = (node) => busy.some((one) => node.contains(one));
  const kept = [...old.children]
    .filter((one) => isBusy(one) || isVersionBeside(one, busy))
    .map((one) => [one, twinOf(one, old, fresh)])
    .filter(([, twin]) => twin);
  const twins = new Map(kept.map(([one, twin]) => [twin, one]));
  const stays = new Set(twins.values());
  for (const node of [...old.childNodes]) if (!stays.has(node)) node.remove();
  let place = old.firstChild;
  for (const node of [...fresh.childNodes]) {
    const mine = twins.get(node);
    if (!mine) {
      old.insertBefore(node, place);
      continue;
    }
    place = mine.nextSibling;
    if (!mine.matches("select, video, audio")) renew(mine, node, busy);
  }
}

const isVersionBeside = (node, busy) =>
  node.name?.startsWith("v-") && busy.some((one) => one.name === `q-${node.name.slice(2)}`);

function twinOf(one, old, fresh) {
  if (one.id) return [...fresh.children].find((other) => other.id === one.id);
  const isAlike = (other) => ["localName", "className", "name"].every((key) => other[key] === one[key]);
  const place = [...old.children].filter(isAlike).indexOf(one);
  return [...fresh.children].filter(isAlike)[place];
}
