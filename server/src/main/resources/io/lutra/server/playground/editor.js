/** The view in which a part of a picture is painted over and drawn anew. */
import {form as formOf} from './api.js';
import {compare} from './compare.js';
import {announce, byId, el, publish, subscribe} from './dom.js';
import {perform, titleOf} from './drawing.js';
import {Easel} from './easel.js';
import {common, rolled} from './fields.js';
import {t} from './i18n.js';
import {Mask} from './mask.js';
import {png, squared} from './pictures.js';
import {sourceOf} from './source.js';
import {urlOf} from './store.js';
import {bindKeys, toolbar} from './toolbar.js';

const form = byId('edit-form');
const stage = byId('edit-stage');
const prompt = byId('edit-prompt');
const size = byId('edit-size');

const board = el('div', {class: 'easel', tabIndex: 0, role: 'application'});
const outcome = el('div', {class: 'outcome'});
const bench = el('div', {class: 'bench'});
const complaint = el('p', {class: 'hint complaint', role: 'alert'});

let easel = null;
let bar = null;
let picture = null;
let source = null;

const actions = {
  tool: name => { easel.tool = name; board.dataset.tool = name; bar.update(); },
  radius: pixels => { easel.radius = Math.min(Math.max(1, pixels), easel.mask.side / 3); easel.nudge(0, 0); bar.update(); },
  undo: () => { easel.mask.undo(); changed(); },
  redo: () => { easel.mask.redo(); changed(); },
  clear: () => { easel.mask.begin(); easel.mask.data.fill(0); easel.mask.end(); changed(); },
  zoomIn: () => easel.zoom(1.3),
  zoomOut: () => easel.zoom(1 / 1.3),
  fit: () => easel.fit(),
};

function changed() {
  easel.refresh();
  painted();
}

function painted() {
  bar.update();
  complaint.textContent = '';
  announce(t('canvas.painted', {n: Math.round(100 * easel.mask.share)}));
}

function put({bitmap, shape}) {
  const side = Number.parseInt(size.value, 10);
  const {canvas, borders} = squared(bitmap, shape, side);
  const mask = new Mask(side);
  for (const border of borders) mask.fill(border);
  picture = canvas;
  byId('edit-rest').hidden = false;
  showBench();
  if (!easel) {
    easel = new Easel(board, painted);
    bindKeys(bench, easel, actions);
  }
  easel.radius = side / 14;
  easel.show(canvas, mask);
  tools();
  actions.tool('brush');
}

function tools() {
  bar = toolbar(easel, actions);
  board.setAttribute('aria-label', t('canvas'));
  bench.replaceChildren(bar.element, board, el('details', {class: 'keys'}, el('summary', {}, t('shortcuts')),
    el('ul', {}, t('shortcuts.list').split('|').map(line => el('li', {}, line)))));
  bar.update();
}

function showBench() {
  bench.hidden = false;
  outcome.replaceChildren();
  stage.replaceChildren(bench, outcome);
}

function welcome() {
  stage.replaceChildren(el('div', {class: 'welcome'}, el('h2', {}, t('edit.welcome')), el('p', {}, t('edit.welcome.more'))));
}

async function submit() {
  const text = prompt.value.trim();
  prompt.setCustomValidity(text === '' ? t('edit.noprompt') : '');
  if (text === '') {
    prompt.reportValidity();
    return;
  }
  if (easel.mask.share === 0) {
    complaint.textContent = t('edit.nomask');
    form.querySelector('.go').before(complaint);
    return;
  }
  const files = {image: await png(picture), mask: await easel.mask.png()};
  run(common('edit', text), files);
}

function run(fields, files) {
  bench.hidden = true;
  stage.replaceChildren(bench, outcome);
  perform({
    form, stage: outcome, fields, files, kind: 'edit', path: '/images/edits',
    body: formOf({...fields, stream: true, partial_images: 3}, files),
    retry: () => run(fields, files),
    finished: records => showResult(records, 0),
    failed: () => { bench.hidden = !easel; },
  });
}

function showResult(records, index) {
  const record = records[index];
  const choices = records.length > 1 && el('div', {class: 'choices'}, records.map((each, i) =>
    el('button', {type: 'button', 'aria-label': t('edit.choose', {n: i + 1}), 'aria-pressed': String(i === index), onclick: () => showResult(records, i)},
      el('img', {src: urlOf(each.blob), alt: ''}))));
  const actionRow = el('div', {class: 'actions'},
    el('button', {type: 'button', onclick: () => source.take(record.blob)}, t('edit.keep')),
    easel && el('button', {type: 'button', onclick: showBench}, t('edit.back')),
    el('button', {type: 'button', onclick: () => publish('open', record)}, t('details')));
  outcome.replaceChildren(compare(record.image, record.blob, t('alt.picture', {prompt: titleOf(record)})), ...(choices ? [choices] : []), actionRow);
}

/** Makes the view work. */
export function openEditor() {
  welcome();
  source = sourceOf('edit', put);
  size.addEventListener('change', () => source.again());
  form.addEventListener('submit', event => { event.preventDefault(); submit(); });
  prompt.addEventListener('input', () => prompt.setCustomValidity(''));
  prompt.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  document.addEventListener('lutra:language', () => {
    if (easel) tools();
    else welcome();
  });
  subscribe('use', ({view}) => { if (view === 'edit') publish('show', 'edit'); });
  subscribe('again-edit', record => {
    publish('show', 'edit');
    run({...record.request, seed: rolled()}, {image: record.image, mask: record.mask});
  });
}
