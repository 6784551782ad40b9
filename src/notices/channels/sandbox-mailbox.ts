import type { Keys } from '../../keys/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/index.ts';
import { openMessage, sealMessage } from '../seal-message.ts';
import type { Channel, ChannelName } from '../types.ts';
import { composeMail, smsText } from './compose.ts';
import { smsSize } from './sms-segments.ts';
import { keptMails, keepMail } from './sandbox-store.ts';

type Kept = { readonly to: string; readonly lang: string; readonly subject: string; readonly text: string };
export type SandboxMail = Kept & {
  readonly messageId: string;
  readonly channel: ChannelName;
  readonly at: Date;
  /** How many SMS it would cost; null for mail. */
  readonly segments: number | null;
};

type Deps = { readonly db: Db; readonly keys: Keys; readonly clock: Clock; readonly publicUrl: string };

/** Takes messages in place of a mail server or a telephone company: nothing leaves the sandbox. */
export function sandboxChannel({ db, keys, clock, publicUrl }: Deps, name: ChannelName): Channel {
  return {
    name,
    together: true,
    async send({ id, to, lang, content }) {
      const messageId = `<${id}@sandbox>`;
      const mail = composeMail(content, lang, publicUrl);
      const kept: Kept = {
        to,
        lang,
        subject: mail.subject,
        text: name === 'sms' ? smsText(content, lang, publicUrl) : mail.text,
      };
      await keepMail(db, {
        messageId,
        at: clock.now(),
        channel: name,
        sealed: sealMessage(keys, 'sandbox_mail', messageId, kept),
      });
      return { kind: 'sent', messageId };
    },
    stop: () => undefined,
  };
}

/** What the sandbox's mailbox holds, newest first. */
export async function sandboxMail(db: Db, keys: Keys, limit: number): Promise<SandboxMail[]> {
  return (await keptMails(db, limit)).map((row) => {
    const kept = openMessage<Kept>(keys, 'sandbox_mail', row.message_id, row.sealed);
    return {
      ...kept,
      messageId: row.message_id,
      channel: row.channel,
      at: row.at,
      segments: row.channel === 'sms' ? smsSize(kept.text).segments : null,
    };
  });
}
