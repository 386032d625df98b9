import {el} from './dom.js';
import {t} from './i18n.js';

/** Copies a text and says so on the button that asked for it. */
export async function copy(text, button, said = t('copied')) {
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else copyWithoutPermission(text, button);
  const before = [...button.childNodes];
  button.replaceChildren(said);
  setTimeout(() => button.replaceChildren(...before), 2500);
}

/** Where the page is not served from this machine and without encryption, browsers have no clipboard but this one. */
function copyWithoutPermission(text, beside) {
  const area = el('textarea', {value: text, class: 'unseen'});
  beside.after(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
