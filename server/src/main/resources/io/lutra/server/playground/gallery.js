/** The pictures that this browser keeps, as a wall, and each with its facts and what can be done with it. */
import {byId, el, icon, openDialog, publish, subscribe} from './dom.js';
import {copy} from './clipboard.js';
import {codePanel} from './code-samples.js';
import {download, fileName, titleOf} from './drawing.js';
import {linkTo} from './generate.js';
import {language, t} from './i18n.js';
import {all, forget, urlOf} from './store.js';

async function hang() {
  const records = await all();
  byId('gallery-note').textContent = records.length ? t('gallery.note') : t('gallery.empty');
  byId('gallery-wall').replaceChildren(...records.map(record => tile(record, () => openPicture(record))));
}

function tile(record, chosen) {
  return el('li', {}, el('button', {type: 'button', onclick: chosen, 'aria-label': t('gallery.open', {prompt: titleOf(record)})},
    el('img', {src: urlOf(record.blob), alt: '', loading: 'lazy'})));
}

/** Lets a person choose one of the pictures. */
export async function pick(chosen) {
  const records = await all();
  const dialog = openDialog('picker', el('div', {class: 'sheet'},
    head('picker-title', t('gallery.pick'), () => dialog.close()),
    records.length === 0 ? el('p', {class: 'hint'}, t('gallery.empty')) : el('ul', {class: 'wall'},
      records.map(record => tile(record, () => { dialog.close(); chosen(record); })))));
}

function head(id, title, close) {
  return el('div', {class: 'viewer-head'}, el('h2', {id}, title),
    el('button', {type: 'button', class: 'icon', 'aria-label': t('close'), title: t('close'), onclick: close}, icon('close')));
}

function openPicture(record) {
  const title = titleOf(record);
  const facts = el('div', {class: 'viewer-facts'},
    head('viewer-title', title, () => byId('viewer').close()),
    el('dl', {}, factsOf(record).flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])),
    actions(record),
    codePanel(record));
  const image = el('img', {src: urlOf(record.blob), alt: t('alt.picture', {prompt: title})});
  const [width, height] = record.request.size.split('x').map(Number);
  if (width && height) image.style.setProperty('--ratio', String(width / height));
  openDialog('viewer', el('div', {class: 'viewer-picture'}, image), facts);
}

function factsOf(record) {
  const {request} = record;
  const facts = [
    [t('kind'), t('kind.' + record.kind)],
    [t('seed'), String(request.seed)],
    [t('model'), record.model],
    [t('size'), request.size.replace('x', ' × ')],
    [t('date'), new Date(record.created).toLocaleString(language())],
  ];
  if (request.strength !== undefined) facts.splice(1, 0, [t('strength'), String(request.strength)]);
  if (request.negative_prompt) facts.splice(1, 0, [t('negative'), request.negative_prompt]);
  if (request.steps) facts.push([t('steps'), String(request.steps)]);
  if (request.guidance_scale !== undefined) facts.push([t('guidance'), String(request.guidance_scale)]);
  return facts;
}

function actions(record) {
  const closing = task => () => { byId('viewer').close(); task(); };
  const action = (name, label, run) => el('button', {type: 'button', onclick: run}, icon(name), label);
  const row = el('div', {class: 'actions'},
    action('download', t('download'), () => download(record.blob, fileName(record))),
    action('brush', t('use.edit'), closing(() => publish('use', {view: 'edit', record}))),
    action('vary', t('use.vary'), closing(() => publish('use', {view: 'vary', record}))),
    action('die', t('again'), closing(() => publish(record.kind === 'generate' ? 'again' : 'again-' + record.kind, record))));
  if (record.kind === 'generate') {
    row.append(action('link', t('copylink'), event => copy(linkTo(record.request), event.currentTarget, t('copylink.done'))));
  }
  if (record.id !== undefined) {
    row.append(el('button', {type: 'button', class: 'danger', onclick: closing(() => forget(record.id))}, icon('clear'), t('delete')));
  }
  return row;
}

/** Makes the view work. */
export function openGallery() {
  subscribe('gallery', hang);
  subscribe('open', openPicture);
  document.addEventListener('lutra:language', hang);
  hang();
}
