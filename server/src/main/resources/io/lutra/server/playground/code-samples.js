/** The request that draws a picture again, as curl, Python, Node and Java. */
import {apiBase, key} from './api.js';
import {copy} from './clipboard.js';
import {el} from './dom.js';
import {download} from './drawing.js';
import {t} from './i18n.js';

const PATHS = {generate: '/images/generations', edit: '/images/edits', vary: '/images/variations'};

/** The fields that the client libraries have by themselves; all others are sent as more of the body. */
const STANDARD = {generate: ['model', 'prompt', 'n', 'size'], edit: ['model', 'prompt', 'n', 'size'], vary: ['model', 'n', 'size']};

/** JSON's strings are also strings of Python, JavaScript and Java. */
const quoted = value => JSON.stringify(value);

const shell = text => "'" + String(text).replaceAll("'", "'\\''") + "'";

const camel = name => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

const filesOf = record => ['image', 'mask'].filter(name => record[name]);

function curl(record, withKey) {
  const lines = ['curl ' + apiBase + PATHS[record.kind]];
  if (withKey) lines.push('-H "Authorization: Bearer $OPENAI_API_KEY"');
  if (record.kind === 'generate') {
    lines.push('-H ' + shell('Content-Type: application/json'), '-d ' + shell(JSON.stringify(record.request, null, 2)));
  } else {
    for (const name of filesOf(record)) lines.push(`-F ${name}=@${name}.png`);
    for (const [name, value] of Object.entries(record.request)) lines.push('--form-string ' + shell(name + '=' + value));
  }
  return lines.join(' \\\n  ');
}

function split(record) {
  const entries = Object.entries(record.request);
  const isStandard = ([name]) => STANDARD[record.kind].includes(name);
  return {standard: entries.filter(isStandard), more: entries.filter(entry => !isStandard(entry))};
}

function python(record, withKey) {
  const {standard, more} = split(record);
  const method = {generate: 'generate', edit: 'edit', vary: 'create_variation'}[record.kind];
  const key = withKey ? 'os.environ["OPENAI_API_KEY"]' : '"anything"';
  const lines = [
    ...filesOf(record).map(name => `    ${name}=open("${name}.png", "rb"),`),
    ...standard.map(([name, value]) => `    ${name}=${quoted(value)},`),
    `    extra_body={${more.map(([name, value]) => quoted(name) + ': ' + quoted(value)).join(', ')}},`,
  ];
  return (withKey ? 'import os\n' : '') + `from openai import OpenAI

client = OpenAI(base_url=${quoted(apiBase)}, api_key=${key})
answer = client.images.${method}(
${lines.join('\n')}
)
print(answer.data[0].url)
`;
}

function node(record, withKey) {
  const method = {generate: 'generate', edit: 'edit', vary: 'createVariation'}[record.kind];
  const files = filesOf(record);
  const lines = [
    ...files.map(name => `  ${name}: fs.createReadStream('${name}.png'),`),
    ...Object.entries(record.request).map(([name, value]) => `  ${name}: ${quoted(value)},`),
  ];
  return (files.length ? "import fs from 'node:fs';\n" : '') + `import OpenAI from 'openai';

const client = new OpenAI({baseURL: ${quoted(apiBase)}, apiKey: ${withKey ? 'process.env.OPENAI_API_KEY' : "'anything'"}});
const answer = await client.images.${method}({
${lines.join('\n')}
});
console.log(answer.data[0].url);
`;
}

function java(record, withKey) {
  const {standard, more} = split(record);
  const type = {generate: 'ImageGenerateParams', edit: 'ImageEditParams', vary: 'ImageCreateVariationParams'}[record.kind];
  const method = {generate: 'generate', edit: 'edit', vary: 'createVariation'}[record.kind];
  const files = filesOf(record);
  const lines = [
    ...files.map(name => `.${name}(Path.of("${name}.png"))`),
    ...standard.map(([name, value]) => `.${camel(name)}(${name === 'size' ? `${type}.Size.of(${quoted(value)})` : quoted(value)})`),
    ...more.map(([name, value]) => `.putAdditionalBodyProperty(${quoted(name)}, JsonValue.from(${javaValue(value)}))`),
    '.build()',
  ];
  return `import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.models.images.${type};
${files.length ? 'import java.nio.file.Path;\n' : ''}
void main() throws Exception {
    var client = OpenAIOkHttpClient.builder()
            .baseUrl(${quoted(apiBase)})
            .apiKey(${withKey ? 'System.getenv("OPENAI_API_KEY")' : '"anything"'})
            .build();
    var answer = client.images().${method}(${type}.builder()
            ${lines.join('\n            ')});
    IO.println(answer.data().orElseThrow().getFirst().url().orElseThrow());
}
`;
}

const javaValue = value => Number.isInteger(value) && Math.abs(value) > 0x7fffffff ? value + 'L' : quoted(value);

const LANGUAGES = {curl, Python: python, Node: node, Java: java};

/** The request of a picture in one of the languages. */
export const sample = (language, record) => LANGUAGES[language](record, key() !== '');

/** The code of a picture's request, to be read and copied. */
export function codePanel(record) {
  const text = el('code');
  const block = el('pre', {tabIndex: 0, id: 'code-text', role: 'tabpanel'}, text);
  const names = Object.keys(LANGUAGES);
  const tabs = names.map(name => el('button', {
    type: 'button', role: 'tab', id: 'code-' + name, 'aria-controls': 'code-text', onclick: () => show(name),
  }, name));
  const show = name => {
    text.textContent = sample(name, record);
    block.setAttribute('aria-labelledby', 'code-' + name);
    tabs.forEach((tab, i) => {
      tab.setAttribute('aria-selected', String(names[i] === name));
      tab.tabIndex = names[i] === name ? 0 : -1;
    });
  };
  const list = el('div', {class: 'tabs', role: 'tablist', 'aria-label': t('code'), onkeydown: event => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
    next.click();
    next.focus();
  }}, tabs);
  show('curl');
  const files = filesOf(record);
  return el('div', {class: 'code'},
    el('details', {}, el('summary', {}, t('code')),
      list, block,
      el('div', {class: 'actions'},
        el('button', {type: 'button', onclick: event => copy(text.textContent, event.currentTarget)}, t('copy')),
        files.map(name => el('button', {type: 'button', onclick: () => download(record[name], name + '.png')}, name + '.png')))));
}
