"""How a page looks, measured in the browser: what sticks out of it, and letters that stand out too little from what is behind."""

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

#: WCAG 2 AA for text, and for large text.
CONTRAST, CONTRAST_LARGE = 4.5, 3.0

#: Elements that make the page wider than the screen, unless they scroll inside a frame of their own.
STICKING_OUT = """
() => {
  const width = document.documentElement.clientWidth, out = [];
  const scrolls = (node) => { for (let n = node; n && n !== document.body; n = n.parentElement)
    if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(n).overflowX)) return true; return false; };
  for (const node of document.body.querySelectorAll('*')) {
    const box = node.getBoundingClientRect(), right = Math.max(box.right, box.left + (node.scrollWidth || 0));
    if (box.width && (right > width + 1 || box.left < -1) && !scrolls(node) && node.checkVisibility())
      out.push(`${node.tagName.toLowerCase()}.${node.getAttribute('class') ?? ''} ${Math.round(box.left)}–${Math.round(right)}`);
  }
  return {scroll: document.documentElement.scrollWidth, width, out: out.slice(-8)};
}
"""

#: Every visible piece of text, its colour over the colours behind it. The canvas understands every way to write a colour.
FAINT = """
([least, leastLarge]) => {
  const canvas = document.createElement('canvas'); canvas.width = canvas.height = 1;
  const pen = canvas.getContext('2d', {willReadFrequently: true}), known = new Map();
  const colour = (css) => { if (!known.has(css)) { pen.clearRect(0, 0, 1, 1); pen.fillStyle = css; pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data; known.set(css, [r, g, b, a / 255]); } return known.get(css); };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
  const behind = (node) => { const layers = [];
    for (let n = node; n; n = n.parentElement) layers.push(colour(getComputedStyle(n).backgroundColor));
    const base = matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255];
    return layers.reverse().reduce((below, top) => over(top, below), base); };
  const light = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b; };
  const faint = new Map(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    const node = text.parentElement;
    if (!text.data.trim() || ['SCRIPT', 'STYLE', 'OPTION', 'TITLE', 'DESC'].includes(node.tagName.toUpperCase())) continue;
    if (node.closest('.unseen, [hidden], select, .CodeMirror') || !node.checkVisibility({visibilityProperty: true})) continue;
    const range = document.createRange(); range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    seen += 1;
    const style = getComputedStyle(node), back = behind(node);
    let [r, g, b, a] = colour(node.namespaceURI.endsWith('svg') ? style.fill : style.color);
    for (let n = node; n; n = n.parentElement) a *= Number(getComputedStyle(n).opacity);
    const [hi, lo] = [light(over([r, g, b, a], back)), light(back)].sort((x, y) => y - x), ratio = (hi + .05) / (lo + .05);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const named = (n) => `${n?.tagName.toLowerCase()}.${n?.getAttribute('class') ?? ''}`;
    const key = `${named(node)} in ${named(node.parentElement)}`;
    if (ratio < (large ? leastLarge : least) && !faint.has(key))
      faint.set(key, `${ratio.toFixed(2)} ${key}: ${text.data.trim().slice(0, 40)}`);
  }
  return {seen, faint: [...faint.values()]};
}
"""


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like in the folder that SCREENSHOTS names, if it names one."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def sticking_out(page: Page) -> list[str]:
    """What makes the page wider than its screen; nothing where a reader never has to scroll sideways."""
    found: dict[str, Any] = page.evaluate(STICKING_OUT)
    return [f"{found['scroll']} of {found['width']} px", *found["out"]] if found["scroll"] > found["width"] else []


def faint(page: Page) -> list[str]:
    """Pieces of text whose contrast is too low to be read by everyone."""
    found: dict[str, Any] = page.evaluate(FAINT, [CONTRAST, CONTRAST_LARGE])
    assert found["seen"] > 5, "no text was looked at"
    return list(found["faint"])
