// npm's openai 3, the library of the API's first years: axios, and chunked multipart bodies.
import fs from 'node:fs';
import path from 'node:path';
import {apiKey, baseURL, decoded, fetched, middleMask, out, packageName, prompt, rejected, run} from './harness.mjs';

const {Configuration, OpenAIApi} = (await import(packageName)).default;
const client = new OpenAIApi(new Configuration({apiKey, basePath: baseURL}));
const status = error => ({status: error.response?.status, param: error.response?.data?.error?.param, code: error.response?.data?.error?.code});

const first = await client.createImage({prompt, size: '256x256', response_format: 'b64_json', seed: 1});
const original = path.join(out, 'original3.png');
fs.writeFileSync(original, Buffer.from(first.data.data[0].b64_json, 'base64'));
const mask = path.join(out, 'mask3.png');
fs.writeFileSync(mask, middleMask(256));

await run({
  'generates two different pictures': async () => {
    const answer = await client.createImage({prompt, n: 2, size: '1024x1024'});
    return {files: await Promise.all(answer.data.data.map(image => fetched(image.url))), size: 1024, different: true};
  },
  'generates base64': async () => {
    const answer = await client.createImage({prompt, n: 1, size: '256x256', response_format: 'b64_json'});
    return {files: answer.data.data.map(decoded), size: 256};
  },
  'refuses eleven pictures': () => rejected(client.createImage({prompt, n: 11}), {status: 400, param: 'n'}, status),
  'edits inside the mask only': async () => {
    const answer = await client.createImageEdit(fs.createReadStream(original), 'a cute baby sea otter wearing a beret', fs.createReadStream(mask), 2, '256x256');
    return {files: await Promise.all(answer.data.data.map(image => fetched(image.url))), size: 256, different: true, keeps: {original, mask}};
  },
  'refuses a picture in the place of the prompt': () =>
    rejected(client.createImageEdit(fs.createReadStream(original), fs.createReadStream(mask), 'a cute baby sea otter', 2, '256x256'), {status: 400}, status),
  'varies a picture': async () => {
    const answer = await client.createImageVariation(fs.createReadStream(original), 2, '256x256');
    return {files: await Promise.all(answer.data.data.map(image => fetched(image.url))), size: 256, different: true};
  },
});
