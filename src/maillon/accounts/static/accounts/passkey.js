// Says in words that a passkey did not work: the library's scripts only tell the console.
document.addEventListener("allauth.error", (event) => {
  const words = document.getElementById("passkey-failed");
  if (!words) return;
  event.preventDefault();
  words.hidden = false;
  words.focus();
});
