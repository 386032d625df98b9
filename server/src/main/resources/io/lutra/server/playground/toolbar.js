/** The tools beside an easel, and their keys, which work while the easel or one of its tools has the focus. */
import {el, icon} from './dom.js';
import {t} from './i18n.js';

/**
 * A bar of tools.
 *
 * @param actions `{tool(name), radius(pixels), undo, redo, clear, zoomIn, zoomOut, fit}`
 */
export function toolbar(easel, actions) {
  const button = (name, label, run, more = {}) =>
    el('button', {type: 'button', class: 'icon', 'aria-label': label, title: label, onclick: run, ...more}, icon(name));
  const tools = ['brush', 'erase', 'pan'].map(tool => button({brush: 'brush', erase: 'eraser', pan: 'hand'}[tool], t('tool.' + tool),
    () => actions.tool(tool), {'aria-pressed': 'false', 'data-tool': tool}));
  const size = el('input', {type: 'range', min: 1, max: 100, 'aria-label': t('tool.size'), oninput: () => actions.radius(toRadius(size.value))});
  const undo = button('undo', t('tool.undo'), actions.undo);
  const redo = button('redo', t('tool.redo'), actions.redo);
  const toRadius = value => Math.max(1, (value / 100) ** 2 * easel.mask.side / 3);
  const element = el('div', {class: 'tools', role: 'group', 'aria-label': t('tool.bar')},
    el('span', {class: 'group'}, tools), size,
    el('span', {class: 'group'}, undo, redo, button('clear', t('tool.clear'), actions.clear)),
    el('span', {class: 'group'}, button('minus', t('tool.out'), actions.zoomOut), button('plus', t('tool.in'), actions.zoomIn), button('fit', t('tool.fit'), actions.fit)));
  return {
    element,
    update() {
      tools.forEach(tool => tool.setAttribute('aria-pressed', String(tool.dataset.tool === easel.tool)));
      size.value = Math.round(100 * Math.sqrt(easel.radius * 3 / easel.mask.side));
      undo.disabled = !easel.mask.canUndo;
      redo.disabled = !easel.mask.canRedo;
    },
  };
}

/** Lets keys work the tools while the focus is within an element. */
export function bindKeys(element, easel, actions) {
  let toolBeforeSpace = null;
  element.addEventListener('keydown', event => {
    if (!easel.mask) return;
    const onEasel = event.target === easel.element;
    const step = event.shiftKey ? 1 : Math.max(1, easel.radius / 2);
    const withControl = {z: event.shiftKey ? actions.redo : actions.undo, y: actions.redo};
    const always = {b: () => actions.tool('brush'), e: () => actions.tool('erase'), h: () => actions.tool('pan'),
      '[': () => actions.radius(easel.radius / 1.2), ']': () => actions.radius(easel.radius * 1.2),
      '+': actions.zoomIn, '=': actions.zoomIn, '-': actions.zoomOut, 0: actions.fit};
    const here = {ArrowLeft: () => easel.nudge(-step, 0), ArrowRight: () => easel.nudge(step, 0),
      ArrowUp: () => easel.nudge(0, -step), ArrowDown: () => easel.nudge(0, step), Enter: () => easel.dab(),
      ' ': () => { if (!event.repeat) { toolBeforeSpace = easel.tool; actions.tool('pan'); } }};
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const run = event.ctrlKey || event.metaKey ? withControl[key] : always[key] ?? (onEasel ? here[key] : undefined);
    if (!run || event.altKey) return;
    event.preventDefault();
    run();
  });
  element.addEventListener('keyup', event => {
    if (event.key === ' ' && toolBeforeSpace) {
      actions.tool(toolBeforeSpace);
      toolBeforeSpace = null;
    }
  });
}
