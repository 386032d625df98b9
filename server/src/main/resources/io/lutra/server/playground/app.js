/** Starts the page: language, theme, the views and how one goes from one to another. */
import {byId, publish, subscribe} from './dom.js';
import {openEditor} from './editor.js';
import {bindDice, loadModels, noteUnused} from './fields.js';
import {openGallery} from './gallery.js';
import {openGenerate} from './generate.js';
import {choose, language, t, translate} from './i18n.js';
import {openVariations} from './variations.js';

const VIEWS = ['draw', 'edit', 'vary', 'gallery'];
const THEME = 'lutra.theme';

function show(view) {
  for (const name of VIEWS) byId('view-' + name).hidden = name !== view;
  for (const link of document.querySelectorAll('.top nav a')) {
    if (link.getAttribute('href') === '#' + view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = view === 'draw' ? 'Lutra' : t('nav.' + view) + ' – Lutra';
  publish('shown', view);
}

async function followAddress() {
  const [view, query] = location.hash.slice(1).split('?');
  show(VIEWS.includes(view) ? view : 'draw');
  if (query) {
    await ready;
    publish('link', Object.fromEntries(new URLSearchParams(query)));
    history.replaceState(null, '', '#draw');
  }
}

function theme(name) {
  document.documentElement.dataset.theme = name;
}

theme(localStorage.getItem(THEME) ?? 'auto');
byId('theme').addEventListener('click', () => {
  const dark = document.documentElement.dataset.theme === 'auto'
    ? matchMedia('(prefers-color-scheme: dark)').matches
    : document.documentElement.dataset.theme === 'dark';
  const next = dark ? 'light' : 'dark';
  localStorage.setItem(THEME, next);
  theme(next);
});

byId('language').value = language();
byId('language').addEventListener('change', event => choose(event.target.value));
document.addEventListener('lutra:language', () => noteUnused());
translate();
bindDice();
openGenerate();
openEditor();
openVariations();
openGallery();
subscribe('show', view => {
  if (location.hash !== '#' + view) history.pushState(null, '', '#' + view);
  show(view);
  window.scrollTo(0, 0);
});
addEventListener('hashchange', followAddress);
const ready = loadModels();
followAddress();
