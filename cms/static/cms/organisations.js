// Suggests organisations while one types: a combobox over the list that the page offers without a script.
const MARKED = "aria-selected";
let count = 0;

for (const input of document.querySelectorAll("input[data-organisations]")) {
  const list = document.createElement("ul");
  const told = document.createElement("span");
  let waits = 0;
  let asked = "";
  list.id = `organisations-${(count += 1)}`;
  list.className = "suggestions";
  list.role = "listbox";
  list.ariaLabel = input.dataset.label;
  list.hidden = true;
  told.role = "status";
  told.className = "vh";
  input.after(list, told);
  input.removeAttribute("list");
  input.role = "combobox";
  input.ariaExpanded = "false";
  input.ariaAutoComplete = "list";
  input.setAttribute("aria-controls", list.id);

  const close = () => {
    list.hidden = true;
    input.ariaExpanded = "false";
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (option) => {
    for (const each of list.children) each.setAttribute(MARKED, String(each === option));
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const choose = (option) => {
    input.value = option.dataset.name;
    asked = input.value;
    told.textContent = "";
    close();
  };
  const show = (found) => {
    list.replaceChildren(
      ...found.map((each, number) => {
        const option = document.createElement("li");
        const more = document.createElement("small");
        option.id = `${list.id}-${number}`;
        option.role = "option";
        option.dataset.name = each.name;
        option.setAttribute(MARKED, "false");
        more.textContent = [each.place, each.kvk_number && `KvK ${each.kvk_number}`, each.oin && `OIN ${each.oin}`].filter(Boolean).join(" · ");
        option.append(each.name, more);
        // Before the field loses focus, which would close the list.
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          choose(option);
        });
        return option;
      }),
    );
    list.hidden = !found.length;
    input.ariaExpanded = String(!!found.length);
    input.removeAttribute("aria-activedescendant");
    told.textContent = found.length ? input.dataset.found.replace("0", found.length) : "";
  };
  const ask = async () => {
    const text = input.value.trim();
    if (text === asked) return;
    asked = text;
    if (text.length < 2) return close();
    try {
      const response = await fetch(`${input.dataset.organisations}?q=${encodeURIComponent(text)}`);
      if (response.ok && text === asked && document.activeElement === input) show(await response.json());
    } catch {
      close(); // without suggestions one just types on
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waits);
    waits = setTimeout(ask, 200);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const options = [...list.children];
    const at = options.findIndex((each) => each.getAttribute(MARKED) === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark(options.at((at + step + (at < 0 && step < 0 ? 1 : 0)) % options.length));
    else if (event.key === "Enter" && at >= 0) choose(options[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}
