import { hash } from 'node:crypto';
import { der, oids } from '../../../src/trust/der/index.ts';
import {
  encodeSignedData,
  ocspChoice,
  ocspResponse,
  parseSignedData,
  partsOf,
} from '../../../src/trust/formats/index.ts';
import { centre, list, person, root, sign } from '../../../src/trust/verify/test-world.ts';
import { type Case, judged, now } from './world.ts';

// Messages of less than a few MiB that ask for as much work as can be asked for. The suite bounds the processor time of each.

const parts = partsOf(parseSignedData(sign(person)));
/** As many signers as a message may have, each with another value. */
const signers = Array.from({ length: 16 }, (_, at) => {
  const one = Buffer.from(parts.signers[0]!);
  one[one.length - 1] = at;
  return one;
});

/** Answers that all bear the number asked about, and are nobody's. */
function crowdedAnswers(lists: number, singles: number): Buffer {
  const one = der.sequence(
    der.sequence(
      der.algorithmIdentifier(oids.sha512),
      der.octetString(hash('sha512', centre.certificate.subject.raw, 'buffer')),
      der.octetString(Buffer.alloc(1)),
      der.integer(BigInt(`0x${person.certificate.serial}`)),
    ),
    der.implicit(0, der.nul()),
    der.generalizedTime(now),
  );
  const answers = Array.from({ length: lists }, (_, at) =>
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
  return encodeSignedData({ ...parts, signers, revocations: answers.map(ocspChoice) });
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
];
