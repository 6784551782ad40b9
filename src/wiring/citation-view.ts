import { cite } from '../law/index.ts';
import type { CitationView } from '../platform/http/index.ts';

const views = new Map<string, CitationView | undefined>();
/** How a requirement is cited in answers and on pages; undefined for an id the law does not have. */
export function citationView(id: string): CitationView | undefined {
  if (!views.has(id)) views.set(id, makeView(id));
  return views.get(id);
}

function makeView(id: string): CitationView | undefined {
  try {
    const one = cite(id);
    return { id, act: one.statusLabel, article: one.label, text: one.plain, source: one.original };
  } catch {
    return undefined;
  }
}
