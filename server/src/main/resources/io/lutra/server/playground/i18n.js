/** The page's own texts, in the language that the browser or the user chose. The API's messages stay as they are. */
import english from './lang-en.js';
import chinese from './lang-zh-cn.js';

const LANGUAGES = {en: english, 'zh-CN': chinese};
const CHOSEN = 'lutra.language';

let current = localStorage.getItem(CHOSEN) ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');
if (!(current in LANGUAGES)) current = 'en';

/** The language's tag. */
export const language = () => current;

/** A text by its key; `{name}` in it is replaced by the value of that name. */
export function t(key, values = {}) {
  const text = LANGUAGES[current][key] ?? english[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? String(values[name]) : whole);
}

/** Whether there is a text of this key. */
export const has = key => key in english;

/** Writes every text of a part of the page that is marked with `data-t`, `data-t-label`, `data-t-placeholder`. */
export function translate(root = document) {
  document.documentElement.lang = current;
  for (const element of root.querySelectorAll('[data-t]')) element.textContent = t(element.dataset.t);
  for (const element of root.querySelectorAll('[data-t-label]')) {
    element.setAttribute('aria-label', t(element.dataset.tLabel));
    if (element.tagName === 'BUTTON') element.title = t(element.dataset.tLabel);
  }
  for (const element of root.querySelectorAll('[data-t-placeholder]')) element.placeholder = t(element.dataset.tPlaceholder);
}

/** Changes the language for this browser. */
export function choose(tag) {
  current = tag in LANGUAGES ? tag : 'en';
  localStorage.setItem(CHOSEN, current);
  translate();
  document.dispatchEvent(new CustomEvent('lutra:language'));
}
