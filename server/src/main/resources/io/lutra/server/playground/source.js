/** Where a view takes its picture from: a file, the clipboard, something dropped, or the gallery. */
import {byId, el, subscribe} from './dom.js';
import {pick} from './gallery.js';
import {t} from './i18n.js';
import {read} from './pictures.js';
import {urlOf} from './store.js';

/**
 * Makes the part of a view's panel that chooses its picture.
 *
 * @param changed called with `{bitmap, shape}` when there is another picture, or another way to make it square
 */
export function sourceOf(view, changed) {
  const place = byId(view + '-source');
  const stage = byId(view + '-stage');
  const file = el('input', {type: 'file', accept: 'image/*', class: 'unseen', tabIndex: -1, 'aria-hidden': 'true', onchange: () => take(file.files[0])});
  let blob = null;
  let bitmap = null;
  let shape = 'crop';
  let failed = false;

  async function take(given) {
    if (!given) return;
    try {
      bitmap = await read(given);
      blob = given;
      failed = false;
      file.value = '';
    } catch {
      failed = true;
      render();
      return;
    }
    render();
    changed({bitmap, shape});
  }

  function render() {
    const choose = [
      el('button', {type: 'button', onclick: () => file.click()}, blob ? t('source.other') : t('source.file')),
      el('button', {type: 'button', onclick: () => pick(record => take(record.blob))}, t('source.gallery')),
    ];
    const problem = failed && el('p', {class: 'trouble', role: 'alert'}, t('source.bad'));
    place.replaceChildren(file, ...(blob
      ? [el('div', {class: 'loaded'}, el('img', {src: urlOf(blob), alt: t('source.chosen')}), el('div', {class: 'both'}, choose))]
      : [el('div', {class: 'drop'}, el('span', {}, t('source.drop')), el('div', {class: 'both'}, choose))]));
    if (problem) place.append(problem);
    if (bitmap && bitmap.width !== bitmap.height) place.append(shapes());
  }

  function shapes() {
    const option = value => el('label', {},
      el('input', {type: 'radio', name: view + '-shape', value, checked: shape === value, onchange: () => {
        shape = value;
        changed({bitmap, shape});
      }}), el('span', {}, t('source.' + value)));
    return el('fieldset', {}, el('legend', {}, t('source.shape')), el('div', {class: 'segments'}, option('crop'), option('pad')),
      view === 'edit' && el('p', {class: 'hint'}, t('source.pad.note')));
  }

  for (const target of [place, stage]) {
    target.addEventListener('dragover', event => {
      event.preventDefault();
      target.classList.add('over');
    });
    target.addEventListener('dragleave', () => target.classList.remove('over'));
    target.addEventListener('drop', event => {
      event.preventDefault();
      target.classList.remove('over');
      take(event.dataTransfer.files[0]);
    });
  }
  document.addEventListener('paste', event => {
    const pasted = [...event.clipboardData?.files ?? []].find(it => it.type.startsWith('image/'));
    if (pasted && !byId('view-' + view).hidden) take(pasted);
  });
  document.addEventListener('lutra:language', render);
  subscribe('use', ({view: wanted, record}) => { if (wanted === view) take(record.blob); });
  render();
  
  return {take, again: () => bitmap && changed({bitmap, shape})};
}
