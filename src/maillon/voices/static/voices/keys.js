// One key for one choice in the queue of unsure links; without script the buttons are there all the same.
// Digits go by their place on the keyboard: on many layouts the upper row gives them only with Shift.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
  const digit = event.key.length === 1 && /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  const pressed = digit ? digit[1] : event.key.toLowerCase();
  const wanted = document.querySelector(`[data-keys] [data-key="${CSS.escape(pressed)}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
});
