/** Makes elements without ever parsing markup, so that no text of a user or of a server can become markup. */

const SVG = 'http://www.w3.org/2000/svg';

/** An element. Properties beginning with `on` are listeners, `class` and those with a dash are attributes. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class' || name.includes('-') || name === 'role' || name === 'for') element.setAttribute(name, value === true ? '' : value);
    else element[name] = value;
  }
  element.append(...children.flat().filter(child => child !== undefined && child !== null && child !== false));
  return element;
}

/** One of the page's icons; decoration, never the only name of a button. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', '#i-' + name);
  svg.append(use);
  return svg;
}

/** The element of an id. */
export const byId = id => document.getElementById(id);

/** Tells a screen reader something that others see anyway. */
export function announce(text) {
  const status = byId('status');
  status.textContent = '';
  requestAnimationFrame(() => { status.textContent = text; });
}

/** Runs a task when something happens on the page itself; see `publish`. */
export function subscribe(topic, task) {
  document.addEventListener('lutra:' + topic, event => task(event.detail));
}

/** Tells the other parts of the page that something happened. */
export function publish(topic, detail) {
  document.dispatchEvent(new CustomEvent('lutra:' + topic, {detail}));
}

/** Opens a dialog of the page with new content. A click beside it closes it. */
export function openDialog(id, ...content) {
  const dialog = byId(id);
  dialog.replaceChildren(...content);
  dialog.onclick = event => { if (event.target === dialog) dialog.close(); };
  if (!dialog.open) dialog.showModal();
  return dialog;
}
