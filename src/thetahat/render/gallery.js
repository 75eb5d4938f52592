// Filters the list by words and by verdict.  Without it the page shows every family.
const form = document.querySelector("form");
const items = [...document.querySelectorAll(".families > li")];
const told = document.querySelector("output");
const show = () => {
  const words = form.words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let seen = 0;
  for (const item of items) {
    const fits = (!form.verdict.value || item.dataset.verdict === form.verdict.value)
      && words.every((word) => item.dataset.words.includes(word));
    item.hidden = !fits;
    seen += fits;
  }
  told.value = `${seen} of ${items.length}`;
};
form.hidden = false;
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
show();
