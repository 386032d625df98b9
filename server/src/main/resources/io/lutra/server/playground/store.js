/**
 * The pictures that this browser keeps, in IndexedDB. A record is
 * `{id, created, kind, request, model, blob, image, mask}`: what was drawn (`generate`, `edit` or `vary`), the fields of the
 * request that draws this one picture again, the picture, and the files that the request sends.
 */
import {publish} from './dom.js';

const opened = new Promise((resolve, reject) => {
  const opening = indexedDB.open('lutra', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('pictures', {keyPath: 'id', autoIncrement: true});
  opening.onsuccess = () => resolve(opening.result);
  opening.onerror = () => reject(opening.error);
});

async function inStore(mode, task) {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction('pictures', mode);
    const request = task(transaction.objectStore('pictures'));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** Keeps a picture and returns it with its id. Rejects with a QuotaExceededError if there is no room. */
export async function keep(record) {
  const id = await inStore('readwrite', store => store.add(record));
  publish('gallery');
  return {...record, id};
}

/** All pictures, the newest first. */
export async function all() {
  return (await inStore('readonly', store => store.getAll())).reverse();
}

/** Forgets a picture. */
export async function forget(id) {
  await inStore('readwrite', store => store.delete(id));
  publish('gallery');
}

const urls = new WeakMap();

/** A URL of a picture in memory, the same each time. */
export function urlOf(blob) {
  if (!urls.has(blob)) urls.set(blob, URL.createObjectURL(blob));
  return urls.get(blob);
}
