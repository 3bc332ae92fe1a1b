// What the page says of saving, in the page's own words.

export const learning = () => document.querySelector("[data-learning]");

export function word(name) {
  const words = learning()?.querySelector("[data-words]")?.content;
  return words?.querySelector(`[data-word="${name}"]`)?.textContent ?? "";
}

const place = () => document.getElementById("learning-status");

export function say(name) {
  // Why nothing is checked is not said over by each vain try to send.
  const said = place()?.textContent;
  if (said && [word("waits"), word("handin")].includes(said) && ["offline", "failed", "saving"].includes(name)) return;
  tell(name ? word(name) : "", !["", "saved", "saving", "handedin"].includes(name));
}

export function tell(text, isError = true) {
  const status = place();
  if (!status) return;
  // The same words again would be read out again.
  if (status.textContent !== text) status.textContent = text;
  status.classList.toggle("is-error", isError);
}
