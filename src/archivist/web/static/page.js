"use strict";
// Everything works without this file; it spares the clerk reloading and a click or two.

const PAUSE = 5000;

async function follow() {
  const parts = document.querySelectorAll("[data-live]");
  if (document.visibilityState === "visible" && parts.length) {
    const gone = document.getElementById("gone");
    try {
      const answer = await fetch(location.pathname + location.search, { credentials: "omit" });
      gone.hidden = true;
      if (answer.ok) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const part of parts) {
          const other = fresh.getElementById(part.id);
          if (other && other.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) {
            part.replaceChildren(...other.childNodes);
          }
        }
      }
    } catch {
      gone.hidden = false;
    }
  }
  setTimeout(follow, PAUSE);
}

function chooseMaterial(select) {
  const field = document.getElementById(select.dataset.extra);
  const outside = select.value === "extra";
  for (const part of document.querySelectorAll(".if-extra")) part.hidden = !outside;
  field.disabled = !outside;
  field.required = outside;
}

for (const select of document.querySelectorAll("[data-reload]")) {
  const button = document.getElementById(select.dataset.reload);
  button.hidden = true;
  select.addEventListener("change", () => select.form.requestSubmit(button));
}
for (const select of document.querySelectorAll("[data-extra]")) {
  select.addEventListener("change", () => chooseMaterial(select));
  chooseMaterial(select);
}
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.formMethod === "get") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
setTimeout(follow, PAUSE);
