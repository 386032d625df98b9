// npm's openai, versions 4 to 7.
import fs from 'node:fs';
import path from 'node:path';
import {apiKey, baseURL, decoded, fetched, holed, middleMask, opaque, out, packageName, prompt, rejected, run, save} from './harness.mjs';

const {default: OpenAI, toFile} = await import(packageName);
const client = new OpenAI({apiKey, baseURL, maxRetries: 0});
const streams = !packageName.endsWith('-4');

const written = (name, bytes) => {
  const file = path.join(out, name);
  fs.writeFileSync(file, bytes);
  return file;
};
const original = Buffer.from(
  (await client.images.generate({prompt, size: '512x512', response_format: 'b64_json', seed: 1})).data[0].b64_json,
  'base64',
);
const original_file = written('original.png', original);
const mask_file = written('mask.png', middleMask(512));

await run({
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
    return rejected(promise, {name: 'APIUserAbortError'}, error => ({name: error.constructor.name}));
  },
  'edits inside the mask only': async () => {
    const answer = await client.images.edit({
      image: await toFile(original, 'otter.png', {type: 'image/png'}),
      mask: await toFile(middleMask(512), 'mask.png', {type: 'image/png'}),
      prompt: 'A cute baby sea otter wearing a beret', n: 2, size: '512x512',
    });
    return {files: await Promise.all(answer.data.map(image => fetched(image.url))), size: 512, different: true, keeps: {original: original_file, mask: mask_file}};
  },
  'edits files streamed from disk': async () => {
    const answer = await client.images.edit({
      image: fs.createReadStream(original_file), mask: fs.createReadStream(mask_file),
      prompt: 'a red apple', size: '512x512', response_format: 'b64_json',
    });
    return {files: answer.data.map(decoded), size: 512, keeps: {original: original_file, mask: mask_file}};
  },
  'edits where the picture itself is transparent': async () => {
    const answer = await client.images.edit({image: await toFile(holed(256), 'holed.png'), prompt: 'a cat', size: '256x256', response_format: 'b64_json'});
    return {files: answer.data.map(decoded), size: 256};
  },
  'refuses to edit without any transparency': async () =>
    rejected(client.images.edit({image: await toFile(opaque(256), 'opaque.png'), prompt: 'a cat'}), {status: 400, type: 'invalid_request_error'}),
  'edits the first of several pictures': async () => {
    const image = [await toFile(holed(1024), 'one.png'), await toFile(opaque(1024), 'two.png')];
    const answer = await client.images.edit({model: 'gpt-image-1', image, prompt: 'a cat', size: '1024x1024'});
    return {files: answer.data.map(decoded), size: 1024};
  },
  'varies a picture': async () => {
    if (!client.images.createVariation) return {detail: 'this version has no variations'};
    const answer = await client.images.createVariation({image: await toFile(original, 'otter.png'), n: 2, size: '256x256'});
    return {files: await Promise.all(answer.data.map(image => fetched(image.url))), size: 256, different: true};
  },
  ...(streams && {
    'streams a generation with previews': async () => {
      const stream = await client.images.generate({model: 'gpt-image-1', prompt, stream: true, partial_images: 2, size: '1024x1024'});
      const types = [];
      const files = [];
      for await (const event of stream) {
        types.push(event.type);
        files.push(save(Buffer.from(event.b64_json, 'base64')));
      }
      if (types.at(-1) !== 'image_generation.completed') throw new Error(types.join(' '));
      if (!types.includes('image_generation.partial_image')) throw new Error('no preview: ' + types.join(' '));
      return {files, size: 1024, mayBePlain: true, detail: types.join(' ')};
    },
    'streams an edit': async () => {
      const stream = await client.images.edit({
        model: 'gpt-image-1', image: await toFile(holed(1024), 'holed.png'), prompt: 'a cat', stream: true, partial_images: 1, size: '1024x1024',
      });
      const types = [];
      for await (const event of stream) types.push(event.type);
      if (types.at(-1) !== 'image_edit.completed') throw new Error(types.join(' '));
      return {detail: types.join(' ')};
    },
  }),
});
