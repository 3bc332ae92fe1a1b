// Wires a module's page. Without scripts its forms are plain forms that work as well.

import { keepCopies, renewCopies } from "./copies.js";
import { forgetOthers } from "./device.js";
import { chosen, pressed } from "./files.js";
import { markUnsent, restore, sent, submitted, written } from "./forms.js";
import { left } from "./leaving.js";
import { offerToContinue, paused, played } from "./media.js";
import { watchPlace } from "./place.js";
import { onSent, sendAll, sendLast } from "./sending.js";
import { shared } from "./sharing.js";
import { learning, say } from "./status.js";

function start() {
  if (!learning()) return;
  forgetOthers(learning().dataset.person);
  watchPlace();
  focusAnchor();
  offerToContinue();
  restore();
  markUnsent();
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
addEventListener("offline", () => say("offline"));
// Who leaves at once after the last letter loses nothing: it is on the device, and on its way.
addEventListener("pagehide", sendLast);
onSent(sent);
onSent(renewCopies);
start();
if (!navigator.onLine) say("offline");
sendAll();
