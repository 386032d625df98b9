/** The settings that the three forms share: model, size, count, seed. */
import {models} from './api.js';
import {byId, el} from './dom.js';
import {t} from './i18n.js';
import {trouble} from './trouble.js';

const SQUARES = ['256x256', '512x512', '1024x1024'];
const OTHERS = ['1024x768', '768x1024', '1536x1024', '1024x1536'];
const OPERATIONS = {draw: 'generate', edit: 'edit', vary: 'vary'};

let known = [];

/**
 * Asks for the models, again and again while the server is getting ready, and fills what depends on them; where that fails, says
 * so on the stage of drawing.
 */
export async function loadModels() {
  for (;;) {
    try {
      known = await models();
      break;
    } catch (failure) {
      if (failure.code !== 'model_loading') {
        byId('draw-stage').replaceChildren(trouble(failure, () => location.reload()));
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 1000 * (failure.retryAfter || 2)));
    }
  }
  for (const view of ['draw', 'edit', 'vary']) {
    const choice = byId(view + '-model');
    const able = known.filter(model => model.lutra.operations.includes(OPERATIONS[view]));
    choice.replaceChildren(...able.map(model => el('option', {value: model.id, title: model.lutra.title}, model.id)));
    choice.onchange = () => modelChosen(view);
    modelChosen(view);
  }
}

function modelChosen(view) {
  const model = known.find(it => it.id === byId(view + '-model').value);
  if (!model) return;
  const native = model.lutra.native_size;
  const sizes = byId(view + '-size');
  const before = sizes.value;
  const offered = [...new Set([...SQUARES, native])].sort((a, b) => parseInt(a, 10) - parseInt(b, 10));
  if (view === 'draw') offered.push(...OTHERS);
  sizes.replaceChildren(...offered.map(size => el('option', {value: size}, size.replace('x', ' × '))));
  sizes.value = offered.includes(before) ? before : native;
  if (sizes.value !== before) sizes.dispatchEvent(new Event('change'));
  if (view === 'draw') noteUnused(model);
}

/** Says which of the advanced settings the model has no use for. */
export function noteUnused(model = known.find(it => it.id === byId('draw-model').value)) {
  if (!model) return;
  const uses = {negative: 'negative_prompt', steps: 'steps', guidance: 'guidance_scale'};
  const unused = Object.keys(uses).filter(name => !model.lutra.parameters.includes(uses[name]));
  for (const name of Object.keys(uses)) byId('draw-' + name).disabled = unused.includes(name);
  const note = byId('draw-unused');
  note.hidden = unused.length === 0;
  note.textContent = t('unused', {names: unused.map(name => t(name)).join(', ')});
}

/** A seed that nobody chose. */
export const rolled = () => crypto.getRandomValues(new Uint32Array(1))[0];

/** The fields of a request that every form has, seed included, in the order in which people read them. */
export function common(view, prompt) {
  const typed = byId(view + '-seed').value.trim();
  const fields = {model: byId(view + '-model').value};
  if (prompt !== undefined) fields.prompt = prompt;
  fields.n = Number(byId(view + '-count').value);
  fields.size = byId(view + '-size').value;
  fields.seed = typed === '' ? rolled() : Number(typed);
  return fields;
}

/** Lets the dice roll. */
export function bindDice() {
  for (const die of document.querySelectorAll('[data-die]')) {
    die.addEventListener('click', () => { byId(die.dataset.die).value = rolled(); });
  }
}
