// A garnish: without it one looks again oneself. The page stays as it is until the provider has decided.
const EVERY = 5000;
async function look() {
  const answer = await fetch(location.href).catch(() => null);
  if (answer?.ok && !(await answer.text()).includes("data-undecided")) location.reload();
  else setTimeout(look, EVERY);
}
setTimeout(look, EVERY);
