/** Two pictures of the same size over each other, with a slider between before and after. */
import {el} from './dom.js';
import {t} from './i18n.js';
import {urlOf} from './store.js';

/** A comparison of two pictures. */
export function compare(before, after, description) {
  const top = el('img', {src: urlOf(after), alt: description});
  const line = el('span', {class: 'compare-line', 'aria-hidden': 'true'});
  const slider = el('input', {type: 'range', min: 0, max: 100, value: 50, step: 1, 'aria-label': t('compare'), oninput: () => show()});
  const show = () => {
    const share = slider.value + '%';
    top.style.clipPath = `inset(0 0 0 ${share})`;
    line.style.left = share;
    slider.setAttribute('aria-valuetext', `${slider.value}% ${t('before')}`);
  };
  show();
  return el('div', {class: 'compare'},
    el('div', {class: 'compare-pictures'}, el('img', {src: urlOf(before), alt: ''}), top, line, slider,
      el('span', {class: 'compare-tag start', 'aria-hidden': 'true'}, t('before')),
      el('span', {class: 'compare-tag end', 'aria-hidden': 'true'}, t('after'))));
}
