// Better with script, complete without: the toast counts its seconds, the search list is walked by arrow keys, a long menu
// shows where one stands, and what refreshes by itself rests while the page is hidden.

function countDown(toast) {
  const shown = toast.querySelector("[data-left]");
  let left = Number(toast.dataset.seconds);
  toast.removeAttribute("data-seconds");
  let held = false;
  // Somebody who reads slowly, or is on the button, keeps the offer.
  for (const [name, value] of [["mouseenter", true], ["focusin", true], ["mouseleave", false], ["focusout", false]]) {
    toast.addEventListener(name, () => { held = value; });
  }
  const timer = setInterval(() => {
    if (!toast.isConnected) return clearInterval(timer);
    if (held) return;
    left -= 1;
    if (shown) shown.textContent = String(Math.max(0, left));
    if (left <= 0) {
      clearInterval(timer);
      (toast.closest(".toast-at") ?? toast).remove();
    }
  }, 1000);
}

function wake(root) {
  const scope = root instanceof Element ? root : document;
  if (scope instanceof Element && scope.matches(".toast[data-seconds]")) countDown(scope);
  scope.querySelectorAll(".toast[data-seconds]").forEach(countDown);
}

// A menu that scrolls sideways on a phone opens where one stands.
function showCurrent() {
  for (const current of document.querySelectorAll(".nav [aria-current]")) {
    const menu = current.closest(".nav"), box = menu.getBoundingClientRect(), at = current.getBoundingClientRect();
    menu.scrollLeft += (at.left + at.right) / 2 - (box.left + box.right) / 2;
  }
}

function walkFound(event) {
  const search = event.target.closest?.(".search");
  if (!search) return;
  const input = search.querySelector("input");
  const links = [...search.querySelectorAll(".found a")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "Escape") {
    const list = search.querySelector(".found-at");
    if (list) list.replaceChildren();
    input.focus();
  } else if (event.key === "ArrowDown" && links.length) {
    event.preventDefault();
    links[Math.min(at + 1, links.length - 1)].focus();
  } else if (event.key === "ArrowUp" && at >= 0) {
    event.preventDefault();
    (links[at - 1] ?? input).focus();
  }
}

// What refreshes by itself rests while nobody looks (htmx's own trigger filters would need eval).
function restWhileHidden(event) {
  if (document.hidden && event.target.closest?.("[data-while-visible]") === event.target) event.preventDefault();
}

document.addEventListener("keydown", walkFound);
document.addEventListener("htmx:beforeRequest", restWhileHidden);
document.addEventListener("htmx:load", (event) => wake(event.target));
function begin() {
  wake(document);
  showCurrent();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
