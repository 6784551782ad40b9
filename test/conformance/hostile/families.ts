import { attributeCases } from './attributes.ts';
import { containerCases } from './containers.ts';
import { costCases } from './costs.ts';
import { encodingCases } from './encodings.ts';
import { jwsCases } from './jws.ts';
import { keyCases } from './keys.ts';
import { listCases } from './lists.ts';
import { pdfFrameCases } from './pdf-frames.ts';
import { pdfUpdateCases } from './pdf-updates.ts';
import { otherCases } from './others.ts';
import { ocspCases } from './ocsp.ts';
import { stampCases } from './stamps.ts';
import type { Case } from './world.ts';

export type Family = { readonly name: string; readonly cases: readonly Case[] };

export const families: readonly Family[] = [
  { name: 'OCSP answers: who speaks, about whom, when, in which frame', cases: ocspCases() },
  { name: 'Lists: who signs, scope, deltas, indirect entries, reasons, form', cases: listCases() },
  { name: 'Signed attributes, the frame of a message, purposes of keys', cases: await attributeCases() },
  { name: 'Messages as others write them: along, upon, beside, as text', cases: otherCases() },
  { name: 'Encodings: each node of certificate, list, answer, attributes in another form', cases: encodingCases() },
  { name: 'Keys and algorithms: RSA, PSS, ECDSA, EdDSA', cases: keyCases() },
  { name: 'ASiC-E: archive, manifest, names', cases: containerCases() },
  { name: 'JSON signatures (JAdES): algorithm, key, header, payload, what lies elsewhere', cases: jwsCases() },
  { name: 'PDF: range, hole, dictionary and field of a signature, the file around it', cases: pdfFrameCases() },
  { name: 'PDF: what follows a signature, each word of each object', cases: pdfUpdateCases() },
  { name: 'Time-stamps: over what, when, by whom', cases: stampCases() },
  { name: 'Work: what a small message asks for', cases: costCases() },
];

/** The table for docs/conformance.md. */
export function tableOf(all: readonly Family[]): string {
  const count = (cases: readonly Case[], sound: boolean): number =>
    cases.filter(({ expected }) => (expected !== 'not valid') === sound).length;
  return [
    '| family | must hold | must not |',
    '|---|---|---|',
    ...all.map(({ name, cases }) => `| ${name} | ${count(cases, true)} | ${count(cases, false)} |`),
  ].join('\n');
}
