/* The column menus that Datasette's table.js makes: in the page's language, and for the keyboard as well as the mouse. */
const WORDS = {
  "dropdown-sort-asc": "Sắp xếp tăng dần",
  "dropdown-sort-desc": "Sắp xếp giảm dần",
  "dropdown-facet": "Đếm theo cột này",
  "dropdown-hide-column": "Ẩn cột này",
  "dropdown-show-all-columns": "Hiện mọi cột",
  "dropdown-not-blank": "Chỉ dòng không trống",
};
const isVietnamese = document.documentElement.lang === "vi";

function translate(menu) {
  for (const [name, words] of Object.entries(WORDS)) {
    const link = menu.querySelector("a." + name);
    if (link) link.textContent = words;
  }
  document.querySelectorAll('[aria-label="Remove this filter"]').forEach((one) => one.setAttribute("aria-label", "Bỏ lọc này"));
}

function close(menu, icon) {
  menu.style.display = "none";
  icon.focus();
}

function equip(icon, menu) {
  const column = icon.closest("th").dataset.column;
  icon.setAttribute("role", "button");
  icon.setAttribute("tabindex", "0");
  icon.setAttribute("aria-haspopup", "true");
  icon.setAttribute("aria-label", (isVietnamese ? "Việc với cột " : "Column menu of ") + column);
  icon.addEventListener("click", () => {
    const type = menu.querySelector(".dropdown-column-type");
    if (isVietnamese && type) type.textContent = type.textContent.replace(/^Type:/, "Kiểu:");
    menu.style.left = Math.max(0, Math.min(parseFloat(menu.style.left), document.documentElement.clientWidth - menu.offsetWidth - 4)) + "px";
    menu.onkeydown = (event) => event.key === "Escape" && close(menu, icon);
  });
  icon.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    icon.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    const first = [...menu.querySelectorAll("a")].find((one) => one.offsetParent);
    if (first) first.focus();
  });
}

document.addEventListener("DOMContentLoaded", () => {
  const menu = document.querySelector("body > .dropdown-menu");
  if (!menu || !menu.querySelector(".dropdown-sort-asc")) return;
  if (isVietnamese) translate(menu);
  document.querySelectorAll(".dropdown-menu-icon").forEach((icon) => equip(icon, menu));
});
