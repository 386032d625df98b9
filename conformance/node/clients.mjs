// Drives one major version of npm's openai library against a live server.
//   node clients.mjs PACKAGE BASE_URL OUT_DIR
// Prints one JSON line a check: {check, ok, detail, files}. Every picture received is written to OUT_DIR for the caller to decode.
import fs from 'node:fs';
import path from 'node:path';

const [packageName, baseURL, out] = process.argv.slice(2);
const {default: OpenAI} = await import(packageName);
const client = new OpenAI({apiKey: 'sk-conformance', baseURL, maxRetries: 0});
const prompt = 'A cute baby sea otter';
let pictures = 0;

const save = bytes => {
  const file = path.join(out, `${packageName}-${pictures++}.png`);
  fs.writeFileSync(file, bytes);
  return file;
};
const fetched = async url => {
  const response = await fetch(url);
  if (response.status !== 200) throw new Error(`GET ${url} answered ${response.status}`);
  return save(Buffer.from(await response.arrayBuffer()));
};
const decoded = image => save(Buffer.from(image.b64_json, 'base64'));
const rejected = async (promise, expected) => {
  try {
    await promise;
  } catch (error) {
    const seen = {status: error.status, code: error.code, param: error.param, type: error.type};
    for (const [key, value] of Object.entries(expected)) {
      if (seen[key] !== value) throw new Error(`${key} is ${seen[key]}, not ${value}; error: ${JSON.stringify(seen)}`);
    }
    return {detail: `${seen.status} ${seen.code}`};
  }
  throw new Error('was not refused');
};

const checks = {
  'generates one picture of the default size and returns its URL': async () => {
    const answer = await client.images.generate({prompt});
    if (answer.data.length !== 1 || 'b64_json' in answer.data[0]) throw new Error(JSON.stringify(Object.keys(answer.data[0])));
    return {files: [await fetched(answer.data[0].url)], size: 1024};
  },
  'generates two different pictures': async () => {
    const answer = await client.images.generate({model: 'dall-e-2', prompt, n: 2, size: '512x512'});
    return {files: await Promise.all(answer.data.map(image => fetched(image.url))), size: 512, different: true};
  },
  'generates base64': async () => {
    const answer = await client.images.generate({prompt, n: 3, size: '256x256', response_format: 'b64_json'});
    if (answer.data.some(image => 'url' in image)) throw new Error('url beside b64_json');
    return {files: answer.data.map(decoded), size: 256, different: true};
  },
  'draws the same bytes for the same seed': async () => {
    const once = () => client.images.generate({prompt, size: '256x256', response_format: 'b64_json', seed: 7});
    const [one, two] = [await once(), await once()];
    return {files: [decoded(one.data[0]), decoded(two.data[0])], size: 256, same: true};
  },
  'draws other pictures for other prompts': async () => {
    const of = text => client.images.generate({prompt: text, size: '256x256', response_format: 'b64_json', seed: 7});
    const [one, two] = [await of('a red apple'), await of('a blue sailboat')];
    return {files: [decoded(one.data[0]), decoded(two.data[0])], size: 256, different: true};
  },
  'refuses eleven pictures': () => rejected(client.images.generate({prompt, n: 11}), {status: 400, param: 'n', type: 'invalid_request_error'}),
  'refuses a size of another model': () => rejected(client.images.generate({prompt, size: '1536x1024', model: 'dall-e-2'}), {status: 400, param: 'size', code: 'invalid_value'}),
  'refuses a prompt that is too long': () => rejected(client.images.generate({prompt: 'x'.repeat(1001)}), {status: 400, param: 'prompt'}),
  'refuses an unknown model': () => rejected(client.images.generate({prompt, model: 'no-such-model'}), {status: 404, code: 'model_not_found'}),
  'lists models and retrieves one': async () => {
    const ids = [];
    for await (const model of client.models.list()) ids.push(model.id);
    const one = await client.models.retrieve(ids[0]);
    if (one.id !== ids[0] || one.object !== 'model' || !Number.isInteger(one.created)) throw new Error(JSON.stringify(one));
    return {detail: ids.join(' ')};
  },
  'retrieves no unknown model': () => rejected(client.models.retrieve('no-such-model'), {status: 404, code: 'model_not_found'}),
  'gives up when told to': async () => {
    const controller = new AbortController();
    const promise = client.images.generate({prompt, n: 10}, {signal: controller.signal});
    setTimeout(() => controller.abort(), 20);
    try {
      await promise;
    } catch (error) {
      if (error.constructor.name === 'APIUserAbortError') return {};
      throw error;
    }
    throw new Error('was not aborted');
  },
};

for (const [check, run] of Object.entries(checks)) {
  let line;
  try {
    line = {check, ok: true, files: [], ...(await run())};
  } catch (error) {
    line = {check, ok: false, files: [], detail: String(error)};
  }
  console.log(JSON.stringify(line));
}
