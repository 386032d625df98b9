/** One request on its way: previews, progress, time left, cancel, and its pictures on a stage. */
import {draw} from './api.js';
import {announce, el, icon, publish} from './dom.js';
import {t} from './i18n.js';
import {keep, urlOf} from './store.js';
import {trouble} from './trouble.js';

const controllers = new Map();

/**
 * Sends a request from a form and shows what comes on a stage.
 *
 * @param order `{form, stage, path, body, kind, fields, files, retry, finished, failed}`: `fields` are those of the request, of
 *     which each picture keeps its own with `n: 1`; `finished(records)` is called with the pictures, `failed()` if it fails
 */
export async function perform(order) {
  const {form, stage, fields} = order;
  controllers.get(form)?.abort();
  const controller = new AbortController();
  controllers.set(form, controller);
  const frames = Array.from({length: fields.n}, () => frame(fields.size));
  const bar = progressBar();
  const results = el('div', {class: fields.n === 1 ? 'results one' : 'results'}, frames.map(it => it.element));
  stage.replaceChildren(results, bar.element);
  busy(form, true);
  announce(t('progress.sending'));
  if (matchMedia('(max-width: 900px)').matches) stage.scrollIntoView({block: 'start'});
  const records = [];
  try {
    await draw(order.path, order.body, {
      progress: bar.show,
      preview: (index, blob) => frames[index].preview(blob),
      picture: async (index, blob, head) => {
        const record = {
          created: Date.now(), kind: order.kind, model: head.model, blob, ...order.files,
          request: {...fields, n: 1, seed: head.seeds[index]},
        };
        records[index] = await kept(record, stage);
        frames[index].picture(records[index]);
      },
    }, controller.signal);
    bar.element.remove();
    announce(records.length === 1 ? t('done.one') : t('done', {n: records.length}));
    order.finished?.(records);
  } catch (fault) {
    bar.element.remove();
    frames.filter(it => it.isWaiting()).forEach(it => it.element.remove());
    if (records.length === 0) results.remove();
    order.failed?.();
    if (fault.name === 'AbortError') {
      if (controllers.get(form) === controller) {
        announce(t('cancelled'));
        stage.append(el('p', {class: 'hint'}, t('cancelled')));
      }
    } else if (fault.name === 'ApiFailure') {
      stage.append(trouble(fault, order.retry));
    } else {
      throw fault;
    }
  } finally {
    if (controllers.get(form) === controller) {
      controllers.delete(form);
      busy(form, false);
    }
  }
}

async function kept(record, stage) {
  try {
    return await keep(record);
  } catch (fault) {
    if (fault?.name !== 'QuotaExceededError') throw fault;
    stage.append(el('p', {class: 'hint'}, t('gallery.full')));
    return record;
  }
}

function busy(form, is) {
  const go = form.querySelector('.primary');
  const cancel = form.querySelector('[data-cancel]');
  const hadFocus = document.activeElement === (is ? go : cancel);
  cancel.hidden = !is;
  go.disabled = is;
  if (hadFocus) (is ? cancel : go).focus();
  cancel.onclick = () => controllers.get(form)?.abort();
}

function frame(size) {
  const [width, height] = size.split('x').map(Number);
  const holder = el('div', {class: 'picture'});
  const caption = el('figcaption');
  const element = el('figure', {class: 'frame waiting'}, holder, caption);
  if (width && height) element.style.setProperty('--ratio', String(width / height));
  let waiting = true;
  return {
    element,
    isWaiting: () => waiting,
    preview(blob) {
      holder.replaceChildren(el('img', {src: URL.createObjectURL(blob), alt: t('alt.preview'), class: 'preview', onload: revoke}));
    },
    picture(record) {
      waiting = false;
      element.classList.remove('waiting');
      const button = el('button', {
        type: 'button', class: 'picture', 'aria-label': t('gallery.open', {prompt: titleOf(record)}),
        onclick: () => publish('open', record),
      }, el('img', {src: urlOf(record.blob), alt: t('alt.picture', {prompt: titleOf(record)})}));
      element.firstChild.replaceWith(button);
      caption.append(...quickActions(record));
    },
  };
}

function revoke(event) {
  URL.revokeObjectURL(event.target.src);
}

/** What a picture is called: its prompt, if it has one. */
export const titleOf = record => record.request.prompt ?? t('kind.vary.title');

function quickActions(record) {
  const action = (name, label, run) =>
    el('button', {type: 'button', class: 'icon', 'aria-label': label, title: label, onclick: run}, icon(name));
  return [
    action('brush', t('use.edit'), () => publish('use', {view: 'edit', record})),
    action('vary', t('use.vary'), () => publish('use', {view: 'vary', record})),
    action('download', t('download'), () => download(record.blob, fileName(record))),
    el('span', {class: 'seed'}, t('seed') + ' ' + record.request.seed),
  ];
}

/** A name for a picture's file. */
export const fileName = record => {
  const words = titleOf(record).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 40);
  return (words || 'picture') + '-' + record.request.seed + '.png';
};

/** Saves a file. */
export function download(blob, name) {
  el('a', {href: urlOf(blob), download: name}).click();
}

function progressBar() {
  const bar = el('progress', {'aria-label': t('progress.label')});
  const what = el('span', {}, t('progress.sending'));
  const left = el('span');
  let first = null;
  return {
    element: el('div', {class: 'progress'}, bar, el('div', {class: 'said'}, what, left)),
    show({done, of, ahead}) {
      if (done === 0) {
        what.textContent = ahead > 0 ? t('progress.queue', {n: ahead}) : t('progress.drawing');
        return;
      }
      first ??= {at: performance.now(), done};
      bar.max = of;
      bar.value = done;
      what.textContent = t('progress.step', {done, of});
      const pace = (performance.now() - first.at) / (done - first.done);
      left.textContent = done > first.done ? t('progress.left', {time: duration(pace * (of - done) / 1000)}) : '';
    },
  };
}

function duration(seconds) {
  return seconds < 90 ? t('progress.s', {n: Math.max(1, Math.round(seconds))}) : t('progress.min', {n: Math.round(seconds / 60)});
}
