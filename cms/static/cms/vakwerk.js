// A garnish: every page works without it.
for (const button of document.querySelectorAll("[data-copy]")) {
  const input = document.getElementById(button.dataset.copy);
  if (!navigator.clipboard || !input) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(input.value);
    const words = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = words), 3000);
  });
}

// A question that follows an answer appears with that answer; a question that is hidden counts as not answered.
const questions = document.querySelectorAll("[data-asked-after]");
const showQuestions = () => {
  for (const input of questions) {
    const given = [...document.getElementsByName(input.dataset.askedAfter)].some(
      (before) => before.checked && !before.closest("[hidden]") && [before.value, undefined].includes(input.dataset.askedWhen),
    );
    input.closest(".field").hidden = !given;
  }
};
if (questions.length) {
  showQuestions();
  document.addEventListener("change", showQuestions);
}
