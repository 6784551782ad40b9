import { der, type DerNode, fields, readInteger, readText, tags } from '../../der/index.ts';
import { choice, readChoice } from './sized.ts';

// ES-13.1.5d: the ground of a termination or revocation, in CRL entries and OCSP answers.

export const endStates = ['terminated', 'revoked'] as const;
export type EndState = (typeof endStates)[number];
export type TerminationGround = {
  /** As the law counts: `14(6)(2)`, `14(8)`, `17(5)`. */
  readonly ground: string;
  readonly status: EndState;
  /** The number of the record in the register. */
  readonly entryNumber: bigint;
};

/** @throws RangeError */
export function terminationGround({ ground, status, entryNumber }: TerminationGround): Buffer {
  if (ground.length < 1 || ground.length > 32) throw new RangeError('a ground of 1 to 32 characters');
  return der.sequence(der.printableString(ground), choice(status, endStates), der.integer(entryNumber));
}

/** @throws DerError */
export function readTerminationGround(node: DerNode): TerminationGround {
  const f = fields(node);
  const ground = readText(f.next(tags.printableString));
  const value = { ground, status: readChoice(f.next(), endStates), entryNumber: readInteger(f.next()) };
  f.end();
  return value;
}
