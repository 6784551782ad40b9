import { allHolders } from '../holders/index.ts';
import type { Handler, Notices } from '../notices/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Text3 } from '../platform/text.ts';
import type { Issuing } from '../trust/centres/index.ts';

// Who is told when certificates end with their centre: their owners, and, where the centre's key is compromised, the holders here
// that rely on signatures (ES-14.9, ES-18.1: whoever relies looks at the lists; these are told to look now).

export const ownerKind = 'certificate.ended-with-centre';
export const relyingKind = 'centre.key-compromised';

/** The messages of an end, in the transaction of the end itself. */
export const endsTold = ({
  issuing,
  notices,
}: {
  readonly issuing: Pick<Issuing, 'ownersEndedSince'>;
  readonly notices: Pick<Notices, 'enqueue'>;
}) => ({
  /** Each owner once, however many certificates ended. */
  async owners(tx: Tx, centreId: string, since: Date): Promise<void> {
    for (const { holderId, subjectId } of await issuing.ownersEndedSince(tx, centreId, since))
      await notices.enqueue(tx, { holderId, subjectId, kind: ownerKind, ref: centreId });
  },
  async relying(tx: Tx, centreId: string): Promise<void> {
    for (const { id } of await allHolders(tx))
      await notices.enqueue(tx, { holderId: id, subjectId: null, kind: relyingKind, ref: centreId });
  },
});

const t = (ky: string, ru: string, en: string): Text3 => ({ ky, ru, en });
const ended = t(
  'Сертификатыңыздын колдонулушу токтоду',
  'Действие вашего сертификата прекращено',
  'Your certificate has ended',
);
const line = t(
  'Сертификатты берген күбөлөндүрүүчү борбордун сертификаты же аккредиттөөсү токтотулгандыктан, сиздин сертификатыңыздын колдонулушу да токтоду. Жаңы колтамга коюу үчүн жаңы сертификат алыңыз.',
  'Действие вашего сертификата прекращено, потому что прекращены сертификат или аккредитация выдавшего его удостоверяющего центра. Чтобы подписывать дальше, получите новый сертификат.',
  'Your certificate has ended because the certificate or the accreditation of the certification centre that issued it has. To go on signing, get a new certificate.',
);
const sms = t(
  'Сертификатыңыздын колдонулушу токтоду: {link}',
  'Действие вашего сертификата прекращено: {link}',
  'Your certificate has ended: {link}',
);
const relying = t(
  'Күбөлөндүрүүчү борбордун ачкычынын купуялыгы бузулган: анын сертификаттарына таянбай, тизмектерди текшериңиз',
  'Ключ удостоверяющего центра скомпрометирован: не полагайтесь на его сертификаты, сверьтесь с перечнями',
  'A certification centre’s key is compromised: do not rely on its certificates, look at the lists',
);
const centreLabel = t('Борбор жөнүндө маалымат', 'Сведения о центре', 'About the centre');

export const endHandlers: Readonly<Record<typeof ownerKind | typeof relyingKind, Handler>> = {
  [ownerKind]: {
    messages: ({ ref }) => [
      {
        to: 'subject',
        how: 'first',
        channels: ['inbox', 'email', 'sms'],
        content: { subject: ended, lines: [line], link: { path: `/centres/${ref}`, label: centreLabel }, sms },
      },
    ],
  },
  [relyingKind]: { news: true, messages: () => [{ to: 'holder', content: { subject: relying } }] },
};
