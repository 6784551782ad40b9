import type { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import type { Keys } from '../keys/index.ts';
import type { Lang, Text3 } from '../platform/text.ts';
import { sealMessage } from './seal-message.ts';
import { insertOutboxRow } from './store.ts';
import type { Handler } from './types.ts';

export type DirectMessage = {
  readonly to: { readonly kind: 'phone' | 'email'; readonly address: string };
  readonly lang: Lang;
  readonly subject: Text3;
  readonly text: Text3;
};

/** A code or link that came a day late is of no use, and must not lie about. */
const worthMs = 24 * 3_600_000;

export const identityMessageKind = 'identity.message';

/** A message to an address that is perhaps nobody's yet. Its words exist in the sealed row only, until it is sent. */
export async function sendMessage(
  deps: { readonly keys: Keys; readonly clock: Clock },
  tx: Tx,
  message: DirectMessage,
): Promise<void> {
  const id = uuidv7(deps.clock.real());
  await insertOutboxRow(tx, {
    id,
    kind: identityMessageKind,
    ref: id,
    sealed: sealMessage(deps.keys, 'outbox', id, message),
    priority: 0,
    expiresInMs: worthMs,
    at: deps.clock.now(),
  });
}

export const identityMessage: Handler<DirectMessage> = {
  messages: (_row, { to, lang, subject, text }) => [
    {
      to: 'address',
      channel: to.kind === 'phone' ? 'sms' : 'email',
      address: to.address,
      lang,
      content: { subject, lines: [text], sms: text },
    },
  ],
};
