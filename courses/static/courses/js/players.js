// Only one recording is heard at a time: who starts one has heard enough of the other.

function quiet({ target }) {
  for (const other of document.querySelectorAll("audio, video")) {
    if (other !== target) other.pause();
  }
}

document.addEventListener("play", quiet, true);
