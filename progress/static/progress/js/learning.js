// Wires a module's page. Without scripts its forms are plain forms that work as well.

import { keepCopies, renewCopies } from "./copies.js";
import { forgetOthers } from "./device.js";
import { chosen, pressed } from "./files.js";
import { markUnsent, restore, sent, submitted, written } from "./forms.js";
import { left } from "./leaving.js";
import { showLeftovers } from "./leftovers.js";
import { offerToContinue, paused, played, tellPlaying } from "./media.js";
import { watchPlace } from "./place.js";
import { onSent, sayUnsent, sendAll, sendLast } from "./sending.js";
import { shared } from "./sharing.js";
import { learning } from "./status.js";

function start({ detail } = {}) {
  if (!learning()) return;
  forgetOthers(learning().dataset.person);
  watchPlace();
  if (!detail?.isBusy) focusAnchor();
  offerToContinue();
  restore(!detail);
  markUnsent();
  showLeftovers();
  keepCopies();
}

function focusAnchor() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (!target) return;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: target.matches(".step") ? "start" : "center" });
}

document.addEventListener("submit", submitted);
document.addEventListener("submit", pressed);
document.addEventListener("change", chosen);
document.addEventListener("submit", shared);
document.addEventListener("click", left);
document.addEventListener("input", written);
document.addEventListener("timeupdate", played, true);
document.addEventListener("pause", paused, true);
document.addEventListener("vidare:main", start);
addEventListener("hashchange", focusAnchor);
addEventListener("offline", () => sayUnsent("offline"));
// Who leaves at once after the last letter loses nothing: it is on the device, and on its way.
addEventListener("pagehide", sendLast);
addEventListener("pagehide", tellPlaying);
onSent(sent);
onSent(renewCopies);
start();
if (!navigator.onLine) sayUnsent("offline");
sendAll();
