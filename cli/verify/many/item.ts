import { opendirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One thing to verify: an evidence file, a signed message or PDF; or a document with its detached signature. */
export type Item = { readonly file: string; readonly signature?: string };

/** What a detached signature's file is named: the document's name and this. */
const detached = '.p7s';

/** What is to be verified in files and folders. A document beside its own `.p7s` is one item with it. @throws Error */
export function itemsIn(places: readonly string[]): Item[] {
  const items: Item[] = [];
  for (const place of places) {
    if (!statSync(place).isDirectory()) items.push({ file: place });
    else items.push(...paired(filesIn(place)));
  }
  return items;
}

function filesIn(folder: string): string[] {
  const found: string[] = [];
  const open = opendirSync(folder, { recursive: true });
  try {
    for (let entry = open.readSync(); entry !== null; entry = open.readSync())
      if (entry.isFile()) found.push(join(entry.parentPath, entry.name));
  } finally {
    open.closeSync();
  }
  return found.sort();
}

function paired(files: readonly string[]): Item[] {
  const all = new Set(files);
  return files.flatMap((file): Item[] => {
    if (file.endsWith(detached) && all.has(file.slice(0, -detached.length))) return [];
    const signature = file + detached;
    return [all.has(signature) ? { file, signature } : { file }];
  });
}
