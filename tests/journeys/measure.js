// What a browser knows of a page that a reader would notice: returned as plain lists of complaints, empty when all is well.
() => {
  const named = (el) => {
    const text = (el.getAttribute?.("aria-label") || el.textContent || el.getAttribute?.("name") || "").trim().replace(/\s+/g, " ");
    const kind = el.className?.baseVal ?? el.className ?? "";
    return `<${el.localName}${kind ? ` class="${kind}"` : ""}> ${text.slice(0, 50)}`;
  };
  const shown = (el) => el.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && el.getClientRects().length > 0;
  // read aloud only: clipped to a pixel
  const aside = (el) => { const box = el.getBoundingClientRect(); return box.width <= 2 && box.height <= 2; };
  const found = { sideways: [], small: [], targets: [], focus: [], headings: [], lang: [] };

  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) {
    const guilty = [...document.querySelectorAll("body *")].filter((el) => {
      if (!shown(el) || el.getBoundingClientRect().right <= document.documentElement.clientWidth + 1) return false;
      for (let up = el.parentElement; up; up = up.parentElement) if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)) return false;
      return true;
    });
    found.sideways.push(`${wide} px: ${guilty.slice(-2).map(named).join(" · ")}`);
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, el = node.parentElement;
    if (!node.data.trim() || !el || el.closest("script, style, noscript, svg, option, template") || !shown(el) || el.closest(".sr") || aside(el)) continue;
    const size = parseFloat(getComputedStyle(el).fontSize);
    if (size < 16 && !el.closest("sup, sub")) found.small.push(`${size} px ${named(el)}`);
  }

  const focusable = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])")]
    .filter((el) => shown(el) && !el.disabled && !el.closest("[inert]"));
  for (const el of focusable) {
    const label = el.matches("input[type=radio], input[type=checkbox]") ? el.closest("label") : null;
    const box = (label || el).getBoundingClientRect();
    const inline = el.localName === "a" && getComputedStyle(el).display === "inline";
    if (!inline && !el.matches(".skip") && (box.width < 23.5 || box.height < 23.5))
      found.targets.push(`${Math.round(box.width)}×${Math.round(box.height)} ${named(el)}`);
  }
  const before = document.activeElement;
  for (const el of focusable) {
    const look = (it) => { const s = getComputedStyle(it); return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor, s.stroke].join("|"); };
    const around = [el, el.parentElement, el.closest("label, .search, .field"), el.querySelector("circle, rect, path")].filter(Boolean);
    const resting = around.map(look);
    el.focus({ preventScroll: true, focusVisible: true });
    if (document.activeElement !== el) continue;
    const s = getComputedStyle(el);
    const outlined = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 1 && !/, 0\)$|transparent/.test(s.outlineColor);
    if (!outlined && around.map(look).every((now, i) => now === resting[i])) found.focus.push(named(el));
    el.blur();
  }
  before?.focus?.({ preventScroll: true });

  const h1 = [...document.querySelectorAll("h1")].filter(shown);
  if (h1.length !== 1) found.headings.push(`${h1.length} h1`);
  let last = 0;
  for (const h of document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")) {
    const level = Number(h.localName[1]);
    if (shown(h) || h.matches(".sr")) { if (last && level > last + 1) found.headings.push(`h${last} then h${level}: ${named(h)}`); last = level; }
  }
  if (!document.documentElement.lang) found.lang.push("no language on the page");
  if (!document.title.trim()) found.lang.push("no title");
  return found;
}
