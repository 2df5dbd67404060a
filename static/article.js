// What a page of an article does beyond what it does without a script: a figure in the text shows its card (what the row under the
// text says of it), and a citation is copied by a button. Nothing is fetched and no markup is made of text: nodes are cloned.
"use strict";
(() => {
  const card = document.createElement("div");
  card.className = "figure-card";
  card.hidden = true;
  let shown = null, leaving = 0, touched = false;

  const rowsOf = (link) =>
    (link.dataset.so || link.id).split(" ").map((name) => document.getElementById(name.replace(/^so-/, "hang-")))
      .filter((row) => row && row.tagName === "TR");

  const entry = (row) => {
    const [figure, meaning] = row.cells;
    const made = document.createElement("div");
    for (const cell of [figure, meaning]) {
      const line = document.createElement("p");
      line.append(...[...cell.cloneNode(true).childNodes].filter((one) => !(one.classList && one.classList.contains("back"))));
      made.append(line);
    }
    const ways = document.createElement("p");
    ways.className = "ways-on";
    ways.append(way(figure.querySelector("a.value").href, "Trang của số", "the figure"), way("#" + row.id, "Trong bảng", "in the table"));
    made.append(ways);
    return made;
  };

  const way = (address, vi, en) => {
    const link = document.createElement("a");
    link.href = address;
    for (const [words, name] of [[vi, "vi"], [en, "en"]]) {
      const part = document.createElement("span");
      part.className = name;
      if (name === "en") part.lang = "en";
      part.textContent = words;
      link.append(part, " ");
    }
    return link;
  };

  const hide = () => {
    clearTimeout(leaving);
    if (shown) shown.classList.remove("open");
    card.hidden = true;
    shown = null;
  };

  const show = (link) => {
    clearTimeout(leaving);
    if (shown === link) return;
    const rows = rowsOf(link);
    if (!rows.length) return;
    hide();
    shown = link;
    link.classList.add("open");
    card.replaceChildren(...rows.map(entry));
    // Next to its figure for the keyboard and for readers aloud; out of a table's box, which would cut it off.
    (link.closest(".scroll") || link).after(card);
    card.hidden = false;
    place(link);
  };

  // Under its figure, or over it where there is no room; never past the edge of the page.
  const place = (link) => {
    const at = link.getClientRects()[0], text = card.offsetParent.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - card.offsetWidth - 8));
    const height = card.offsetHeight + 4;
    const isBelow = at.bottom + height < window.innerHeight || at.top < height;
    card.style.left = `${left - text.left}px`;
    card.style.top = `${(isBelow ? at.bottom + 4 : at.top - height) - text.top}px`;
  };

  const figure = (event) => event.target.closest && event.target.closest('.text :is(a.so, a.vb[data-so*="so-"])');
  const later = () => { clearTimeout(leaving); leaving = setTimeout(hide, 250); };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = figure(event);
    if (link) show(link);
    else if (card.contains(event.target)) clearTimeout(leaving);
    else if (shown && !card.contains(document.activeElement) && document.activeElement !== shown) later();
  });
  document.addEventListener("focusin", (event) => {
    const link = figure(event);
    if (link && !touched) show(link);
    else if (!link && !card.contains(event.target)) hide();
  });
  document.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
  document.addEventListener("click", (event) => {
    const link = figure(event);
    if (link && touched && shown !== link && rowsOf(link).length) {
      event.preventDefault();  // the first tap shows the card, the next one leads on
      show(link);
    } else if (!card.contains(event.target) || event.target.closest("a")) hide();
    touched = false;
  });
  document.addEventListener("keydown", (event) => {
    touched = false;
    if (event.key === "Escape" && shown) {
      const link = shown, inside = card.contains(document.activeElement);
      hide();
      if (inside) { link.focus(); hide(); }
    }
  });
  window.addEventListener("resize", hide);

  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy);
      getSelection().selectAllChildren(text);
      try {
        await navigator.clipboard.writeText(text.textContent);
      } catch {
        document.execCommand("copy");  // where there is no secure connection
      }
      button.classList.add("done");
      setTimeout(() => button.classList.remove("done"), 2000);
    });
  }
})();
