import { hash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { der, oids, readDer } from '../../../src/trust/der/index.ts';
import {
  encodeSignedData,
  ocspChoice,
  ocspResponse,
  parseSignedData,
  partsOf,
} from '../../../src/trust/formats/index.ts';
import { appended, bodyOf, stream } from '../../../src/trust/formats/pades/test-pdf.ts';
import { crlBytes } from '../../../src/trust/path/test-authority.ts';
import { signedPdf, verdictOf } from '../../../src/trust/verify/test-pdf-world.ts';
import { strangers } from '../../../src/trust/verify/test-strangers.ts';
import { centre, later, list, person, root, sign, stamp } from '../../../src/trust/verify/test-world.ts';
import { attributeOf, retagged } from './cms.ts';
import { type Case, judged, now } from './world.ts';

// Messages of less than a few MiB that ask for as much work as can be asked for. The suite bounds the processor time of each.

const parts = partsOf(parseSignedData(sign(person)));
/** As many signers as a message may have, each with another value. */
const signers = Array.from({ length: 16 }, (_, at) => {
  const one = Buffer.from(parts.signers[0]!);
  one[one.length - 1] = at;
  return one;
});

/** Answers that all bear a number, and are nobody's. */
function crowded(lists: number, singles: number, serial: bigint): Buffer[] {
  const one = der.sequence(
    der.sequence(
      der.algorithmIdentifier(oids.sha512),
      der.octetString(hash('sha512', centre.certificate.subject.raw, 'buffer')),
      der.octetString(Buffer.alloc(1)),
      der.integer(serial),
    ),
    der.implicit(0, der.nul()),
    der.generalizedTime(now),
  );
  return Array.from({ length: lists }, (_, at) =>
    ocspResponse(
      der.sequence(
        der.explicit(2, der.octetString(Buffer.alloc(20, at))),
        der.generalizedTime(now),
        der.sequenceOf(Array.from({ length: singles }, () => one)),
      ),
      der.algorithmIdentifier(oids.ecdsaWithSHA256),
      Buffer.alloc(70, 1),
      [],
    ),
  );
}
const asked = BigInt(`0x${person.certificate.serial}`);
/** Answers about the number asked about. */
const crowdedAnswers = (lists: number, singles: number): Buffer =>
  encodeSignedData({ ...parts, signers, revocations: crowded(lists, singles, asked).map(ocspChoice) });
const basicOf = (response: Buffer): Buffer =>
  readDer(readDer(response).children[1]!.children[0]!.children[1]!.content).raw;

/** A signed PDF of less than a MiB, in whose store hundred answers lie, deflated. */
async function crowdedStore(): Promise<Buffer> {
  const pdf = await signedPdf();
  const bodies: Record<number, Buffer | string> = {};
  for (const [at, one] of crowded(100, 1_000, 7n).entries())
    bodies[100 + at] = stream(deflateSync(one), '/Filter /FlateDecode ');
  const all = Object.keys(bodies).map((number) => `${number} 0 R`);
  bodies[1] = bodyOf(pdf, 1).replace(/>>\s*$/, `/DSS << /OCSPs [${all.join(' ')}] >> >>`);
  return appended(pdf, bodies);
}
const store = await crowdedStore();

/** The same signers, each with something that anybody may hang on. */
const hung = (...unsigned: readonly Buffer[]): Buffer =>
  encodeSignedData({
    ...parts,
    signers: signers.map((one) =>
      der.sequence(...readDer(one).children.map(({ raw }) => raw), retagged(der.setOf(...unsigned), 0xa1)),
    ),
  });
const hundred = Array.from({ length: 100 }, (_, at) => at);
const nobodys = (count: number): Buffer[] =>
  hundred.flatMap((at) => (at < count ? [strangers({ name: `x${at}` }).raw] : []));

/** Lists in the centre's name that somebody else has signed. */
const forgedLists = (): Buffer[] =>
  hundred.map((at) =>
    crlBytes({
      issuer: Buffer.from(centre.certificate.subject.raw),
      by: { privateKey: person.key, publicKey: person.key },
      from: new Date(now.getTime() - at * 1000),
      to: later(90),
    }),
  );

function crowdedTokens(): Buffer {
  const token = partsOf(parseSignedData(stamp(Buffer.from('x'), later(30))));
  const crowded = encodeSignedData({ ...token, certificates: [...token.certificates, ...nobodys(60)] });
  const four = [crowded, crowded, crowded, crowded];
  return hung(attributeOf(oids.signatureTimeStampToken, ...four), attributeOf(oids.archiveTimeStampV3, ...four));
}

export const costCases = (): Case[] => [
  {
    name: 'one answer about one number, thousands of times',
    expected: 'not valid',
    found: () => judged(crowdedAnswers(1, 5_000), { crls: [list(root, now)] }),
  },
  {
    name: 'eight answers about one number, a thousand times each',
    expected: 'not valid',
    found: () => judged(crowdedAnswers(8, 1_000), { crls: [list(root, now)] }),
  },
  {
    name: 'a hundred answers about others in the store of a PDF',
    expected: 'not valid',
    found: () => verdictOf(store),
  },
  {
    name: 'a hundred answers about others hung on each of sixteen signers',
    expected: 'not valid',
    found: () => {
      const answers = der.sequenceOf(crowded(100, 150, 7n).map(basicOf));
      return judged(hung(attributeOf(oids.revocationValues, der.sequence(der.explicit(1, answers)))), { crls: [] });
    },
  },
  {
    name: 'a hundred certificates hung on each of sixteen signers',
    expected: 'not valid',
    found: () => judged(hung(attributeOf(oids.certValues, der.sequenceOf(nobodys(100))))),
  },
  {
    name: 'a hundred forged lists hung on each of sixteen signers',
    expected: 'not valid',
    found: () =>
      judged(hung(attributeOf(oids.revocationValues, der.sequence(der.explicit(0, der.sequenceOf(forgedLists()))))), {
        crls: [],
      }),
  },
  {
    name: 'eight crowded time-stamps on each of sixteen signers',
    expected: 'not valid',
    found: () => judged(crowdedTokens()),
  },
];
