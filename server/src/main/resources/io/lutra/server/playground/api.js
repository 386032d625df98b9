/** The public API, as any other program uses it. */

const root = new URL('.', document.baseURI);
const KEY = 'lutra.key';

/** The base URL that client libraries are given. */
export const apiBase = new URL('v1', root).href;

/** A request that failed, with what the API said about it. */
export class ApiFailure extends Error {
  constructor({status = 0, code = null, param = null, message = '', requestId = '', retryAfter = 0}) {
    super(message);
    this.name = 'ApiFailure';
    Object.assign(this, {status, code, param, requestId, retryAfter});
  }
}

/** The key that requests are sent with, kept in the tab; empty if there is none. */
export const key = () => sessionStorage.getItem(KEY) ?? '';

/** Sends a key from now on. */
export const useKey = text => text ? sessionStorage.setItem(KEY, text) : sessionStorage.removeItem(KEY);

async function send(path, init) {
  const headers = {...init.headers};
  if (key()) headers.authorization = 'Bearer ' + key();
  let response;
  try {
    response = await fetch(apiBase + path, {...init, headers});
  } catch (fault) {
    if (fault.name === 'AbortError') throw fault;
    throw new ApiFailure({code: 'unreachable'});
  }
  if (response.ok) return response;
  let error = {};
  try {
    error = (await response.json()).error ?? {};
  } catch (fault) {
    if (fault.name === 'AbortError') throw fault;
  }
  throw failure(error, response);
}

function failure(error, response) {
  return new ApiFailure({
    status: response.ok ? 500 : response.status,
    code: error.code ?? null,
    param: error.param ?? null,
    message: error.message ?? '',
    requestId: response.headers.get('x-request-id') ?? '',
    retryAfter: Number(response.headers.get('retry-after') ?? 0),
  });
}

/** The models that draw, the standard one first, without the hosted names that they also answer to. */
export async function models() {
  const {data} = await (await send('/models', {})).json();
  return data.filter(model => model.id === model.lutra.model);
}

/** The form that carries the fields of a request, files last. */
export function form(fields, files) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  for (const [name, blob] of Object.entries(files)) form.append(name, blob, name + '.png');
  return form;
}

/**
 * Sends a request and hands over its events as they come: `progress({done, of, ahead})`, `preview(index, blob)`,
 * `picture(index, blob)`. Ends when the server is done.
 *
 * @param body an object, sent as JSON, or a form
 * @returns {Promise<{seeds: number[], model: string}>} what the answer's head says
 * @throws {ApiFailure} if it fails; an AbortError if the signal is raised
 */
export async function draw(path, body, handlers, signal) {
  const isForm = body instanceof FormData;
  const response = await send(path, {
    method: 'POST',
    headers: isForm ? {} : {'content-type': 'application/json'},
    body: isForm ? body : JSON.stringify(body),
    signal,
  });
  const seeds = (response.headers.get('lutra-seed') ?? '').split(', ').map(Number);
  const head = {seeds, model: response.headers.get('lutra-model') ?? ''};
  let pictures = 0;
  for await (const event of events(response)) {
    if (event.comment !== undefined) {
      const steps = /^step (\d+) of (\d+)$/.exec(event.comment);
      const waiting = /^waiting for (\d+) pictures$/.exec(event.comment);
      if (steps) handlers.progress({done: Number(steps[1]), of: Number(steps[2]), ahead: 0});
      else if (waiting) handlers.progress({done: 0, of: 1, ahead: Number(waiting[1])});
    } else if (event.type === 'error') {
      throw failure(JSON.parse(event.data).error, response);
    } else {
      const data = JSON.parse(event.data);
      const blob = decoded(data.b64_json, 'image/' + data.output_format);
      if (data.type.endsWith('.completed')) {
        pictures++;
        await handlers.picture(data.image_index ?? 0, blob, head);
      } else {
        handlers.preview(data.image_index ?? 0, blob);
      }
    }
  }
  if (pictures < seeds.length) throw new ApiFailure({code: 'cut'});
  return head;
}

function decoded(base64, type) {
  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  return new Blob([bytes], {type});
}

/** Server-sent events (WHATWG HTML, section 9.2), comments included. */
async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let event = {};
  for (;;) {
    let chunk;
    try {
      chunk = await reader.read();
    } catch (fault) {
      if (fault.name === 'AbortError') throw fault;
      throw new ApiFailure({code: 'cut'});
    }
    if (chunk.done) return;
    const lines = (rest + chunk.value).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (event.data !== undefined) yield event;
        event = {};
      } else if (line.startsWith(':')) {
        yield {comment: line.slice(1).trim()};
      } else if (line.startsWith('event: ')) {
        event.type = line.slice(7);
      } else if (line.startsWith('data: ')) {
        event.data = (event.data === undefined ? '' : event.data + '\n') + line.slice(6);
      }
    }
  }
}
