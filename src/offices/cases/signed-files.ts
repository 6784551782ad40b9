import { type CaseNow, homeOf, type PageContext } from '../../cases/index.ts';
import { html, type Html } from '../../platform/html/index.ts';
import { signActWords } from './sign-act.messages.ts';

/** Where programs do this act, and read what came of it. */
export const apiOf = ({ procedure, head }: Pick<CaseNow, 'procedure' | 'head'>): string =>
  `/v1/${homeOf(procedure)}s/${head.holderId}/cases/${procedure.name}/${head.id}`;

/** A signed document in the case: what is kept of it, and where it is verified. */
export function signedFiles(now: CaseNow, seq: number, c: PageContext): Html {
  const w = signActWords[c.lang];
  const file = `${apiOf(now)}/documents/${seq}/document.json`;
  return html`<p>${w.signed}</p><ul><li><a href="${file}" download>${w.file}</a></li><li><a href="${file}.p7s" download>${w.signature}</a></li><li><a href="/signatures/verify">${w.check}</a></li></ul>`;
}
