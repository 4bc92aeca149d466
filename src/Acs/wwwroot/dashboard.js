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
