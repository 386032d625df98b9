/** The view in which prompts become pictures. */
import {byId, el, publish, subscribe} from './dom.js';
import {perform} from './drawing.js';
import {common, rolled} from './fields.js';
import {t} from './i18n.js';

const form = byId('draw-form');
const stage = byId('draw-stage');
const prompt = byId('draw-prompt');

function welcome() {
  const use = text => { prompt.value = text; submit(); };
  stage.replaceChildren(el('div', {class: 'welcome'},
    el('h2', {}, t('draw.welcome')),
    el('p', {}, t('draw.welcome.more')),
    el('ul', {class: 'chips'}, t('examples').split('|').map(text =>
      el('li', {}, el('button', {type: 'button', lang: 'en', onclick: () => use(text)}, text))))));
}

function request() {
  const fields = common('draw', prompt.value.trim());
  const negative = byId('draw-negative');
  const steps = byId('draw-steps');
  const guidance = byId('draw-guidance');
  if (negative.value && !negative.disabled) fields.negative_prompt = negative.value;
  if (steps.value && !steps.disabled) fields.steps = Number(steps.value);
  if (guidance.value && !guidance.disabled) fields.guidance_scale = Number(guidance.value);
  return fields;
}

function submit() {
  const missing = prompt.value.trim() === '';
  prompt.setCustomValidity(missing ? t('draw.noprompt') : '');
  if (missing) {
    prompt.reportValidity();
    return;
  }
  run(request());
}

function run(fields) {
  perform({
    form, stage, fields, kind: 'generate', path: '/images/generations',
    body: {...fields, stream: true, partial_images: 3},
    retry: () => run(fields),
  });
}

function fill(fields) {
  prompt.value = fields.prompt ?? '';
  const set = (name, value) => { if (value !== undefined) byId('draw-' + name).value = value; };
  set('model', fields.model);
  set('size', fields.size);
  set('count', fields.n ?? 1);
  set('seed', fields.seed);
  set('negative', fields.negative_prompt ?? '');
  set('steps', fields.steps ?? '');
  set('guidance', fields.guidance_scale ?? '');
}

/** The address of the page with a request filled in. */
export function linkTo(fields) {
  const {n, ...rest} = fields;
  return new URL('.', document.baseURI).href + '#draw?' + new URLSearchParams(rest);
}

/** Makes the view work. */
export function openGenerate() {
  welcome();
  form.addEventListener('submit', event => { event.preventDefault(); submit(); });
  prompt.addEventListener('input', () => prompt.setCustomValidity(''));
  prompt.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  });
  document.addEventListener('lutra:language', () => { if (stage.querySelector('.welcome')) welcome(); });
  subscribe('link', fields => { fill(fields); prompt.focus(); });
  subscribe('again', record => {
    const fields = {...record.request, seed: rolled()};
    fill(fields);
    publish('show', 'draw');
    run(fields);
  });
}
