import { type Static, Type } from 'typebox';
import { orRefuse } from '../../../platform/http/index.ts';
import { isAmount, type Use } from '../condition-limits.ts';
import { refuse } from '../refusals.ts';

/** As much as signature and document may weigh together, in base64. Larger ones are for the command line. */
export const bodyLimit = 24 * 2 ** 20;
const Base64 = Type.String({ minLength: 4, pattern: '^[A-Za-z0-9+/]+={0,2}$', description: 'Base64 of bytes' });
const Line = Type.String({ minLength: 1, maxLength: 300 });

/** What somebody sends to be verified. */
export const sent = {
  signature: Base64,
  document: Type.Optional(Base64),
  use: Type.Optional(
    Type.Object(
      {
        documentKind: Type.Optional(Line),
        informationSystem: Type.Optional(Line),
        counterparty: Type.Optional(Line),
        amount: Type.Optional(
          Type.Object(
            {
              currency: Type.String({ pattern: '^[A-Z]{3}$' }),
              amount: Type.String({ maxLength: 22, description: 'As 150000.00' }),
            },
            { additionalProperties: false },
          ),
        ),
        limitsKept: Type.Optional(
          Type.Boolean({ description: 'You have read the limits that are words only, and they are kept' }),
        ),
      },
      { additionalProperties: false, description: 'What the signature is used for (ES-11.4)' },
    ),
  ),
};
const Sent = Type.Object(sent, { additionalProperties: false });

/** The same as bytes. Leaves with a refusal where the sum of ES-11.4 is no number. */
export function bytesOf({ signature, document, use = {} }: Static<typeof Sent>): {
  readonly signature: Buffer;
  readonly document: Buffer | undefined;
  readonly use: Use;
} {
  if (use.amount !== undefined && !isAmount(use.amount.amount))
    orRefuse(refuse('AMOUNT_UNREADABLE', { field: 'use/amount/amount' }));
  return {
    signature: Buffer.from(signature, 'base64'),
    document: document === undefined ? undefined : Buffer.from(document, 'base64'),
    use,
  };
}
