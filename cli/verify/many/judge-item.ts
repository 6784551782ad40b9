import { readFileSync, statSync } from 'node:fs';
import type { Text3 } from '../../../src/platform/text.ts';
import { isRefusal } from '../../../src/platform/refusal.ts';
import { evidenceLimits } from '../../../src/record/zip.ts';
import type { Verdict } from '../../../src/record/verify/report.ts';
import { verifyEvidence } from '../../../src/record/verify/verify.ts';
import { foreignContainer, verifySignature } from '../../../src/trust/verify/decision.ts';
import type { Believed } from '../believed.ts';
import { isMessage, readDocument, readMessage } from '../signature.ts';
import type { Item } from './item.ts';
import { manyWords } from './many.messages.ts';

export type Judged = {
  readonly item: Item;
  readonly verdict: Verdict;
  readonly summary: Text3;
  /** The whole report, where the caller asked for it; undefined where the file could not be read or verified. */
  readonly report?: object;
};

/** Verifies one item of many. Never throws: a file that cannot be read is named as such, and the next one is read. */
export function judgeItem(
  item: Item,
  { believed, at, whole }: { believed: Believed; at: Date; whole: boolean },
): Judged {
  try {
    const report = reportOn(item, believed, at);
    if (isRefusal(report)) {
      // What is signed in a way that is not judged here was not found to be wrong.
      const verdict = report.code === 'SIGNATURE_FORMAT_OTHER' ? 'undetermined' : 'invalid';
      return { item, verdict, summary: report.text, ...(whole ? { report } : {}) };
    }
    const summary = 'ky' in report.summary ? report.summary : report.summary.text;
    return { item, verdict: report.verdict, summary, ...(whole ? { report } : {}) };
  } catch (error) {
    return {
      item,
      verdict: 'undetermined',
      summary: manyWords.unreadable(String((error as NodeJS.ErrnoException).code ?? 'ERROR')),
    };
  }
}

function reportOn({ file, signature }: Item, { trust, certificates, context }: Believed, at: Date) {
  if (signature !== undefined)
    return verifySignature({ signature: readMessage(signature), document: readDocument(file), context, at, use: {} });
  if (isMessage(file))
    return verifySignature({ signature: readMessage(file), document: undefined, context, at, use: {} });
  // A file beyond any package's size is not read at all; the empty one is refused in its place.
  const bytes = statSync(file).size > evidenceLimits.archive ? Buffer.alloc(0) : readFileSync(file);
  return foreignContainer(bytes) ?? verifyEvidence(bytes, { trust, certificates });
}
