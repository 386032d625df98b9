// LangChain's DALL-E tool: it sends style and quality to every model.
import {DallEAPIWrapper} from '@langchain/openai';
import {apiKey, baseURL, decoded, fetched, prompt, run} from './harness.mjs';

const tool = fields => new DallEAPIWrapper({apiKey, baseUrl: baseURL, maxRetries: 0, ...fields});

await run({
  'generates by URL': async () => ({
    files: [await fetched(await tool({model: 'dall-e-2', size: '512x512'}).invoke(prompt))], size: 512,
  }),
  'generates base64 with the model of the next era': async () => ({
    files: [decoded({b64_json: await tool({model: 'dall-e-3', size: '1024x1024', dallEResponseFormat: 'b64_json'}).invoke(prompt)})], size: 1024,
  }),
  'generates several': async () => {
    const answer = await tool({model: 'dall-e-2', n: 2, size: '256x256'}).invoke(prompt);
    return {files: await Promise.all(answer.map(part => fetched(part.image_url?.url ?? part.image_url))), size: 256, different: true};
  },
});
