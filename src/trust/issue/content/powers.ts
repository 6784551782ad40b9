import { der, type DerNode, fields, readGeneralizedTime, tags } from '../../der/index.ts';
import { type DocumentDetails, documentDetails, readDocumentDetails } from './document-details.ts';
import { choice, listWithin, maybe, readChoice, readListWithin, readTextWithin, textWithin } from './sized.ts';

// ES-17.3a, ES-17.3b: the right to act for third parties, with its scope and its term.

export const partyKinds = ['natural', 'legal'] as const;
export type Party = {
  readonly kind: (typeof partyKinds)[number];
  readonly name: string;
  readonly identifier?: string;
};
export type Power = {
  readonly principal: Party;
  readonly scope: string;
  readonly validFrom: Date;
  /** Absent where the document sets no end. */
  readonly validUntil?: Date;
  readonly document?: DocumentDetails;
};

/** @throws RangeError */
export const thirdPartyPowers = (powers: readonly Power[]): Buffer =>
  listWithin(
    powers.map((power) =>
      der.sequence(
        party(power.principal),
        textWithin(power.scope, 2000),
        der.generalizedTime(power.validFrom),
        maybe(0, power.validUntil && der.generalizedTime(power.validUntil)),
        maybe(1, power.document && documentDetails(power.document)),
      ),
    ),
    16,
  );

const party = ({ kind, name, identifier }: Party): Buffer =>
  der.sequence(
    choice(kind, partyKinds),
    textWithin(name, 1000),
    identifier === undefined ? undefined : textWithin(identifier, 64),
  );

/** @throws DerError */
export const readThirdPartyPowers = (node: DerNode): readonly Power[] => readListWithin(node, 16, readPower);

function readPower(node: DerNode): Power {
  const f = fields(node);
  const principal = readParty(f.next());
  const [scope, validFrom] = [readTextWithin(f.next(), 2000), readGeneralizedTime(f.next())];
  const [validUntil, document] = [f.optionalExplicit(0), f.optionalExplicit(1)];
  f.end();
  return {
    principal,
    scope,
    validFrom,
    ...(validUntil === undefined ? {} : { validUntil: readGeneralizedTime(validUntil) }),
    ...(document === undefined ? {} : { document: readDocumentDetails(document) }),
  };
}

function readParty(node: DerNode): Party {
  const f = fields(node);
  const [kind, name] = [readChoice(f.next(), partyKinds), readTextWithin(f.next(), 1000)];
  const identifier = f.optional(tags.utf8String);
  f.end();
  return { kind, name, ...(identifier === undefined ? {} : { identifier: readTextWithin(identifier, 64) }) };
}
