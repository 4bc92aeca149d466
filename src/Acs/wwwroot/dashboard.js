// "/" and Ctrl+K put the cursor into the search box, as in other consoles.
document.addEventListener("keydown", event => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
  if ((event.key === "/" && !typing) || (event.key.toLowerCase() === "k" && event.ctrlKey)) {
    const box = document.getElementById("search");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  }
});

// Copies; where the page is not in a secure context there is no clipboard interface, so the old way is taken.
document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy]");
  if (!button) {
    return;
  }

  const text = button.dataset.copy;
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
  } else {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }

  button.classList.add("copied");
  setTimeout(() => button.classList.remove("copied"), 1200);
});

// The person's choice of colours, else the system's.
window.acs = {
  isDark: () => {
    const chosen = localStorage.getItem("acs.look");
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  },
  setDark: dark => localStorage.setItem("acs.look", dark ? "dark" : "light"),
};
