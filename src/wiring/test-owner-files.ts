// Two owners at the sandbox's accredited centre, each with a certificate, a document on record and the stored copy of it.

import assert from 'node:assert/strict';
import type { Answer, Visitor } from '../../test/support/platform.ts';
import { secondCitizen } from '../../test/requirements/support.ts';
import { applicants, applicantsOf } from './test-applicants.ts';

/** Bytes that begin as a PNG does. */
export const png = (text: string): Buffer => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(text)]);

/** Stores a copy as the form of the page does. */
export function sendScan(who: Visitor, address: string, slot: string, file: Buffer): Promise<Answer> {
  const part = (name: string, value: string): string =>
    `--edge\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const head =
    '--edge\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n';
  const before = part('_csrf', who.csrf) + part('slot', slot) + head;
  const bytes = Buffer.concat([Buffer.from(before), file, Buffer.from('\r\n--edge--\r\n')]);
  return who.post(address, { bytes, headers: { 'content-type': 'multipart/form-data; boundary=edge' } });
}

export async function ownerFiles(at: string) {
  const t = await applicants(at);
  const head = await t.signedIn('head@ishenim.example.kg');
  const officer = await t.signedIn('officer@authority.example.kg');
  const other = applicantsOf(t, t.centre, (await secondCitizen(t)).visitor, t.registrar);
  const documentOf = (number: string) => ({
    slot: 'identity',
    form: 'original',
    title: 'Паспорт',
    number,
    issued: '2020-01-15',
  });
  const mine = await t.issued({}, { slots: [documentOf('KEPT-A-771')] });
  const theirs = await other.issued({}, { slots: [documentOf('KEPT-B-992')] });
  const scans = { mine: png('scan of A'), theirs: png('scan of B') };
  const stores = (caseId: string, file: Buffer) =>
    t.registrar.post(`/v1/centres/${t.centre.id}/applications/${caseId}/documents`, {
      json: { slot: 'identity', file: file.toString('base64') },
    });
  const stored = async (caseId: string, file: Buffer): Promise<string> => {
    const answer = await stores(caseId, file);
    assert.equal(answer.status, 201, answer.body);
    return answer.json<{ id: string }>().id;
  };
  const [myScan, theirScan] = [await stored(mine.view.id, scans.mine), await stored(theirs.view.id, scans.theirs)];
  return { t, head, officer, other, mine, theirs, scans, stores, myScan, theirScan };
}
