// A page that comes from a cache holds no key of its own: this gives the form one, so that sending it twice counts once.
for (const form of document.querySelectorAll("form[data-guarded]")) {
  const opened = performance.now();
  const key = form.elements.form_key;
  if (key && !key.value && crypto.randomUUID) key.value = crypto.randomUUID();
  form.addEventListener("submit", () => {
    form.elements.elapsed.value = Math.round(performance.now() - opened);
  });
}
