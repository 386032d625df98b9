/** Says in plain words what went wrong and what to do about it. */
import {has, t} from './i18n.js';
import {announce, byId, el, openDialog} from './dom.js';
import {useKey} from './api.js';

/** Which of the page's texts explains a failure. */
function explanation(failure) {
  if (failure.code === 'unreachable' || failure.code === 'cut') return t('error.' + failure.code);
  if (failure.status === 401) return t('error.key');
  if (failure.status === 429) return failure.retryAfter ? t('error.busy', {seconds: failure.retryAfter}) : t('error.busy.soon');
  if (failure.code === 'out_of_memory') return t('error.memory');
  if (failure.code === 'deadline_exceeded' || failure.status === 408) return t('error.timeout');
  if (failure.status === 503) return t('error.loading');
  if (failure.code === 'model_not_found') return t('error.model');
  if (failure.code === 'unsupported_by_model') return t('error.unsupported');
  if (failure.status >= 500) return t('error.fault', {id: failure.requestId});
  const param = 'error.' + String(failure.param).replace(/\[.*$/, '');
  return has(param) ? t(param) : t('error.invalid');
}

/** A note about a failure, with a way on. */
export function trouble(failure, retry) {
  const plain = explanation(failure);
  announce(plain);
  return el('div', {class: 'trouble'},
    el('strong', {}, t('trouble')),
    el('p', {}, plain),
    failure.message && el('p', {class: 'api', lang: 'en'}, t('api.said', {message: failure.message})),
    failure.status === 401
      ? el('button', {type: 'button', onclick: () => askKey(retry)}, t('key.again'))
      : el('button', {type: 'button', onclick: retry}, t('retry')));
}

/** Asks for the API key, which only this tab remembers. */
function askKey(then) {
  const field = el('input', {type: 'password', autocomplete: 'off', id: 'key-field', required: true});
  openDialog('key', el('form', {class: 'sheet', method: 'dialog', onsubmit: () => { useKey(field.value.trim()); then(); }},
    el('h2', {id: 'key-title'}, t('key.title')),
    el('p', {class: 'hint'}, t('key.text')),
    el('label', {class: 'field'}, el('span', {}, t('key.label')), field),
    el('div', {class: 'go'},
      el('button', {class: 'primary'}, t('key.go')),
      el('button', {type: 'button', class: 'quiet', onclick: () => byId('key').close()}, t('cancel')))));
}
