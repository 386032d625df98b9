/** The view in which a picture is drawn again, differently. */
import {form as formOf} from './api.js';
import {byId, el, publish, subscribe} from './dom.js';
import {perform} from './drawing.js';
import {common, rolled} from './fields.js';
import {t} from './i18n.js';
import {png, squared} from './pictures.js';
import {sourceOf} from './source.js';
import {urlOf} from './store.js';

const form = byId('vary-form');
const stage = byId('vary-stage');
const strength = byId('vary-strength');

let chosen = null;

function welcome() {
  stage.replaceChildren(el('div', {class: 'welcome'}, el('h2', {}, t('vary.welcome')), el('p', {}, t('vary.welcome.more'))));
}

async function put(source) {
  chosen = source;
  byId('vary-rest').hidden = false;
  const image = await png(square());
  stage.replaceChildren(el('div', {class: 'results one'}, el('figure', {class: 'frame'},
    el('div', {class: 'picture'}, el('img', {src: urlOf(image), alt: t('source.chosen')})))));
}

const square = () => squared(chosen.bitmap, chosen.shape, Number.parseInt(byId('vary-size').value, 10)).canvas;

async function submit() {
  run({...common('vary'), strength: Number(strength.value)}, {image: await png(square())});
}

function run(fields, files) {
  perform({
    form, stage, fields, files, kind: 'vary', path: '/images/variations',
    body: formOf({...fields, stream: true, partial_images: 3}, files),
    retry: () => run(fields, files),
  });
}

/** Makes the view work. */
export function openVariations() {
  welcome();
  sourceOf('vary', put);
  const tell = () => { byId('vary-strength-out').textContent = Number(strength.value).toFixed(2); };
  tell();
  strength.addEventListener('input', tell);
  form.addEventListener('submit', event => { event.preventDefault(); submit(); });
  document.addEventListener('lutra:language', () => { if (!chosen) welcome(); });
  subscribe('use', ({view}) => { if (view === 'vary') publish('show', 'vary'); });
  subscribe('again-vary', record => {
    publish('show', 'vary');
    run({...record.request, seed: rolled()}, {image: record.image});
  });
}
