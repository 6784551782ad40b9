import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { systemClock } from '../../src/platform/clock.ts';
import { type Lang, langs, visible } from '../../src/platform/text.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import {
  isAmount,
  mostSignatureBytes,
  noTrustContext,
  signatureWords,
  type TrustContext,
  type Use,
  verifySignature,
} from '../../src/trust/verify/decision.ts';
import { type AlgorithmPolicy, isFurtherAlgorithm, trustedWith } from '../../src/trust/path/index.ts';
import { isListed } from '../../src/trust/formats/asic/listed.ts';
import { isJws } from '../../src/trust/formats/jades/sniff.ts';
import { printSignatures } from './print-signatures.ts';
import { readTrustFolder } from './trust-folder.ts';

export type SignatureOptions = {
  readonly signature?: string | undefined;
  /** The manifest of a package that the signature is over, where the file is one document of it (ES-6.4b). */
  readonly manifest?: string | undefined;
  readonly trust?: string | undefined;
  readonly at?: string | undefined;
  readonly json?: boolean | undefined;
  readonly lang?: Lang | undefined;
  readonly 'document-kind'?: string | undefined;
  readonly system?: string | undefined;
  readonly counterparty?: string | undefined;
  readonly amount?: string | undefined;
  readonly 'limits-kept'?: boolean | undefined;
  /** Algorithms that the reader trusts beside the usual ones. */
  readonly algorithms?: string | undefined;
};

const mostDocumentBytes = 512 * 2 ** 20;

/** Whether a file is a signature or a PDF and no evidence package: an ASN.1 SEQUENCE, or its text form, a JWS, a PDF, or XML, which is named as such. */
export function isMessage(file: string): boolean {
  const head = Buffer.alloc(512);
  const open = openSync(file, 'r');
  let read = 0;
  try {
    read = readSync(open, head, 0, head.length, 0);
  } finally {
    closeSync(open);
  }
  const begin = head.subarray(0, 2).toString('latin1');
  return head[0] === 0x30 || ['--', 'MI', '%P', '<?'].includes(begin) || isJws(head.subarray(0, read));
}

/** Checks the signature of a file, offline. Answers whether it is valid. @throws Error for a wrong call */
export function checkSignatureFile(file: string, options: SignatureOptions, print: (text: string) => void): boolean {
  const attached = options.signature === undefined;
  const signed = options.manifest ?? file;
  const listed = options.manifest === undefined || isListed(readDocument(signed), readDocument(file));
  const found = verifySignature({
    signature: readMessage(options.signature ?? file),
    document: attached ? undefined : readDocument(signed),
    context: { ...trustOf(options.trust), algorithms: algorithmsOf(options.algorithms) },
    at: momentOf(options.at),
    use: useOf(options),
  });
  const wanted = options.lang === undefined ? langs : [options.lang];
  const said = listed ? signatureWords.listed : signatureWords.notListed;
  if (options.json === true)
    print(JSON.stringify({ file, ...found, ...(options.manifest === undefined ? {} : { listed }) }));
  else if (isRefusal(found)) print(wanted.map((lang) => `${visible(file)}: ${found.text[lang]}`).join('\n'));
  else print(printSignatures(visible(signed), found, wanted));
  if (options.json !== true && options.manifest !== undefined)
    print(wanted.map((lang) => `${visible(file)}: ${said[lang]}`).join('\n'));
  return listed && !isRefusal(found) && found.verdict === 'valid';
}

/** A signature's file, bounded as the verifier bounds it. @throws Error */
export const readMessage = (file: string): Buffer => bounded(file, mostSignatureBytes);
/** A signed document of at most 512 MiB. @throws Error */
export const readDocument = (file: string): Buffer => bounded(file, mostDocumentBytes);

function bounded(file: string, most: number): Buffer {
  if (statSync(file).size > most) throw new Error(`${file}: more than ${most} bytes`);
  return readFileSync(file);
}

function trustOf(folder: string | undefined): TrustContext {
  if (folder === undefined) return noTrustContext;
  if (!statSync(folder).isDirectory()) throw new Error('--trust is a folder for signatures');
  return readTrustFolder(folder);
}

function algorithmsOf(given = ''): AlgorithmPolicy {
  const names = given.split(',').flatMap((name) => name.trim() || []);
  if (!names.every(isFurtherAlgorithm)) throw new Error('--algorithms is gost, ml-dsa-65, or both with a comma');
  return trustedWith(names);
}

/** The moment of checking. @throws Error */
export function momentOf(given: string | undefined): Date {
  if (given === undefined) return systemClock.now();
  // A moment without its place in the day or on the earth is none.
  if (
    !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(given) ||
    Number.isNaN(Date.parse(given))
  )
    throw new Error('--at is a moment such as 2026-11-22T10:30:00+06:00');
  return new Date(given);
}

function useOf(options: SignatureOptions): Use {
  const [, amount, currency] = /^([0-9.]+) ?([A-Z]{3})$/.exec(options.amount ?? '') ?? [];
  if (options.amount !== undefined && (amount === undefined || currency === undefined || !isAmount(amount)))
    throw new Error('--amount is a sum and its currency, such as 150000.00KGS');
  return {
    ...(options['document-kind'] === undefined ? {} : { documentKind: options['document-kind'] }),
    ...(options.system === undefined ? {} : { informationSystem: options.system }),
    ...(options.counterparty === undefined ? {} : { counterparty: options.counterparty }),
    ...(amount === undefined || currency === undefined ? {} : { amount: { amount, currency } }),
    ...(options['limits-kept'] === true ? { limitsKept: true } : {}),
  };
}
