import type { FactLoader } from '../cases/index.ts';
import { systemScope } from '../platform/db/index.ts';
import { isUuid } from '../platform/ids.ts';
import type { ClaimFacts } from '../procedures/index.ts';
import type { Issuing } from '../trust/centres/index.ts';
import { checkOf, coverOf, dutiesOfCase, entriesOfCase, entriesOfCertificate, journalEntries } from './claims-store.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** ES-13.3: what the registers, the claimant's own cases and the journal say about what a claim names. */
export const claimFacts =
  ({ issuing }: { readonly issuing: Issuing }): FactLoader =>
  async (tx, { head, acts }, command): Promise<ClaimFacts> => {
    const asked = acts[0]?.data ?? command?.data ?? {};
    const { holderId: centreId, subjectId } = head;
    const certificate = await issuing.find(tx, centreId, text(asked['certificateNumber']));
    return tx.as(systemScope('what shows what a claim is about'), async (wide) => {
      const [caseId, checkId] = [text(asked['caseId']), text(asked['checkId'])];
      const ofCase = isUuid(caseId) && subjectId !== null;
      const inCase = ofCase ? await entriesOfCase(wide, centreId, subjectId, caseId) : [];
      const duties = ofCase ? await dutiesOfCase(wide, centreId, subjectId, caseId) : [];
      const [check] = isUuid(checkId) && subjectId !== null ? await checkOf(wide, centreId, subjectId, checkId) : [];
      const own = certificate === null ? [] : await entriesOfCertificate(wide, centreId, certificate.number);
      const ids = [...own, ...inCase].map(({ id }) => id).concat(check === undefined ? [] : [check.entry]);
      const entries = await journalEntries(wide, ids);
      const [cover] = await coverOf(wide, centreId);
      return {
        certificate,
        entries: entries.map(({ at, ...one }) => ({ ...one, at: at.toISOString() })),
        obligations:
          inCase.length === 0
            ? null
            : duties.map(({ duty, due_at: due, closed_at: closed, late }) => ({
                duty,
                dueAt: due.toISOString(),
                doneAt: closed?.toISOString() ?? null,
                late: late || (closed !== null && closed > due),
              })),
        check: check === undefined ? null : { answerSha256: check.answer, verdict: check.verdict },
        cover: cover ?? null,
      };
    });
  };
