import { canonicalBytes, type JsonObject, type TypedMember } from '../../record/index.ts';
import { centreById } from '../centres/index.ts';
import type { ChecksDeps, CheckView } from './check.ts';

/** The report as a file to be signed: what was sent, by whose service, what was found. */
export async function reportMember({ db }: ChecksDeps, { row, report }: CheckView): Promise<TypedMember> {
  const centre = await centreById(db, row.centreId, row.at);
  const document = {
    v: 1,
    kind: 'centre-check',
    id: row.id,
    centre: { id: row.centreId, name: centre?.name ?? null },
    at: row.at.toISOString(),
    signatureSha256: row.signatureSha256,
    documentSha256: row.documentSha256,
    answerSha256: row.answerSha256,
    report,
  };
  const bytes = canonicalBytes(JSON.parse(JSON.stringify(document)) as JsonObject);
  return { name: 'report.json', mediaType: 'application/json', bytes };
}
