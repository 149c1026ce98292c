// Sets the chosen theme before the first paint; without a choice the system's theme holds.
document.documentElement.classList.replace("no-js", "js");
try {
  const theme = localStorage.getItem("theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* storage is blocked: the system's theme it is */ }
