// Prints the first page of a result, or all of it. Without this file the browser's menu still prints.
document.querySelectorAll("[data-print-buttons]").forEach(function (buttons) {
  buttons.hidden = false;
  buttons.addEventListener("click", function (event) {
    var kind = event.target.getAttribute("data-print");
    if (!kind) return;
    document.documentElement.classList.toggle("print-summary", kind === "summary");
    window.print();
  });
});
