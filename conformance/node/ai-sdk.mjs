// Vercel's AI SDK with its two OpenAI providers.
import {createOpenAI} from '@ai-sdk/openai';
import {createOpenAICompatible} from '@ai-sdk/openai-compatible';
import {generateImage} from 'ai';
import {apiKey, baseURL, holed, prompt, rejected, run, save} from './harness.mjs';

const openai = createOpenAI({apiKey, baseURL});
const compatible = createOpenAICompatible({name: 'lutra', apiKey, baseURL});
const files = answer => answer.images.map(image => save(Buffer.from(image.uint8Array)));

await run({
  'generates through the openai provider': async () => {
    const answer = await generateImage({model: openai.image('dall-e-2'), prompt, n: 2, size: '256x256', maxRetries: 0});
    return {files: files(answer), size: 256, different: true};
  },
  'generates through the compatible provider with a seed': async () => {
    const once = () => generateImage({model: compatible.imageModel('lutra-sketch'), prompt, size: '256x256', maxRetries: 0, providerOptions: {lutra: {seed: 3}}});
    return {files: [...files(await once()), ...files(await once())], size: 256, same: true};
  },
  'edits through the openai provider': async () => {
    const answer = await generateImage({model: openai.image('dall-e-2'), prompt: {text: 'a cat', images: [holed(256)]}, size: '256x256', maxRetries: 0});
    return {files: files(answer), size: 256};
  },
  'edits through the compatible provider': async () => {
    const answer = await generateImage({model: compatible.imageModel('lutra-sketch'), prompt: {text: 'a cat', images: [holed(256)]}, size: '256x256', maxRetries: 0});
    return {files: files(answer), size: 256};
  },
  'refuses an unknown model': () =>
    rejected(generateImage({model: compatible.imageModel('no-such-model'), prompt, maxRetries: 0}), {statusCode: 404}),
});
