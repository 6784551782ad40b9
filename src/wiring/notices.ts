import { audienceOf, consentForReceipt, type Registers } from '../consent/index.ts';
import { holderById, policyVersion } from '../holders/index.ts';
import { langOfPerson } from '../identity/index.ts';
import type { Keys } from '../keys/index.ts';
import {
  createNotices,
  type Handler,
  type MailSettings,
  type Notices,
  policyChangeHandler,
  policyChangeKind,
  receiptHandlers,
} from '../notices/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db/index.ts';

/** The outbox with the texts of this house: receipts of consents, announced changes of a policy, messages of cases. */
export function wireNotices(deps: {
  db: Db;
  clock: Clock;
  keys: Keys;
  registers: Registers;
  publicUrl: string;
  mail: MailSettings | null;
  onFault: (error: Error) => void;
}): Notices {
  const { db, clock, keys, registers, publicUrl, mail, onFault } = deps;
  const handlers = {
    ...receiptHandlers(async (tx, row) => {
      const consent = row.subjectId === null ? null : await consentForReceipt(tx, row.subjectId, row.ref);
      if (consent === null) return null;
      const [version, holder] = await Promise.all([
        registers.version(consent.purpose_version_id),
        registers.holder(consent.holder_id),
      ]);
      return {
        holder: holder!.body.name,
        purpose: version!.body.text,
        path: `/me/consents/${consent.id}`,
        validUntil: consent.valid_until?.toISOString() ?? null,
      };
    }),
    [policyChangeKind]: policyChangeHandler(async (tx, row) => {
      const policy = await policyVersion(tx, row.ref);
      if (policy === null) return null;
      const holder = await holderById(tx, policy.holderId);
      return {
        holder: holder!.body.name,
        publicationOn: typeof row.data['publicationOn'] === 'string' ? row.data['publicationOn'] : '',
        path: `/holders/${policy.holderId}/policy`,
      };
    }),
    'case.told': caseTold,
  };
  return createNotices({
    db,
    clock,
    keys,
    handlers,
    publicUrl,
    mail,
    audience: audienceOf,
    langOf: langOfPerson,
    onFault,
  });
}

const words = {
  ky: 'Ишиңиз боюнча жаңылык бар.',
  ru: 'По вашему делу есть новость.',
  en: 'There is news in your case.',
};
const label = { ky: 'Ишти ачуу', ru: 'Открыть дело', en: 'Open the case' };

// What a case tells its parties stands in the case; the message only says that there is something to read.
const caseTold: Handler = {
  messages: (row) =>
    // The authority finds what it owes in its own list of duties; the holder's list is not its letterbox.
    row.data['to'] === 'authority'
      ? []
      : row.subjectId !== null && row.data['to'] === 'subject'
        ? [
            {
              to: 'subject',
              how: 'first',
              channels: ['email', 'inbox'],
              content: { subject: words, lines: [words], link: { path: `/me/cases/${row.ref}`, label }, sms: words },
            },
          ]
        : [{ to: 'holder', content: { subject: words } }],
};
